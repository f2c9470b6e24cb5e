"""The analyzer made of a Stanza pipeline for Ukrainian, its result converted to a `Doc`; nothing is ever downloaded
here."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import AnalyzerError
from kg.ids import digest
from kg.nlp.assemble import Word, assemble, label, pieces

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

LANGUAGE = "uk"
PROCESSORS = "tokenize,pos,lemma,depparse,ner"
"""What is asked of Stanza; it adds `mwt` by itself where the models have it."""

EXTRA = "pip install torch (choose the build for your machine), then pip install 'kg-uk[stanza]'"
_BIOES = {"B": "B", "S": "B", "I": "I", "E": "I"}


@dataclass(frozen=True)
class Stanza:
    """A loaded Stanza pipeline, run line by line."""

    pipeline: Any
    version: str
    name: str = "stanza"

    @cached_property
    def vocab(self) -> Vocab:
        """The vocabulary that all results share."""
        import spacy

        return spacy.blank(LANGUAGE).vocab

    def __call__(self, text: str) -> Doc:
        """The analysis of one text."""
        places = list(pieces(text))
        results = self.pipeline.bulk_process([text[start:end] for start, end in places])
        words: list[Word] = []
        for (start, end), result in zip(places, results, strict=True):
            for sentence in result.sentences:
                words += convert(sentence, start, len(words))
            if words and words[-1].end > end:
                raise ValueError(f"Stanza's offsets run over the line that ends at {end}")
        return assemble(self.vocab, text, words)

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The analyses of many texts, in their order."""
        return map(self, texts)


def convert(sentence: Any, start: int, offset: int) -> Iterator[Word]:
    """The words of one Stanza sentence; `start` is added to its offsets, `offset` to its heads.

    A token of several words becomes one word, that of them which hangs outside the token: the text is kept as it
    stands.
    """
    owner = {word.id: place for place, token in enumerate(sentence.tokens) for word in token.words}
    for place, token in enumerate(sentence.tokens):
        top = next((word for word in token.words if owner.get(word.head) != place), token.words[0])
        head = owner.get(top.head, place)
        yield Word(
            start + token.start_char,
            start + token.end_char,
            top.upos or "X",
            top.feats or "",
            top.lemma or "",
            offset + head,
            "ROOT" if head == place else top.deprel,
            _entity(token.ner),
        )


def _entity(tag: str | None) -> str:
    """A BIOES tag of Stanza as a BIO tag with NER-UK's labels."""
    if not tag or tag == "O":
        return "O"
    border, _, name = tag.partition("-")
    return f"{_BIOES[border]}-{label(name)}"


def load_stanza(folder: str | Path | None = None) -> Stanza:
    """The pipeline from `folder`, else from STANZA_RESOURCES_DIR, else from Stanza's own folder.

    AnalyzerError where the package `stanza` or the models are missing or broken.
    """
    try:
        import stanza
        from stanza.resources.common import DEFAULT_MODEL_DIR
    except ImportError as error:
        raise AnalyzerError(f"the analyzer 'stanza' needs the package stanza ({error}): {EXTRA}") from error
    place = Path(folder or os.environ.get("STANZA_RESOURCES_DIR") or DEFAULT_MODEL_DIR)
    _check_folder(place)
    try:
        pipeline = stanza.Pipeline(
            LANGUAGE, dir=str(place), processors=PROCESSORS, download_method=None, use_gpu=False, logging_level="ERROR"
        )
    except (OSError, ValueError, KeyError, RuntimeError, EOFError, pickle.UnpicklingError) as error:
        line = " ".join(str(error).split())
        raise AnalyzerError(f"Stanza's models in {place} cannot be loaded ({line}): {_advice(place)}") from error
    missing = [name for name in PROCESSORS.split(",") if name not in pipeline.processors]
    if missing:
        raise AnalyzerError(f"Stanza's models in {place} lack {', '.join(missing)}: {_advice(place)}")
    return Stanza(pipeline, f"{stanza.__version__}-{_fingerprint(place)}")


def _advice(place: Path) -> str:
    command = f"import stanza; stanza.download({LANGUAGE!r}, model_dir={str(place)!r})"
    return f'get them with: python -c "{command}", or point --stanza-dir elsewhere'


def _check_folder(place: Path) -> None:
    """AnalyzerError unless the folder's `resources.json` knows Ukrainian."""
    try:
        resources = json.loads((place / "resources.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise AnalyzerError(f"no Stanza models in {place}: {_advice(place)}") from error
    except ValueError as error:
        raise AnalyzerError(f"{place / 'resources.json'} is broken ({error}): {_advice(place)}") from error
    if LANGUAGE not in resources:
        raise AnalyzerError(f"no Stanza models for Ukrainian in {place}: {_advice(place)}")


def _fingerprint(place: Path) -> str:
    """A digest of the model files' content."""
    found = []
    for path in sorted((place / LANGUAGE).rglob("*.pt")):
        with path.open("rb") as stream:
            found += [path.relative_to(place).as_posix(), hashlib.file_digest(stream, "sha256").hexdigest()]
    return digest(*found)
