"""Paths in the tree from a statement's cue to its source and its content."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import extract
from kg.extract.paths import path, tree_paths
from kg.model import Article


def test_way_goes_over_the_lowest_word_above_both(bundled: Language) -> None:
    words = ["Мер", "може", "сказати", "правду"]
    doc = Doc(bundled.vocab, words=words, heads=[1, 1, 1, 2], deps=["nsubj", "ROOT", "xcomp", "obj"])
    assert path(doc[2], doc[0]) == "сказати ←xcomp─ може ─nsubj→ Мер"
    assert path(doc[3], doc[3]) == "правду"


def test_statement_has_a_way_to_source_and_content(bundled: Language) -> None:
    doc = bundled("Міністр заявив, що міст відкриють.")
    (one,) = extract(Article("a", doc.text), doc).statements
    assert dict(tree_paths(doc, one)) == {"source": "заявив ─nsubj→ Міністр", "content": "заявив ─ccomp→ відкриють"}


def test_source_of_another_sentence_has_no_way(bundled: Language) -> None:
    doc = bundled("Міністр Олег Бойко прибув до Львова. Зазначив, що міст відкриють.")
    (one,) = extract(Article("a", doc.text), doc).statements
    assert dict(tree_paths(doc, one))["source"] == "Зазначив … Олег"
