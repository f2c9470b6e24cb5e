"""The name of whom a phrase with a common noun names: "її батько" to "батько Соні Ацеведо", "Деякі експерти" to
"експерти".

Not for what the phrase refers back to: that is `kg.extract.nounrefs`.
"""

import re
from collections.abc import Iterable
from functools import cache

from spacy.tokens import Span as Words
from spacy.tokens import Token

from kg.data import load_toml
from kg.extract.aides import served
from kg.extract.antecedents import noun_of
from kg.extract.bodies import Phrase
from kg.extract.mentions import Names
from kg.extract.phrases import is_one_of
from kg.extract.pronouns import agreement, is_possessive
from kg.extract.reading import Reading
from kg.model import Actor, Kind, MentionType, Source, Span
from kg.nlp.decline import genitive
from kg.nlp.forms import lemmas
from kg.nlp.morph import gender, nominative, nominative_around
from kg.nlp.tagged import feature
from kg.nlp.titles import kind_of_noun
from kg.nlp.words import fold, readings

_PERSONAL = frozenset({Kind.PERSON, Kind.UNNAMED})


@cache
def _vague() -> frozenset[str]:
    return frozenset(load_toml("titles.toml")["vague"])


@cache
def _together() -> frozenset[str]:
    """Numerals of people, behind which the genitive stays: "двоє людей"."""
    return frozenset(load_toml("titles.toml")["together"])


def meant_by(names: Names, pronoun: Token) -> Actor | None:
    """The actor that a third-person pronoun means, where its antecedent is in a name."""
    noun = noun_of(pronoun)
    mention = names.covering(noun.idx) if noun is not None else None
    if mention is not None and mention.actor:
        return names.by_id(mention.actor)
    if noun is not None and kind_of_noun(noun.lemma_) is Kind.PERSON:
        return _last_person(names, noun.idx, agreement(pronoun))
    return None


def _last_person(names: Names, place: int, wanted: tuple[str, ...]) -> Actor | None:
    """The last person named before the place, else the first after, whose gender is one of these."""
    known = {"masc": "Masc", "femn": "Fem"}
    people = [
        (one.span.start, actor)
        for one in names.mentions
        if one.type is MentionType.PERS and one.actor and (actor := names.by_id(one.actor))
        and known.get(gender(actor.name) or "", wanted[0]) in wanted
    ]  # fmt: skip
    before = [actor for start, actor in people if start < place]
    return before[-1] if before else next((actor for _, actor in people), None)


def name_of(reading: Reading, names: Names, phrase: Phrase) -> str:
    """The phrase in the nominative, as `phrase_name` gives it."""
    return phrase_name(reading, names, list(reading.tokens(phrase.start, phrase.end)), phrase.kind)


def some_of(reading: Reading, span: Span, head: Token) -> Source:
    """ "Дехто з законодавців": the group that it is some of."""
    behind = [token for token in reading.tokens(span.start, span.end) if token.i > head.i]
    tokens = behind[1:] if behind[0].pos_ == "ADP" else behind
    group = reading.doc[tokens[0].i : tokens[-1].i + 1] if tokens else None
    return Source(span, nominative(group) if group else span.text, Kind.GROUP)


def placed(span: Span) -> str:
    """Where many are, behind their name: " в Telegram" of "Z-канали в Telegram"; else empty."""
    found = _PLACED.search(span.text)
    return found.group() if found else ""


_PLACED = re.compile(r"(?<=[а-яіїєґ]) [ув] (?:соцмережах|[A-Z]\w+|[А-ЯІЇЄҐ]\w+)$")
_SHARE = re.compile(r"(?:\w+ )?\d[\d,.]* ?(?:%|відсот\w+)(?: (\w.*))?")


def of_whom(name: str, before: Iterable[str]) -> str:
    """A share that stands alone with those of whom the last one was: "21 %" after "41 % німців"; other names as they
    are. `before` are the names before it, the last first."""
    share = _SHARE.fullmatch(name)
    if share is None or share[1]:
        return name
    found = (_SHARE.fullmatch(one) for one in before)
    whom = next((match[1] for match in found if match and match[1]), None)
    return f"{name} {whom}" if whom else name


def phrase_tokens(reading: Reading, span: Span, document: bool) -> list[Token]:
    """The tokens of a phrase; of a document's without what a preposition adds, unless it says what the document is
    about ("закон про освіту"), or belongs to a body's name ("звіт комітету з безпеки")."""
    tokens = list(reading.tokens(span.start, span.end))
    for number, token in enumerate(tokens if document else ()):
        if token.pos_ != "ADP" or number < 1 or number + 1 == len(tokens) or _in_title(tokens[:number]):
            continue
        if all(one.pos_ not in ("NOUN", "PROPN", "X") for one in tokens[:number]):
            continue  # "збереженими в архіві паперами"
        if token.lower_ == "про":
            break
        body = kind_of_noun(tokens[number - 1].lemma_) is Kind.ORGANIZATION
        if not (body and token.lower_ in ("з", "із", "зі")):
            return tokens[:number]
    return tokens


def _in_title(before: list[Token]) -> bool:
    """Whether a quotation mark is open behind the words: "резолюція «Агресія проти України»"."""
    text = "".join(token.text for token in before)
    return text.count("«") > text.count("»") or text.count("“") > text.count("”") or text.count('"') % 2 == 1


def _telling(reading: Reading, names: Names, tokens: list[Token], kind: Kind | None) -> tuple[list[Token], str | None]:
    """The tokens from the first that tells something on, and the possessor before it in the genitive."""
    owned: str | None = None
    while len(tokens) > 1:
        first = tokens[0]
        if agreement(first) and is_possessive(first):
            owner = meant_by(names, first)
            if kind in _PERSONAL and (owner.kind is Kind.PLACE if owner is not None else noun_of(first) is None):
                owner = _last_person(names, first.idx, agreement(first)) or owner  # not "помічник Криму"
            owned = genitive(owner.name) if owner is not None else None
        elif first.lemma_.lower() == "наш" and kind is Kind.UNNAMED and reading.quotation_at(first.idx) is None:
            owned = genitive(reading.article.outlet or "")  # "наші джерела" of the outlet
        elif first.lower_ == "так" and "званий" in lemmas(tokens[1].text):
            tokens = tokens[1:]
        elif kind in _PERSONAL and first.lemma_.lower() == "один" and tokens[1].pos_ in ("NOUN", "ADJ"):
            pass  # "одна лікарка"
        elif not first.is_punct and not (fold(first.lemma_) in _vague() or fold(first.text) in _vague()):
            break
        tokens = tokens[1:]
    return tokens, owned


def phrase_name(reading: Reading, names: Names, tokens: list[Token], kind: Kind | None) -> str:
    """The phrase in the nominative: vague words before it dropped, a possessor and short names in it put in full.

    `tokens` are those of the phrase, its head among them; empty if there are none.
    """
    tokens, owned = _telling(reading, names, tokens, kind)
    bracket = next((number for number, one in enumerate(tokens) if one.text == "(" and number), len(tokens))
    tokens = tokens[:bracket]
    if not tokens:
        return ""
    if (single := _one_of(tokens)) is not None:
        return _in_full(names, single, tokens[0].idx, tokens[-1].idx + len(tokens[-1]), kind or Kind.UNNAMED)
    if kind is Kind.MEDIA and (called := _title_of(tokens)):
        return called
    span = reading.doc[tokens[0].i : tokens[-1].i + 1]
    roughly = tokens[1:] and tokens[0].lower_ in load_toml("titles.toml")["roughly"]
    number = tokens[1 if roughly else 0]
    if _counts(number):
        return str(span.text[:1].lower() + span.text[1:])
    inner = _inner(tokens)
    plain = nominative_around(span, inner) if inner is not None else nominative(span)
    if len(tokens) > 1 and (served_one := served(names, tokens[-2])) is not None:
        plain = f"{nominative(span[:-1])} {served_one.span.text}"
    name = _in_full(names, plain, span.start_char, span.end_char, kind)
    name = _unpaired(_of_outlet(names, name, tokens) if kind is Kind.DOCUMENT else name)
    name = load_toml("titles.toml")["spelled_out"].get(name, name)
    return f"{name} {owned}" if owned else name


def _of_outlet(names: Names, name: str, tokens: list[Token]) -> str:
    """The name of a paper without what its outlet is: "репортаж італійської газети Corriere" is "репортаж Corriere"."""
    for number, token in enumerate(tokens[1:-1], 1):
        if kind_of_noun(token.lemma_) is not Kind.MEDIA:
            continue
        opens = tokens[number + 1].is_punct and number + 2 < len(tokens)
        outlet = names.covering(tokens[number + 1 + opens].idx)
        if outlet is None or not outlet.actor or names.by_id(outlet.actor).kind is not Kind.MEDIA:
            continue
        first = number
        while first > 1 and tokens[first - 1].pos_ == "ADJ" and tokens[first - 1].head == token:
            first -= 1
        if kind_of_noun(tokens[first - 1].lemma_) is not Kind.DOCUMENT:
            return name  # "звіт про роботу газети «Зоря»"
        described = token.doc[tokens[first].i : token.i + 1].text
        return name.replace(f" {described} ", " ", 1) if outlet.span.start > token.idx else name
    return name


def _inner(tokens: list[Token]) -> Words | None:
    """The words between a description at the head of a phrase and its noun: "близької йому людини"."""
    first = tokens[0]
    if len(tokens) < 3 or first.pos_ not in ("ADJ", "VERB") or tokens[1].pos_ not in ("ADP", "PRON"):
        return None
    fits = [feature(first, "Case"), feature(first, "Number")]
    own = tokens[1].head.i if tokens[1].pos_ == "ADP" else tokens[1].i
    nouns = (one for one in tokens[2:] if one.pos_ in ("NOUN", "PROPN") and one.i > own)
    noun = next((one for one in nouns if [feature(one, "Case"), feature(one, "Number")] == fits), None)
    return first.doc[first.i + 1 : noun.i] if noun is not None else None


def _unpaired(name: str) -> str:
    """The name without a quotation mark whose fellow is outside the phrase, or with nothing outside the marks."""
    if re.fullmatch(r"«[^«»]+»|\"[^\"]+\"", name):
        return name[1:-1]
    if name.count("«") != name.count("»"):
        name = name.replace("«", "").replace("»", "")
    return name.replace('"', "") if name.count('"') % 2 else name


def _counts(number: Token) -> bool:
    """Whether what stands behind the word keeps its case: "20", "5-ти", "двоє", but not "93-ї", "45-річної"."""
    figures = "-" not in number.text or number.lower_.endswith(tuple(load_toml("titles.toml")["counting"]))
    return (number.text[0].isdigit() and figures) or number.lower_ in _together()


def _title_of(tokens: list[Token]) -> str:
    """What an outlet is called that stands behind the word for it: "пропагандистський ресурс Голос" is "Голос"; empty
    where that can be whose outlet it is ("сайт Києва")."""
    head = next((number for number, one in enumerate(tokens) if kind_of_noun(one.lemma_) is Kind.MEDIA), None)
    if head is None or head + 1 >= len(tokens) or not tokens[head].text.islower():
        return ""
    behind = [one for one in tokens[head + 1 :] if one.is_alpha]
    owner = any(one.case == "gent" for one in readings(fold(behind[0].text))) if behind else True
    if owner or not behind[0].text[0].isupper() or behind[0].text.isupper():
        return ""
    return str(tokens[0].doc[behind[0].i : tokens[-1].i + 1].text).strip('«»"“”„ ')


def _one_of(tokens: list[Token]) -> str | None:
    """Whom "один із …" names, a person in the singular: "один із військовослужбовців ЗСУ" is "військовослужбовець
    ЗСУ"."""
    if len(tokens) < 3 or not is_one_of(tokens[0]):
        return None
    noun = next((number for number, one in enumerate(tokens) if number > 1 and one.pos_ == "NOUN"), None)
    if noun is None or kind_of_noun(tokens[noun].lemma_) not in (*_PERSONAL, Kind.MEDIA):
        return None
    known = readings(fold(tokens[noun].lemma_))
    gender = next((one.gender for one in known if one.case == "nomn" and not one.plural), None)
    if gender == "neut":  # "одне з джерел": no person
        return f"одне {tokens[1].text} {tokens[-1].doc[tokens[2].i : tokens[-1].i + 1].text}"
    ends = {"ий": "а", "ій": "я"} if gender == "femn" else {}
    words = [one.lemma_.lower() for one in tokens[2 : noun + 1] if not one.is_punct]
    words = [word[:-2] + ends.get(word[-2:], word[-2:]) for word in words[:-1]] + words[-1:]
    rest = tokens[-1].doc[tokens[noun].i + 1 : tokens[-1].i + 1].text
    return " ".join([*words, rest]).strip(' "')


_LONGEST = 400
"""Characters of a name in which nothing more is put in full."""


def _in_full(names: Names, name: str, start: int, end: int, kind: Kind | None) -> str:
    """Persons and bodies in the genitive within the phrase under the full name that the article has for them."""
    done = set[str]()
    for one in names.between(start, end):
        actor = names.by_id(one.actor or "")
        short = one.span.text
        if short in done or len(name) > _LONGEST:
            continue
        done.add(short)
        entry = names.gazetteer.entries.get(actor.gazetteer or "")
        called = entry.name if entry is not None and short.isupper() and actor.kind is Kind.MEDIA else actor.name
        if one.span.start == start or called == one.name or short not in name:
            continue
        person = one.type is MentionType.PERS and kind in (*_PERSONAL, Kind.GROUP, Kind.DOCUMENT)
        if (
            actor.kind is Kind.MEDIA
            and kind in (Kind.UNNAMED, Kind.GROUP)
            and (actor.name.isascii() or short.isupper())
        ):
            name = _replaced(name, short, genitive(called) or short)  # "джерела NYT", "співрозмовник УП"
        body = one.type is MentionType.ORG and actor.kind is Kind.ORGANIZATION
        paper = kind is Kind.DOCUMENT and (short.isascii() or " " in short)  # "повідомлення ВООЗ" as it stands
        body = body and (paper or (short.isupper() and kind in (Kind.GROUP, Kind.ORGANIZATION)))
        full = genitive(actor.name) if person or body else None
        if full is not None and short.isupper() and full in name:  # "аналітики Інституту вивчення війни ISW"
            name = " ".join(_replaced(name, short, "").split())
        elif full is not None and len(full.split()) > len(short.split()):
            name = _replaced(name, short, full)
    return name


def _replaced(name: str, short: str, full: str) -> str:
    """The short name put in full where it is a word of its own: not within "УПЦ"."""
    return re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", lambda _: full, name)
