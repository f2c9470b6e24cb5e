"""Who says it, as the sentence gives it: subject, locative, shared or dropped subject; names are resolved in
`reference`."""

from functools import cache

from spacy.tokens import Token

from kg.data import load_toml
from kg.extract.draft import SourceRef, Voice
from kg.extract.further import name_behind
from kg.extract.lexicon import lexicon
from kg.extract.listed import with_listed
from kg.extract.phrases import (
    NOMINAL,
    converb,
    finite,
    infinitive,
    is_passive,
    no_preposition,
    noun_phrase,
    relative_head,
)
from kg.extract.reading import Reading, end_of
from kg.extract.subjects import (
    agrees,
    is_document,
    is_none,
    joined,
    may_be_nominative,
    owner_of,
    proper,
    speaks,
    subjects,
    topmost,
)
from kg.extract.talks import talker_of
from kg.model import Kind
from kg.nlp import gazetteer
from kg.nlp.forms import lemmas, parses
from kg.nlp.tagged import feature
from kg.nlp.titles import kind_of_noun
from kg.nlp.words import fold, readings

_FIRST_PERSON = {"я", "ми", "мені", "нам"}


@cache
def _of_places(name: str) -> frozenset[str]:
    """A list of lemmas of the table `locative`."""
    return frozenset(load_toml("cues.toml")["locative"][name])


@cache
def _excluded(speaking: str) -> frozenset[str]:
    """Nouns of places that do not speak, but for those of a list: where something is spread, the net and its pages
    do."""
    return _of_places("not") - _of_places(speaking) if speaking else _of_places("not")


def neighbour(reading: Reading, verb: Token, low: int, high: int) -> Token | None:
    """The nearest noun or name in the nominative that agrees with the verb, right of it first, within tokens
    `low`..`high`."""
    for numbers in (range(verb.i + 1, min(high, verb.i + 6)), range(verb.i - 1, max(low, verb.i - 12) - 1, -1)):
        for number in numbers:
            token = reading.doc[number]
            if token.text in ".;:" or finite(token) or (number > verb.i and token.text in ",–—"):
                break
            if token.lower_ == "як" and token.head == verb:  # "рішення, як заявили в раді, скасують"
                break
            fitting = (_may_be_subject(token, verb) and agrees(verb, token)) or _unknown_name(token, verb)
            if (speaks(token) and fitting) or _misread(token, verb):
                return topmost(token) if fitting else token
    return None


def _unknown_name(token: Token, verb: Token) -> bool:
    """Whether a name that the dictionary does not know stands right before a verb in the singular: it may be a subject
    whatever case the tagger gives it ("Різві закликав")."""
    first = not any(child.dep_ == "case" for child in token.children) and not any(
        parse.is_known for parse in parses(token.text)
    )
    alone = token.pos_ == "PROPN" and token.i == verb.i - 1 and feature(verb, "Number") == "Sing"
    return alone and first and not token.lower_.endswith(("у", "ю", "ом", "ем", "єм", "ою"))


def _misread(token: Token, verb: Token) -> bool:
    """Whether a noun for a person right before a verb in the singular is its subject, though the tagger has a genitive:
    "звинувачення мер відкидає"."""
    near = token.i == verb.i - 1 - (verb.i > 0 and verb.nbor(-1).lower_ == "не")
    near = (near and feature(token, "Case") == "Gen") or token.pos_ == "ADV"  # "Прем'єр заявив"
    if not near or feature(verb, "Number") != "Sing":
        return False
    first = any(one.case == "nomn" and not one.plural for one in readings(fold(token.text)))
    plain = token.text.islower() or bool(token.is_sent_start)
    alone = plain and not any(child.dep_ == "case" for child in token.children)
    return first and alone and any(kind_of_noun(lemma) is Kind.PERSON for lemma in lemmas(token.text))


def _may_be_subject(token: Token, verb: Token) -> bool:
    behind_own = feature(verb, "Person") == "1" and token.i > verb.i  # "закликаю уряд"
    if (token.pos_ == "NUM" and not _counts(token)) or behind_own:
        return False
    if token.dep_ in ("obl", "nmod", "iobj", "nmod:poss") and feature(token, "Case") != "Nom":
        return False
    if feature(token, "PronType") == "Prs" and feature(token, "Case") in ("Acc", "Gen"):
        return False  # "у Кремлі її підтвердили"
    if token.pos_ == "ADJ" and token.ent_type_ == "ORG":
        return False  # "у фонді «Українська допомога» повідомили"
    if any(child.dep_ == "case" for child in token.children):
        return False
    outlet = token.i == verb.i + 1 and kind_of_noun(token.lemma_) is Kind.MEDIA  # "пише видання Луна"
    sure = ((proper(token) or outlet) and feature(token, "Case") == "Nom") or _goes_back(verb)
    if any(child.dep_ == "cc" and child.lower_ == "як" for child in token.children):  # "як уряд, так і мер"
        sure = sure or any(one.dep_ == "obj" and one.i < verb.i for one in verb.children)
    return token.dep_ != "obj" or token.i < verb.i or (token.text.isupper() and token.i == verb.i + 1) or sure


def _goes_back(verb: Token) -> bool:
    """Whether ", що" before the verb stands for the clause before, so that a noun behind it is its subject: "міста
    нищать, що підтверджують організації", not "заявили, що підтверджують дані"."""
    before = [one.lower_ for one in verb.doc[max(0, verb.i - 3) : verb.i]]
    linked = verb.dep_.startswith("acl") and before[1:] == [",", "що"]
    return linked and before[0] not in lexicon().verbs and before[0] not in _THAT


_THAT = ("те", "того", "тому", "тим")


def _counts(number: Token) -> bool:
    """Whether a number counts somebody ("15 % опитаних"), not a figure alone ("COVID-19", "загиблих 19") or a sum
    ("2 млн гривень")."""
    large = load_toml("titles.toml")["large"]
    behind = [one for one in number.doc[number.i : number.i + _COUNTED] if lemmas(one.text).isdisjoint(large)]
    following = next((one for one in behind if one != number), None)
    if len(behind) < _COUNTED and following is not None and feature(following, "Animacy") != "Anim":
        return False
    return following is not None and (following.pos_ in ("NOUN", "ADJ", "ADP") or following.text == "%")


_COUNTED = 3
"""Tokens of a number with what it counts."""


def locative(reading: Reading, verb: Token, low: int, high: int) -> Token | None:
    """The noun of "у/в + locative" that speaks in a plural or impersonal clause without a subject ("зазначили у
    компанії"); of the net where people write ("пишуть у соцмережах")."""
    anybody = feature(verb, "Number") == "Plur" and feature(verb, "Tense") == "Pres" and feature(verb, "Person") == "3"
    excluded = _excluded("net" if lemmas(verb.text) & _of_places("spreading") else "people" if anybody else "")
    for child in sorted(verb.children, key=lambda one: abs(one.i - verb.i)):
        outside = low <= child.i < high and _same_side(reading, verb, child)
        if child.dep_.startswith("obl") and outside and _is_place(child, excluded):
            return child
    order = [*range(verb.i + 1, min(high, verb.i + 4)), *range(low, min(low + 4, verb.i))]
    for number in order:
        token = reading.doc[number]
        if reading.words[number] in ("у", "в", "на") and token.pos_ == "ADP":
            noun: Token = token.head
            placed = noun.i > number and noun.pos_ in NOMINAL and _is_place(noun, excluded)
            if placed and _same_side(reading, verb, noun) and not _elsewhere(noun, verb):
                return noun
    return None


def _elsewhere(noun: Token, verb: Token) -> bool:
    """Whether the place belongs to another verb into which this one is put, or on "на" to a noun: "у Європі скасовано
    рейси, що, як повідомляється, …", "судді на Волині повідомили"."""
    head = noun.head
    other = head != verb and noun.i < head.i < verb.i and finite(head) and verb.dep_.startswith("parataxis")
    on = noun.dep_ == "nmod" and head.i < noun.i and any(child.lower_ == "на" for child in noun.children)
    return other or on


def _placed_next(reading: Reading, verb: Token, high: int) -> bool:
    """Whether the place that speaks stands right behind the verb and closes the sentence: ", повідомили у компанії"."""
    if verb.i < 1 or reading.doc[verb.i - 1].text not in ",–—" or verb.i + 2 >= high:
        return False
    noun = reading.doc[verb.i + 1].head
    here = reading.words[verb.i + 1] in ("у", "в") and noun.i > verb.i + 1
    return here and _is_place(noun, _excluded(""))


def _is_place(noun: Token, excluded: frozenset[str]) -> bool:
    if noun.i > noun.head.i and lemmas(noun.head.text) & _of_places("charging"):
        return False
    cases = [child for child in noun.children if child.dep_ == "case"]
    case = [child.lower_ for child in cases]
    if not case or case[0] not in ("у", "в", "на"):
        return False
    if cases[0].i and lemmas(cases[0].nbor(-1).text) & _of_places("charging"):
        return False
    if case[0] == "на" and noun.pos_ != "PROPN" and not lemmas(noun.text) & _of_places("on"):
        return False
    if feature(noun, "Case") not in ("Loc", "") and feature(noun, "Uninflect") != "Yes":
        return False
    large = load_toml("titles.toml")["large"]
    sums = any(not lemmas(one.text).isdisjoint(large) for one in (noun, *noun.children))
    return noun.pos_ != "NUM" and not noun.like_num and not sums and lemmas(noun.text).isdisjoint(excluded)


def _is_document(noun: Token) -> bool:
    noun = (relative_head(noun) if feature(noun, "PronType") == "Rel" else None) or noun
    return is_document(noun)


def _same_side(reading: Reading, verb: Token, noun: Token) -> bool:
    """Whether a subject stands on the verb's side of quotation marks and not in the clause that the verb governs (a
    wrong parse)."""
    if reading.quotation_at(verb.idx) != reading.quotation_at(noun.idx) and not _scare_quoted(reading, verb, noun):
        return False
    if converb(verb):
        return True
    between = reading.words[verb.i + 1 : noun.i]
    return not (noun.i > verb.i and any(word in ("що", "щоб", "чи", ":", "нібито") for word in between))


def _scare_quoted(reading: Reading, verb: Token, noun: Token) -> bool:
    """Whether the quotation opens with the verb, its subject right before: "канцлер нібито «погодився платити»"."""
    around = reading.quotation_at(verb.idx)
    opens = around is not None and reading.text[around.start + 1 : verb.idx].strip() == ""
    return opens and noun.i < verb.i and reading.quotation_at(noun.idx) is None and verb in (noun.head, noun.head.head)


def named(reading: Reading, head: Token, rule: str) -> SourceRef:
    """A source given by the noun phrase around `head`, without an outlet that it tells: "розповів Reuters чиновник"."""
    voice = Voice.SPEAKER if head.lower_ in _FIRST_PERSON else Voice.NAMED
    start, end = noun_phrase(reading, head)
    first = reading.doc[reading.token_index(start)]
    if first.i < head.i and first.text.isascii() and _is_outlet(first.text):
        start = first.nbor().idx
    if first.i < head.i and first.pos_ == "ADP" and first.lower_ not in load_toml("titles.toml")["roughly"]:
        start = head.idx  # "у листі до ради | голова партії", whose parse is torn
    further = name_behind(reading, head, reading.token_index(end - 1) + 1)
    end = _before_outlet(reading, head, end) if further is None else end_of(reading.doc[further - 1])
    return SourceRef(voice, (start, end), head.i, rule)


def _before_outlet(reading: Reading, head: Token, end: int) -> int:
    """The end of a source's phrase without those to whom it is told: "речник лікарні | для Reuters"."""
    for token in reading.tokens(end_of(head), end):
        if token.lower_ == "для" and token.i + 1 < len(reading.doc) and _is_outlet(token.nbor().text):
            return end_of(token.nbor(-1))
    return end


def _is_outlet(name: str) -> bool:
    entry = gazetteer.load().find(name)
    return entry is not None and entry.kind is Kind.MEDIA


def _speaker_of(place: Token) -> Token:
    """Who speaks in a declaration that is the place: "у заяві правоохоронців" are the officers; else the place."""
    return (owner_of(place) if "заява" in lemmas(place.text) else None) or place


def origin_of(noun: Token) -> Token | None:
    """Whose words are referred to: "з посиланням на виступ канцлера", "на Facebook штабу"; None where the noun is
    itself the source."""
    if not lemmas(noun.text).isdisjoint(_relayed("said")):
        owner = owner_of(noun)
        return None if owner is None or lemmas(owner.text) & _relayed("kept") else owner
    last = noun.nbor(2) if noun.i + 3 < len(noun.doc) and noun.nbor().text == "-" else noun
    if lemmas(f"{noun.text}-{last.text}" if last != noun else noun.text).isdisjoint(_relayed("places")):
        return None
    for token in noun.doc[last.i + 1 : last.i + 1 + _BESIDE]:
        if token.pos_ in ("NOUN", "PROPN", "X"):
            whose = feature(token, "Case") == "Gen" and not token.text.isascii()
            return token if whose and speaks(token) else None
        if token.pos_ not in ("ADJ", "DET") and (token.text not in '«"“„' or _relayed("titled") & lemmas(noun.text)):
            return None
    return None


@cache
def _relayed(key: str) -> frozenset[str]:
    return frozenset(word for entry in load_toml("cues.toml")["relay"] for word in entry[key])


def in_dative(verb: Token) -> Token | None:
    """The one in the dative who has (not) managed or thinks: "газеті не вдалося", "мені здається"."""
    if lemmas(verb.text).isdisjoint(load_toml("cues.toml")["dative"]["lemmas"]):
        return None
    return next((child for child in verb.children if feature(child, "Case") == "Dat" and speaks(child)), None)


def sources_of(reading: Reading, verb: Token, low: int, high: int, impersonal: bool = False) -> list[SourceRef]:
    """The sources of a cue verb within tokens `low`..`high` (the clause that may hold them), never empty."""
    return with_listed(reading, _sources(reading, verb, low, high, impersonal))


def _sources(reading: Reading, verb: Token, low: int, high: int, impersonal: bool) -> list[SourceRef]:
    agent = agent_of(verb)
    if agent is not None:
        return [named(reading, head, "agent") for head in joined(agent)]
    if (body := _turned_to(verb)) is not None:
        return [named(reading, body, "locative")]
    if not impersonal:
        found = [one for one in subjects(verb) if _same_side(reading, verb, one)]
        if found:
            speaker = _speaker_beside(found[0], verb, high) if len(found) == 1 else found[0]
            if speaker == found[0] and (place := _told_in(reading, verb, found, low, high)) is not None:
                return [named(reading, head, "locative") for head in joined(place)]
            return [named(reading, head, "subject") for head in ([speaker] if speaker != found[0] else found)]
    if infinitive(verb) and feature(verb.head, "Person") == "1":
        return [SourceRef(Voice.SPEAKER, None, None, "first person")]
    dative = in_dative(verb)
    if dative is not None:
        return [named(reading, dative, "dative")]
    plural = feature(verb, "Number") == "Plur" and feature(verb, "Person") in ("", "3")
    if impersonal and (talker := talker_of(verb)) is not None:
        return [named(reading, talker, "locative")]
    near = None if impersonal or (plural and _placed_next(reading, verb, high)) else neighbour(reading, verb, low, high)
    if near is not None and not (plural and _told_of(near) and locative(reading, verb, low, high) is not None):
        return [named(reading, head, "neighbour") for head in joined(near)]
    if impersonal or plural or not feature(verb, "Number"):
        place = locative(reading, verb, low, high)
        owner = owner_of(place) if place is not None and plural else None  # "повідомили у зведенні Генштабу"
        owned = owner is not None and feature(owner, "Animacy") != "Anim"  # not "у листі міністра звинуватили"
        if place is not None and (impersonal or owned or feature(place, "Number") == "Plur" or not _is_document(place)):
            return [named(reading, _speaker_of(head), "locative") for head in joined(place)]
        words = load_toml("cues.toml")["locative"]["there"]
        there = next((child for child in verb.children if child.lower_ in words and child.i < verb.i), None)
        if plural and there is not None:
            return [SourceRef(Voice.NAMED, (there.idx, end_of(there)), there.i, "there")]
    sure = verb.pos_ == "ADJ" and reading.quotation_at(verb.idx) is not None  # "Впевнена, що …", somebody says
    if feature(verb, "Person") == "1" or sure:
        return [SourceRef(Voice.SPEAKER, None, None, "first person")]
    return [SourceRef(Voice.UNKNOWN if impersonal else Voice.DROPPED, None, None, "no subject")]


def _told_of(noun: Token) -> bool:
    """Whether a noun, or what it belongs to, is somebody's words: "у раді заяви мера назвали вигадкою"."""
    owned = noun.dep_ in ("nmod", "nummod", "nummod:gov", "det") and lemmas(noun.head.text) & lexicon().targets
    return (noun.text.islower() and bool(lemmas(noun.text) & lexicon().targets)) or bool(owned)


def _turned_to(verb: Token) -> Token | None:
    """Whom "there" means, where somebody turned to them: "мер звернувся до міністерства, але там порадили чекати"."""
    words = load_toml("cues.toml")["locative"]["there"]
    there = any(child.lower_ in words and child.i < verb.i for child in verb.children)
    own = any(child.dep_.startswith("nsubj") for child in verb.children)
    if not there or own or verb.dep_ not in ("conj", "parataxis") or feature(verb, "Number") != "Plur":
        return None
    for one in verb.head.children:
        turned = any(child.dep_ == "case" and child.lower_ in ("до", "в", "у") for child in one.children)
        if turned and one.i < verb.i and speaks(one) and feature(one, "Animacy") != "Anim":
            return one
    return None


def agent_of(verb: Token) -> Token | None:
    """By whom it was done: "прокуратурою повідомлено", "були спростовані сайтами"; None for other verbs too."""
    impersonal = feature(verb, "Person") == "0" and verb.lower_.endswith(("но", "то"))
    reflexive = verb.lower_.endswith(("ється", "ються")) and not any(map(speaks, subjects(verb)))
    if not (impersonal or reflexive or is_passive(verb)):
        return None
    for child in verb.children:
        alone = child.dep_ == "obl" and no_preposition(child) and not is_none(child)
        cases = {feature(one, "Case") for one in (child, *(one for one in child.children if one.i < child.i))}
        if alone and "Ins" in cases and speaks(child) and (not is_document(child) or owner_of(child) is not None):
            return child
    return None


def _speaker_beside(head: Token, verb: Token, high: int) -> Token:
    """The person behind the name of an outlet that has one form, or in Latin letters, which is then whom it was told:
    "розповів Reuters чиновник"."""
    told = head.text.isascii() or _stands_as_it_is(head)
    if not told or not head.text[:1].isupper() or head.i > verb.i + _ADDRESSED:
        return head
    for token in head.doc[max(head.i, verb.i) + 1 : min(high, max(head.i, verb.i) + _BESIDE)]:
        if finite(token) or token.pos_ in ("ADP", "CCONJ") or token.text in ',.;:–—("«':
            break
        counted = token.pos_ == "NUM" and may_be_nominative(token) and feature(verb, "Number") == "Plur"
        person = token.pos_ == "NOUN" and feature(token, "Case") == "Nom" and agrees(verb, token)
        if counted or (person and feature(token, "Animacy") == "Anim" and speaks(token)):
            return token.head if counted and token.head.i > token.i and token.head.pos_ == "NOUN" else token
    return head


def _stands_as_it_is(name: Token) -> bool:
    """Whether it is a known outlet in the form of its name: "УП", "РБК-Україна", "Радіо Свобода"."""
    flat = [child.i for child in name.children if child.dep_.startswith("flat")]
    whole = name.doc[name.i : max([name.i, *flat]) + 1].text
    entry = gazetteer.load().find(whole)
    return entry is not None and entry.kind is Kind.MEDIA and whole in (entry.name, *entry.aliases)


def _told_in(reading: Reading, verb: Token, found: list[Token], low: int, high: int) -> Token | None:
    """The body whose people tell it to the outlet beside a verb in the plural: "розповіли УП у поліції"."""
    one = found[0]
    beside = len(found) == 1 and abs(one.i - verb.i) == 1 and feature(verb, "Number") == "Plur"
    return locative(reading, verb, low, high) if beside and _stands_as_it_is(one) else None


_ADDRESSED, _BESIDE = 2, 5
"""Tokens from a verb to whom it is told, and from there to who tells it."""
