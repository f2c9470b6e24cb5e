"""Analyzers made of spaCy pipelines: a small real one trained here, and what is said of missing or unfit ones."""

import random
import subprocess
import sys
from importlib import metadata
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import fix_random_seed

import kg.nlp
from kg.errors import AnalyzerError
from kg.nlp import load
from kg.nlp.analyzers import OFFICIAL, Spacy, load_spacy

ROWS = (
    "Мер/NOUN/Case=Nom/мер/1/nsubj/O заявив/VERB/Tense=Past/заявити/1/ROOT/O про/ADP//про/3/case/O"
    " міст/NOUN/Case=Acc/міст/1/obl/O ./PUNCT//./1/punct/O",
    "Київ/PROPN/Case=Nom/Київ/1/nsubj/B-LOC чекає/VERB/Tense=Pres/чекати/1/ROOT/O ./PUNCT//./1/punct/O",
    "Рада/NOUN/Case=Nom/рада/1/nsubj/B-ORG спростувала/VERB/Tense=Past/спростувати/1/ROOT/O"
    " чутки/NOUN/Case=Acc/чутка/1/obj/O ./PUNCT//./1/punct/O",
)
"""Our own sentences: form/UPOS/features/lemma/head/relation/name."""
TEXT = "Мер заявив про міст.\n\n  Київ чекає. Рада спростувала чутки."


def _examples(nlp: Language) -> list[Example]:
    found = []
    for row in ROWS:
        words = [word.rsplit("/", 6) for word in row.split()]
        forms, pos, morphs, lemmas, heads, deps, names = zip(*words, strict=True)
        reference = spacy.tokens.Doc(
            nlp.vocab,
            words=list(forms),
            pos=list(pos),
            morphs=list(morphs),
            lemmas=list(lemmas),
            heads=[int(head) for head in heads],
            deps=list(deps),
            ents=list(names),
        )
        found.append(Example(nlp.make_doc(reference.text), reference))
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trained pipeline on disk, as any that a user installs."""
    nlp = spacy.blank("uk")
    rare: dict[str, dict[str, int]] = {"parser": {"min_action_freq": 1}, "trainable_lemmatizer": {"min_tree_freq": 1}}
    for name in ("morphologizer", "trainable_lemmatizer", "parser", "ner"):
        nlp.add_pipe(name, config=rare.get(name, {}))
    examples = _examples(nlp)
    fix_random_seed(1)
    optimizer = nlp.initialize(lambda: examples)
    rng = random.Random(1)
    for _ in range(40):
        rng.shuffle(examples)
        nlp.update(examples, sgd=optimizer)
    place = tmp_path_factory.mktemp("spacy") / "uk_small"
    nlp.to_disk(place)
    return place


@pytest.fixture(scope="module")
def analyzer(folder: Path) -> Spacy:
    """The pipeline as an analyzer."""
    return load_spacy(str(folder))


def test_a_trained_pipeline_gives_all_layers(analyzer: Spacy) -> None:
    doc = analyzer(TEXT)
    assert doc.text == TEXT
    words = [token for token in doc if not token.is_space]
    assert [(t.text, t.pos_, t.dep_, t.lemma_) for t in words][:2] == [
        ("Мер", "NOUN", "nsubj", "мер"),
        ("заявив", "VERB", "ROOT", "заявити"),
    ]
    assert str(words[1].morph) == "Tense=Past"
    assert words[0].head.text == "заявив"
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Київ", "LOC"), ("Рада", "ORG")]


def test_no_sentence_crosses_a_line_break(analyzer: Spacy) -> None:
    assert next(sent.text.strip() for sent in analyzer(TEXT).sents) == "Мер заявив про міст."
    assert all("\n" not in sent.text.strip() for sent in analyzer(TEXT).sents)


def test_many_texts_are_the_same_as_each_alone(analyzer: Spacy) -> None:
    texts = [TEXT, "", " \n", "Київ."]
    assert [doc.to_bytes() for doc in analyzer.pipe(texts)] == [analyzer(text).to_bytes() for text in texts]


def test_it_is_loaded_by_name(folder: Path) -> None:
    found = load(f"spacy:{folder}")
    assert found.name == f"spacy:{folder}"
    assert metadata.version("spacy") in found.version


@pytest.mark.parametrize("name", OFFICIAL)
def test_a_missing_pipeline_of_spacy_is_said_with_its_command(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spacy.util, "is_package", lambda _: False)
    with pytest.raises(AnalyzerError, match=f"python -m spacy download {name}") as error:
        load(f"spacy:{name}")
    assert "\n" not in str(error.value)


def test_another_missing_pipeline_is_said() -> None:
    with pytest.raises(AnalyzerError, match=r"'no_such_pipeline' is not installed.*python -m spacy download"):
        load("spacy:no_such_pipeline")


def test_a_strangers_placeholder_is_refused_unimported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "version", lambda _: "999.9.9")
    with pytest.raises(AnalyzerError, match="placeholder from the package index"):
        load("spacy:uk_core_news_sm")


def test_a_broken_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    with pytest.raises(AnalyzerError, match="cannot be loaded"):
        load(f"spacy:{tmp_path}")


def test_a_pipeline_without_a_parser_is_said(tmp_path: Path) -> None:
    spacy.blank("uk").to_disk(tmp_path)
    with pytest.raises(AnalyzerError, match="gives no dependencies, no parts of speech, no morphology, no lemmas"):
        load(f"spacy:{tmp_path}")


def test_a_pipeline_for_another_language_is_said(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(AnalyzerError, match="for language 'en', not Ukrainian"):
        load(f"spacy:{tmp_path}")


@pytest.mark.parametrize("name", ["", "spacy:", "other"])
def test_an_unknown_name_is_said(name: str) -> None:
    with pytest.raises(AnalyzerError, match="choose one of bundled, spacy:NAME"):
        load(name)


def test_another_package_adds_one(monkeypatch: pytest.MonkeyPatch) -> None:
    points = {
        "mine": EntryPoint("mine", "kg.nlp.analyzers:load_bundled", "kg.analyzers"),
        "gone": EntryPoint("gone", "kg.nlp.analyzers:nothing", "kg.analyzers"),
    }
    monkeypatch.setattr(kg.nlp, "entry_points", lambda group, name: [points[name]] if name in points else [])
    assert load("mine")("Мер мовчить.").text == "Мер мовчить."
    with pytest.raises(AnalyzerError, match=r"'gone'.* cannot be loaded"):
        load("gone")
    with pytest.raises(AnalyzerError, match="unknown analyzer 'none'"):
        load("none")


def test_pytorch_is_kept_out_of_processes_that_need_the_bundled_analyzer_alone() -> None:
    """In a process of its own: what is kept out of this one would be missed by other tests."""
    code = """
import sys
from kg.nlp import load, spare_torch
spare_torch("stanza")
assert "torch" not in sys.modules
spare_torch("bundled")
assert [word.lemma_ for word in load()("Мер мовчить.")] == ["мер", "мовчати", "."]
assert sys.modules["torch"] is None
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_processes_that_analyse_collect_rarely() -> None:
    """In a process of its own, as the command line sets it up."""
    code = """
import gc
from kg.cli.common import _analyzer
usual = gc.get_threshold()[0]
_analyzer(None, None, "bundled")
assert gc.get_threshold()[0] > usual
"""
    subprocess.run([sys.executable, "-c", code], check=True)
