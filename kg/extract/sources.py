"""Who says it, as the sentence gives it: subject, locative, shared or dropped subject; names are resolved in
`reference`."""

from functools import cache

from spacy.tokens import Token

from kg.data import load_toml
from kg.extract.draft import SourceRef, Voice
from kg.extract.phrases import NOMINAL, conjuncts, converb, feature, finite, infinitive, noun_phrase, relative_head
from kg.extract.reading import Reading, end_of
from kg.model import Kind
from kg.nlp import gazetteer
from kg.nlp.forms import lemmas, parses
from kg.nlp.titles import kind_of_noun

_FIRST_PERSON = {"я", "ми", "мені", "нам"}
_WITHIN = 12
"""Tokens behind a first subject in which a second one may stand."""
_PARTS = {"один", "більшість", "частина", "половина", "решта", "чверть", "третина", "відсоток", "кожен", "багато"}
"""Words that stand for some of those in the genitive behind them."""
_SOME = {"обидва", "обидві", "обоє", "двоє", "троє", "дехто", "хтось", "інші", "усі", "всі", "багато"}
"""Words that stand for persons told before."""
_EMPTY = {"це", "що", "те", "все", "усе", "воно", "який", "хто", "ніхто", "ніщо"}


@cache
def _of_places(name: str) -> frozenset[str]:
    """A list of lemmas of the table `locative`."""
    return frozenset(load_toml("cues.toml")["locative"][name])


@cache
def _papers() -> frozenset[str]:
    return frozenset(load_toml("cues.toml")["layout"]["document_heads"])


@cache
def _excluded(spread: bool) -> frozenset[str]:
    """Nouns of places that do not speak; where something is spread, the net and its pages do."""
    return _of_places("not") - _of_places("net") if spread else _of_places("not")


def may_be_nominative(noun: Token) -> bool:
    """Whether the noun is in the nominative, or its form could be one and the tagger may have erred."""
    if feature(noun, "Case") in ("Nom", "") or noun.pos_ == "X":
        return True
    return any("nomn" in str(parse.tag) for parse in parses(noun.text))


def agrees(verb: Token, noun: Token) -> bool:
    """Whether a verb can have the noun as its subject by case, number and gender, as far as dictionary and tagger
    know."""
    if not may_be_nominative(noun):
        return False
    number, gender = feature(verb, "Number"), feature(verb, "Gender")
    coordinated = any(child.dep_ == "conj" for child in noun.children)
    if number == "Plur" and not coordinated and noun.pos_ in ("X", "PROPN") and feature(noun, "Number") in ("Sing", ""):
        return False
    readings = [str(parse.tag) for parse in parses(noun.text) if parse.is_known and "nomn" in str(parse.tag)]
    if (
        not number
        or not readings
        or noun.pos_ == "NUM"
        or any(child.dep_ in ("conj", "nummod") for child in noun.children)
    ):
        return True
    wanted = "plur" if number == "Plur" else _GENDERS.get(gender, "sing")
    return any(wanted in tag or "Fixd" in tag or ("inan" not in tag and "NOUN" not in tag) for tag in readings)


_GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}


def _own_subjects(verb: Token) -> list[Token]:
    found = []
    first = feature(verb, "Person") == "1"
    for child in verb.children:
        if not child.dep_.startswith("nsubj") or child.pos_ not in NOMINAL or (first and child.pos_ != "PRON"):
            continue
        if feature(child, "PronType") == "Rel":
            head = relative_head(child) or _noun_before(child)
            if head is not None and speaks(head):
                found.append(head)
        elif speaks(child) and (may_be_nominative(child) or _counted(child)):
            found.append(child)
        elif child.lower_ == "слова" and (owner := _owner(child)) is not None:
            found.append(owner)
    return found


def _counted(noun: Token) -> bool:
    """Whether a numeral before the noun stands in the nominative for it: "кілька джерел", "п'ять країн"."""
    return any(child.dep_ in ("nummod:gov", "det:numgov") for child in noun.children)


def _noun_before(pronoun: Token) -> Token | None:
    """The noun right before ", який", where the parse has not tied the relative clause to it."""
    comma = pronoun.i - 1
    if comma < 1 or pronoun.doc[comma].text != ",":
        return None
    noun = pronoun.doc[comma - 1]
    return _topmost(noun) if noun.pos_ in NOMINAL and feature(noun, "Number") == feature(pronoun, "Number") else None


def nobody(verb: Token) -> bool:
    """Whether the verb's subject is "ніхто" or a question's "хто"."""
    return any(child.lower_ in ("хто", "ніхто", "ніщо") and child.dep_.startswith("nsubj") for child in verb.children)


def mute_subject(verb: Token) -> bool:
    """Whether the verb has a subject of its own that cannot speak: "ранок підтвердив, що …"."""
    if nobody(verb):
        return True
    return any(
        child.dep_ == "nsubj" and child.pos_ == "NOUN" and feature(child, "Case") == "Nom" and not speaks(child)
        for child in verb.children
    )


def joined(head: Token) -> list[Token]:
    """The head and its conjuncts as far as they stand together: no verb, and no new prepositional phrase, between."""
    found = [head]
    for one in sorted([*conjuncts(head)[1:], *_listed(head)], key=lambda token: token.i):
        between = head.doc[min(found[-1].i, one.i) + 1 : max(found[-1].i, one.i)]
        cut = any(finite(token) or converb(token) or token.text in ";:" for token in between)
        comma = any(token.text == "," and token.nbor().pos_ == "ADP" for token in between)
        own = any(child.dep_ == "case" for child in head.children)
        if cut or (comma and not own):
            break
        found.append(one)
    return found


def _listed(head: Token) -> list[Token]:
    """Further names behind a noun in the plural: "видання Зоря, Голос і Луна"."""
    titles = (child for child in head.children if child.dep_.startswith(("flat", "appos")))
    if feature(head, "Number") != "Plur":
        return []
    return [one for title in titles for one in conjuncts(title)[1:]]


def governors(verb: Token) -> list[Token]:
    """The verb and the verbs whose subject it may share, nearest first (conjuncts, phase verbs, main verbs of
    converbs)."""
    chain, current = [verb], verb
    for _ in range(4):
        up = current.head
        if current.dep_ == "acl:relcl" and lemmas(up.text) & _papers():
            chain.append(up.head)  # "виступив із заявою, в якій спростував …"
            current = up.head
            continue
        shares = current.dep_ in ("conj", "xcomp", "aux", "cop", "xcomp:sp", "xcomp:pred", "csubj") or (
            current.dep_.startswith("advcl") and converb(current)
        )
        shares = shares or any(child.lower_ == "чим" and child.i < current.i for child in current.children)
        if up == current or not shares:
            break
        chain.append(up)
        current = up
    chain += [child for child in verb.children if child.dep_ in ("aux", "cop")]
    return chain


def subjects(verb: Token) -> list[Token]:
    """Heads of the subjects of the verb, its own or shared, coordinated ones apart."""
    for governor in governors(verb):
        own = _own_subjects(governor)
        if own:
            heads = _one_person(verb, joined(own[0]))
            return heads if len(heads) > 1 else [*heads, *_second(verb, heads[0])]
    return []


def _one_person(verb: Token, heads: list[Token]) -> list[Token]:
    """Two posts of one person, by the verb in the singular: "розповів експерт та співробітник СБУ Іван Коваль"."""
    *posts, last = heads
    bare = all(kind_of_noun(post.lemma_.lower()) in (Kind.PERSON, Kind.UNNAMED) for post in posts)
    titles = [child for head in heads for child in head.children if child.dep_.startswith(("flat", "appos"))]
    named = [child.i > last.i for child in titles if child.pos_ == "PROPN"]
    return heads[:1] if posts and bare and named == [True] and feature(verb, "Number") == "Sing" else heads


def _second(verb: Token, first: Token) -> list[Token]:
    """The second subject that a plural verb must have behind "і" or "та", where the parse has tied it elsewhere."""
    if feature(verb, "Number") != "Plur" or feature(first, "Number") != "Sing":
        return []
    for number in range(first.i + 1, min(first.i + _WITHIN, len(verb.doc) - 1)):
        token = verb.doc[number]
        if token.text in ".,;:" or finite(token):
            break
        following = token.nbor()
        if token.lower_ in ("і", "та", "й") and feature(following, "Case") == "Nom" and speaks(following):
            return [following]
    return []


def neighbour(reading: Reading, verb: Token, low: int, high: int) -> Token | None:
    """The nearest noun or name in the nominative that agrees with the verb, right of it first, within tokens
    `low`..`high`."""
    for numbers in (range(verb.i + 1, min(high, verb.i + 6)), range(verb.i - 1, max(low, verb.i - 12) - 1, -1)):
        for number in numbers:
            token = reading.doc[number]
            if token.text in ".;:" or finite(token) or (number > verb.i and token.text in ",–—"):
                break
            if speaks(token) and _may_be_subject(token, verb) and agrees(verb, token):
                return _topmost(token)
    return None


def speaks(noun: Token) -> bool:
    """Whether a noun can name who says something: a name, an acronym, a pronoun, an animate noun or one of a known
    kind."""
    if not any(char.isalnum() for char in noun.text) or (
        noun.pos_ == "X" and any(char.isdigit() for char in noun.text)
    ):
        return False
    if noun.pos_ == "PRON":
        return noun.lower_ not in _EMPTY and noun.lemma_.lower() not in _EMPTY
    if noun.text in load_toml("titles.toml")["things"]:
        return False
    if noun.lower_ in _SOME and noun.dep_.startswith("nsubj"):
        return True
    if lemmas(noun.text) & _PARTS and any(child.dep_ == "nmod" and speaks(child) for child in noun.children):
        return True
    if noun.pos_ in ("PROPN", "X") or noun.ent_type_ in ("PERS", "ORG") or (noun.text.isupper() and len(noun.text) > 1):
        return True
    if noun.pos_ not in ("NOUN", "ADJ", "NUM", "DET"):
        return False
    plural = feature(noun, "Number") == "Plur"
    known = any(kind_of_noun(lemma, plural) for lemma in lemmas(noun.text)) or _proper(noun)
    return known or (noun.pos_ != "DET" and (feature(noun, "Animacy") == "Anim" or noun.pos_ == "NUM"))


def _proper(noun: Token) -> bool:
    """Whether the noun and the capitalised word before it are a known name: "Білий дім"."""
    before = noun.nbor(-1).text if noun.i else ""
    return before[:1].isupper() and gazetteer.load().find(f"{before} {noun.text}") is not None


def _may_be_subject(token: Token, verb: Token) -> bool:
    if token.pos_ == "NUM" and not _counts(token):
        return False
    if token.dep_ in ("obl", "nmod", "iobj", "nmod:poss") and feature(token, "Case") != "Nom":
        return False
    if any(child.dep_ == "case" for child in token.children):
        return False
    return token.dep_ != "obj" or token.i < verb.i or (token.text.isupper() and token.i == verb.i + 1)


def _counts(number: Token) -> bool:
    """Whether a number counts somebody ("15 % опитаних"), not a figure alone ("COVID-19", "загиблих 19")."""
    following = number.doc[number.i + 1] if number.i + 1 < len(number.doc) else None
    return following is not None and (following.pos_ in ("NOUN", "ADJ", "ADP") or following.text == "%")


def _topmost(token: Token) -> Token:
    while token.dep_.split(":")[0] in ("flat", "appos") and token.head.i < token.i:
        token = token.head
    return token


def locative(reading: Reading, verb: Token, low: int, high: int) -> Token | None:
    """The noun of "у/в + locative" that speaks in a plural or impersonal clause without a subject ("зазначили у
    компанії")."""
    spread = bool(lemmas(verb.text) & _of_places("spreading"))
    excluded = _excluded(spread)
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
            if placed and _same_side(reading, verb, noun):
                return noun
    return None


def _placed_next(reading: Reading, verb: Token, high: int) -> bool:
    """Whether the place that speaks stands right behind the verb and closes the sentence: ", повідомили у компанії"."""
    if verb.i < 1 or reading.doc[verb.i - 1].text not in ",–—" or verb.i + 2 >= high:
        return False
    noun = reading.doc[verb.i + 1].head
    here = reading.words[verb.i + 1] in ("у", "в") and noun.i > verb.i + 1
    return here and _is_place(noun, _excluded(False))


def _is_place(noun: Token, excluded: frozenset[str]) -> bool:
    if noun.i > noun.head.i and lemmas(noun.head.text) & _of_places("charging"):
        return False
    case = [child.lower_ for child in noun.children if child.dep_ == "case"]
    if not case or case[0] not in ("у", "в", "на"):
        return False
    if case[0] == "на" and noun.pos_ != "PROPN" and not lemmas(noun.text) & _of_places("on"):
        return False
    if feature(noun, "Case") not in ("Loc", "") and feature(noun, "Uninflect") != "Yes":
        return False
    return noun.pos_ != "NUM" and not (lemmas(noun.text) & excluded) and not noun.like_num


def _is_document(noun: Token) -> bool:
    noun = (relative_head(noun) if feature(noun, "PronType") == "Rel" else None) or noun
    return any(kind_of_noun(lemma) is Kind.DOCUMENT for lemma in lemmas(noun.text))


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
    """A source given by the noun phrase around `head`."""
    voice = Voice.SPEAKER if head.lower_ in _FIRST_PERSON else Voice.NAMED
    return SourceRef(voice, noun_phrase(reading, head), head.i, rule)


def _speaker_of(place: Token) -> Token:
    """Who speaks in a declaration that is the place: "у заяві правоохоронців" are the officers; else the place."""
    return (_owner(place) if "заява" in lemmas(place.text) else None) or place


def _owner(noun: Token) -> Token | None:
    """Who stands in the genitive behind the noun and can speak."""
    owners = (child for child in noun.children if child.dep_ == "nmod" and feature(child, "Case") == "Gen")
    return next((child for child in owners if child.i > noun.i and speaks(child)), None)


def origin_of(noun: Token) -> Token | None:
    """Whose words are referred to: "з посиланням на виступ канцлера"; None where the noun is itself the source."""
    return _owner(noun) if lemmas(noun.text) & _said() else None


@cache
def _said() -> frozenset[str]:
    return frozenset(word for entry in load_toml("cues.toml")["relay"] for word in entry["said"])


def _in_dative(verb: Token) -> Token | None:
    """The one in the dative who has (not) managed or thinks: "газеті не вдалося", "мені здається"."""
    if lemmas(verb.text).isdisjoint(load_toml("cues.toml")["dative"]["lemmas"]):
        return None
    return next((child for child in verb.children if feature(child, "Case") == "Dat" and speaks(child)), None)


def sources_of(reading: Reading, verb: Token, low: int, high: int, impersonal: bool = False) -> list[SourceRef]:
    """The sources of a cue verb within tokens `low`..`high` (the clause that may hold them), never empty."""
    if not impersonal:
        found = [one for one in subjects(verb) if _same_side(reading, verb, one)]
        if found:
            return [named(reading, head, "subject") for head in found]
    if infinitive(verb) and feature(verb.head, "Person") == "1":
        return [SourceRef(Voice.SPEAKER, None, None, "first person")]
    dative = _in_dative(verb)
    if dative is not None:
        return [named(reading, dative, "dative")]
    plural = feature(verb, "Number") == "Plur" and feature(verb, "Person") in ("", "3")
    near = None if impersonal or (plural and _placed_next(reading, verb, high)) else neighbour(reading, verb, low, high)
    if near is not None:
        return [named(reading, head, "neighbour") for head in joined(near)]
    if impersonal or plural or not feature(verb, "Number"):
        place = locative(reading, verb, low, high)
        if place is not None and (impersonal or not _is_document(place)):
            return [named(reading, _speaker_of(head), "locative") for head in joined(place)]
        words = load_toml("cues.toml")["locative"]["there"]
        there = next((child for child in verb.children if child.lower_ in words and child.i < verb.i), None)
        if plural and there is not None:
            return [SourceRef(Voice.NAMED, (there.idx, end_of(there)), there.i, "there")]
    if feature(verb, "Person") == "1":
        return [SourceRef(Voice.SPEAKER, None, None, "first person")]
    return [SourceRef(Voice.UNKNOWN if impersonal else Voice.DROPPED, None, None, "no subject")]


def asked(reading: Reading, low: int, high: int) -> list[SourceRef]:
    """Who has not answered within tokens `low`..`high`: "відповіді від компанії не надійшло"; somebody unknown where it
    is not told."""
    for number in range(low, high - 1):
        noun = reading.doc[number].head
        if reading.words[number] == "від" and noun.i > number and speaks(noun):
            return [named(reading, head, "asked") for head in joined(noun)]
    return [SourceRef(Voice.UNKNOWN, None, None, "impersonal")]
