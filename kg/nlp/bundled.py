"""The bundled Ukrainian pipeline: our network behind spaCy's `Language`, so that all else sees an ordinary `Doc`."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from spacy import blank
from spacy.attrs import (  # type: ignore[import-not-found]
    DEP,
    ENT_IOB,
    ENT_TYPE,
    HEAD,
    LEMMA,
    MORPH,
    POS,
)
from spacy.language import Language
from spacy.symbols import IDS  # type: ignore[import-not-found]
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from kg.data import load_toml
from kg.nlp.engine import Word, Words, engine
from kg.nlp.tagged import VECTORS
from kg.nlp.tokens import spans
from kg.nlp.weights import MODEL, require

_IOB = {"I": 1, "O": 2, "B": 3}


class Tokenizer:
    """`kg.nlp.tokens` as a spaCy tokenizer: the text of the `Doc` is the text given, white space included."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        place = 0
        for start, end in spans(text):
            _gap(text[place:start], words, spaces)
            words.append(text[start:end])
            spaces.append(False)
            place = end
        _gap(text[place:], words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    def pipe(self, texts: Iterable[str], batch_size: int = 0) -> Iterable[Doc]:  # noqa: ARG002 (spaCy gives it)
        """One `Doc` a text."""
        return map(self, texts)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to keep: the rules are code."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> "Tokenizer":
        """Itself."""
        return self

    def to_disk(self, _: str | Path, **__: Any) -> None:
        """Nothing to keep."""

    def from_disk(self, _: str | Path, **__: Any) -> "Tokenizer":
        """Itself."""
        return self


def _gap(gap: str, words: list[str], spaces: list[bool]) -> None:
    """White space between tokens, as in spaCy: one space is a flag of the token before, more is a token of its own."""
    if gap[:1] == " " and words and not spaces[-1]:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)


@Language.factory("kg_uk", default_config={"folder": str(MODEL)})
def make_component(nlp: Language, name: str, folder: str) -> "Component":  # noqa: ARG001 (spaCy gives the name)
    """The factory of the one component that fills in everything; `folder` holds the network's files."""
    return Component(nlp.vocab, folder)


class Component:
    """Tags, features, lemmas, tree, sentences and names of a tokenised `Doc`."""

    def __init__(self, vocab: Vocab, folder: str) -> None:
        self.vocab, self.folder = vocab, folder

    def __call__(self, doc: Doc) -> Doc:
        """The same `Doc`, annotated; one without words is left as it is."""
        numbers = [token.i for token in doc if not token.is_space]
        if not numbers:
            return _blank(doc)
        found = engine(self.folder).analyse(_words(doc, numbers))
        columns: Any = np.zeros((len(doc), 7), dtype=np.uint64)
        self._fill(columns, numbers, found)
        vectors = np.zeros((len(doc), len(found[0].vector)), dtype=np.float16)
        vectors[numbers] = [word.vector for word in found]
        doc.user_data[VECTORS] = vectors
        return doc.from_array([HEAD, DEP, POS, LEMMA, MORPH, ENT_IOB, ENT_TYPE], columns)

    def _fill(self, columns: Any, numbers: list[int], found: list[Word]) -> None:
        strings, morphology = self.vocab.strings, self.vocab.morphology
        space = (strings.add("dep"), IDS["SPACE"], strings.add(" "), morphology.add(""))
        words = set(numbers)
        for number in range(len(columns)):
            if number not in words:
                gap = -1 if number else 1
                columns[number] = (np.int64(gap).astype(np.uint64), *space, _IOB["O"], 0)
        for number, word in zip(numbers, found, strict=True):
            head = np.int64(numbers[word.head] - number).astype(np.uint64)
            dep = strings.add("ROOT" if word.relation == "root" else word.relation)
            kind = strings.add(word.name[2:]) if word.name != "O" else 0
            columns[number] = (
                head,
                dep,
                IDS[word.upos],
                strings.add(word.lemma),
                morphology.add(word.feats),
                _IOB[word.name[0]],
                kind,
            )
            if word.name[0] == "I":
                _bridge(columns, number)


def _bridge(columns: Any, number: int) -> None:
    """A name that goes on after white space takes that in: spaCy allows no gap in a name."""
    while columns[number - 1][5] == _IOB["O"]:
        number -= 1
        columns[number][5:] = columns[number + 1][5:]


def _blank(doc: Doc) -> Doc:
    """White space alone: one sentence without a word."""
    for number, token in enumerate(doc):
        token.pos_, token.dep_ = "SPACE", "dep" if number else "ROOT"
        token.head = doc[0]
    return doc


def _words(doc: Doc, numbers: list[int]) -> Words:
    forms = [doc[number].text for number in numbers]
    spaced = [number == 0 or _spaced(doc[number - 1], forms[place]) for place, number in enumerate(numbers)]
    closes = [number + 1 < len(doc) and doc[number + 1].is_space and "\n" in doc[number + 1].text for number in numbers]
    for place in range(1, len(forms)):
        closes[place - 1] |= forms[place] in _openers() and forms[place - 1][-1:].islower()
    return Words(forms, spaced, closes)


@cache
def _openers() -> frozenset[str]:
    return frozenset(load_toml("tokens.toml")["openers"])


def _spaced(before: Token, form: str) -> bool:
    """Whether the network sees a space: there is one, or it was lost between a full stop and a capital."""
    if before.whitespace_ or before.is_space:
        return True
    return before.text[-1] in ".!?…" and form[:1].isupper() and form[1:2].islower()


def load(folder: str | Path = MODEL) -> Language:
    """The bundled pipeline; AnalyzerError where the weights are missing. The network is loaded at the first text."""
    require(Path(folder))
    nlp = blank("uk")
    nlp.tokenizer = Tokenizer(nlp.vocab)
    nlp.add_pipe("kg_uk", config={"folder": str(folder)})
    nlp.max_length = 2_000_000
    _remember(nlp.vocab, Path(folder))
    return nlp


def _remember(vocab: Vocab, folder: Path) -> None:
    """All features are known before the first text: spaCy would forget with a text what is named like a word of it, say
    "Voice" (`kg.nlp.forgetting`)."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    for _, feats, _ in labels["bundles"]:
        vocab.morphology.add(feats)
