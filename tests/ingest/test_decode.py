"""Encodings found, and bytes that are no text."""

import codecs
import gzip
import io
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.ingest.decode import SAMPLE, decode
from tests.ingest.reads import SENTENCE

WORDS = ["мерія", "міст", "відкрили", "повідомила", "через", "їхній", "ґанок", "п’ять", "Київ", "«Вісник»", "–", "2025"]
ukrainian = st.lists(st.sampled_from(WORDS), min_size=5, max_size=60).map(" ".join)
plain_text = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(lambda one: one[0] != "\ufeff")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8-u"]
)
@pytest.mark.parametrize("times", [1, 2000])
def test_encodings_of_ukrainian(encoding: str, times: int) -> None:
    text = (SENTENCE.replace("’", "'") + "\n") * times
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_byte_order_marks_are_dropped(mark: bytes) -> None:
    name = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decode(mark + SENTENCE.encode(name)) == SENTENCE


@pytest.mark.parametrize(
    "text",
    [
        "Міст",
        "МЕРІЯ ЛУГОВОГО ПОВІДОМИЛА ПРО МІСТ",
        "Мэрия сообщила, что мост откроют в пятницу – ждём.",
        "ПриватБанк і Wi-Fi у «Новій хвилі» – 5 грн",
        "Bridge – open… “soon”",
    ],
)
def test_cp1251(text: str) -> None:
    assert decode(text.encode("cp1251")) == text


def test_a_western_encoding_is_left_to_charset_normalizer() -> None:
    text = (
        "Le maire a déclaré que le pont sera rouvert à la fin de l'année, après des travaux où tout a été refait. " * 5
    )
    assert decode(text.encode("cp1252")) == text


def test_a_character_on_the_edge_of_the_sample_is_no_fault() -> None:
    text = "a" * (SAMPLE - 1) + "ї" * 10
    assert decode(text.encode()) == text


@given(plain_text)
def test_round_trip_utf8(text: str) -> None:
    assert decode(text.encode()) == text


@given(plain_text)
def test_round_trip_utf16_with_mark(text: str) -> None:
    assert decode(text.encode("utf-16")) == text


@given(ukrainian, st.sampled_from(["cp1251", "utf-16-le", "utf-16-be"]))
def test_round_trip_without_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", SENTENCE)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (gzip.compress(SENTENCE.encode()), "gzip archive"),
        (zipped(), "ZIP archive or an office document"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "an image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "an image"),
        (random.Random(7).randbytes(4000), "control characters"),
        (bytes(1000), "control characters"),
        (SENTENCE.encode() * 9 + b"\0" + SENTENCE.encode() * 9, "NUL characters"),
        (SENTENCE.encode() + b"\xff\xfe" + SENTENCE.encode(), "no encoding that fits (no UTF-8 at byte"),
        (SENTENCE.encode()[:-2] + b"\xd0", "no encoding that fits"),
        (SENTENCE.encode("utf-16")[:-1], "utf-16, but broken at byte"),
        (codecs.BOM_UTF8 + b"\xff", "utf-8-sig, but broken at byte"),
        (("a" * SAMPLE).encode() + b"\xff", "utf-8, but broken at byte 65,537"),
        ((SENTENCE + "\ud800").encode("utf-8", "surrogatepass"), "no encoding that fits"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_text(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as raised:
        decode(data)
    assert message in str(raised.value)
    assert str(raised.value).isprintable()


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_an_input_error(data: bytes) -> None:
    try:
        assert "\0" not in decode(data)
    except InputError as error:
        assert str(error).isprintable()
