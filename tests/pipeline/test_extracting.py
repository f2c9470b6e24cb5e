"""The version of the rules: what must, and what must not, make articles be analysed again; what is kept of a text."""

import math
import shutil
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import DataError, KgError
from kg.model import Article, Extraction
from kg.nlp.analyzers import load_bundled
from kg.pipeline import extracting

HERE = Path(extracting.__file__).parent.parent


@pytest.fixture
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the rooms of rules, without the weights, that the version is taken of."""
    for room in extracting.RULES:
        shutil.copytree(HERE / room, tmp_path / room, ignore=shutil.ignore_patterns("model", "__pycache__"))
    monkeypatch.setattr(extracting, "files", lambda _: tmp_path)
    return tmp_path


def version() -> str:
    """The version of the rules as they are now."""
    return extracting.rules_version.__wrapped__()


def test_texts_of_the_command_line_are_no_rules(rooms: Path) -> None:
    before = version()
    (rooms / "data" / "messages.toml").write_text("", encoding="utf-8")
    assert version() == before


@pytest.mark.parametrize("name", ["data/cues.toml", "extract/quotes.py", "nlp/words.py"])
def test_rules_are(rooms: Path, name: str) -> None:
    before = version()
    with (rooms / name).open("a", encoding="utf-8") as file:
        file.write("# more\n")
    assert version() != before


def test_no_word_of_an_article_is_kept() -> None:
    analyzer = load_bundled()
    strings = analyzer.language.vocab.strings
    article = Article("a", "Мер Сквиращини Олег Ковшик заявив, що міст відкриють у травні.")
    analyzer(article.text)
    assert "Сквиращини" in strings
    other = Article("b", article.text.replace("Сквиращини", "Хмаращини"))
    for _ in range(2):
        found = extracting.analyse(other, analyzer)
        assert isinstance(found, Extraction) and len(found.statements) == 1
        assert "Хмаращини" not in strings


def test_words_like_features_do_no_harm() -> None:
    analyzer = load_bundled()
    text = "Мер Сквиращини Олег Ковшик заявив, що міст відкриють у травні."
    names = "Case Gen Number Gender Animacy Voice Tense"
    for number, one in enumerate((f"{names} {text}", text)):
        assert isinstance(extracting.analyse(Article(str(number), one), analyzer), Extraction)
        assert {"Case", "Voice"} <= set(analyzer.language.vocab.strings)


TEXT = "Мер Сквиращини Олег Ковшик заявив, що міст відкриють у травні."


def test_statements_of_a_text_in_memory(tmp_path: Path) -> None:
    (tmp_path / "б.txt").write_text(TEXT, encoding="utf-8")
    errors: list[KgError] = []
    made = (found.doc for found in kg.find_statements(Article("а", TEXT)) if len(found.statements) == 1)
    read = (found.doc for found in kg.find_statements(kg.read_articles(tmp_path, errors.append)))
    assert ([*made, *read], errors) == (["а", "б"], [])


@pytest.mark.parametrize(
    "given",
    [
        *({"jobs": jobs} for jobs in (-1, 0, "2", 1.5, True)),
        *({"article_seconds": seconds} for seconds in (-1, math.nan, math.inf, "5", None)),
        *({"analyzer": None}, {"base": None}, {"base": "x y"}, {"base": "https://example.org/?a"}),
        *({"base": "http://%zz/"}, {"base": "http://a:b:c/"}),
    ],
    ids=str,
)
def test_options_are_checked_at_once(given: dict[str, Any]) -> None:
    with pytest.raises(DataError, match=next(iter(given))):
        kg.Options(**given)
    assert kg.Options(jobs=2, article_seconds=0.5, base="https://example.org/kg").jobs == 2


def test_a_missing_file_is_not_silent(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert not list(kg.find_statements(tmp_path / "a.txt"))
    assert caplog.messages == [f"{tmp_path / 'a.txt'}: no such file or folder"]
