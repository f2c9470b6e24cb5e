"""Stored analyses of articles, and as many other ones as wanted made of them: what growth is measured on.

Each copy of an article has other names, other numbers, and another word for about half of the nouns and adjectives
that no rule knows, with the same number of letters and the same ending; and it is of another month. So nothing of one
copy is that of another, and the language model is asked once for each article that there really is.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model import Article
from kg.nlp.words import fold, readings

if TYPE_CHECKING:  # spaCy loads PyTorch where it is installed, unless it is told not to (`kg.nlp.spare_torch`)
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

STORED = "docs.jsonl"
MONTH = 31
"""Days between a copy and the next one: more than those in which articles and claims are compared."""

_CONSONANTS, _VOWELS = "бвгджзклмнпрстфхцчшщ", "аеиоу"
_WORD = re.compile(r"[а-яіїєґ]{5,}(?:['’-][а-яіїєґ]+)*", re.IGNORECASE)
_NUMBER = re.compile(r"\d{3,}")
_CHANGED = 3
"""Letters at the beginning of a word that are other ones."""


def store(folder: Path, articles: list[Article]) -> None:
    """Analyses the articles and writes what was found to `folder`, one line an article."""
    import kg

    analyzer = kg.load_analyzer()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / STORED).open("w", encoding="utf-8") as file:
        for article in articles:
            line = {"article": article.to_json(), "doc": _columns(analyzer(article.text))}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _columns(doc: "Doc") -> dict[str, Any]:
    return {
        "words": [token.text for token in doc],
        "spaces": [bool(token.whitespace_) for token in doc],
        "pos": [token.pos_ for token in doc],
        "morphs": [str(token.morph) for token in doc],
        "lemmas": [token.lemma_ for token in doc],
        "heads": [token.head.i for token in doc],
        "deps": [token.dep_ for token in doc],
        "ents": [f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in doc],
    }


def grown(folder: Path, count: int) -> Iterator[tuple[Article, dict[str, Any]]]:
    """So many articles with the columns of their analyses, of which no more than one is held."""
    number = 0
    while True:
        with (folder / STORED).open(encoding="utf-8") as file:
            for line in file:
                if number == count:
                    return
                found = json.loads(line)
                copy = number // _stored(folder)
                yield _copied(Article.from_json(found["article"]), found["doc"], copy)
                number += 1


@cache
def _stored(folder: Path) -> int:
    with (folder / STORED).open(encoding="utf-8") as file:
        return sum(1 for _ in file)


def document(vocab: "Vocab", columns: dict[str, Any]) -> "Doc":
    """The columns as spaCy has them."""
    from spacy.tokens import Doc

    return Doc(vocab, **columns)


def _copied(article: Article, columns: dict[str, Any], copy: int) -> tuple[Article, dict[str, Any]]:
    if not copy:
        return article, columns
    kept = zip(columns["words"], columns["lemmas"], columns["pos"], columns["ents"], strict=True)
    turned = [_token(*one, copy) for one in kept]
    words, lemmas = [word for word, _ in turned], [lemma for _, lemma in turned]
    text = "".join(word + " " * space for word, space in zip(words, columns["spaces"], strict=True))
    day = article.date and str(date.fromisoformat(article.date[:10]) + timedelta(days=MONTH * copy))
    title = article.title and text[: len(article.title)] if article.text.startswith(article.title or "") else None
    other = replace(article, id=f"{article.id}-{copy:03}", text=text, date=day, title=title, url=None)
    return other, columns | {"words": words, "lemmas": lemmas}


def _token(word: str, lemma: str, pos: str, name: str, copy: int) -> tuple[str, str]:
    """The word and its lemma in a copy."""
    if _NUMBER.fullmatch(word) and not (len(word) == 4 and word[:2] in ("19", "20")):
        return _number(word, copy), _number(word, copy)
    mine = name != "O" or (pos in ("NOUN", "ADJ", "PROPN") and _half(fold(lemma)))
    known = not _known().isdisjoint((fold(word), fold(lemma))) or _is_first_name(lemma)
    if not mine or known or not _WORD.fullmatch(word):
        return word, lemma
    return _other(word, copy), _other(lemma, copy)


def _number(digits: str, copy: int) -> str:
    return f"{digits[0]}{(int(digits[1:]) + 7 * copy) % 10 ** (len(digits) - 1):0{len(digits) - 1}}"


def _other(word: str, copy: int) -> str:
    """The word with other first letters, consonants for consonants: up to 400 words of one."""
    made, left = [], copy
    for char in word[:_CHANGED]:
        row = next((row for row in (_CONSONANTS, _VOWELS) if char.lower() in row), "")
        if row:
            other = row[(row.index(char.lower()) + left) % len(row)]
            char = other.upper() if char.isupper() else other
            left = left // len(row) if row == _CONSONANTS else left
        made.append(char)
    return "".join(made) + word[_CHANGED:]


@lru_cache(maxsize=1 << 14)
def _is_first_name(lemma: str) -> bool:
    return any(one.name == "Name" for one in readings(fold(lemma)))


@lru_cache(maxsize=1 << 14)
def _half(lemma: str) -> bool:
    return blake2b(lemma.encode(), digest_size=1).digest()[0] % 2 == 0


@cache
def _known() -> frozenset[str]:
    """Every word in the rules' data, gazetteer included."""
    found: set[str] = set()
    for file in (files("kg") / "data").iterdir():
        if file.is_file() and file.name.endswith((".toml", ".tsv")):
            found |= {fold(word) for word in _WORD.findall(file.read_text(encoding="utf-8"))}
    return frozenset(found)
