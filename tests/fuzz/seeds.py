"""Beginnings for each target: small inputs of our own that reach its branches. Not for checking anything."""

import gzip
import io
import json
import random
import zipfile

from tests.fuzz.targets import SUFFIXES

TEXT = "Мер Лебедина Ірина Сокіл заявила: «Міст відкриють 5 травня 2024 року». Рада це заперечила."
LINE = json.dumps({"id": "a", "text": TEXT, "date": "2024-05-01", "url": "https://example.org/1"}, ensure_ascii=False)
PAGE = f"<!DOCTYPE html><html><head><title>Міст</title></head><body><article><h1>Міст</h1><p>{TEXT * 5}</p></article>"
HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"

TIMES = (
    "5 травня 2024 року, 31 квітня, 05.05.2024, 2024-05-05T10:20, у травні, у 2023–2024 роках, 90-х роках",
    "вчора о 10:45, минулого тижня, за три дні, два роки тому, у понеділок, наступної середи, взимку, у ІІ кварталі",
    "в ніч на 24 лютого, з 3 по 7 червня, наприкінці 2021-го, на початку вересня, торік, позавчора ввечері",
)
QUOTES = (
    "«Він сказав: „Ні“, — додала вона», — пише «Голос».",
    'Рада "Лебедя" каже: "Так".\n— Ні, — каже мер. “Чому?” ‘Бо’ \'так\' "',
    "«« „ “ ” » незакрита «лапка\nі ще «одна",
)
NAMES = (
    "Ірина Сокіл\nСокіл І. П.",
    "Міністерство освіти і науки України\nМОН",
    "д'Артаньян фон дер Лієн\nUrsula von der Leyen",
    "ТОВ «Журавлі-2»\nтовариство Журавлі",
    "Верховна Рада\nВР",
)
TOKENS = (
    *("«", "»", "„", "“", '"', "'", "\n", "\r\n", "\x00", "\ud7ff", "\ufeff", "\u202e", "\u0301", "ʼ", "—", "…", "😀"),
    *(
        "31 лютого",
        "00:61",
        "9999",
        "2024-13-45",
        "99.99.9999",
        "о 25 годині",
        "XIII",
        "İ",
        "ß",
        "ﬁ",
        "́",
        "-",
        ".",
        ",",
    ),
    *(
        "{",
        "}",
        "[",
        '":',
        "\\u",
        "\\ud800",
        "1e999",
        "NaN",
        "<",
        ">",
        "&#x0;",
        "]]>",
        "PK\x03\x04",
        "\x1f\x8b",
        "WARC/1.0",
    ),
)
"""Pieces that mutations put in."""


def _zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), LINE if name.endswith("l") else TEXT)
    return made.getvalue()


def _altered(fault: bytes, place: int) -> bytes:
    """An archive whose list has other bytes at this place of its first entry."""
    data = bytearray(_zipped("q"))
    start = data.index(b"PK\x01\x02") + place
    data[start : start + len(fault)] = fault
    return bytes(data)


def _warc() -> bytes:
    body = (HEAD + PAGE).encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\nContent-Length: {len(body)}\r\n"
    )
    return head.encode() + b"Content-Type: application/http; msgtype=response\r\n\r\n" + body + b"\r\n\r\n"


def _readers() -> list[bytes]:
    contents = {
        ".txt": f"date 2024-05-01 {TEXT}".encode(),
        ".jsonl": f"{LINE}\n{LINE}\n".encode(),
        ".csv": f'id,text,date\n1,"{TEXT}",2024-05-01\n2,{TEXT},\n'.encode(),
        ".tsv": f"id\ttext\n1\t{TEXT}\n".encode("utf-16"),
        ".html": PAGE.encode(),
        ".gz": gzip.compress(LINE.encode(), mtime=0),
        ".zip": _zipped("a.txt", "b/c.jsonl", "../d.txt"),
        ".warc": _warc(),
        ".parquet": b"PAR1" + bytes(range(64)) + b"PAR1",
        "": TEXT.encode("cp1251"),
    }
    return [bytes([SUFFIXES.index(suffix)]) + content for suffix, content in contents.items()]


_ZIP = bytes([SUFFIXES.index(".zip")])
FOUND: tuple[tuple[str, bytes], ...] = (
    ("names", "П.İ\n".encode()),
    ("readers", _ZIP + _altered(b"\0\0\1\0", 28)),  # no name, one byte beside it
    ("readers", _ZIP + _zipped("q")[7:]),  # begins before the beginning
    ("readers", _ZIP + _zipped(".")),
)
"""Target and input that broke a promise once."""


def of(target: str) -> list[bytes]:
    """The beginnings of a target."""
    texts = {"times": TIMES, "quotes": QUOTES, "names": NAMES}
    if target == "readers":
        return _readers()
    return [(b"\x50\x00" if target == "times" else b"") + one.encode() for one in texts[target]]


def mutated(target: str, count: int, seed: int = 0) -> list[bytes]:
    """The beginnings, and so many inputs made of them by cutting, doubling, joining, turning bits and putting in
    pieces; the same for the same `seed`."""
    first, dice = of(target), random.Random(f"{target} {seed}")
    made = list(first)
    for _ in range(count):
        data = bytearray(dice.choice(first))
        for _ in range(dice.randint(1, 6)):
            _change(data, dice, first)
        made.append(bytes(data[:1] if dice.random() < 0.01 else data))
    return made


def _change(data: bytearray, dice: random.Random, others: list[bytes]) -> None:
    start = dice.randint(0, len(data))
    end = min(len(data), start + dice.randint(0, 20))
    match dice.randint(0, 4):
        case 0:
            del data[start:end]
        case 1:
            data[start:start] = data[start:end] * dice.randint(1, 5)
        case 2:
            data[start:end] = dice.choice(TOKENS).encode("utf-8", "surrogatepass")
        case 3:
            other = dice.choice(others)
            data[start:] = other[dice.randint(0, len(other)) :]
        case _ if start < len(data):
            data[start] ^= 1 << dice.randint(0, 7)
