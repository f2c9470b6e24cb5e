"""Building: incremental, the same bytes in any order and portions, nothing lost by a kill, one bad article alone."""

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg
from kg.built import JOURNAL
from kg.errors import EngineError, InputError, StoreError
from kg.model import Article
from kg.pipeline import ArticleError, Folder, extracting

FILES = ("articles.jsonl", "statements.jsonl", "graph.trig", "graph.html")
STORIES = (
    "Мер Сквиращини Олег Ковшик заявив, що міст через Рудку відкриють у травні.",
    "Компанія «Мостобуд» відкинула звинувачення мера. Речниця «Мостобуду» Ірина Гай сказала, що міст готовий.",
    "Міністерство інфраструктури відмовилося від коментарів. За даними «Сквирських новин», міст відкриють улітку.",
    "Олег Ковшик звинуватив «Мостобуд» у зриві строків. Про це пише видання «Сквирські новини».",
    "«Ми все перевіримо», – пообіцяв прокурор Сквиращини Петро Лис.",
)


def line(number: int, text: str) -> str:
    """An article as a line of JSON."""
    data = {"id": f"story-{number}", "date": f"2024-03-0{number + 1}", "outlet": "Сквирські новини", "text": text}
    return json.dumps(data, ensure_ascii=False) + "\n"


def sources(folder: Path, numbers: list[int]) -> Path:
    """A JSON Lines file with some of the stories in this order."""
    path = folder / f"stories-{'-'.join(map(str, numbers))}.jsonl"
    path.write_text("".join(line(number, STORIES[number]) for number in numbers), encoding="utf-8")
    return path


def contents(out: Path) -> dict[str, bytes]:
    """The bytes of what must not depend on how it was built."""
    return {name: (out / name).read_bytes() for name in FILES}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All stories, built at once."""
    folder = tmp_path_factory.mktemp("whole")
    kg.build_graph([sources(folder, [0, 1, 2, 3, 4])], folder / "out")
    return folder / "out"


@pytest.mark.parametrize("seed", [1, 2])
def test_any_order_gives_the_same_bytes(whole: Path, tmp_path: Path, seed: int) -> None:
    order = list(range(len(STORIES)))
    random.Random(seed).shuffle(order)
    kg.build_graph([sources(tmp_path, order)], tmp_path / "out")
    assert contents(tmp_path / "out") == contents(whole)


def test_portions_give_the_same_bytes(whole: Path, tmp_path: Path) -> None:
    for numbers in ([3, 1], [4], [0, 2, 3]):
        report = kg.build_graph([sources(tmp_path, numbers)], tmp_path / "out")
    assert report.known == 1
    assert report.analysed == 2
    assert contents(tmp_path / "out") == contents(whole)


def test_processes_give_the_same_bytes(whole: Path, tmp_path: Path) -> None:
    report = kg.build_graph([sources(tmp_path, [2, 0, 1, 4, 3])], tmp_path / "out", kg.Options(jobs=2))
    assert report.analysed == len(STORIES)
    assert contents(tmp_path / "out") == contents(whole)


def test_a_process_with_other_rules_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # the test itself stays one that can be interrupted
    monkeypatch.setattr(extracting, "_worker", [])
    with pytest.raises(EngineError, match="install the same on all machines"):
        extracting._set_up("bundled", None, "the version of another machine", 0)


def test_a_folder_of_results_among_the_articles_is_no_source(tmp_path: Path) -> None:
    path = sources(tmp_path, [0])
    found: list[ArticleError] = []
    for number in (0, 1, 1):  # the second time the article has changed, and what was made of it comes first
        path.write_text(line(0, STORIES[number]), encoding="utf-8")
        report = kg.build_graph([tmp_path], tmp_path / "a", on_error=found.append)
    assert report.unchanged
    assert found == []
    assert [one.text for one in Folder(tmp_path / "a").articles()] == [STORIES[1]]


def test_the_articles_of_another_build_are_a_source(whole: Path) -> None:
    found = list(kg.read_articles(whole, lambda error: pytest.fail(str(error))))
    assert found == list(Folder(whole).articles())


def test_nothing_new_is_nothing_done(tmp_path: Path) -> None:
    path = sources(tmp_path, [0, 1])
    kg.build_graph([path], tmp_path / "out")
    before = {one: one.stat().st_mtime_ns for one in (tmp_path / "out").iterdir() if one.suffix in (".jsonl", ".trig")}
    report = kg.build_graph([path], tmp_path / "out")
    assert report.unchanged
    assert report.analysed == 0
    assert {one: one.stat().st_mtime_ns for one in before if one.name != "errors.jsonl"} == {
        one: when for one, when in before.items() if one.name != "errors.jsonl"
    }


def test_new_code_for_the_graph_writes_it_anew_without_analysing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sources(tmp_path, [0, 1])
    kg.build_graph([path], tmp_path / "out")
    monkeypatch.setattr("kg.pipeline.building.output_version", lambda: "another")
    report = kg.build_graph([path], tmp_path / "out")
    assert not report.unchanged
    assert report.analysed == 0


def test_a_changed_article_is_done_anew(tmp_path: Path) -> None:
    path = sources(tmp_path, [0, 1])
    kg.build_graph([path], tmp_path / "out")
    path.write_text(line(0, STORIES[4]) + line(1, STORIES[1]), encoding="utf-8")
    report = kg.build_graph([path], tmp_path / "out")
    assert (report.analysed, report.known, report.replaced) == (1, 1, 1)
    assert [one.text for one in Folder(tmp_path / "out").articles()] == [STORIES[4], STORIES[1]]


def test_what_is_replaced_is_counted_by_other_rules_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kg.build_graph([sources(tmp_path, [0, 1])], tmp_path / "out")
    path = tmp_path / "next.jsonl"
    path.write_text(line(1, STORIES[4]), encoding="utf-8")
    monkeypatch.setattr("kg.pipeline.building.pipeline_version", lambda _: "another")
    report = kg.build_graph([path], tmp_path / "out")
    assert (report.analysed, report.replaced) == (2, 1)


def test_a_full_disk_is_told_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched, pytest.raises(StoreError, match=rf"{tmp_path / 'out'}.*No space left"):
        patched.setattr("kg.pipeline.journal.Journal.append", full)
        kg.build_graph([sources(tmp_path, [0])], tmp_path / "out")
    assert kg.build_graph([sources(tmp_path, [0])], tmp_path / "out").analysed == 1


def test_a_bad_article_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    path.write_text(line(0, STORIES[0]) + '{"id": "half", "te\n' + line(2, STORIES[2]), encoding="utf-8")
    found: list[ArticleError] = []
    report = kg.build_graph([path, tmp_path / "missing.txt"], tmp_path / "out", on_error=found.append)
    assert report.analysed == 2
    assert [one.where for one in found] == [f"{tmp_path / 'missing.txt'}", f"{path}:2"]
    errors = (tmp_path / "out" / "errors.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(errors) == 2
    assert all(json.loads(one)["reason"] for one in errors)


def test_a_fault_in_the_rules_costs_that_article_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import kg.extract as room

    real = room.extract

    def poisoned(article: object, doc: object) -> object:
        if "Мостобуд" in str(getattr(article, "text", "")):
            raise RuntimeError("a fault\nof two lines")
        return real(article, doc)  # type: ignore[arg-type]

    monkeypatch.setattr(room, "extract", poisoned)
    found: list[ArticleError] = []
    report = kg.build_graph([sources(tmp_path, [0, 1, 4])], tmp_path / "out", on_error=found.append)
    assert report.analysed == 2
    assert found == [ArticleError("story-1", "RuntimeError: a fault of two lines")]


@pytest.mark.parametrize(
    "broken",
    ["\0" * 50, "[1, 2]", "other\tversion", "{version}\tnull\t{}", "{version}\t{}\t" + "[" * 200_000],
    ids=["zeros", "list", "other", "null", "nested"],
)
def test_what_an_interruption_left_and_cannot_be_read_is_done_anew(whole: Path, tmp_path: Path, broken: str) -> None:
    out, told = tmp_path / "out", list[ArticleError]()
    out.mkdir()
    version = Folder(whole).require()["pipeline"]
    names = ("articles.jsonl", "statements.jsonl")
    kept = "\t".join((whole / name).read_text(encoding="utf-8").split("\n")[0] for name in names)
    text = f"{broken.replace('{version}', version)}\n{version}\t{kept}\n"
    (out / JOURNAL).write_text(text, encoding="utf-8")
    report = kg.build_graph([sources(tmp_path, [0, 1, 2, 3, 4])], out, on_error=told.append)
    assert [one.where for one in told] == ([] if broken.startswith("other") else [f"{out / JOURNAL}:1"])
    assert (report.analysed, report.known) == (4, 1)
    assert contents(out) == contents(whole)


def test_no_article_at_all(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no article was read"):
        kg.build_graph([tmp_path / "empty"], tmp_path / "out")


def test_two_builds_do_not_write_at_once(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "out")
    with folder.writing(), pytest.raises(StoreError, match="another kg build"):
        kg.build_graph([sources(tmp_path, [0])], tmp_path / "out")


def killed(path: Path, out: Path, after: float) -> None:
    """A build in a process of its own that is killed some seconds after its first article."""
    code = "import sys, kg; kg.build_graph([sys.argv[1]], sys.argv[2])"
    with subprocess.Popen([sys.executable, "-c", code, str(path), str(out)], env=os.environ) as process:
        deadline = time.monotonic() + 60
        journal = out / "journal.tmp"
        while time.monotonic() < deadline and process.poll() is None:
            if journal.exists() and journal.stat().st_size:
                break
            time.sleep(0.01)
        time.sleep(after)
        process.send_signal(signal.SIGKILL)


def many(folder: Path, count: int = 60) -> Path:
    """Articles enough for a kill to fall anywhere."""
    path = folder / "many.jsonl"
    texts = [" ".join(STORIES[number % 5 :]) for number in range(count)]
    data = [{"id": f"a{number}", "text": text, "date": "2024-03-01"} for number, text in enumerate(texts)]
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in data), encoding="utf-8")
    return path


@pytest.mark.parametrize(("after", "count"), [(0.05, 30), pytest.param(0.9, 60, marks=pytest.mark.slow)])
def test_a_kill_loses_nothing(tmp_path: Path, after: float, count: int) -> None:
    path = many(tmp_path, count)
    kg.build_graph([path], tmp_path / "undisturbed")
    killed(path, tmp_path / "out", after)
    report = kg.build_graph([path], tmp_path / "out")
    assert report.analysed < count
    assert contents(tmp_path / "out") == contents(tmp_path / "undisturbed")


@pytest.mark.parametrize(("jobs", "seconds"), [(1, 4), pytest.param(2, 12, marks=pytest.mark.slow)])
def test_an_article_that_takes_too_long_costs_itself_alone(tmp_path: Path, jobs: int, seconds: int) -> None:
    path = tmp_path / "long.jsonl"
    poison = " ".join(STORIES) * 2000  # minutes of work
    path.write_text(line(0, STORIES[0]) + line(1, poison) + line(2, STORIES[1]), encoding="utf-8")
    errors: list[ArticleError] = []
    report = kg.build_graph([path], tmp_path / "out", kg.Options(jobs=jobs, article_seconds=seconds), errors.append)
    assert (report.analysed, report.errors) == (2, 1)
    assert errors == [ArticleError("story-1", f"took longer than {seconds} s and was given up (--article-seconds)")]


@pytest.mark.slow
def test_kills_at_fifty_moments(tmp_path: Path) -> None:
    path = many(tmp_path)
    kg.build_graph([path], tmp_path / "undisturbed")
    moments = random.Random(7)
    for number in range(50):
        out = tmp_path / f"out{number}"
        killed(path, out, moments.uniform(0, 4))
        kg.build_graph([path], out)
        assert contents(out) == contents(tmp_path / "undisturbed")


def test_a_single_path_and_articles_are_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("one.txt").write_text(STORIES[0], encoding="utf-8")
    Path("other.txt").write_text(STORIES[1], encoding="utf-8")
    assert kg.build_graph("one.txt", "out").data["counts"]["articles"] == 1
    assert kg.build_graph(Article("made", STORIES[2]), "out").data["counts"]["articles"] == 2
