"""Of whom a content speaks: who comes into question, and how likely each is meant, with vectors of the words or not."""

import random

import numpy as np
import pytest
from spacy.language import Language

from kg.extract import extract, weighing
from kg.extract.about import about_names, ask, candidates, elsewhere, throughout
from kg.extract.mentions import Names, find_mentions
from kg.model import Article
from kg.nlp.tagged import VECTORS, vectors

TEXT = """Міністр оборони Петро Бойко зустрівся в Одесі з Ольгою Руденко. Бойко поїхав до Польщі.

За словами Бойка, Польща передасть Україні літаки. Зустріч із Руденко тривала годину. Її провела Ганна Лось."""


@pytest.fixture
def names(bundled: Language) -> Names:
    """Who is named in the text, analysed anew for each test."""
    return find_mentions(Article("a", TEXT), bundled(TEXT))


def _content() -> tuple[int, int]:
    start = TEXT.index("Польща передасть")
    return start, TEXT.index(".", start)


def test_a_network_weighs_as_by_hand() -> None:
    draw = random.Random(1)
    words, hidden, features = 3, 4, ("a", "b", "c")

    def matrix(rows: int, columns: int) -> list[list[float]]:
        return [[draw.uniform(-1, 1) for _ in range(columns)] for _ in range(rows)]

    word, content, cue = (matrix(words, hidden) for _ in range(3))
    known, bias, linear, out = matrix(3, hidden), matrix(1, hidden)[0], matrix(1, 3)[0], matrix(1, hidden)[0]
    given = {
        "word": word,
        "content": content,
        "cue": cue,
        "features": known,
        "bias": bias,
        "linear": linear,
        "out": out,
    }
    arrays = {name: np.array(one, dtype=np.float32) for name, one in given.items()}
    network = weighing.Network({name: place for place, name in enumerate(features)}, shift=0.5, **arrays)
    rows, average, said = matrix(2, words), matrix(1, words)[0], matrix(1, words)[0]
    inputs = [("a", "c"), ("unknown",)]
    found = network.odds(inputs, *(np.array(one, dtype=np.float32) for one in (rows, average, said)))
    for number, held in enumerate(((0, 2), ())):
        units = []
        for unit in range(hidden):
            parts = [rows[number][one] * word[one][unit] for one in range(words)]
            parts += [average[one] * content[one][unit] + said[one] * cue[one][unit] for one in range(words)]
            units.append(max(0.0, sum(parts) + bias[unit] + sum(known[one][unit] for one in held)))
        by_hand = sum(one * weight for one, weight in zip(units, out, strict=True)) + sum(linear[one] for one in held)
        assert found[number] == pytest.approx(by_hand + 0.5, abs=1e-4)


def test_the_shipped_network_knows_what_holds_of_candidates(names: Names) -> None:
    network = weighing.network()
    found = candidates(names, *_content())
    found += elsewhere(names, _content()[0], None, found)
    told = {one for candidate in found for one in candidate.features}
    assert len(told & set(network.numbers)) > len(told) / 2
    assert network.word.shape == network.content.shape == network.cue.shape == (384, len(network.out))
    assert network.features.shape == (len(network.numbers), len(network.out))


def test_who_is_named_elsewhere_comes_where_last_named_before(names: Names) -> None:
    found = candidates(names, *_content())
    assert [one.name for one in found] == ["Польща", "Україна"]
    others = {one.name: one for one in elsewhere(names, _content()[0], "Петро Бойко", found)}
    assert list(others) == ["Петро Бойко", "Ольга Руденко", "Ганна Лось"]  # Одеса is a place; the most named first
    assert others["Петро Бойко"].place == TEXT.index("Бойка, Польща")
    assert {"out speaker", "out sentences 0", "out paragraphs 0"} <= set(others["Петро Бойко"].features)
    assert others["Ольга Руденко"].place == TEXT.index("Ольгою")
    assert {"out sentences 2", "out paragraphs 2"} <= set(others["Ольга Руденко"].features)
    assert others["Ганна Лось"].place == TEXT.index("Ганна")
    assert "out behind" in others["Ганна Лось"].features


def test_vectors_of_the_words_of_place_content_and_cue(names: Names) -> None:
    rows = vectors(names.doc)
    assert rows is not None and rows.shape == (len(names.doc), 384)
    place, content, cue = TEXT.index("Ольгою"), _content(), TEXT.index("словами")
    words, average, said = weighing.inputs(names.doc, rows, [place], content, cue)
    tokens = {token.idx: token.i for token in names.doc}
    inside = [token.i for token in names.doc if content[0] <= token.idx < content[1]]
    assert (words[0] == rows[tokens[place]]).all() and (said == rows[tokens[cue]]).all()
    assert average == pytest.approx(rows[inside].astype(np.float32).mean(0), abs=1e-3)


def test_without_vectors_only_the_content_counts(bundled: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    doc = bundled(TEXT)
    del doc.user_data[VECTORS]
    monkeypatch.setattr(weighing, "network", lambda: pytest.fail("no network without vectors"))
    [found] = extract(Article("a", TEXT), doc).statements
    assert found.about == ("Польща", "Україна")


def test_the_likely_ones_are_kept(names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int, int]] = []

    def odds(doc, found, start, end, cue):  # type: ignore[no-untyped-def]
        asked.append((start, end, cue))
        return [1.0 if one.name in ("Україна", "Ганна Лось") else 0.0 for one in found]

    monkeypatch.setattr(weighing, "odds", odds)
    both = [ask(names, _content(), 5), ask(names, _content())]
    assert about_names(names, both) == [("Україна", "Ганна Лось")] * 2
    assert asked == [(*_content(), 5), (*_content(), _content()[0])]


def test_an_empty_content_is_its_place(names: Names) -> None:
    assert about_names(names, [ask(names, (6, 6))]) == [()]


def test_in_how_many_contents_somebody_may_be_meant(names: Names) -> None:
    twice = throughout(names, [ask(names, _content()), ask(names, _content()), ask(names, (6, 6))])
    found = {one.name: one.features for one in twice[0].candidates}
    assert {"contents 2", "share 3"} <= set(found["Україна"])
    assert {"out contents 0", "out share 0"} <= set(found["Ганна Лось"])
    assert throughout(names, []) == []


def test_one_analysis_serves_two_articles(bundled: Language) -> None:
    doc = bundled(TEXT)
    first, second = (extract(Article(name, TEXT), doc) for name in ("a", "b"))
    assert [one.about for one in first.statements] == [one.about for one in second.statements]
    assert {one.id for one in first.actors}.isdisjoint(one.id for one in second.actors)


def test_who_is_not_named_in_the_content(bundled: Language) -> None:
    text = (
        "Компанія «Рудка» отримала підряд на міст. Прокуратура не уточнила, чи мала фірма ділові відносини з Польщею."
    )
    [found] = extract(Article("a", text), bundled(text)).statements
    assert "Рудка" in found.about


def test_many_actors_are_not_all_asked_for(bundled: Language) -> None:
    lines = [f"Петро Бойко зустрів Олега {name}енка." for name in _surnames(100)]
    text = " ".join([*lines, "Бойко заявив, що міст відкриють."])
    names = find_mentions(Article("a", text), bundled(text))
    start = text.index("міст")
    asked = [one.name for one in elsewhere(names, start, None, [])]
    assert asked[0] == "Петро Бойко"
    assert f"Олег {_surnames(100)[-1]}енко" in asked  # named last
    assert len(asked) < len({one.actor for one in names.mentions if one.actor})


def _surnames(count: int) -> list[str]:
    first = ("Ба", "Во", "Ди", "Ку", "Ле", "Мо", "Ра", "Си", "Та", "Ча")
    last = ("бор", "вал", "дим", "мик", "рут", "сав", "тур", "хом", "чер", "лим")
    return [one + other for one in first for other in last][:count]
