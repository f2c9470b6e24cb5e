"""What is fuzzed: functions of bytes that raise where a promise is broken. Not for making the bytes."""

import io
import json
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from kg import ids
from kg.errors import InputError
from kg.extract.quotes import quotations
from kg.ingest.reading import articles_of
from kg.ingest.source import Input
from kg.model import Article
from kg.nlp import dates, tokens
from kg.nlp.decline import genitive
from kg.nlp.gazetteer import load
from kg.resolve import bodies, people
from kg.resolve.latin import consonants, romanize, skeleton

Target = Callable[[bytes], None]

SUFFIXES = (".txt", ".jsonl", ".csv", ".tsv", ".html", ".gz", ".zip", ".warc", ".parquet", "")
"""Forms of which the first byte of an input chooses one."""


@contextmanager
def _quiet() -> Iterator[None]:
    """Other packages may warn of what they read; ours must not depend on it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def readers(data: bytes) -> None:
    """Any bytes in any form give articles that can be written, or errors of one line."""
    if not data:
        return
    suffix = SUFFIXES[data[0] % len(SUFFIXES)]
    errors: list[InputError] = []
    with _quiet():
        source = Input(Path(f"a{suffix}"), "a", stream=io.BytesIO(data[1:]))
        for article in articles_of(source, errors.append):
            line = json.dumps(article.to_json(), ensure_ascii=False)
            line.encode()
            assert Article.from_json(json.loads(line)) == article
            assert article.text.strip()
            assert article.id
    for error in errors:
        assert str(error).strip()
        assert "\n" not in str(error)


def _text(data: bytes) -> str:
    """Bytes as text: UTF-8 as far as it is that, whatever else as CP1251."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1251", "replace")


def times(data: bytes) -> None:
    """What is found lies in the text, in order, without overlap, and ends after it begins."""
    anchor = date.fromordinal(700_000 + int.from_bytes(data[:2])) if len(data) > 1 else None
    text, place = _text(data[2:]), 0
    for one in dates.find(text, anchor):
        assert place <= one.start < one.end <= len(text)
        assert one.stretch.start <= one.stretch.end
        assert one.iso.isascii()
        place = one.end


def quotes(data: bytes) -> None:
    """Marks lie in the text, outer ones around inner ones; tokens leave nothing out."""
    text = _text(data)
    found = quotations(text)
    assert found == sorted(found, key=lambda one: (one.start, -one.end))
    for one in found:
        start, end = one.inner
        assert 0 <= one.start < start <= end <= one.end <= len(text)
    place = 0
    for start, end in tokens.spans(text):
        assert place <= start < end <= len(text)
        assert not text[place:start].strip()
        place = end
    assert not text[place:].strip()


def names(data: bytes) -> None:
    """Any two names can be compared, in either order; keys and spellings are functions of the name alone."""
    one, _, other = _text(data).partition("\n")
    left, right = people.parse(one), people.parse(other)
    if left is not None and right is not None and left.first and right.first:
        assert people.likeness(left, right) == people.likeness(right, left)
        assert 0 <= people.likeness(left, right)[0] <= 1
    for name in (one, other):
        normal = ids.normal_name(name)
        assert ids.normal_name(normal) == normal
        for key in bodies.name_keys(name):
            assert key.value
            assert 0 < key.score <= 1
        for read in (bodies.initials, bodies.is_common, bodies.is_acronym, genitive, romanize, skeleton, consonants):
            assert read(name) == read(name)
        for hit in load().scan(name):
            assert 0 <= hit.start < hit.end <= len(name)


TARGETS: dict[str, Target] = {"readers": readers, "times": times, "quotes": quotes, "names": names}
