"""A user's rules go before ours; a mistake in them is one line that says where."""

import json
from pathlib import Path

import pytest

from kg.data import NOT_RULES, load_toml, own_files, path
from kg.errors import DataError
from kg.pipeline.extracting import rules_version
from tests.cli.run import kg

BLURT = """[[verb]]
lemmas = ["бовкнути"]
stance = "asserts"
act = "claim"
frames = ["clause"]
"""
SENTENCE = "Мер бовкнув, що міст закриють."


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of rules, in force for this test."""
    folder = tmp_path / "rules"
    folder.mkdir()
    monkeypatch.setenv("KG_RULES", str(folder))
    return folder


def fresh(name: str) -> dict[str, object]:
    """The rules as a process that begins now sees them."""
    return load_toml.__wrapped__(name)


def test_own_entries_go_first_and_ours_stay(rules: Path) -> None:
    ours = load_toml("cues.toml")
    (rules / "cues.toml").write_text(BLURT + '[distancing]\nwords = ["ачейже"]\n', encoding="utf-8")
    both = fresh("cues.toml")
    assert both["verb"][0]["lemmas"] == ["бовкнути"]  # type: ignore[index]
    assert both["verb"][1:] == ours["verb"]  # type: ignore[index]
    assert both["distancing"]["words"] == ["ачейже", *ours["distancing"]["words"]]  # type: ignore[index]
    assert fresh("titles.toml") == load_toml("titles.toml")


def test_an_entry_with_a_key_of_ours_changes_what_it_says(rules: Path) -> None:
    ours = load_toml("gazetteer.toml")["state"]["china"]
    (rules / "gazetteer.toml").write_text('[state]\nchina = { name = "КНР" }\n', encoding="utf-8")
    both = fresh("gazetteer.toml")["state"]["china"]  # type: ignore[index]
    assert both == ours | {"name": "КНР"} != ours


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("cues.toml", "[[verb]", "cues.toml: "),
        ("cues.toml", "verb = " + "[" * 10_000, "cues.toml: "),
        ("cues.toml", "[[verbs]]\nlemmas = []", "verbs: no such table"),
        ("cues.toml", '[distancing]\nlemmas = ["ачейже"]', "distancing: no list 'lemmas'"),
        ("cues.toml", "[verb]\nlemmas = []", "verb: no such table"),
        ("cues.toml", BLURT.replace("act", "acts"), "verb 1: 'acts' is no key"),
        ("cues.toml", BLURT.replace('["бовкнути"]', '"бовкнути"'), "verb 1: 'lemmas' is no key or has the wrong type"),
        ("cues.toml", BLURT.replace('["бовкнути"]', "[1]"), "verb 1: 'lemmas' is no key or has the wrong type"),
        ("cues.toml", BLURT.replace('["бовкнути"]', '[["бовкнути"]]'), "verb 1: 'lemmas' is no key or has"),
        ("cues.toml", "[distancing]\nwords = [1]", "distancing: holds something of the wrong type"),
        ("gazetteer.toml", "[state]\nchina = { aliases = [1] }", "state: holds something of the wrong type"),
        ("morph.toml", 'rare = ["слово"]', "rare: holds something of the wrong type"),
        ("cues.toml", BLURT + BLURT.replace('stance = "asserts"\n', ""), "verb 2: needs stance"),
    ],
)
def test_wrong_rules(rules: Path, name: str, text: str, words: str) -> None:
    (rules / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        fresh(name)
    assert str(caught.value).startswith(str(rules / name))
    assert words in str(caught.value)


def test_each_of_ours_may_be_taken_over(rules: Path) -> None:
    for one in sorted(path("").glob("*.toml")):  # type: ignore[attr-defined]
        if one.name not in NOT_RULES:
            (rules / one.name).write_bytes(one.read_bytes())
            assert fresh(one.name)


def test_a_key_may_have_each_type_that_it_has_in_ours(rules: Path) -> None:
    for objects in ('"aspects"', '["крок"]'):
        (rules / "cues.toml").write_text(f"{BLURT}objects = {objects}\n", encoding="utf-8")
        assert fresh("cues.toml")["verb"][0]["objects"]  # type: ignore[index]


@pytest.mark.parametrize("name", ["mine.toml", "messages.toml"])
def test_files_that_are_no_rules(rules: Path, name: str) -> None:
    (rules / name).write_text("", encoding="utf-8")
    with pytest.raises(DataError, match="no rules have this name"):
        own_files()


def test_the_version_of_the_rules_follows(rules: Path) -> None:
    before = rules_version.__wrapped__()
    (rules / "cues.toml").write_text(BLURT, encoding="utf-8")
    assert rules_version.__wrapped__() != before


def test_settings_file_names_the_folder(tmp_path: Path) -> None:
    assert json.loads(kg("extract", "-", cwd=tmp_path, stdin=SENTENCE).stdout)["statements"] == []
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "cues.toml").write_text(BLURT, encoding="utf-8")
    (tmp_path / "kg.toml").write_text('rules = "rules"\n', encoding="utf-8")
    article = tmp_path / "article.txt"
    article.write_text(SENTENCE, encoding="utf-8")
    for jobs in ("1", "2"):
        done = kg("extract", str(article), "--jobs", jobs, cwd=tmp_path)
        [statement] = json.loads(done.stdout)["statements"]
        assert statement["cue"]["text"] == "бовкнув"


@pytest.mark.parametrize(
    "text",
    ["lang = ", 'colour = "red"', "lang = 1", 'rules = "nowhere"', 'rules = "\\u0000"', "a = " + "[" * 10_000],
    ids=["half", "unknown", "number", "nowhere", "zero", "nested"],
)
def test_a_wrong_settings_file_is_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "kg.toml").write_text(text, encoding="utf-8")
    done = kg("extract", "-", cwd=tmp_path, stdin=SENTENCE)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["extract"], ["build", "-o", "out"]])
def test_wrong_rules_stop_the_run(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "cues.toml").write_text("[[verbs]]\n", encoding="utf-8")
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(SENTENCE, encoding="utf-8")
    done = kg(*command, "a.txt", "b.txt", cwd=tmp_path, KG_RULES="rules")
    assert done.returncode == 1
    assert done.stderr.startswith("kg: rules/cues.toml: verbs: no such table")
    assert done.stderr.count("\n") == 1
