"""The Ukrainian language: an analyzer turns an article's text into a spaCy `Doc`; not for what the words mean to the
graph."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kg.errors import AnalyzerError

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["BUNDLED", "Analyzer", "collect_rarely", "forgetting", "load", "spare_torch"]

BUNDLED = "bundled"
"""Name of the analyzer whose weights come with the package."""

GROUP = "kg.analyzers"
"""Group of entry points by which other packages add analyzers: a function without arguments that gives one."""

CHOICES = "bundled, spacy:NAME (any installed spaCy pipeline for Ukrainian), stanza, or one that another package adds"


class Analyzer(Protocol):
    """Text in, `Doc` out; the `Doc`'s text is the input, character for character.

    A `Doc` has sentences, UPOS (`pos_`), features (`morph`), lemmas, heads and UD relations (`dep_`), and entities
    labelled with the 13
    types of NER-UK. No sentence crosses a line break.
    """

    @property
    def name(self) -> str:
        """What `load` was called with."""

    @property
    def version(self) -> str:
        """Changes whenever the same text may be analysed in another way."""

    def __call__(self, text: str) -> Doc:
        """The analysis of one text."""

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The analyses of many texts, in their order."""


def load(name: str = BUNDLED, stanza_dir: str | Path | None = None) -> Analyzer:
    """The analyzer called `name`: `bundled`, `spacy:NAME`, `stanza`, or the name of an entry point of `GROUP`.

    `stanza_dir` is the folder of Stanza's models (else the environment's STANZA_RESOURCES_DIR, else Stanza's own).
    Nothing is downloaded.
    AnalyzerError, with the way out, where the name is unknown or a model or package is missing.
    """
    if name == BUNDLED:
        from kg.nlp.analyzers import load_bundled

        return load_bundled()
    if name.startswith("spacy:") and len(name) > len("spacy:"):
        from kg.nlp.analyzers import load_spacy

        return load_spacy(name.removeprefix("spacy:"))
    if name == "stanza":
        from kg.nlp.stanza import load_stanza

        return load_stanza(stanza_dir)
    for plugged in entry_points(group=GROUP, name=name):
        return _plugged(plugged)
    raise AnalyzerError(f"unknown analyzer {name!r}: choose one of {CHOICES}")


def spare_torch(name: str) -> None:
    """Keep PyTorch out of this process where the bundled analyzer is to run in it: spaCy loads it wherever it is
    installed, and has no use for it here (1.5 s and 195 MB a process). For processes that do nothing else."""
    if name == BUNDLED:
        sys.modules.setdefault("torch", None)  # type: ignore[arg-type]


def collect_rarely() -> None:
    """Look for cyclic garbage less often than Python does by itself: analysing makes many objects and hardly a cycle
    (of the rules' time about a tenth, at the same memory; 100 news articles). For processes that do nothing else."""
    gc.set_threshold(20_000, 20, 100)


def forgetting(analyzer: Analyzer) -> AbstractContextManager[object]:
    """A text may be analysed and read in it; at its end spaCy forgets the words that were new in it, which it keeps for
    good elsewhere.

    No `Doc` that was made in it is to be used any more. Not nested. An analyzer without a method of this name, which
    only the bundled one has here, forgets nothing: its parts may remember a word by its number.
    """
    zone: AbstractContextManager[object] = getattr(analyzer, "forgetting", nullcontext)()
    return zone


def _plugged(point: EntryPoint) -> Analyzer:
    """The analyzer of an entry point; AnalyzerError where it cannot be loaded."""
    try:
        analyzer: Analyzer = point.load()()
    except (ImportError, AttributeError) as error:
        raise AnalyzerError(f"the analyzer {point.name!r} ({point.value}) cannot be loaded: {error}") from error
    return analyzer
