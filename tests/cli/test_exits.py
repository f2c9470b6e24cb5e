"""Exit codes, one-line errors, streams: what scripts rely on."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.cli.main import COMMANDS
from kg.data import load_toml
from tests.cli.run import CODE, kg


def one_line(text: str) -> bool:
    """Whether a message is one line without a traceback."""
    return text.count("\n") == 1 and "Traceback" not in text


def test_help_and_version(tmp_path: Path) -> None:
    done = kg("--help", cwd=tmp_path)
    assert done.returncode == 0
    assert all(name in done.stdout for name in COMMANDS)
    assert kg("--version", cwd=tmp_path).stdout.startswith("kg, version 0.")


def test_versions_and_hashes(tmp_path: Path) -> None:
    told = json.loads(kg("info", "--json", cwd=tmp_path).stdout)
    assert all(int(told[name], 16) for name in ("weights", "rules"))


def test_the_shell_completes(tmp_path: Path) -> None:
    assert "complete" in kg(cwd=tmp_path, _KG_COMPLETE="bash_source").stdout
    asked = {"_KG_COMPLETE": "bash_complete", "COMP_WORDS": "kg query out --format t", "COMP_CWORD": "4"}
    assert kg(cwd=tmp_path, **asked).stdout.split() == ["plain,table", "plain,tsv", "plain,turtle"]


def test_both_languages_have_the_same_texts() -> None:
    texts = load_toml("messages.toml")
    assert set(texts["en"]) == set(texts["uk"])
    assert kg_words(texts["en"]) == kg_words(texts["uk"])


def kg_words(texts: dict[str, str]) -> dict[str, set[str]]:
    """The names in braces of each text."""
    return {key: {part.split("}")[0] for part in text.split("{")[1:]} for key, text in texts.items()}


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["build", "nowhere", "-o", "out"], 1, "no article was read"),
        (["query", "nowhere", "denials"], 1, "run kg build"),
        (["view", "nowhere"], 1, "run kg build"),
        (["extract", "x", "--analyzer", "spacy:uk_core_news_trf"], 1, "python -m spacy download uk_core_news_trf"),
        (["extract", "x", "--analyzer", "none"], 1, "none"),
        (["evaluate", "nowhere.jsonl", "x"], 1, "nowhere.jsonl"),
    ],
)
def test_failures(tmp_path: Path, arguments: list[str], code: int, words: str) -> None:
    done = kg(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("kg: ")


@pytest.mark.parametrize(
    "arguments",
    [
        *(["nothing"], ["build"], ["query"], ["build", "x"], ["view", "x", "--level", "worlds"], ["judge", "x", "a"]),
        *(["query", "x", "denials", "--seconds", one] for one in ("nan", "inf", "1e300")),
        *(["view", "x", "--from", one] for one in ("01.03.2024", "2024-13-01", "2024-3")),
        ["view", "x", "--to", "2025-02-30"],
        ["fetch", "x", "--to", "y", "--pause", "nan"],
        ["export", "x", "turtel", "-o", "y"],
        ["evaluate", "-", "--predictions", "-"],
    ],
)
def test_wrong_usage(built: Path, tmp_path: Path, arguments: list[str]) -> None:
    done = kg(*[str(built) if one == "x" else one for one in arguments], cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_wrong_queries(built: Path, tmp_path: Path) -> None:
    for arguments in (["-e", "SELECT"], ["claims-about", "-p", "actor=Нікого такого"]):
        done = kg("query", str(built), *arguments, cwd=tmp_path)
        assert done.returncode == 1, arguments
        assert one_line(done.stderr), done.stderr
    done = kg("query", str(built), "-", cwd=tmp_path, stdin=b"SELECT \xff")
    assert done.stderr == "kg: -: no UTF-8 at byte 8: save the query as UTF-8\n"
    assert kg("query", str(built), "denials", "--limit", "9" * 30, cwd=tmp_path).returncode == 0
    for arguments in (
        ["denial"],
        ["claims-about"],
        ["denials", "-p", "a=b"],
        ["-e", "SELECT * { ?s ?p ?o }", "-p", "a=b"],
    ):
        assert kg("query", str(built), *arguments, cwd=tmp_path).returncode == 2, arguments


def test_data_to_stdout_and_the_rest_to_stderr(seed: Path, tmp_path: Path) -> None:
    done = kg("extract", str(seed), str(tmp_path / "missing.txt"), cwd=tmp_path)
    assert done.returncode == 0
    assert [json.loads(line)["doc"] for line in done.stdout.splitlines()] == ["000_cc26da4d9c726f5c"]
    assert "missing.txt: no such file or folder" in done.stderr
    strict = kg("extract", str(seed), str(tmp_path / "missing.txt"), "--strict", cwd=tmp_path)
    assert strict.returncode == 1


def test_standard_input(tmp_path: Path) -> None:
    done = kg("extract", "-", cwd=tmp_path, stdin="Мер Сквиращини заявив, що міст відкриють у травні.")
    line = json.loads(done.stdout)
    assert line["doc"] == "stdin"
    assert line["statements"][0]["content"]["text"] == "міст відкриють у травні"


def test_standard_input_of_other_commands(built: Path, tmp_path: Path) -> None:
    lines = (built / "statements.jsonl").read_text(encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text(lines, encoding="utf-8")
    for arguments in (["gold.jsonl", "--predictions", "-"], ["-", "--predictions", "gold.jsonl"]):
        done = kg("evaluate", *arguments, "--gate", "full=1.0", cwd=tmp_path, stdin=lines)
        assert done.returncode == 0, done.stderr
    for story, code in (('[[step]]\ntitle = "A document accuses"\n', 0), ("[[step]]\ntext = 1\n", 1)):
        assert kg("view", str(built), "--story", "-", "-o", "-", cwd=tmp_path, stdin=story).returncode == code


def test_errors_are_told_quietly_too(tmp_path: Path) -> None:
    article = json.dumps({"id": "a", "text": "Мер Сквиращини заявив, що міст відкриють."})
    (tmp_path / "a.jsonl").write_text(f"{article}\nnothing\n", encoding="utf-8")
    done = kg("build", "a.jsonl", "-o", "out", "-q", "--strict", cwd=tmp_path)
    assert done.returncode == 1
    assert one_line(done.stderr) and "a.jsonl:2" in done.stderr


def test_a_question_stays_one_beside_a_file_of_its_name(built: Path, tmp_path: Path) -> None:
    (tmp_path / "denials").write_text("an answer that was kept", encoding="utf-8")
    assert "Alibaba" in kg("query", str(built), "denials", cwd=tmp_path).stdout
    assert kg("query", str(built), "./denials", cwd=tmp_path).returncode == 1


def test_formats_are_listed_without_a_graph(tmp_path: Path) -> None:
    assert "turtle" in kg("export", "--list", cwd=tmp_path).stdout.splitlines()


def test_nothing_is_overwritten_unasked(built: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("mine", encoding="utf-8")
    done = kg("view", str(built), "-o", str(target), cwd=tmp_path)
    assert done.returncode == 1
    assert "--force" in done.stderr
    assert target.read_text(encoding="utf-8") == "mine"
    beside = tmp_path / "new.svg.tmp"
    beside.write_text("mine", encoding="utf-8")
    assert kg("view", str(built), "--svg", "-o", str(tmp_path / "new.svg"), cwd=tmp_path).returncode == 0
    assert beside.read_text(encoding="utf-8") == "mine"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["new.svg", "new.svg.tmp", "page.html"]
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("Текст.", encoding="utf-8")
    assert kg("build", str(target), "-o", str(tmp_path / "full"), cwd=tmp_path).returncode == 1
    assert [one.name for one in (tmp_path / "full").iterdir()] == ["thesis.txt"]


def test_the_page_on_stdout(built: Path, tmp_path: Path) -> None:
    done = kg("view", str(built), "-o", "-", cwd=tmp_path)
    assert done.stdout.startswith("<!DOCTYPE html>") and done.stderr == ""
    assert not list(tmp_path.iterdir())
    done = kg("view", str(built), "-o", "x.html", "--article", "nowhere", cwd=tmp_path)
    assert done.returncode == 1 and "no article 'nowhere'" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="stops by a signal that Windows has not")
def test_a_query_without_end_is_interrupted(built: Path, tmp_path: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    command = [sys.executable, "-c", CODE, "query", str(built), "-e", endless]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE) as process:
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert process.returncode in (-signal.SIGINT, 130)


def test_an_article_whose_id_is_an_address(tmp_path: Path) -> None:
    line = {
        "id": "https://example.org/n1",
        "title": "\x1b[2J",
        "text": "2 квітня 2031 року мер Сквиращини заявив, що міст відкриють.",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert kg("build", "a.jsonl", "-o", "out", "-q", cwd=tmp_path).returncode == 0
    name = f"{line['id']}:s1"
    done = kg("explain", "out", name, cwd=tmp_path)
    assert done.returncode == 0 and "міст відкриють" in done.stdout and "\x1b" not in done.stdout
    assert re.search(r"^said at +2031-04-02$", done.stdout, re.M)
    assert kg("explain", "out", done.stdout.split("\n\n")[1].split()[0], cwd=tmp_path).stdout == done.stdout
    assert "sentence" in kg("query", "out", "provenance", "-p", f"statement={name}", cwd=tmp_path).stdout
    wrong = kg("explain", "out", "https://w3id.org/kg-uk/claim/nothing", cwd=tmp_path)
    assert wrong.returncode == 1 and "no statement" in wrong.stderr


def test_files_of_a_build_that_do_not_fit(built: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(built, tmp_path / "out"))
    (out / "statements.jsonl").write_bytes(b"")
    done = kg("build", "-o", str(out), cwd=tmp_path)
    assert done.returncode == 1
    assert one_line(done.stderr) and "build anew into an empty folder" in done.stderr


@pytest.mark.parametrize("name", ["report.json", "articles.jsonl", "statements.jsonl"])
@pytest.mark.parametrize("text", ["[" * 200_000, '{"id": []}'], ids=["nested", "other"])
def test_broken_files_of_a_build(built: Path, tmp_path: Path, name: str, text: str) -> None:
    out = Path(shutil.copytree(built, tmp_path / "out"))
    (out / name).write_text(text + "\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("Мер Олег Ковшик заявив, що міст відкриють.", encoding="utf-8")
    for command in (["view", str(out)], ["build", "a.txt", "-o", str(out)]):
        done = kg(*command, cwd=tmp_path)
        assert done.returncode == 1
        assert one_line(done.stderr) and "build anew into an empty folder" in done.stderr


def test_what_is_read_is_in_the_users_language(built: Path, tmp_path: Path) -> None:
    for command, english, ukrainian in (
        (["stats", str(built)], "statements", "висловлювання"),
        (["explain", str(built), "000_cc26da4d9c726f5c:s3"], "to source", "до джерела"),
        (["query", str(built), "denials"], "denialText", "заперечення дослівно"),
    ):
        done = kg(*command, cwd=tmp_path, KG_LANG="uk").stdout
        assert ukrainian in done and english not in done
    data = kg("query", str(built), "denials", "--format", "csv", cwd=tmp_path, KG_LANG="uk").stdout
    assert data.startswith("denier,denialText,")


def test_closed_pipe_is_quiet(built: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", CODE, "query", str(built), "who-said-what", "--format", "json"]
    done = subprocess.run(
        ["sh", "-c", '"$@" | head -n 1', "sh", *command], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "{"
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "closed", "code", "errors"),
    [
        (("query", "denials"), ">&-", 1, "kg: stdout is closed: there is nowhere to write to\n"),
        (("export", "trig", "-o", "-"), ">&-", 1, "kg: stdout is closed: there is nowhere to write to\n"),
        (("view", "--force", "-o", "page.html"), "<&- >&-", 0, "Written: page.html\n"),
        (("build", "-o"), "<&- >&- 2>&-", 0, ""),
    ],
)
def test_closed_streams(
    built: Path, tmp_path: Path, arguments: tuple[str, ...], closed: str, code: int, errors: str
) -> None:
    name, *rest = arguments
    out = tmp_path / "out"
    shutil.copytree(built, out)
    given = [name, *rest, str(out)] if name == "build" else [name, str(out), *rest]
    command = ["sh", "-c", f'"$@" {closed}', "sh", sys.executable, "-c", CODE, *given]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, env=os.environ | {"KG_LANG": "en"}
    )
    assert (done.returncode, done.stderr) == (code, errors)


def test_interrupted(seed_text: str, tmp_path: Path) -> None:
    articles = tmp_path / "many.jsonl"
    lines = [json.dumps({"id": f"a{number}", "text": seed_text}, ensure_ascii=False) for number in range(400)]
    articles.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "out"
    with subprocess.Popen(
        [sys.executable, "-c", CODE, "build", str(articles), "-o", str(out)],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"KG_LANG": "en"},
    ) as process:
        deadline = time.monotonic() + 60
        journal = out / "journal.tmp"
        while time.monotonic() < deadline and not (journal.exists() and journal.stat().st_size):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.splitlines()[-1] == "kg: interrupted; what is done is kept: the same command goes on from there"
    assert (out / "journal.tmp").stat().st_size > 0
    done = kg("query", str(out), "denials", cwd=tmp_path)
    assert done.returncode == 1
    assert "its build was interrupted" in done.stderr


def test_errors_are_listed_in_lines(built: Path, tmp_path: Path) -> None:
    gold = (built / "statements.jsonl").read_text(encoding="utf-8")
    wrong = tmp_path / "predicted.jsonl"
    wrong.write_text(gold.replace('"stance": "declines"', '"stance": "asserts"'), encoding="utf-8")
    done = kg(
        "evaluate",
        str(built / "statements.jsonl"),
        "--predictions",
        str(wrong),
        "--errors",
        "--gate",
        "stance=0.99",
        cwd=tmp_path,
    )
    assert done.returncode == 3
    listed = [one for one in done.stdout.splitlines() if one.startswith("000_cc26da4d9c726f5c: ")]
    assert listed
    assert all("declines ≠ asserts" in one for one in listed)
    assert "stance: F1 0." in done.stderr


def test_errors_and_what_was_replaced_are_told(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("Мер сказав, що міст готовий.", encoding="utf-8")
    assert kg("build", "1.txt", "nowhere", "-o", "out", "-q", cwd=tmp_path).stderr == (
        "  nowhere: no such file or folder\n"
    )
    (tmp_path / "1.txt").write_text("Мер сказав, що школа готова.", encoding="utf-8")
    done = kg("build", "1.txt", "-o", "out", "--json", cwd=tmp_path)
    assert "Replaced: 1 that had the same ids." in done.stderr
    assert json.loads(done.stdout)["replaced"] == 1
    assert kg("build", "nowhere", "-o", "out", cwd=tmp_path).returncode == 1
    assert kg("build", "-o", "out", cwd=tmp_path).returncode == 0


def test_what_to_do_next_can_be_typed(tmp_path: Path) -> None:
    article = tmp_path / "Лікарня без ліків.txt"
    article.write_text("Лікар сказав, що ліків нема.", encoding="utf-8")
    done = kg("build", str(article), "-o", "my graph", cwd=tmp_path)
    look = next(line for line in done.stderr.splitlines() if line.startswith("Look:"))
    command = shlex.split(look.removeprefix("Look:").split("  Check:")[0])
    assert command[0] == "kg"
    assert "ліків нема" in kg(*command[1:], cwd=tmp_path).stdout


def test_an_empty_answer_says_so(built: Path, tmp_path: Path) -> None:
    done = kg("query", str(built), "-e", "SELECT ?a { ?a a kg:Nothing }", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == "Nothing in the graph answers this.\n"
