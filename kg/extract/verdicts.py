"""The verdicts of an outlet that checks facts, in its own voice: "… – неправда", "немає доказів, що …", "Насправді …".

Not for verdicts that somebody else gives: those are contents of that source (`kg.extract.stances`).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from kg.extract.draft import Draft, SourceRef, Stretch, Voice
from kg.extract.lexicon import checks_facts, lexicon
from kg.extract.reading import Reading, end_of
from kg.extract.sources import agent_of, named
from kg.extract.state import State, hypothetical
from kg.extract.subjects import is_none, joined
from kg.model import Act, QuoteType, Stance
from kg.nlp.forms import fold, fold_text, lemmas
from kg.nlp.tagged import feature

_SHORTEST = 25
"""Characters that a clause behind "насправді" must have."""
_ADJECTIVES = 3
"""Words between a copula and the noun of a verdict: "є черговою цілковитою вигадкою"."""
_TELLING = ("preposition", "verb/say/clause", "verb/tell/clause")
"""Rules of statements whose source, and not the outlet, says what is so."""
_PROOF = 5
"""Tokens from "немає" to the noun of proof behind it."""
_SUBJECT = 8
"""Characters that a denied phrase must have."""


def factcheck_drafts(state: State) -> Iterator[Draft]:
    """The verdicts in the outlet's own voice: "Однак це твердження не відповідає дійсності"."""
    reading, table = state.reading, state.lexicon.raw["factcheck"]
    if not checks_facts(reading.article.outlet):
        return
    found = [(cue, _denied(reading, before, cue), True) for before, cue in _judging(reading)]
    found += [(cue, _proved(reading, cue), False) for cue in _phrases(reading.text, table["unproved"])]
    found += [(cue, _ruled_out(reading, cue), False) for cue in _phrases(reading.text, table["denied"])]
    found += [(cue, _set_against(state, cue), False) for cue in _phrases(fold_text(reading.text), table["contrast"])]
    found += [(cue, content, True) for cue, content in _called_first(reading)]
    found += [(cue, content, True) for cue, content in _made_up(reading, frozenset(table["made_up"]))]
    found += [(cue, _judged_too(reading, cue), False) for _, cue in _judging(reading)]
    for cue, content, bare in found:
        if not _spoken(state, cue[0]) and (bare or content is not None):
            for source in _judges(reading, cue):
                yield _verdict(reading, cue, content, "factcheck", source)
    for cue, content in _unproved(reading):
        if not _spoken(state, cue[0]) and ":" not in reading.text[reading.sentence_of(cue[0])[0] : cue[0]]:
            draft = _verdict(reading, cue, content, "factcheck/unproved", _OUTLET)
            yield replace(draft, stance=Stance.UNVERIFIED, act=Act.CANNOT_VERIFY)


def verdict_at(reading: Reading, start: int, end: int) -> int | None:
    """Where a verdict ("… – неправда") stands between two places of an article of an outlet that checks facts; None
    without one."""
    if not checks_facts(reading.article.outlet):
        return None
    return next((place for place, _ in _judging(reading) if start <= place < end), None)


_OUTLET = SourceRef(Voice.OUTLET, None, None, "fact check")


def _judges(reading: Reading, cue: Stretch) -> list[SourceRef]:
    """Who gives the verdict: the outlet, or whom it names ("не підтверджується іншими джерелами")."""
    verb = reading.doc[reading.token_index(cue[1] - 1)]
    agent = agent_of(verb) if verb.lower_.endswith("ся") else None
    return [named(reading, one, "agent") for one in joined(agent)] if agent is not None else [_OUTLET]


def _verdict(reading: Reading, cue: Stretch, content: Stretch | None, rule: str, source: SourceRef) -> Draft:
    quote = QuoteType.INDIRECT if content else QuoteType.NONE
    return Draft(
        cue[0], cue, source, Stance.DENIES, Act.DENY, rule, content, quote,
        cue_lemma=fold(reading.text[slice(*cue)]), target=None if content else "bare",
    )  # fmt: skip


def _phrases(text: str, phrases: list[str]) -> Iterator[Stretch]:
    """Where the phrases stand as whole words, in any case, in reading order."""
    either = "|".join(re.escape(phrase) for phrase in phrases)
    for match in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", text, re.IGNORECASE):
        yield match.span()


def _judging(reading: Reading) -> list[tuple[int, Stretch]]:
    """The verdicts on what stands before them in their sentence, in reading order, and where their predicates (the
    copula or dash) begin; worked out once a document."""
    known: list[tuple[int, Stretch]] | None = reading.doc.user_data.get("verdicts")
    if known is None:
        phrases = ((cue[0], cue) for cue in _phrases(reading.text, lexicon().raw["factcheck"]["phrases"]))
        words = ((before.idx, (word.idx, end_of(word))) for word in reading.doc if (before := _predicate(word)))
        known = reading.doc.user_data["verdicts"] = sorted({*phrases, *words})
    return known


def _predicate(word: Token) -> Token | None:
    """The copula, dash or "це" of a predicate that calls something false: "є черговою вигадкою", "– це неправда"."""
    table = lexicon().raw["rejection"]
    if word.pos_ not in ("NOUN", "ADJ") or (word.pos_ == "ADJ" and word.dep_ == "amod"):
        return None
    known = lemmas(word.text)
    noun = bool(known & set(table["nouns"]))
    before = _copula(word) if noun or known & {*table["adjectives"], *table["forged"]} else None
    if before is None:
        return None
    if before.i > 2 and before.nbor(-1).lower_ == "що" and before.nbor(-3).pos_ in ("NOUN", "PRON"):
        return None  # "той факт, що це підробка, видно з …"
    if any(one.lower_ == "не" for one in word.doc[max(before.i - 1, 0) : word.i]):
        return None
    case = feature(word, "Case")
    if before.text in _DASHES or before.lower_ == "це":
        return before if case == "Nom" and noun else None
    return before if case == "Ins" and before.lower_ in table["copulas"] else None


def _copula(word: Token) -> Token | None:
    """The word before the adjectives and adverbs that stand before the noun of a verdict."""
    for step in range(1, min(_ADJECTIVES + 2, word.i + 1)):
        before: Token = word.nbor(-step)
        if before.pos_ not in ("ADJ", "ADV", "DET", "PART") or before.lower_ == "це":
            return before
    return None


_DASHES = ("–", "—", "-")
_THAT = re.compile(r"\b(?:те|того|тому|тим)?,? (?:що|буцімто|ніби) ", re.IGNORECASE)
_ABOUT = re.compile(r" про (?!т[еоі]\b)", re.IGNORECASE)
_ASIDE = 20
"""Characters of what stands between a comma and the predicate: ", також є"."""
_ADVERBS = frozenset({"також", "є", "це", "взагалі", "абсолютно", "цілком", "теж"})
_LINKS = re.compile(
    r"^(?:(?:отже|однак|проте|втім|тож|але|відтак|тому|таким чином|водночас|насправді),? )+", re.IGNORECASE
)


def _denied(reading: Reading, before: int, cue: Stretch) -> Stretch | None:
    """What a verdict is on: "те, що …", "про …" or a phrase that is no "ця інформація"."""
    start = reading.sentence_of(cue[0])[0]
    words = reading.text[start:before]
    if words.rstrip().endswith(" що"):  # "очевидно, що це неправда"
        return None
    words = _subject(words)
    if not _LINKS.sub("", f"{words} ").strip():
        return _behind(reading, cue)
    that = _THAT.search(words)
    about = next((one for one in _ABOUT.finditer(words) if _names_claim(words[: one.start()])), None)
    if that is not None:
        first = that.end()
    elif about is not None:
        first = about.end()
    else:
        link = _LINKS.match(words)
        first = link.end() if link else 0
        named = {lemma for one in words[first:].split() for lemma in lemmas(one.strip('.,:;«»"()'))}
        if "," in words[first:]:
            return _described(reading, cue)
        if named & (lexicon().targets | {"це"}):
            return None
    low, high = reading.strip(start + first, start + len(words))
    return (low, high) if high - low >= _SUBJECT else None


def _behind(reading: Reading, cue: Stretch) -> Stretch | None:
    """What a verdict that opens its sentence is on: "Не підтверджується й інформація про те, що …"."""
    end = reading.sentence_of(cue[0])[1]
    told = _CLAIM.match(reading.text[cue[1] : end].lstrip())
    if told is None or not _names_claim(told[1]):
        return None
    return reading.strip(end - len(reading.text[cue[1] : end].lstrip()) + told.end(), end)


def _judged_too(reading: Reading, cue: Stretch) -> Stretch | None:
    """What a verdict is on besides: "… – неправда, як і те, що …"."""
    end = reading.sentence_of(cue[0])[1]
    too = re.match(r", як і те, що ", reading.text[cue[1] : end])
    return reading.strip(cue[1] + too.end(), end) if too else None


def _described(reading: Reading, cue: Stretch) -> Stretch | None:
    """The subject of a verdict of one word with its relative clause: "сторінка, на якій …, є фейковою"."""
    word = next(iter(reading.tokens(*cue)))
    found = [one for one in word.children if one.dep_ == "nsubj" and one.i < word.i]
    told = any(lemmas(one.text) & (lexicon().targets | {"це", "те"}) for one in found)
    if told or not any(one.dep_ == "acl:relcl" for noun in found for one in noun.subtree):
        return None
    return reading.strip(found[0].left_edge.idx, end_of(found[-1].right_edge))


def _subject(words: str) -> str:
    """The words before a predicate without what belongs to it: ", також є", " – це"."""
    words = words.rstrip()
    comma = words.rfind(",")
    if comma >= 0 and len(words) - comma - 1 <= _ASIDE:
        return words[:comma]
    pieces = re.split(r"(?<=\s)", words)
    while pieces and pieces[-1].strip() in (_ADVERBS | {*_DASHES, ""}):
        pieces.pop()
    return "".join(pieces).rstrip()


def _names_claim(words: str) -> bool:
    """Whether the last word names somebody's words: "інформація", "твердження"."""
    return bool(words.strip()) and bool(lemmas(words.rsplit(None, 1)[-1].strip('«»"(')) & lexicon().targets)


def _unproved(reading: Reading) -> Iterator[tuple[Stretch, Stretch | None]]:
    """What there is no proof of: "немає доказів того, що …", "жодних доказів обстрілу немає", "вона не має жодних
    підтверджень" (of whatever stands before)."""
    table = lexicon().raw["factcheck"]
    for proof in reading.doc:
        if proof.pos_ != "NOUN" or lemmas(proof.text).isdisjoint(table["proofs"]):
            continue
        verb = proof.head if proof.dep_ != "conj" else proof.head.head
        asked = reading.text[slice(*reading.sentence_of(verb.idx))].rstrip().endswith("?")
        if asked or hypothetical(reading, verb) or _of_somebody(verb):
            continue
        none, first = verb.lower_ in table["none"], proof.left_edge
        lacks = not none and not lemmas(verb.text).isdisjoint(table["lacking"]) and _lacks(verb, proof)
        if lacks and first.i > verb.i and proof.i - verb.i < _PROOF:
            yield (verb.nbor(-1).idx, end_of(proof)), None
        elif none and verb.i < proof.i < verb.i + _PROOF:
            cue = verb.idx, end_of(proof)
            if (content := _proved(reading, cue)) is not None:
                yield cue, content
        elif none and verb.i > proof.i:
            start = reading.sentence_of(verb.idx)[0]
            that = re.match(r" того, що ", reading.text[end_of(proof) : verb.idx])
            whole = end_of(proof) + that.end() if that else max(start, first.idx if proof.dep_ != "conj" else start)
            low, high = reading.strip(whole, verb.idx)
            if high - low >= _SUBJECT:
                yield (verb.idx, end_of(verb)), (low, high)


def _of_somebody(verb: Token) -> bool:
    """Whether it is somebody who has none: "у поліції немає доказів"."""
    return any(case.lower_ in ("у", "в") for child in verb.children if child.dep_ == "obl" for case in child.children)


def _lacks(verb: Token, proof: Token) -> bool:
    """Whether the verb says that what was told has no proof at all: "заява не має жодних доказів", "вона не має жодних
    підтверджень"."""
    subject = next((child for child in verb.children if child.dep_.startswith("nsubj")), None)
    if not is_none(proof) or subject is None or not verb.i or verb.nbor(-1).lower_ != "не":
        return False
    told = not lemmas(subject.text).isdisjoint(lexicon().targets)
    return told or (subject.pos_ == "PRON" and "підтвердження" in lemmas(proof.text))


def _proved(reading: Reading, cue: Stretch) -> Stretch | None:
    """What "немає доказів" is said of: "того, що …" behind it."""
    end = reading.sentence_of(cue[0])[1]
    that = re.match(r"[\w\s]{0,20},? що ", reading.text[cue[1] : end])
    return reading.strip(cue[1] + that.end(), end) if that else None


def _ruled_out(reading: Reading, cue: Stretch) -> Stretch | None:
    """What "не може бути мови" denies: "ні про яку мобілізацію", "про «викрадення дітей»"."""
    start = reading.sentence_of(cue[0])[0]
    words = reading.text[start : cue[0]]
    about = list(re.finditer(r"\bні про як\w+ |\bпро (?=[«\"])", words, re.IGNORECASE))
    if not about or about[-1].end() >= len(words):
        return None
    low, high = reading.strip(start + about[-1].end(), cue[0])
    whole = about[-1].start() == 0 or "," not in words[about[-1].end() :]
    return (low, high) if high - low >= _SUBJECT and whole else None


def _called_first(reading: Reading) -> Iterator[tuple[Stretch, Stretch | None]]:
    """ "Маніпуляцією є твердження, що …", "недостовірними є дані про …": the predicate before its subject."""
    table = lexicon().raw["rejection"]
    judging = {*table["nouns"], *table["adjectives"], *table["forged"]}
    last = -1
    for copula in reading.doc[1 : len(reading.doc) - 1]:
        word, behind = copula.nbor(-1), copula.nbor(1)
        if copula.idx < last or copula.lower_ not in table["copulas"] or lemmas(word.text).isdisjoint(judging):
            continue
        if feature(word, "Case") != "Ins" or behind.pos_ not in _SUBJECTS:
            continue
        last = end = reading.sentence_of(copula.idx)[1]
        words = reading.text[behind.idx : end]
        told = _CLAIM.match(words)
        first = told.end() if told and _names_claim(told[1]) else 0
        low, high = reading.strip(behind.idx + first, end)
        yield (word.idx, end_of(copula)), (low, high) if high - low >= _SUBJECT else None


_SUBJECTS = frozenset({"NOUN", "ADJ", "DET", "PROPN", "PUNCT", "PART", "CCONJ"})
"""With what a subject behind the copula may begin."""
_CLAIM = re.compile(r"((?:[\w'’ʼ]+ ){0,2}?[\w'’ʼ]+)(?:,| про те,) (?:що|нібито|ніби) ")


def _made_up(reading: Reading, verbs: frozenset[str]) -> Iterator[tuple[Stretch, Stretch | None]]:
    """ "Агітпроп вигадав інформацію про те, що …": the verb, and what is told with its object, if anything is."""
    for verb in reading.doc:
        if verb.pos_ != "VERB" or lemmas(verb.text).isdisjoint(verbs) or feature(verb, "Tense") != "Past":
            continue
        end = reading.sentence_of(verb.idx)[1]
        that = re.match(r"[\w\s'’]{0,60} про те, що ", reading.text[end_of(verb) : end])
        objects = [child for child in verb.children if child.dep_ == "obj"]
        told = any(one.lower_ in _ALL or not lemmas(one.text).isdisjoint(_told()) for one in objects)
        that = that or re.match(r"[\w\s'’]{0,30}, що ", reading.text[end_of(verb) : end])
        if that or told:
            yield (verb.idx, end_of(verb)), reading.strip(end_of(verb) + that.end(), end) if that else None


_ALL = frozenset({"це", "все", "усе", "їх"})
"""Pronouns for what was told, as objects."""


@cache
def _told() -> frozenset[str]:
    """What can be made up or distorted as words are: claims, and what they tell."""
    return lexicon().targets | frozenset(lexicon().raw["factcheck"]["distorted"])


def _set_against(state: State, cue: Stretch) -> Stretch | None:
    """What "насправді" sets against a claim, where nobody else says it: the clause behind, all of it where its subject
    stands before."""
    reading = state.reading
    start, end = reading.sentence_of(cue[0])
    if any(one.rule.startswith(_TELLING) and start <= one.anchor < end for one in state.drafts):
        return None
    if any(cue[1] <= place < end and _follows(reading, cue, own) for place, own in _judging(reading)):
        return None
    begins = start if _behind_subject(reading, start, cue[0]) else cue[1]
    found = reading.strip(begins + (len(" ж") if reading.text.startswith(" ж ", begins) else 0), end)
    return found if found[1] - found[0] > _SHORTEST else None


def _follows(reading: Reading, cue: Stretch, verdict: Stretch) -> bool:
    """Whether the subject of a verdict stands right behind: "насправді ці дані є неправдивими"."""
    subjects = [one for word in reading.tokens(*verdict) for one in word.children if one.dep_ == "nsubj"]
    return any(not reading.text[cue[1] : one.left_edge.idx].strip(" ,") for one in subjects if one.idx > cue[1])


def _behind_subject(reading: Reading, start: int, place: int) -> bool:
    """Whether the subject of the clause that goes on behind the place stands before it in the sentence, maybe with a
    relative clause: "Відео, яке поширюють, насправді …"."""
    words = list(reading.tokens(start, place))
    if words and words[-1].text == ",":
        return any(feature(one, "PronType") == "Rel" for one in words)
    return any(one.dep_.startswith("nsubj") and one.head.idx >= place for one in words)


def _spoken(state: State, place: int) -> bool:
    """Whether somebody else's statement covers the place."""
    if state.reading.quotation_at(place):
        return True
    return any(one.content and one.content[0] <= place < one.content[1] and not one.back for one in state.drafts)
