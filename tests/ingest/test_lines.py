"""Lines of streams: numbers, encodings, and memory."""

import io
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.ingest.decode import SAMPLE
from kg.ingest.lines import Line, lines_of
from tests.ingest.reads import SENTENCE


def lines(data: bytes, limit: int = 1000) -> list[Line]:
    return list(lines_of(io.BytesIO(data), limit))


def test_only_line_feeds_end_a_line() -> None:
    found = lines("а\r\nб\u2028в\rг\x0cґ\n\nд".encode())
    assert [(one.number, one.text) for one in found] == [(1, "а\r\n"), (2, "б\u2028в\rг\x0cґ\n"), (3, "\n"), (4, "д")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251"])
def test_encodings(encoding: str) -> None:
    text = f'{{"id": "1", "text": "{SENTENCE}"}}\n' * 3
    assert "".join(one.text for one in lines(text.encode(encoding))) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_long_line_is_passed_over_and_the_next_is_read(encoding: str) -> None:
    data = ("перший\n" + "x" * 3 * SAMPLE + "\nтретій\n").encode(encoding)
    found = lines(data)
    assert [(one.number, one.text) for one in found] == [(1, "перший\n"), (2, ""), (3, "третій\n")]
    assert found[1].fault == "is too long for an article"


def test_a_broken_line_among_sound_ones() -> None:
    found = lines("перший\n".encode() + b"\xcc\xb3\xf1\xf2\n" + "третій\nчетвертий".encode())
    assert [bool(one.fault) for one in found] == [False, True, False, False]
    assert "no utf-8 at byte 3 of the line" in found[1].fault


@pytest.mark.parametrize(
    "data", [b"\x1f\x8b\x08" + bytes(30), b"\x89PNG\n", bytes(500), SENTENCE.encode("utf-16") + b"\0"]
)
def test_streams_that_are_no_text(data: bytes) -> None:
    with pytest.raises(InputError):
        lines(data)


class Endless(io.RawIOBase):
    """A stream of one line of so many bytes, which are never all there at once."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1) -> bytes:
        given = min(self.left, size)
        self.left -= given
        return b"x" * given


def test_memory_does_not_grow_with_a_line() -> None:
    tracemalloc.start()
    found = list(lines_of(Endless(50_000_000), 1_000_000))  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [one.fault for one in found] == ["is too long for an article"]
    assert peak < 5_000_000


def portions(data: bytes, sizes: list[int]) -> Iterator[bytes]:
    for size in sizes:
        yield data[:size]
        data = data[size:]
    yield data


@given(st.text(st.sampled_from("аїa\n\r€😀"), max_size=200), st.lists(st.integers(1, 9), max_size=40))
def test_portions_do_not_matter(text: str, sizes: list[int]) -> None:
    """The text survives whatever portions the stream comes in."""

    class Portioned(io.RawIOBase):
        parts = portions(text.encode(), sizes)

        def read(self, size: int = -1) -> bytes:
            return next((part for part in self.parts if part), b"")

    found = list(lines_of(Portioned(), 10_000))  # type: ignore[arg-type]
    assert "".join(one.text for one in found) == text
    assert [one.number for one in found] == list(range(1, len(found) + 1))
