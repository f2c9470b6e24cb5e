"""Articles that copy one another, such as those that carry one agency's report: near duplicates by MinHash.

Not for statements or claims (`claims`), nor for who copied whom: the earliest of them that is known stands for all.

Method: Broder 1997, "On the resemblance and containment of documents"; candidates by bands of the signature (Leskovec,
Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3). The hash functions are multiply-shift (Dietzfelbinger
et al. 1997) with constants that are hashes of their numbers, so that a signature is the same everywhere.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from kg.model import Article
from kg.nlp.words import fold_text
from kg.resolve.clusters import Clusters
from kg.resolve.column import Column

WORDS = 4
"""Words of a shingle."""
LEAST = 25
"""Words under which a text is too short to tell a copy from a formula."""
FUNCTIONS, ROWS = 128, 4
"""Numbers of a signature, and of one of its bands: pairs that share six tenths are found in 99 of 100 cases."""
SIMILAR = 0.6
"""Share of common shingles from which two articles are copies."""
DAYS = 3
"""Days between which a report is carried: what is alike on other days is a form that is filled in anew."""
_CHUNK = 512
"""Shingles that are hashed, and signatures that are read, at once."""
_BYTES = 4 * FUNCTIONS
"""Of a signature."""
_WORD = re.compile(r"\w+")

Signatures = NDArray[np.uint32]
"""A signature (FUNCTIONS,), or one an article."""


def signature(text: str) -> Signatures | None:
    """The MinHash signature (FUNCTIONS,) of a text by its shingles; None where it is too short."""
    words = _WORD.findall(fold_text(text))
    if len(words) < LEAST:
        return None
    shingles = {" ".join(words[place : place + WORDS]) for place in range(len(words) - WORDS + 1)}
    hashes = np.array([_hash(one) for one in shingles], dtype=np.uint64)
    least = np.full(FUNCTIONS, np.iinfo(np.uint64).max, dtype=np.uint64)
    factors, terms = _functions()
    for start in range(0, len(hashes), _CHUNK):
        mixed = hashes[start : start + _CHUNK, None] * factors + terms  # modulo 2^64
        np.minimum(least, mixed.min(0), out=least)
    return (least >> np.uint64(32)).astype(np.uint32)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


@cache
def _functions() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Factors (odd) and terms of the hash functions."""
    factors = [_hash(f"factor {number}") | 1 for number in range(FUNCTIONS)]
    terms = [_hash(f"term {number}") for number in range(FUNCTIONS)]
    return np.array(factors, dtype=np.uint64), np.array(terms, dtype=np.uint64)


class _Signatures:
    """The signatures of articles in a temporary file: memory does not grow with them but for ids and days."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed in `close`)
        self.ids: list[str] = []
        self.days = Column("i")
        """Ordinals, 0 for an unknown day."""

    def add(self, article: Article) -> None:
        """Keeps the signature of an article that is long enough."""
        found = signature(article.text)
        if found is not None:
            self._file.write(found.tobytes())
            self.ids.append(article.id)
            self.days.append(article.day.toordinal() if article.day else 0)

    def band(self, start: int) -> NDArray[np.uint64]:
        """A number (articles,) of each for ROWS numbers of its signature from `start` on: alike where those are."""
        found = np.empty(len(self.ids), dtype=np.uint64)
        factors = _functions()[0][:ROWS]
        self._file.seek(0)
        for first in range(0, len(found), _CHUNK):
            read = np.frombuffer(self._file.read(_CHUNK * _BYTES), dtype=np.uint32).reshape(-1, FUNCTIONS)
            mixed = read[:, start : start + ROWS] * factors
            found[first : first + _CHUNK] = np.bitwise_xor.reduce(mixed ^ (mixed >> np.uint64(29)), axis=1)
        return found

    def rows(self, numbers: Sequence[int]) -> Signatures:
        """Those of some articles (len(numbers), FUNCTIONS)."""
        found = np.empty((len(numbers), FUNCTIONS), dtype=np.uint32)
        for place, number in enumerate(numbers):
            self._file.seek(number * _BYTES)
            found[place] = np.frombuffer(self._file.read(_BYTES), dtype=np.uint32)
        return found

    def close(self) -> None:
        """Drops the file."""
        self._file.close()


def find_copies(articles: Iterable[Article]) -> dict[str, str]:
    """By id of each article that is a copy, the id of its root: the earliest of all that copy one another, of one day
    the first by id.

    Two articles copy one another where they share SIMILAR of their shingles, as their signatures tell, and their days,
    where known, lie no further apart than DAYS. The same set of articles gives the same result in any order.
    """
    known = _Signatures()
    try:
        for article in articles:
            known.add(article)
        return _roots(known) if known.ids else {}
    finally:
        known.close()


def _roots(known: _Signatures) -> dict[str, str]:
    numbers = range(len(known.ids))
    clusters = Clusters[int](parents=Column("I", numbers))
    for start in range(0, FUNCTIONS, ROWS):
        for bucket in _buckets(known.band(start)):
            _join(sorted(bucket, key=known.ids.__getitem__), known, clusters)
    members: dict[int, list[int]] = {}
    for number in numbers:
        if (first := clusters.root(number)) != number:
            members.setdefault(first, [first]).append(number)
    found: dict[str, str] = {}
    for alike in members.values():
        root = min(alike, key=lambda number: (known.days[number] or date.max.toordinal(), known.ids[number]))
        found |= {known.ids[number]: known.ids[root] for number in alike if number != root}
    return dict(sorted(found.items()))


def _buckets(values: NDArray[np.uint64]) -> Iterator[list[int]]:
    """The places of values that are alike, for each value that comes more than once."""
    order = np.argsort(values, kind="stable")
    values = values[order]
    ends = np.flatnonzero(np.append(values[1:] != values[:-1], True)) + 1
    starts = np.append(0, ends[:-1])
    for start, end in np.stack((starts, ends), axis=1)[ends - starts > 1]:
        yield order[start:end].tolist()


def _join(bucket: list[int], known: _Signatures, clusters: Clusters[int]) -> None:
    """Joins the articles of a bucket: each with the first of those before it that it is like and that were joined with
    none before them."""
    firsts: list[int] = []
    near = np.empty((min(len(bucket), _CHUNK), FUNCTIONS), dtype=np.uint32)
    """The signatures of as many of them as are kept."""
    for number in bucket:
        row = known.rows([number])[0]
        like = _like(firsts, near, row, known)
        first = next((one for one in like if _near(known.days[one], known.days[number])), None)
        if first is None:
            if len(firsts) < len(near):
                near[len(firsts)] = row
            firsts.append(number)
        else:
            clusters.join(first, number)


def _like(firsts: list[int], near: Signatures, row: Signatures, known: _Signatures) -> Iterator[int]:
    """Those of the first articles that one is like, by its signature."""
    for start in range(0, len(firsts), _CHUNK):
        part = firsts[start : start + _CHUNK]
        shares = ((known.rows(part) if start else near[: len(part)]) == row).mean(axis=1)
        yield from (part[place] for place in np.flatnonzero(shares >= SIMILAR))


def _near(one: int, other: int) -> bool:
    """Whether two days may be those of one report; an unknown one may."""
    return not one or not other or abs(one - other) <= DAYS
