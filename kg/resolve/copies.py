"""Articles that copy one another, such as those that carry one agency's report: near duplicates by MinHash.

Not for statements or claims (`claims`), nor for who copied whom: the earliest of them that is known stands for all.

Method: Broder 1997, "On the resemblance and containment of documents"; candidates by bands of the signature (Leskovec,
Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3). The hash functions are multiply-shift (Dietzfelbinger
et al. 1997) with constants that are hashes of their numbers, so that a signature is the same everywhere.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from kg.model import Article
from kg.nlp.words import fold_text
from kg.resolve.clusters import Clusters

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
_CHUNK = 4_096
"""Shingles that are hashed at once."""
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
        self.days: list[str] = []

    def add(self, article: Article) -> None:
        """Keeps the signature of an article that is long enough."""
        found = signature(article.text)
        if found is not None:
            self._file.write(found.tobytes())
            self.ids.append(article.id)
            self.days.append(article.date or "")

    def rows(self) -> Signatures:
        """All of them, read as far as they are looked at."""
        self._file.flush()
        return np.memmap(self._file, dtype=np.uint32, mode="r", shape=(len(self.ids), FUNCTIONS))

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
    clusters, rows = Clusters[str](), known.rows()
    order = np.array(sorted(range(len(known.ids)), key=known.ids.__getitem__))
    for start in range(0, FUNCTIONS, ROWS):
        for bucket in _buckets(rows[order, start : start + ROWS]):
            _join(order[bucket], known, rows, clusters)
    members: dict[str, list[int]] = {}
    for number, name in enumerate(known.ids):
        members.setdefault(clusters.root(name), []).append(number)
    found: dict[str, str] = {}
    for numbers in members.values():
        root = min(numbers, key=lambda number: (known.days[number] or "9999", known.ids[number]))
        found |= {known.ids[number]: known.ids[root] for number in numbers if number != root}
    return dict(sorted(found.items()))


def _buckets(band: Signatures) -> Iterator[NDArray[np.intp]]:
    """The numbers of rows that are alike in the band, for each value that comes more than once."""
    mixed = band.astype(np.uint64) * _functions()[0][:ROWS]
    values = np.bitwise_xor.reduce(mixed ^ (mixed >> np.uint64(29)), axis=1)
    order = np.argsort(values, kind="stable")
    borders = np.flatnonzero(np.diff(values[order])) + 1
    yield from (bucket for bucket in np.split(order, borders) if len(bucket) > 1)


def _join(bucket: NDArray[np.intp], known: _Signatures, rows: Signatures, clusters: Clusters[str]) -> None:
    """Joins the articles of a bucket: each with the first of those before it that it is like and that were joined with
    none before them."""
    firsts: list[int] = []
    for number in map(int, bucket):
        shares = (rows[firsts] == rows[number]).mean(axis=1) if firsts else np.empty(0)
        like = (firsts[place] for place in np.flatnonzero(shares >= SIMILAR))
        first = next((one for one in like if _near(known.days[one], known.days[number])), None)
        if first is None:
            firsts.append(number)
        else:
            clusters.join(known.ids[first], known.ids[number])


def _near(one: str, other: str) -> bool:
    """Whether two days (YYYY-MM-DD) may be those of one report; an unknown one may."""
    if not one or not other:
        return True
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= DAYS
