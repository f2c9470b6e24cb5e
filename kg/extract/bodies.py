"""Phrases whose head is a common noun of `titles.toml`: bodies ("прокуратура Києва"), posts ("речник МЗС"), groups
("російські війська").

Not for proper names: those come from the recogniser and the gazetteer. Works on the word forms; the tagger's case is
used only to stop.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from kg.data import load_toml
from kg.extract.people import PARTICLES, is_first_name, starts_sentence
from kg.model import Kind
from kg.nlp import gazetteer
from kg.nlp.forms import lemmas
from kg.nlp.gazetteer import WORD
from kg.nlp.tagged import feature
from kg.nlp.titles import kind_of_noun, without_prefix
from kg.nlp.words import fold, guesses, is_fixed_shape, readings

_LINKS = frozenset({"і", "й", "та"})
_TOPIC = re.compile(
    r"(?:з питань|у справах|із захисту|з прав|з кібербезпеки|з безпеки|з контролю|з надзвичайних"
    r"|з розшуку|з нагляду|із запобігання|з запобігання|по боротьбі|з атомної|з боротьби)$"
)
_POINTING = frozenset({
    "який", "яка", "яке", "які", "цей", "ця", "це", "ці", "той", "та", "те", "ті", "такий", "така",
    "такі", "весь", "всі", "усі",
    "званий", "звана", "зване", "звані", "званого", "званої", "званому", "званій", "званим", "званих", "званими",
})  # fmt: skip
"""Words before a noun that belong to no name."""
_NUMBER = re.compile(r"\d{1,3}(?:-[а-яіїєґ]{1,3})?")
_MAX_WORDS = 14
_TOLD = {"Nom": "nomn", "Dat": "datv"}
_OTHER_CASES = {"Ins": "ablt", "Loc": "loct"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase (code points) headed by a common noun; `lemma` is the head's, `named` says that a proper name is in
    it."""

    start: int
    end: int
    head: int
    lemma: str
    kind: Kind
    plural: bool
    named: bool
    modified: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text with what is between them and the tagger's cases."""

    text: str
    found: Sequence[re.Match[str]]
    cases: dict[int, str]
    others: frozenset[int]
    """Where words and names begin that belong to no phrase: verbs, adverbs, persons beside their titles."""
    doers: frozenset[int]
    """Where nouns begin for those who do what the noun before them says: what follows belongs to that."""

    def form(self, place: int) -> str:
        """The word itself."""
        return self.found[place].group()

    def joined(self, place: int) -> bool:
        """Whether nothing but a space is between this word and the one before."""
        return 0 < place < len(self.found) and self.text[self.found[place - 1].end() : self.found[place].start()] in (
            " ",
            "\u00a0",
        )

    def may_be_genitive(self, place: int) -> bool:
        """Whether the word can be a genitive complement; the tagger may veto it."""
        form = self.form(place)
        if self.found[place].start() in self.others:
            return False
        if is_fixed_shape(form):
            return form.isupper() and "А" <= form[0] <= "Ґ"
        tagged = self.cases.get(self.found[place].start(), "Gen")
        if tagged in _OTHER_CASES and _OTHER_CASES[tagged] in {one.case for one in readings(fold(form))}:
            return False
        return bool(genitives(form)) and (tagged == "Gen" or not form[0].isupper() or bool(readings(fold(form))))


def phrases(doc: Doc) -> list[Phrase]:
    """All such phrases of the text, in reading order; one for each head noun."""
    cases = {token.idx: feature(token, "Case") or "Gen" for token in doc if token.pos_ in ("NOUN", "PROPN", "ADJ")}
    text = doc.text
    others = frozenset(token.idx for token in doc if _apart(token)) | _beside_titles(doc)
    doers = frozenset(token.idx for token in doc if _does(token))
    words = _Words(text, list(WORD.finditer(text)), cases, others, doers)
    return [phrase for place in range(len(words.found)) for phrase in _at(words, place)]


def _does(noun: Token) -> bool:
    """Whether a noun in the instrumental is the doer of the deed before it: "обстріл росіянами міста", not "керівництво
    групою компаній"."""
    deed = noun.head
    if feature(noun, "Case") != "Ins" or noun.pos_ != "NOUN" or deed.pos_ != "NOUN" or deed.i > noun.i:
        return False
    governs = load_toml("titles.toml")["governing"]
    return not any(child.dep_ == "case" for child in noun.children) and lemmas(deed.text).isdisjoint(governs)


def _beside_titles(doc: Doc) -> frozenset[int]:
    """Where full names begin that stand beside a noun in the nominative: "секретар кабінету Ясумо Танака"."""
    people = (one[0] for one in doc.ents if one.label_ == "PERS" and len(one) > 1)
    titled = (one for one in people if one.dep_ == "flat:title" and feature(one.head, "Case") == "Nom")
    return frozenset(one.idx for one in titled)


_UNBROKEN = re.compile(r"\S+")


def first_word(text: str, place: int) -> str:
    """What stands at `place` up to the next white space."""
    match = _UNBROKEN.match(text, place)
    return match.group() if match else ""


def _apart(token: Token) -> bool:
    """Whether the word completes no noun before it: a verb, an adverb, a preposition, the object of a verb."""
    pos = token.pos_
    if pos in ("VERB", "AUX", "ADV"):
        return feature(token, "VerbForm") != "Part"
    return pos == "ADP" or (token.dep_ == "obj" and token.head.pos_ == "VERB" and token.head.i < token.i)


def _at(words: _Words, place: int) -> Iterator[Phrase]:
    head = _at_head(words, place)
    if head is None:
        return
    lemma, kind, plural = head
    first = _modifiers(words, place)
    last = _complement(words, place, lemma)
    if last > place and words.form(last) in ("країни", "держави") and words.form(first)[0].isupper() and first < place:
        last -= 1  # "Верховний суд країни": the name is without it
    start, end = words.found[first].start(), _with_title(words, place, last)
    capital = words.form(first)[0].isupper() and (first < place or last > place)
    titled = end > words.found[last].end()
    named = (
        titled
        or any(words.form(other)[0].isupper() for other in range(place + 1, last + 1))
        or (capital and kind is Kind.ORGANIZATION and not starts_sentence(words.text, start))
    )
    yield Phrase(start, end, words.found[place].start(), lemma, kind, plural, named, first < place)


def _at_head(words: _Words, place: int) -> tuple[str, Kind, bool] | None:
    """What `_head` says of a word where it stands."""
    return head_noun(words.form(place), _TOLD.get(words.cases.get(words.found[place].start(), "")))


@lru_cache(maxsize=1 << 10)
def head_noun(form: str, case: str | None = None) -> tuple[str, Kind, bool] | None:
    """Lemma, kind and number if the form is one of a noun of `titles.toml`; a reading in the singular first, where the
    tagger tells nominative or dative one in that case ("користувачі", "військовим")."""
    if is_fixed_shape(form) and not form.islower():
        return None
    found = []
    low = fold(form)
    noun = low if readings(low) else without_prefix(low)
    for one in readings(noun):
        if (one.pos == "NOUN" and not one.name and one.parse is not None) or (
            one.pos == "ADJF" and one.parse is not None
        ):
            lemma = low.removesuffix(noun) + fold(one.parse.normal_form)
            kind = kind_of_noun(lemma, one.plural)
            if kind is not None and (
                one.pos == "NOUN" or lemma in ("військовий", "опитаний", "підозрюваний", "затриманий")
            ):
                found.append((one.plural, lemma, kind, one.case))
    if any(one[3] == case for one in found):
        found = [one for one in found if one[3] == case]
    return (found[0][1], found[0][2], found[0][0]) if found else None


@lru_cache(maxsize=1 << 10)
def _is_of_unit(form: str) -> bool:
    """Whether the word is an adjective in the genitive singular, as units have behind their numbers."""
    return any(one.pos == "ADJF" and one.case == "gent" and not one.plural for one in readings(fold(form)))


@lru_cache(maxsize=1 << 10)
def genitives(form: str) -> frozenset[str]:
    """Parts of speech that the form can have in the genitive."""
    known = readings(fold(form)) or (guesses(fold(form)) if form[0].isupper() else ())
    return frozenset(one.pos for one in known if one.case == "gent" and one.pos in ("NOUN", "ADJF", "PRTF"))


def _modifiers(words: _Words, place: int) -> int:
    """The first of the adjectives before the head that agree with it."""
    first = place
    head = {(one.case, one.plural) for one in readings(fold(words.form(place)))}
    while first > 0 and place - first < 4 and words.joined(first):
        form = words.form(first - 1)
        if words.found[first - 1].start() in words.others:
            break
        agree = any(one.pos in ("ADJF", "PRTF") and (one.case, one.plural) in head for one in readings(fold(form)))
        link = form in _LINKS and first < place and first > 1
        data = (one := head_noun(form)) is not None and one[1] is Kind.DOCUMENT  # "за даними Міноборони"
        if (not agree and not link) or data or form.lower() in _POINTING:
            break
        first -= 1
    while first < place and words.form(first) in _LINKS:
        first += 1
    return first


_QUOTED = re.compile(r"[ \u00a0](?:«[^«»\n]{2,80}»|“[^“”\n]{2,80}”|\"[^\"\n]{2,80}\")")


def _with_title(words: _Words, place: int, last: int) -> int:
    """Where the phrase ends whose last word is `last`: behind the title in quotation marks of a firm, after its legal
    form, or of those whom its head names people of ("директор ТОВ «Вітер»", "гравці «Динамо»")."""
    end = words.found[last].end()
    firm = last > place and words.form(last) in load_toml("titles.toml")["legal_forms"]
    title = _QUOTED.match(words.text, end) if firm or (last == place and _is_staff(words, place)) else None
    return title.end() if title is not None and title.group()[2].isupper() else end


def _complement(words: _Words, place: int, lemma: str) -> int:
    """The last of the words that complete the head: genitives, "з питань …", for embassies "у …"."""
    last = place
    if words.found[place].start() in words.doers:
        return place
    while last + 1 < len(words.found) and last - place < _MAX_WORDS:
        step = _step(words, place, last, lemma) if words.joined(last + 1) else _listed(words, place, last)
        if not step:
            break
        last += step
    return last


def _step(words: _Words, place: int, last: int, lemma: str) -> int:
    """How many more words belong to the phrase of the head `place` after the word `last`; 0 if none."""
    here, after, table = words.form(last), last + 1, load_toml("titles.toml")
    proper = last > place and here[0].isupper() and _is_noun_end(here) and not _is_body(here)
    form = words.form(after)
    if last > place and here in ("країни", "держави"):
        return 0
    behind = (last == place or here.isascii()) and _is_staff(words, place)
    if form[0].isupper() and form.isascii() and (behind or _is_paper(words.form(place))):
        return 1  # "стаття Foreign Affairs", "пілоти Air France"
    if _full_name(words, after) or _is_outlet(form):
        return 0
    if last > place and here in table["of_regions"] and form[0].isupper() and not is_first_name(form):
        return 1  # "суд штату Нью-Йорк"
    if words.may_be_genitive(after) and not (proper and form[0].islower()):
        return 1
    more = after + 1 < len(words.found) and words.joined(after + 1)
    if more and _NUMBER.fullmatch(form) and _is_of_unit(words.form(after + 1)):
        return 2  # "командир 128 окремої бригади"
    if more and _in_name(words, place, after):
        return 2
    if more and form in ("у", "в") and _in_region(words, place, after):
        return 3
    if more and lemma in table["placed"] and form in ("у", "в", "при", "до") and words.form(after + 1)[0].isupper():
        return 2
    if not more or proper:
        return 0
    if form in _LINKS and head_noun(words.form(after + 1)) is not None and _is_people(words.form(place)):
        return 0
    small = here[0].islower() and words.form(after + 1)[0].islower()
    if form in _LINKS and last > place and small and words.may_be_genitive(after + 1):
        return 2 if genitives(here) else 0
    return 0


def _listed(words: _Words, place: int, last: int) -> int:
    """How many words go on with a list of what a post or a body is for: "міністр культури, молоді та спорту"."""
    if last == place or last + 3 >= len(words.found) or words.form(last + 2) not in _LINKS:
        return 0
    between = words.text[words.found[last].end() : words.found[last + 1].start()]
    listed = [words.form(number) for number in (last, last + 1, last + 3)]
    nouns = all(form.islower() and "NOUN" in genitives(form) for form in listed)
    apart = not (between == ", " and words.joined(last + 2) and words.joined(last + 3))
    return 0 if apart or not nouns or head_noun(listed[1]) or head_noun(listed[2]) else 3


def _in_name(words: _Words, place: int, preposition: int) -> bool:
    """Whether a body's name goes on behind a preposition: "комісія з розслідування", "центр при РНБО"."""
    form, following = words.form(preposition), words.form(preposition + 1)
    if _TOPIC.search(f"{form} {following}"):
        return words.joined(preposition + 2) and words.may_be_genitive(preposition + 2)
    head = head_noun(words.form(place))
    if head is None or head[1] is not Kind.ORGANIZATION or head[2]:
        return False
    if form == "при":
        return following[0].isupper()
    named = head[0] in load_toml("titles.toml")["with_task"]
    return named and form in ("з", "із", "зі") and following[0].islower() and words.may_be_genitive(preposition + 1)


def _in_region(words: _Words, place: int, preposition: int) -> bool:
    """Whether a body is told apart by its region: "управління ДСНС у Полтавській області"."""
    head, last = head_noun(words.form(place)), preposition + 2
    if head is None or head[1] is not Kind.ORGANIZATION or last >= len(words.found) or not words.joined(last):
        return False
    return words.form(preposition + 1)[0].isupper() and words.form(last) in load_toml("titles.toml")["regions"]


def _is_paper(form: str) -> bool:
    """Whether the word is a noun of papers that are called after their owners in Latin letters."""
    head = head_noun(form)
    return head is not None and head[0] in load_toml("titles.toml")["owned"]


def _is_staff(words: _Words, place: int) -> bool:
    """Whether the word is a noun of people, or of those who lead a body, who are called after it as it stands."""
    head = _at_head(words, place)
    return head is not None and (
        (head[2] and head[1] in (Kind.GROUP, Kind.UNNAMED)) or head[0] in load_toml("titles.toml")["staff"]
    )


def _is_body(form: str) -> bool:
    """Whether a capitalised word is the noun of a body, whose name goes on ("керівник Офісу президента")."""
    head = head_noun(form)
    return head is not None and head[1] is Kind.ORGANIZATION


def _is_outlet(form: str) -> bool:
    """Whether the word is the name of a known outlet or agency, which no other name can hold ("агенція Сіньхуа")."""
    entry = gazetteer.load().find(form) if form[0].isupper() else None
    return entry is not None and entry.kind is Kind.MEDIA


def _is_people(form: str) -> bool:
    """Whether a head names people in the plural, beside whom others may stand ("лікарі та медсестри")."""
    head = head_noun(form)
    return head is not None and head[1] in (Kind.GROUP, Kind.UNNAMED) and head[2]


def _full_name(words: _Words, place: int) -> bool:
    """Whether a person's first name and surname begin here: they stand in apposition, not in the genitive."""
    if place + 1 >= len(words.found) or not words.form(place)[0].isupper():
        return False
    after = words.form(place + 1)
    if not after[0].isupper() and after not in PARTICLES:
        return False
    if not words.joined(place + 1) or not is_first_name(words.form(place)):
        return False
    further = place + 2 < len(words.found) and words.joined(place + 2) and words.form(place + 2)[0].isupper()
    return not (further and is_first_name(after) and not is_first_name(words.form(place + 2)))


def _is_noun_end(form: str) -> bool:
    """Whether a capitalised word is a noun (after which small genitives belong to something else)."""
    return is_fixed_shape(form) or ("NOUN" in genitives(form) and "ADJF" not in genitives(form))
