"""The seed form, plain text and Markdown."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ingest import MAX_CHARACTERS
from tests.ingest.reads import SENTENCE, outcome, written


def test_the_seed(root: Path, seed_text: str) -> None:
    articles, errors = outcome(root / "seeds")
    assert not errors
    seed = next(one for one in articles if one.id == "000_cc26da4d9c726f5c")
    assert (seed.text, seed.date) == (seed_text, "2025-11-15")


def test_the_seed_is_what_the_gold_was_made_on(root: Path, shared: Path) -> None:
    with (shared / "gold" / "seed.articles.jsonl").open(encoding="utf-8") as lines:
        gold = {line["id"]: line["text"] for line in map(json.loads, lines)}
    articles, _ = outcome(root / "seeds")
    assert gold == {one.id: one.text for one in articles if one.id in gold}


@pytest.mark.parametrize(
    ("content", "day", "text"),
    [
        (f" date 2025-11-15 {SENTENCE}", "2025-11-15", SENTENCE),
        (f"date 2025-11-15\n\n{SENTENCE}\n", "2025-11-15", SENTENCE),
        (f"\ufeffdate 2025-11-15\r\n{SENTENCE}", "2025-11-15", SENTENCE),
        (SENTENCE, None, SENTENCE),
        (f"\n \t{SENTENCE}\r\n\r\nДалі  буде.\n ", None, f"{SENTENCE}\n\nДалі  буде."),
        ("date palms grow\rhere", None, "date palms grow\rhere"),
        ("date: 2025-11-15\nтекст", None, "date: 2025-11-15\nтекст"),
        ("update 2025-11-15 текст", None, "update 2025-11-15 текст"),
        ("date 2025-11-15x текст", None, "date 2025-11-15x текст"),
    ],
)
def test_text_and_front_matter(tmp_path: Path, content: str, day: str | None, text: str) -> None:
    (article,), errors = outcome(written(tmp_path, "один.txt", content))
    assert not errors
    assert (article.id, article.date, article.text) == ("один", day, text)
    assert (article.outlet, article.title, article.url) == (None, None, None)


def test_markdown_is_kept_as_it_is(tmp_path: Path) -> None:
    content = f"---\ntitle: Міст\n---\n# Міст\n\n**{SENTENCE}** [далі](a.md)"
    (article,), _ = outcome(written(tmp_path, "a.b.md", content))
    assert (article.id, article.text) == ("a.b", content)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "a.txt: holds no text"),
        (" \n\t\u00a0", "a.txt: holds no text"),
        ("date 2025-11-15\n", "a.txt: holds no text"),
        ("date 2025-02-30 текст", "a.txt: no date of the form YYYY-MM-DD: '2025-02-30'"),
        ("date 15.11.2025 текст", "a.txt: no date of the form YYYY-MM-DD: '15.11.2025'"),
        ("date 2025-2-3 текст", "a.txt: no date of the form YYYY-MM-DD: '2025-2-3'"),
        ("ї" * (MAX_CHARACTERS + 1), "a.txt: the text is longer than 1,000,000 characters"),
        ("ї" * 5_000_000, "a.txt: is larger than 4,004,096 bytes"),
        (b"\x1f\x8b\x08\x00", "a.txt: is no text but a gzip archive"),
        (b"a\0b" * 400, "a.txt: is no text: it holds control characters"),
    ],
    ids=range(10),
)
def test_what_is_refused(tmp_path: Path, content: str | bytes, message: str) -> None:
    articles, (error,) = outcome(written(tmp_path, "a.txt", content))
    assert not articles
    assert message in error


def test_the_longest_text_is_read(tmp_path: Path) -> None:
    (article,), _ = outcome(written(tmp_path, "a.txt", "😀" * MAX_CHARACTERS))
    assert len(article.text) == MAX_CHARACTERS


@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t"), min_size=1))
def test_offsets_are_those_of_the_trimmed_text(tmp_path: Path, text: str) -> None:
    """Nothing but the line ends and the edges changes."""
    articles, errors = outcome(written(tmp_path, "a.txt", "date 2025-11-15 " + text.replace("\n", "\r\n")))
    assert [one.text for one in articles] == ([text.strip()] if text.strip() else [])
    assert bool(errors) == (not text.strip())
