"""Names in the nominative: from "Дональда Трампа" or "меморандумі Білого дому" to the form that a reader expects.

Not for finding names in a text nor for joining several names of one actor: those are `kg.extract.mentions`.

Which reading fits is the matter of `kg.nlp.hypotheses`. Words that do not take part in the agreement (genitive
complements, titles in quotation marks) stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg.data import load_toml
from kg.model import Kind
from kg.nlp.hypotheses import EITHER, OPENING, Outcome, Setting, Word, analyse, lemma_of
from kg.nlp.tagged import feature
from kg.nlp.titles import kind_of_noun
from kg.nlp.words import Reading, base, fold, is_known, readings, restore

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct", "Voc": "nomn"}
_GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
_CASE_ORDER = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_LOWERED = frozenset({Kind.PERSON, Kind.GROUP, Kind.UNNAMED, Kind.DOCUMENT, Kind.MEDIA})


_NO_EVIDENCE = Setting()


def nominative(tokens: Span, title: str = "") -> str:
    """The display form, in the nominative, of what the span names.

    The head and the words that agree with it are put into the nominative, number kept; the rest stays. The parse is
    not needed;
    case, gender and number by the tagger are used as evidence where there are any. `title` is a noun in the name's
    case that stands
    before it (the post of a person), if one is known.
    """
    words = _words(tokens)
    setting = _setting(tokens)
    if title:
        setting = setting._replace(likely=own_cases(title))
    return nominative_words(words, setting) if words else tokens.text.strip()


def nominative_around(tokens: Span, inner: Span) -> str:
    """The same where `inner`, behind the first word, has no part in the agreement: "близька йому людина"."""
    first, behind = tokens[:1], tokens.doc[inner.end : tokens.end]
    name = nominative_words(_words(first) + _words(behind), _setting(tokens))
    described, _, rest = name.partition(" ")
    return f"{described} {inner.text} {rest}"


@lru_cache(maxsize=1 << 10)
def nominative_words(words: tuple[Word, ...], setting: Setting = _NO_EVIDENCE) -> str:
    """The same for words with evidence."""
    best = analyse(words, setting)
    forms = [word.text for word in words]
    for place, reading in best.picks:
        forms[place] = _form(reading, words[place], best.gender)
    if best.head is not None:
        head = dict(best.picks)[best.head]
        wanted = "plur" if head.plural else best.gender or head.gender
        forms[: best.head] = [_figured(form, wanted) for form in forms[: best.head]]
    if setting.starts and _is_common(words, best):
        forms[0] = forms[0][:1].lower() + forms[0][1:]
    return "".join(form + word.space for form, word in zip(forms, words, strict=True)).strip()


_ORDINAL = re.compile(r"(\d+)-(?:ї|ій|ої|й|го|ого|му|ому|м|им|у|ю|ою)")
_MEASURED = re.compile(r"(\d+-)(\w{4,})")


def _figured(form: str, gender: str | None) -> str:
    """An adjective that begins with figures in the nominative, of "masc", "femn", "neut" or "plur": "93-ї" brigade is
    "93-тя", "45-річної" woman "45-річна"; any other word as it is."""
    if gender is None:
        return form
    if match := _MEASURED.fullmatch(form):
        word = fold(match[2])
        agreeing = (one for one in readings(word) if one.pos == "ADJF" and (one.gender or "plur") == gender)
        reading = next(agreeing, None)
        return form if reading is None else match[1] + base(reading, word)
    match = _ORDINAL.fullmatch(form)
    return form if match is None else _ordinal(match[1], gender)


def _ordinal(number: str, gender: str) -> str:
    endings: dict[str, list[str]] = load_toml("morph.toml")["ordinals"]
    teen = len(number) > 1 and number[-2] == "1"
    place = 0 if teen else 10 if number.endswith("40") else int(number[-1])
    return f"{number}-{endings[gender][place]}"


def nominative_text(text: str, label: str = "", before: str = "") -> str:
    """The same for a bare string; `label` is one of the 13 entity types, `before` the word before it."""
    return nominative_words(split(text), Setting(_governed(before), _likely(before), label))


def split(text: str) -> tuple[Word, ...]:
    """Words, quotation marks and signs of a bare string."""
    pieces = re.findall(r"([^\W_][\w'’ʼ‘`.-]*[^\W_]|[^\W_]\.?|[^\w\s]|_)(\s*)", text)
    return tuple(Word(piece, " " if space else "") for piece, space in pieces)


def gender(name: str) -> str | None:
    """masc, femn, neut or plur: the gender that a pronoun for this name (in the nominative) takes; None if unknown."""
    words = split(name)
    best = analyse(words, Setting(cases=("nomn",)))
    heads = [reading for place, reading in best.picks if place == best.head]
    if not heads:
        return None
    if heads[0].plural:
        return "plur"
    known = any(reading.known for _, reading in best.picks)
    guessed = best.gender or heads[0].gender
    return guessed if known else _by_endings([fold(word.text) for word in words], guessed)


def _by_endings(words: Sequence[str], guessed: str | None) -> str | None:
    """The gender of a name of which the dictionary has no word: "Тейнара Ґоміш" is a woman's, "Ніккі Рей" anybody's."""
    table: dict[str, list[str]] = load_toml("morph.toml")["unknown_name"]
    if words[-1].endswith(tuple(table["surname_femn"])):
        return "femn"
    if words[0].endswith(tuple(table["first_femn"])):
        return "femn" if len(words) > 1 else None
    return None if words[0].endswith(tuple(table["either"])) else guessed


def _form(reading: Reading, word: Word, gender: str | None) -> str:
    adjective = reading.pos in ("ADJF", "PRTF") and not reading.plural
    return restore(base(reading, fold(word.text), gender if adjective else None), word.text)


@cache
def _firms() -> frozenset[str]:
    return frozenset(load_toml("titles.toml")["back"]["firm"])


def _is_common(words: Sequence[Word], best: Outcome) -> bool:
    """Whether a capital at the start of a sentence belongs to the sentence and not to the name."""
    if words[0].text.isupper() or not is_known(fold(words[0].text)):
        return False
    if len(words) > 1 and fold(words[-1].text) in load_toml("titles.toml")["back"]["many"]:
        return True
    if best.head is None:
        return False
    reading = dict(best.picks)[best.head]
    kind = kind_of_noun(lemma_of(reading, fold(words[best.head].text)), reading.plural)
    small = all(word.text.islower() for word in words[1:])
    plain = kind is None and reading.animate and small and len(words) > 1
    firms = reading.plural and small and lemma_of(reading, fold(words[best.head].text)) in _firms()
    plain = plain or firms  # "Чотири авіакомпанії"
    return kind in _LOWERED or plain or (kind is not None and len(words) == 1)


def _words(tokens: Span) -> tuple[Word, ...]:
    """The span's words; what the tokenizer cut at hyphens is one word again."""
    words: list[Word] = []
    glue = False
    for token in tokens:
        if token.is_space:
            continue
        if words and (glue or (token.text == "-" and not words[-1].space)):
            words[-1] = _word(token)._replace(text=words[-1].text + token.text)
        else:
            words.append(_word(token))
        glue = token.text == "-" and not token.whitespace_ and len(words[-1].text) > 1
    return tuple(words)


def _word(token: Token) -> Word:
    return Word(
        token.text,
        " " if token.whitespace_ else "",
        _CASES.get(feature(token, "Case"), ""),
        feature(token, "Number"),
        _GENDERS.get(feature(token, "Gender"), ""),
        token.pos_,
    )


def _setting(tokens: Span) -> Setting:
    doc, first = tokens.doc, tokens[0]
    before = doc[first.i - 1].text if first.i else ""
    if before and before in OPENING + EITHER and first.i > 1:
        before = doc[first.i - 2].text
    starts = first.i == 0 or before in (".", "!", "?", "\n") or _sentence_start(doc, first)
    governed = ("nomn",) if _beside_subject(first) else _governed(before)
    return Setting(governed, _likely(before), tokens.label_ or _entity_label(tokens), starts)


def _beside_subject(first: Token) -> bool:
    """Whether a name that the dictionary does not know stands beside a subject: "секретар кабінету Хіроказу Мацуно"."""
    subject = first.head
    beside = first.dep_ == "flat:title" and subject.dep_.startswith("nsubj") and feature(subject, "Case") == "Nom"
    return beside and not readings(fold(first.text))


def _sentence_start(doc: Doc, first: Token) -> bool:
    if first.is_sent_start:
        return True
    return first.i > 0 and doc[first.i - 1].is_sent_start is True and not doc[first.i - 1].text[0].isalnum()


def _entity_label(tokens: Span) -> str:
    """The recogniser's type if one entity covers the whole span."""
    labels = {token.ent_type_ for token in tokens}
    return labels.pop() if len(labels) == 1 else ""


@lru_cache(maxsize=1 << 10)
def _governed(before: str) -> tuple[str, ...]:
    """Cases that a preposition governs; none for any other word."""
    table: dict[str, list[str]] = load_toml("morph.toml")["prepositions"]
    return tuple(table.get(before.lower(), ()))


@lru_cache(maxsize=1 << 10)
def own_cases(noun: str) -> tuple[str, ...]:
    """Cases that a common noun may stand in (in pymorphy's terms)."""
    return tuple(sorted({one.case for one in readings(fold(noun)) if one.pos == "NOUN"}))


@lru_cache(maxsize=1 << 10)
def _likely(before: str) -> tuple[str, ...]:
    """Cases made likely by a noun (its own, for a name in apposition, or the genitive) or adjective before the name."""
    if not before[:1].islower() or _governed(before):
        return ()
    known = readings(fold(before))
    cases = {one.case for one in known if one.pos in ("NOUN", "ADJF", "PRTF")}
    nouns = {"gent"} if any(one.pos == "NOUN" for one in known) else set()
    return tuple(case for case in _CASE_ORDER if case in cases | nouns)
