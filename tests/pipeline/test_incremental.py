"""One article more: what has not changed is taken over, and the result is that of a build of all of them."""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from pyoxigraph import Quad

import kg
from kg.errors import StoreError
from kg.graph import article_quads
from kg.model import Article
from kg.pipeline import Folder, parts, writing
from kg.pipeline.comparing import compare
from kg.pipeline.folder import COMPLETE
from kg.resolve import Judgement, Verdict, record
from kg.resolve.copies import find_copies
from kg.store import open_store, update_store
from tests.pipeline.test_building import STORIES, contents, line, many, sources

ALL = [0, 1, 2, 3, 4]


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four of the stories, built at once."""
    folder = tmp_path_factory.mktemp("four")
    kg.build_graph([sources(folder, ALL[:4])], folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of the stories, built at once."""
    folder = tmp_path_factory.mktemp("five")
    kg.build_graph([sources(folder, ALL)], folder / "out")
    return folder / "out"


@pytest.fixture
def out(four: Path, tmp_path: Path) -> Path:
    """A copy of the four."""
    shutil.copytree(four, tmp_path / "out")
    return tmp_path / "out"


def whole(folder: Path) -> None:
    """The store holds what the file says, and all files are as the report says."""
    found = Folder(folder)
    assert list(compare(found, found.require(), open_store(found.store_folder))) == []


def refuse(*_: object) -> NoReturn:
    raise AssertionError("made anew")


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The store is never loaded whole, however much has changed."""
    monkeypatch.setattr(writing, "SHARE", 0)
    monkeypatch.setattr(writing, "build_store", refuse)
    return monkeypatch


@pytest.mark.usefixtures("always")
def test_one_more_article(out: Path, five: Path, tmp_path: Path) -> None:
    kg.build_graph([sources(tmp_path, [4])], out)
    assert contents(out) == contents(five)
    assert Folder(out).require() == Folder(five).require()
    whole(out)


@pytest.mark.parametrize("name", ["store", "graph.html", "graph.trig"])
def test_what_is_gone_or_changed_is_made_anew_without_new_articles(out: Path, name: str) -> None:
    before = contents(out)
    if name == "graph.trig":
        (out / name).write_bytes(before[name] + b"# mine\n")
    else:
        shutil.rmtree(out / name) if name == "store" else (out / name).unlink()
    assert not kg.build_graph([], out).unchanged
    assert contents(out) == before
    whole(out)
    assert kg.build_graph([], out).unchanged


def test_articles_that_are_gone_are_told(out: Path) -> None:
    (out / "articles.jsonl").unlink()
    with pytest.raises(StoreError, match="articles and statements do not fit"):
        kg.build_graph([], out)


def test_what_is_judged_during_a_build_is_for_the_next_one(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = sorted({actor.id for one in Folder(out).extractions() for actor in one.actors})[:2]
    once = [Judgement.of("actor", first, second, Verdict.SAME)]

    def found(articles: Iterator[Article]) -> dict[str, str]:
        record(Folder(out).judgements_file, once)
        return find_copies(articles)

    monkeypatch.setattr("kg.resolve.copies.find_copies", found)
    count = kg.build_graph([], out, kg.Options(base="https://example.org/kg/")).data["counts"]["actors"]
    report = kg.build_graph([], out, kg.Options(base="https://example.org/kg/"))
    assert not report.unchanged
    assert report.data["counts"]["actors"] == count - 1
    assert kg.build_graph([], out, kg.Options(base="https://example.org/kg/")).unchanged


def test_what_has_not_changed_is_not_made_anew(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def counted(article: Article, *more: Any) -> Iterator[Quad]:
        made.append(article.id)
        return article_quads(article, *more)

    monkeypatch.setattr(parts, "article_quads", counted)
    kg.build_graph([sources(tmp_path, [4])], out)
    assert "story-4" in made
    assert len(made) < 5


def test_an_article_that_has_changed(out: Path, tmp_path: Path, always: pytest.MonkeyPatch) -> None:
    path = tmp_path / "changed.jsonl"
    path.write_text(line(1, STORIES[4]), encoding="utf-8")
    kg.build_graph([path], out)
    always.undo()
    kg.build_graph([sources(tmp_path, [0, 2, 3]), path], tmp_path / "anew")
    assert contents(out) == contents(tmp_path / "anew")
    whole(out)


def test_an_article_that_is_gone(out: Path, tmp_path: Path, always: pytest.MonkeyPatch) -> None:
    import kg.extract as room

    def poisoned(*_: object) -> NoReturn:
        raise RuntimeError("a fault")

    path = tmp_path / "changed.jsonl"
    path.write_text(line(1, STORIES[4]), encoding="utf-8")
    with always.context() as patched:
        patched.setattr(room, "extract", poisoned)
        kg.build_graph([path], out)
    always.undo()
    kg.build_graph([sources(tmp_path, [0, 2, 3])], tmp_path / "anew")
    assert contents(out) == contents(tmp_path / "anew")
    whole(out)


def test_what_somebody_else_has_changed_is_made_anew(out: Path, five: Path, tmp_path: Path) -> None:
    store = open_store(out / "store", read_only=False)
    store.replace(next(iter(store.graphs())), [])
    store.close()
    trig = (out / "graph.trig").read_bytes()
    (out / "graph.trig").write_bytes(trig.replace("Ковшик".encode(), "Ковшык".encode()))
    kg.build_graph([sources(tmp_path, [4])], out)
    assert contents(out) == contents(five)
    whole(out)


@pytest.mark.parametrize("damage", ["none", "cut", "of another build", "no store", "no graph"])
def test_without_what_the_last_build_left(out: Path, five: Path, tmp_path: Path, damage: str) -> None:
    known = Folder(out)
    if damage == "none":
        shutil.rmtree(known.known)
    elif damage == "cut":
        known.parts_file.write_bytes(known.parts_file.read_bytes()[:-300])
    elif damage == "of another build":
        shutil.rmtree(known.known)
        shutil.copytree(Folder(five).known, known.known)
    elif damage == "no store":
        shutil.rmtree(known.store_folder)
    else:
        known.trig_file.unlink()
    kg.build_graph([sources(tmp_path, [4])], out)
    assert contents(out) == contents(five)
    whole(out)


def test_a_store_that_cannot_be_copied_is_loaded(
    out: Path, five: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> NoReturn:
        raise StoreError("no links here")

    monkeypatch.setattr(writing, "SHARE", 0)
    monkeypatch.setattr(writing, "update_store", broken)
    kg.build_graph([sources(tmp_path, [4])], out)
    assert contents(out) == contents(five)
    whole(out)


def test_after_some_updates_the_store_is_loaded_whole(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "SHARE", 0)
    monkeypatch.setattr(writing, "UPDATES", 2)
    path, updates = tmp_path / "changing.jsonl", []
    for number in (4, 2, 4, 2):
        path.write_text(line(1, STORIES[number]), encoding="utf-8")
        kg.build_graph([path], out)
        made = parts.Made.read(Folder(out).made_file)
        updates.append(made and made.updates)
        whole(out)
    assert updates == [1, 2, 0, 1]


def test_an_interruption_leaves_the_old_whole(
    out: Path, four: Path, five: Path, tmp_path: Path, always: pytest.MonkeyPatch
) -> None:
    def interrupted(*given: Any) -> NoReturn:
        update_store(*given)
        raise KeyboardInterrupt

    path = sources(tmp_path, [4])
    with always.context() as patched:
        patched.setattr(writing, "update_store", interrupted)
        with pytest.raises(KeyboardInterrupt):
            kg.build_graph([path], out)
    assert contents(out) == contents(four)
    whole(out)
    kg.build_graph([path], out)
    assert contents(out) == contents(five)
    whole(out)


@pytest.mark.parametrize("marker", ["", "articles.jsonl\nstatements.j", "\udcff", "passwd\nreport.json"])
def test_a_broken_list_of_new_files_removes_nothing(out: Path, marker: str) -> None:
    folder, before = Folder(out), contents(out)
    folder.new.mkdir()
    (folder.new / COMPLETE).write_bytes(marker.encode(errors="surrogateescape"))
    assert folder.require()
    with folder.writing():
        pass
    assert contents(out) == before
    assert not folder.new.exists()


def test_a_full_disk_leaves_the_old_whole(out: Path, four: Path, tmp_path: Path, always: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    folder = Folder(out)
    folder.new.mkdir()
    with always.context() as patched:
        patched.setattr("kg.pipeline.folder.os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            folder.publish()
    with folder.writing():
        pass
    assert contents(out) == contents(four)


@pytest.mark.parametrize("name", ["store", "graph.html", "new.tmp"])
def test_a_link_is_replaced_and_what_it_leads_to_stays(out: Path, tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine").touch()
    shutil.rmtree(out / name) if (out / name).is_dir() else (out / name).unlink(missing_ok=True)
    (out / name).symlink_to(elsewhere)
    kg.build_graph([sources(tmp_path, [4])], out)
    whole(out)
    assert not (out / name).is_symlink()
    assert (elsewhere / "mine").exists()


@pytest.mark.slow
def test_kills_while_articles_are_added(tmp_path: Path) -> None:
    """Twenty kills of one folder that grows, each at another moment of a build."""
    lines = many(tmp_path).read_text(encoding="utf-8").splitlines(keepends=True)
    first, more = tmp_path / "first.jsonl", tmp_path / "more.jsonl"
    first.write_text("".join(lines[:40]), encoding="utf-8")
    kg.build_graph([first], tmp_path / "out")
    moments = random.Random(11)
    for number in range(20):
        before = contents(tmp_path / "out")
        more.write_text("".join(lines[: 41 + number]), encoding="utf-8")
        finished = killed(more, tmp_path / "out", moments.uniform(0, 2.5))
        if not finished and not (tmp_path / "out" / "new.tmp" / "complete").exists():
            there = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["counts"]["articles"]
            assert there == 41 + number or contents(tmp_path / "out") == before
        kg.build_graph([more], tmp_path / "out")
        whole(tmp_path / "out")
    kg.build_graph([more], tmp_path / "anew")
    assert contents(tmp_path / "out") == contents(tmp_path / "anew")


def killed(path: Path, out: Path, after: float) -> bool:
    """A build that is killed some seconds after it has begun to write; whether it was through before that."""
    command = [sys.executable, "-c", "import sys, kg; kg.build_graph([sys.argv[1]], sys.argv[2])", str(path), str(out)]
    with subprocess.Popen(command, env=os.environ) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None and not (out / "new.tmp").exists():
            time.sleep(0.01)
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
    return process.returncode == 0


def test_a_build_without_anything_new_loads_no_language(four: Path, tmp_path: Path) -> None:
    """It takes a fraction of a second then: neither spaCy nor the network is imported."""
    out, feed = tmp_path / "out", sources(tmp_path, ALL[:4])
    shutil.copytree(four, out)
    code = (
        f"import sys, kg; kg.build_graph([{str(feed)!r}], {str(out)!r});"
        "print(*[name for name in ('numpy', 'onnxruntime', 'spacy') if name in sys.modules], 'no more')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "no more", done
