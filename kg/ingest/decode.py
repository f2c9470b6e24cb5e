"""Which encoding bytes are in, and whether they are text at all.

Not for what the text means. Known: UTF-8, UTF-16 (both with or without byte order mark), UTF-32 with one, CP1251 and
other encodings of Cyrillic; whatever else charset-normalizer is sure of.
"""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from kg.errors import InputError

SAMPLE = 65_536
"""Bytes that are looked at to find the encoding."""
NARROW_SAMPLE = 8192
"""Bytes that are looked at to tell encodings of one byte a character."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = (
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
    (b"PK\x03\x04", "a ZIP archive or an office document: save its text first"),
    (b"BZh9", "a bzip2 archive: unpack it first"),
    (b"\xfd7zXZ", "an xz archive: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive: unpack it first"),
    (b"%PDF-", "a PDF file: save its text first"),
    (b"{\\rtf", "an RTF document: save its text first"),
    (b"\xd0\xcf\x11\xe0\xa1", "an old office document: save its text first"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
CYRILLIC = ("cp1251", "koi8-u", "cp866", "iso8859-5")
"""Tried where bytes are no UTF-8; the likeliest reading wins, the earlier one where two are alike."""
FREQUENT = frozenset("оанитвеісрлкудОАНИТВЕІСРЛКУД")
"""Three quarters of the letters of a Ukrainian text, two thirds of a Russian one."""
LIKELY = 0.4
"""Least likeness of a reading that is believed."""
CONTROLS = 0.01
"""Share of control characters from which bytes are no text."""
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_CASE_SWAP = re.compile("[а-яіїєґ][А-ЯІЇЄҐ]|[A-Za-z][\u0400-\u0491]|[\u0400-\u0491][A-Za-z]")


def decode(data: bytes) -> str:
    """The text of the bytes, byte order mark dropped; InputError where they are no text."""
    name = encoding_of(data[:SAMPLE], complete=len(data) <= SAMPLE)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise InputError(f"is {name}, but broken at byte {error.start + 1:,} ({error.reason})") from error
    if "\0" in text:
        raise InputError("holds NUL characters, so it is no text")
    return text.removeprefix("\ufeff")


def encoding_of(sample: bytes, *, complete: bool = True) -> str:
    """Name of the encoding of bytes that begin with `sample`, or are no more than it where `complete`.

    InputError where they are no text.
    """
    for mark, name in BOMS:
        if sample.startswith(mark):
            return name
    for mark, what in MAGIC:
        if sample.startswith(mark):
            raise InputError(f"is no text but {what}")
    controls = len(_CONTROL.findall(sample))
    fault = utf8_fault(sample, complete=complete)
    if not controls and fault is None:
        return "utf-8"
    wide = _utf16(sample)
    if wide:
        return wide
    if controls > CONTROLS * len(sample):
        raise InputError("is no text: it holds control characters, as programs and archives do")
    return "utf-8" if fault is None else narrow_encoding(sample, fault)


def utf8_fault(sample: bytes, *, complete: bool) -> int | None:
    """The first byte that is no UTF-8; a character cut off at the end is none unless `complete`."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=complete)
    except UnicodeDecodeError as error:
        return error.start
    return None


def narrow_encoding(sample: bytes, fault: int) -> str:
    """The encoding of one byte a character that reads most like text around byte `fault`, which is no UTF-8.

    InputError where none does.
    """
    part = sample[max(0, fault - NARROW_SAMPLE // 4) :][:NARROW_SAMPLE]
    likeness = {name: _likeness(part, name) for name in CYRILLIC}
    best = max(CYRILLIC, key=lambda name: likeness[name])
    if likeness[best] > LIKELY:
        return best
    guess = from_bytes(part, cp_exclusion=["utf_8", "utf_16", "utf_32", "utf_7", "ascii"]).best()
    if guess is not None and guess.chaos < 0.05 and guess.coherence > 0.5:
        return guess.encoding
    raise InputError(
        f"is in no encoding that fits (no UTF-8 at byte {fault + 1:,}, no CP1251, no UTF-16): save it as UTF-8"
    )


def _utf16(sample: bytes) -> str | None:
    """Which UTF-16 without byte order mark it is, if it is one: nearly all of it plain characters of the news."""
    even = sample[: len(sample) // 2 * 2]
    for name in ("utf-16-le", "utf-16-be"):
        text = even.decode(name, "replace")
        if text and sum(_is_plain(char) for char in text) >= 0.95 * len(text):
            return name
    return None


def _is_plain(char: str) -> bool:
    """Cyrillic, printable ASCII, white space or common punctuation."""
    return " " <= char <= "~" or "\u0400" <= char <= "\u052f" or char in "\t\n\r\xa0«»–—…“”„’ʼ№°\u0301\u200b"


def _likeness(sample: bytes, name: str) -> float:
    """How much the bytes read like Ukrainian or Russian in an encoding: 1 at best, below 0 where they do not."""
    try:
        text = sample.decode(name)
    except UnicodeDecodeError:
        return -1.0
    foreign = [char for char in text if char > "\x7f"]
    letters = [char for char in foreign if "\u0400" <= char <= "\u0491"]
    odd = sum(unicodedata.category(char) in ("Cc", "So", "Sm", "Sc", "Lm", "Lo") for char in foreign)
    faults = odd + len(_CASE_SWAP.findall(text))
    if not letters:
        return LIKELY + 0.1 if name == "cp1251" and not faults else -1.0
    frequent = sum(char in FREQUENT for char in letters)
    return (frequent + 0.3 * (len(letters) - frequent) - 4 * faults) / len(letters)
