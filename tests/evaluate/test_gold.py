"""Gold files: what is read, and how every mistake is named."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import DataError
from kg.evaluate import part_of, read_gold
from tests.evaluate.build import gold_statements, line


def good() -> dict[str, Any]:
    return line(*gold_statements()).to_json()


def write(folder: Path, *lines: object) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines), encoding="utf-8")
    return path


def test_read(tmp_path: Path) -> None:
    path = write(tmp_path, good(), "", good() | {"doc": "b", "statements": []})
    assert read_gold(path) == [line(*gold_statements()), line(doc="b")]


def test_parts_split_by_the_last_digit_of_the_hash(tmp_path: Path) -> None:
    docs = [f"doc{number}" for number in range(40)]
    path = write(tmp_path, *({"doc": doc, "statements": []} for doc in docs))
    parts = {part: [one.doc for one in read_gold(path, part)] for part in ("tune", "check")}
    assert sorted(parts["tune"] + parts["check"]) == sorted(docs)
    assert all(hashlib.sha256(doc.encode()).hexdigest()[-1] in "02468ace" for doc in parts["check"])
    assert {part_of(doc) for doc in parts["tune"]} == {"tune"}


def test_no_such_part(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no part 'checks' of the gold: use one of tune, check"):
        read_gold(write(tmp_path, good()), "checks")  # type: ignore[arg-type]


def broken(path: str, value: object) -> dict[str, Any]:
    """The good line with one value changed (or removed, where the value is `...`); the path is dotted."""
    data = json.loads(json.dumps(good()))
    *outer, last = [int(key) if key.isdigit() else key for key in path.split(".")]
    place = data
    for key in outer:
        place = place[key]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return data  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ('{"doc": "a", "statem', "not a line of JSON"),
        ("[" * 100_000, "not a line of JSON"),
        ("[1]", "a line must be a JSON object"),
        (broken("doc", ...), "key 'doc' is missing"),
        (broken("doc", 7), "`doc` must be the article's id"),
        (broken("statements", {}), "`statements` must be a list"),
        (broken("statements.0", "s1"), "statement 1 must be an object"),
        (broken("statements.1.id", "s1"), "statement 2 has no id of its own"),
        (broken("statements.0.source", None), "s1: `source` must be an object"),
        (broken("statements.0.source.name", None), "s1: `source.name` must be text"),
        (broken("statements.0.source.kind", "alien"), "'alien' is not a valid Kind"),
        (broken("statements.0.stance", "shouts"), "'shouts' is not a valid Stance"),
        (broken("statements.0.cue", ...), "key 'cue' is missing"),
        (broken("statements.0.cue.start", "15"), "s1: `cue`: no such offsets: 15-22"),
        (broken("statements.0.content.end", 3), "s1: `content`: no such offsets"),
        (broken("statements.0.content.text", "міст"), "s1: `content`: text does not fit the offsets"),
        (broken("statements.0.via", "Вісник"), "s1: `via` must be a list of text"),
        (broken("statements.1.denies", ["s9", "s8"]), "s2: `denies` names no statement of the article: s8, s9"),
        (good(), "article 'a' stands twice"),
    ],
)
def test_a_mistake_is_named_by_file_and_line(tmp_path: Path, bad: object, message: str) -> None:
    path = write(tmp_path, good(), "", bad)
    with pytest.raises(DataError) as raised:
        read_gold(path)
    assert str(raised.value).startswith(f"{path}:3: ")
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.jsonl: cannot be read"):
        read_gold(tmp_path / "none.jsonl")
    (tmp_path / "cp.jsonl").write_bytes("{'doc': 'міст'}".encode("cp1251"))
    with pytest.raises(DataError, match="not UTF-8"):
        read_gold(tmp_path / "cp.jsonl")


def test_the_gold_at_hand_can_be_read(shared: Path) -> None:
    sizes = {name: len(read_gold(shared / "gold" / f"{name}.jsonl")) for name in ("seed", "dev")}
    assert sizes == {"seed": 1, "dev": 52}
    assert len(read_gold(shared / "gold" / "dev.jsonl", "check")) == 18
