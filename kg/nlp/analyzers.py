"""Analyzers made of spaCy pipelines: the bundled one and any installed one; not for Stanza (see `stanza.py`)."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import AnalyzerError
from kg.nlp.assemble import Word, assemble, label, pieces
from kg.nlp.weights import MODEL, VERSION, require

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

OFFICIAL = ("uk_core_news_sm", "uk_core_news_md", "uk_core_news_lg", "uk_core_news_trf")
"""spaCy's own Ukrainian pipelines; they come from spaCy's releases, not from the package index."""

PLACEHOLDER_MAJOR = 100
"""Releases of these names on the package index (999.9.9) are strangers' placeholders; spaCy's own are numbered like
spaCy."""

LANGUAGES = ("uk", "xx")
_FORGOTTEN = 50_000
"""Words, those forgotten among them, that a vocabulary may have had: some 250 articles of news."""
PROBE = "Мама мила раму."
LAYERS = {"DEP": "dependencies", "POS": "parts of speech", "MORPH": "morphology", "LEMMA": "lemmas"}


@dataclass(frozen=True)
class Bundled:
    """The pipeline whose weights come with the package; it takes a whole text and keeps line breaks apart itself."""

    version: str = VERSION
    name: str = "bundled"

    @cached_property
    def language(self) -> Language:
        """The pipeline; loaded at the first text, since a build in which nothing is new needs none."""
        from kg.nlp import bundled

        return bundled.load()

    @contextmanager
    def forgetting(self) -> Iterator[None]:
        """As `kg.nlp.forgetting`. spaCy's tables of words keep an empty place for each word that they have forgotten,
        and double with them: after many words the pipeline is made anew (0.04 s), its network is not."""
        with self.language.vocab.memory_zone():
            yield
        if len(self.language.vocab) > _FORGOTTEN:
            vars(self).pop("language", None)

    def __call__(self, text: str) -> Doc:
        """The analysis of one text."""
        return self.language(text)

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The analyses of many texts, in their order."""
        return self.language.pipe(texts)


@dataclass(frozen=True)
class Spacy:
    """An installed spaCy pipeline, run line by line."""

    language: Language
    name: str
    version: str

    def __call__(self, text: str) -> Doc:
        """The analysis of one text."""
        words: list[Word] = []
        places = list(pieces(text))
        docs = self.language.pipe(text[start:end] for start, end in places)
        for (start, _), doc in zip(places, docs, strict=True):
            words += _words(doc, start, len(words))
        return assemble(self.language.vocab, text, words)

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The analyses of many texts, in their order."""
        return map(self, texts)


def load_bundled() -> Bundled:
    """The analyzer that comes with the package; AnalyzerError where its weights are not there."""
    require(MODEL)
    return Bundled()


def load_spacy(name: str) -> Spacy:
    """The installed pipeline `name` (a package or a folder); AnalyzerError where it is missing, unfit, or a
    stranger's placeholder."""
    import spacy

    _refuse_placeholder(name)
    if not spacy.util.is_package(name) and not Path(name).is_dir():
        raise AnalyzerError(f"spaCy pipeline {name!r} is not installed: {_advice(name)}")
    try:
        language = spacy.load(name)
    except (OSError, ImportError, ValueError, KeyError) as error:
        line = str(error).strip().splitlines()[0]
        raise AnalyzerError(f"spaCy pipeline {name!r} cannot be loaded ({line}): {_advice(name)}") from error
    _check(language, name)
    version = f"{language.meta['name']}-{language.meta['version']}-spacy{metadata.version('spacy')}"
    return Spacy(language, f"spacy:{name}", version)


def _advice(name: str) -> str:
    if name in OFFICIAL:
        return f"python -m spacy download {name}"
    return f"give an installed pipeline or a folder, for example one of spaCy's: python -m spacy download {OFFICIAL[0]}"


def _refuse_placeholder(name: str) -> None:
    """Nothing of a package is imported before this has looked at its version alone."""
    if not re.fullmatch(r"uk[-_]core[-_]news[-_]\w+", name):
        return
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return
    major = re.match(r"\d+", version)
    if major and int(major.group()) >= PLACEHOLDER_MAJOR:
        raise AnalyzerError(
            f"the installed package {name} {version} is not spaCy's but a placeholder from the package index: "
            f"pip uninstall {name.replace('_', '-')}, then {_advice(name.replace('-', '_'))}"
        )


def _check(language: Language, name: str) -> None:
    """AnalyzerError unless the pipeline is for Ukrainian and gives what the rules need."""
    if language.lang not in LANGUAGES:
        raise AnalyzerError(
            f"spaCy pipeline {name!r} is for language {language.lang!r}, not Ukrainian: {_advice(name)}"
        )
    doc = language(PROBE)
    missing = [what for layer, what in LAYERS.items() if not doc.has_annotation(layer)]
    if missing:
        raise AnalyzerError(f"spaCy pipeline {name!r} gives no {', no '.join(missing)}: {_advice(OFFICIAL[0])}")


def _words(doc: Doc, start: int, offset: int) -> Iterator[Word]:
    """The words of one analysed piece; heads are counted from `offset`, white space is left out."""
    kept = [token for token in doc if not token.is_space]
    places = {token.i: offset + place for place, token in enumerate(kept)}
    for token in kept:
        head = token.head
        while head.i not in places and head.i != head.head.i:
            head = head.head
        own = places[token.i]
        top = places.get(head.i, own)
        yield Word(
            start + token.idx,
            start + token.idx + len(token.text),
            token.pos_,
            str(token.morph),
            token.lemma_,
            top,
            "ROOT" if top == own else token.dep_,
            f"{token.ent_iob_}-{label(token.ent_type_)}" if token.ent_iob_ in "BI" and token.ent_type_ else "O",
        )


def has_package(name: str) -> bool:
    """Whether the Python package `name` can be imported (it is not imported)."""
    return importlib.util.find_spec(name) is not None
