"""Bad input through the real command line: a clear line for each fault, the rest goes on, nothing is lost.

The table in `docs/reliability.md` is that of `CASES` and `HEAVY`.
"""

import json
import os
import random
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.run import kg

GOOD = "Мер Лугового Іван Гай заявив, що міст через Рудку відкриють у п’ятницю."
OTHER = "Компанія «Міст» відкинула звинувачення мера."
PLAIN = GOOD.replace("’", "'")


def record(name: str, text: str = GOOD) -> str:
    """A line of JSON."""
    return json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n"


@dataclass(frozen=True, slots=True)
class Case:
    """Files, ids of the articles that come out, and the errors: where (within the folder) and words of the reason."""

    files: dict[str, str | bytes]
    ids: tuple[str, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()


HTML = f"<html><head><title>Міст</title></head><body><article><p>{GOOD}</p><p>{OTHER}</p></article></body></html>"

CASES: dict[str, Case] = {
    "empty file": Case({"empty.txt": ""}, (), (("empty.txt", "holds no text"),)),
    "white space alone": Case({"blank.txt": " \n\t\u00a0\n"}, (), (("blank.txt", "holds no text"),)),
    "binary": Case({"random.txt": random.Random(1).randbytes(5000)}, (), (("random.txt", "is no text"),)),
    "picture named text": Case({"photo.txt": b"\x89PNG\r\n\x1a\n" + bytes(64)}, (), (("photo.txt", "an image"),)),
    "UTF-16 with mark": Case({"utf16.txt": GOOD.encode("utf-16")}, ("utf16",)),
    "UTF-16 without mark": Case({"utf16le.txt": GOOD.encode("utf-16-le")}, ("utf16le",)),
    "CP1251": Case({"cp1251.txt": PLAIN.encode("cp1251")}, ("cp1251",)),
    "broken UTF-8": Case(
        {"broken.txt": f"{GOOD} ".encode() * 20 + b"\xd0" + f" {OTHER}".encode()},
        (),
        (("broken.txt", "no UTF-8 at byte"),),
    ),
    "broken UTF-8 in a line": Case(
        {"broken.jsonl": record("utf-1").encode() + record("x").encode()[:60] + b"\xff\n" + record("utf-2").encode()},
        ("utf-1", "utf-2"),
        (("broken.jsonl:2", "no utf-8 at byte"),),
    ),
    "half a line": Case(
        {"half.jsonl": record("half-1") + record("half-2")[:40]}, ("half-1",), (("half.jsonl:2", "no whole JSON"),)
    ),
    "JSON of other types": Case(
        {
            "types.jsonl": '[1]\n7\n"а"\n{"id": 1, "text": 5}\n{"id": {}, "text": "а"}\n{"text": "а"}\n'
            + record("types")
        },
        ("types",),
        (
            ("types.jsonl:1", "a JSON list"),
            ("types.jsonl:2", "a JSON int"),
            ("types.jsonl:3", "a JSON str"),
            ("types.jsonl:4", "`text` must be text"),
            ("types.jsonl:5", "`id` must be text"),
            ("types.jsonl:6", "`id` is missing"),
        ),
    ),
    "an id twice": Case(
        {"twice.jsonl": record("twice") + record("twice") + record("twice", OTHER)},
        ("twice",),
        (("twice.jsonl", "another article has this id already"),),
    ),
    "no date": Case(
        {"date.jsonl": '{"id": "d", "date": "вчора", "text": "а"}\n'}, (), (("date.jsonl:1", "no date of the form"),)
    ),
    "half of a surrogate pair": Case(
        {"half-pair.jsonl": '{"id": "h", "text": "\\ud83d а"}\n' + record("pair", "😀 " + GOOD)},
        ("pair",),
        (("half-pair.jsonl:1", "half of a surrogate pair"),),
    ),
    "NUL in a text": Case({"nul.jsonl": '{"id": "n", "text": "а\\u0000б"}\n'}, (), (("nul.jsonl:1", "NUL"),)),
    "a number too long": Case({"n.jsonl": '{"id": ' + "1" * 6000 + "}\n"}, (), (("n.jsonl:1", "cannot be read"),)),
    "deep JSON": Case({"deep.jsonl": "[" * 200_000 + "\n"}, (), (("deep.jsonl:1", "JSON"),)),
    "CSV, a mark never closed": Case(
        {"marks.csv": f'id,text\nm1,"{GOOD}\nm2,"{OTHER}"\n'}, ("m2",), (("marks.csv:2", "a quotation mark"),)
    ),
    "CSV without columns": Case(
        {"columns.csv": f"id,body\n1,{OTHER}\n"}, (), (("columns.csv:1", "must name the columns"),)
    ),
    "CSV, a field too many": Case(
        {"fields.csv": f"id,text\nf1,{OTHER},x\nf2,{OTHER}\n"}, ("f2",), (("fields.csv:2", "3 fields where"),)
    ),
    "CSV with NUL": Case({"nul.csv": f"id,text\nc1,а\0б\nc2,{OTHER}\n"}, ("c2",), (("nul.csv:2", "NUL"),)),
    "one character too many": Case(
        {"million.txt": "а" * 1_000_001}, (), (("million.txt", "longer than 1,000,000 characters"),)
    ),
    "quotation marks without end": Case({"quotes.txt": f'«Так, – {GOOD} "Ні «так „ні {OTHER} »»'}, ("quotes",)),
    "HTML nested deep": Case({"nested.html": "<div>" * 100_000 + GOOD}, (), (("nested.html", "no article was found"),)),
    "HTML with scripts": Case(
        {"script.html": HTML.replace("<p>", "<script>alert('зло')</script><p onclick='зло()'>", 1)}, ("script",)
    ),
    "HTML, entities that multiply": Case(
        {
            "bomb.html": '<!DOCTYPE html [<!ENTITY a "ха"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
            + HTML.replace("<p>", "<p>&c;", 1)
        },
        ("bomb",),
    ),
    "HTML, an attribute of a megabyte": Case(
        {"attribute.html": HTML.replace("<p>", f'<p class="{"а" * 500_000}">', 1)}, ("attribute",)
    ),
    "HTML without an article": Case(
        {"nothing.html": "<html><body></body></html>"}, (), (("nothing.html", "no article"),)
    ),
    "archive": Case({"archive.txt": b"\x1f\x8b\x08" + bytes(30)}, (), (("archive.txt", "gzip archive"),)),
    "no reader": Case({"office.docx": b"PK\x03\x04"}, (), (("office.docx", "no reader for"),)),
    "not articles": Case({"README.md": GOOD, "LICENSE": GOOD, ".hidden.txt": GOOD, ".git/a.txt": GOOD}),
    "control and bidi characters in a name": Case({"зло\x1b[31m\u202etxt.txt": GOOD}, ("зло\ufffd[31m\ufffdtxt",)),
    "a pipe's name": Case({"$(rm -rf x);`id`.txt": GOOD}, ("$(rm -rf x);`id`",)),
}


def links(folder: Path) -> list[tuple[str, str]]:
    """Links that lead in circles or nowhere, a file that may not be read; returns the errors to be expected."""
    (folder / "circle").mkdir()
    (folder / "circle" / "again").symlink_to(folder / "circle")
    (folder / "nowhere.txt").symlink_to(folder / "missing")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    expected = [("circle/again", "a link back"), ("nowhere.txt", "leads nowhere"), ("self.txt", "a broken link")]
    if os.geteuid():
        (folder / "secret.txt").write_text(GOOD, encoding="utf-8")
        (folder / "secret.txt").chmod(0)
    else:  # root may read everything but this
        (folder / "secret.txt").symlink_to("/proc/self/mem")
    return [*expected, ("secret.txt", "cannot be read")]


@dataclass(frozen=True, slots=True)
class Run:
    """One run over all cases: what it said, what it wrote, what was expected."""

    done: "subprocess.CompletedProcess[str]"
    ids: list[str]
    errors: dict[str, str]
    links: list[tuple[str, str]]
    inbox: Path


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """`kg build` over all files of `CASES`, the links, and a good article on stdin."""
    folder = tmp_path_factory.mktemp("bad")
    inbox = folder / "inbox"
    inbox.mkdir()
    for case in CASES.values():
        for name, content in case.files.items():
            path = inbox / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    expected = links(inbox)
    done = kg("build", str(inbox), "-", "-o", "out", "--strict", cwd=folder, stdin=record("from stdin"))
    out = folder / "out"
    ids = [json.loads(line)["id"] for line in (out / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    lines = [json.loads(line) for line in (out / "errors.jsonl").read_text(encoding="utf-8").splitlines()]
    found = {one["id"].removeprefix(f"{inbox}/"): one["reason"] for one in lines}
    return Run(done, ids, found, expected, inbox)


def test_no_traceback_and_strict_fails(run: Run) -> None:
    assert run.done.returncode == 1
    assert "Traceback" not in run.done.stderr and "internal" not in run.done.stderr
    assert run.done.stdout == ""


@pytest.mark.parametrize("name", CASES)
def test_case(run: Run, name: str) -> None:
    case = CASES[name]
    assert set(case.ids) <= set(run.ids)
    for where, words in case.errors:
        assert words in run.errors[where]
    told = {where for where in run.errors if where.split(":")[0] in case.files}
    assert told == {where for where, _ in case.errors}


def test_links_and_forbidden_files(run: Run) -> None:
    for where, words in run.links:
        assert words in run.errors[where]


def test_nothing_more_and_nothing_less(run: Run) -> None:
    good = [name for case in CASES.values() for name in case.ids]
    assert sorted(run.ids) == sorted([*good, "from stdin"])
    expected = [where for case in CASES.values() for where, _ in case.errors] + [where for where, _ in run.links]
    assert sorted(run.errors) == sorted(expected)


def test_every_error_is_one_printable_line(run: Run) -> None:
    lines = run.done.stderr.splitlines()
    for where, reason in run.errors.items():
        assert where.isprintable() and reason.isprintable()
        assert sum(line.strip().endswith(f"{where}: {reason}") for line in lines) == 1, where


def test_texts_are_as_they_were(run: Run) -> None:
    lines = (run.inbox.parent / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {one["id"]: one["text"] for one in map(json.loads, lines)}
    assert texts["utf16"] == texts["utf16le"] == texts["from stdin"] == GOOD
    assert texts["cp1251"] == PLAIN
    assert texts["pair"].startswith("😀 ")
    assert "зло" not in texts["script"] and GOOD in texts["script"]


def test_bad_input_alone_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    for command in (["extract", "empty.txt"], ["build", "empty.txt", "-o", "out"]):
        done = kg(*command, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (1, "")
        assert "empty.txt: holds no text" in done.stderr and "Traceback" not in done.stderr


def test_extract_gives_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{\n" + record("good"), encoding="utf-8")
    done = kg("extract", "a.jsonl", cwd=tmp_path)
    assert done.returncode == 0 and json.loads(done.stdout)["doc"] == "good"
    assert "a.jsonl:1: no whole JSON object" in done.stderr
    assert kg("extract", "a.jsonl", "--strict", cwd=tmp_path).returncode == 1


CLAUSE = "мер заявив що міст через річку відкриють у п’ятницю і компанія відкинула звинувачення "


@pytest.mark.slow
def test_fifty_megabytes_of_one_sentence(tmp_path: Path) -> None:
    """As a text it is refused, as a line it is passed over; what stands beside it is read."""
    text = CLAUSE * (50_000_000 // len(CLAUSE.encode()))
    (tmp_path / "whole.txt").write_text(text, encoding="utf-8")
    (tmp_path / "line.jsonl").write_text(record("huge", text) + record("good"), encoding="utf-8")
    done = kg("extract", "whole.txt", "line.jsonl", cwd=tmp_path)
    assert done.returncode == 0 and [json.loads(line)["doc"] for line in done.stdout.splitlines()] == ["good"]
    assert [line.split(": ", 1)[0].split()[-1] for line in done.stderr.splitlines()] == ["whole.txt", "line.jsonl:1"]


@pytest.mark.slow
def test_a_hundred_thousand_characters_of_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text((CLAUSE * 2000)[:100_000], encoding="utf-8")
    done = kg("extract", "long.txt", "--article-seconds", "0", cwd=tmp_path)  # however busy the machine is
    assert done.returncode == 0 and done.stderr == ""
    assert len(json.loads(done.stdout)["statements"]) > 100
