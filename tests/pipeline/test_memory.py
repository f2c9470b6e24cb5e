"""Memory: the process that builds keeps nothing of an article, neither where it stands nor what it says."""

import gc
import json
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

import kg
from kg.model import Article, Extraction
from kg.nlp import analyzers
from kg.pipeline import building, extracting
from kg.store import oxigraph

FEW, MANY = 500, 2500
WORDS = 200
"""Words of each article: some 2,400 bytes of JSON, 1,400 of text in memory."""


@dataclass(frozen=True)
class Silent:
    """An analyzer that nobody asks: the articles of this test hold no statements."""

    name: str = "silent"
    version: str = "1"


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Bytes that are in use when the last article is analysed, in a build that finds nothing and makes no page."""
    found: dict[str, int] = {}
    finish: Callable[..., Any] = building._finish

    def measure(*given: Any) -> Any:
        gc.collect()
        found["kept"] = tracemalloc.get_traced_memory()[0]
        return finish(*given)

    monkeypatch.setattr(building, "_finish", measure)
    monkeypatch.setattr(building, "load", lambda *_: Silent())
    monkeypatch.setattr(building, "PAGE_STATEMENTS", -1)
    monkeypatch.setattr(oxigraph, "PORTION", 1 << 14)  # bounded, but more than all else here
    monkeypatch.setattr(extracting, "analyse", lambda article, *_: Extraction(article.id))
    return found


def build(folder: Path, count: int) -> int:
    """Builds so many articles; the most bytes that were in use at once."""
    articles = folder / f"{count}.jsonl"
    lines = ({"id": f"article-{one:06}", "text": f"Рядок {one}. {'слово ' * WORDS}"} for one in range(count))
    articles.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    gc.collect()
    tracemalloc.start()
    try:
        assert kg.build_graph([articles], folder / f"out{count}").analysed == count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_nothing_of_the_texts_is_kept(tmp_path: Path, measured: dict[str, int]) -> None:
    build(tmp_path, 10)  # what is loaded once is loaded now
    few, kept = build(tmp_path, FEW), measured["kept"]
    many = build(tmp_path, MANY)
    assert (measured["kept"] - kept) / (MANY - FEW) < 20
    assert (many - few) / (MANY - FEW) < 350


def test_the_words_of_many_articles_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyzers, "_FORGOTTEN", 100)
    analyzer = analyzers.load_bundled()
    article = Article("a", "Мер Іван Бойко заявив, що міст закриють. У поліції цього не підтвердили.")
    first = extracting.analyse(article, analyzer)
    assert isinstance(first, Extraction)
    assert first.statements
    words = len(analyzer.language.vocab)
    for number in range(20):
        extracting.analyse(Article("b", f"Слово{number} стоїть біля міста{number}."), analyzer)
        assert len(analyzer.language.vocab) <= max(words, 100) + 20
    assert extracting.analyse(article, analyzer) == first


def test_an_analysed_article_leaves_nothing_to_collect() -> None:
    analyzer = analyzers.load_bundled()
    article = Article("a", "Речниця Ольга Бойко заявила, що міст закриють. Про це йдеться в її листі до мера.")
    extracting.analyse(article, analyzer)
    gc.collect()
    before = docs()
    gc.disable()
    try:
        extracting.analyse(article, analyzer)
        assert docs() == before
    finally:
        gc.enable()


def docs() -> int:
    return sum(type(one) is Doc for one in gc.get_objects())
