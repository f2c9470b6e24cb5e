"""The Stanza analyzer end to end, on small real models trained here with Stanza's own code and kept in a cache."""

import importlib.util
import json
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from spacy.tokens import Doc

from kg.errors import AnalyzerError
from kg.nlp import load
from kg.nlp.stanza import Stanza, load_stanza
from tests.conftest import missing
from tests.nlp.stanza_models import RECIPE

TEXT = "Мер Києва заявив, що міст відкриють.\n\n  Про це пише «Українська правда».  \nБез крапки"
TRAINING = 1800
"""Seconds until a training run counts as stuck; it takes a minute of one core."""
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")


@pytest.fixture(scope="module")
def models(root: Path, shared: Path) -> Path:
    """A folder of models as `stanza.download` would leave it."""
    if importlib.util.find_spec("stanza") is None:
        missing("the package stanza is not installed: pip install 'kg-uk[stanza]'")
    folder = root / ".cache" / f"stanza-{metadata.version('stanza')}-{RECIPE}"
    if not folder.is_dir():
        new = folder.with_name(f"{folder.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        script = Path(__file__).with_name("stanza_models.py")
        done = subprocess.run(
            [sys.executable, str(script), str(shared / "data"), str(new)],
            capture_output=True,
            text=True,
            timeout=TRAINING,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        new.rename(folder)
    return folder


@pytest.fixture(scope="module")
def analyzer(models: Path) -> Stanza:
    """The loaded analyzer."""
    return load_stanza(models)


@pytest.fixture(scope="module")
def doc(analyzer: Stanza) -> Doc:
    """The analysis of `TEXT`."""
    return analyzer(TEXT)


def test_text_and_all_layers_come_through(doc: Doc) -> None:
    assert doc.text == TEXT
    words = [token for token in doc if not token.is_space]
    assert all(token.pos_ and token.dep_ and token.lemma_ for token in words)
    assert {"NOUN", "PUNCT"} <= {token.pos_ for token in words}
    assert any(str(token.morph) for token in words)
    assert all(token.pos_ == "SPACE" for token in doc if token.is_space)


def test_every_sentence_is_a_tree_within_one_line(doc: Doc) -> None:
    sentences = list(doc.sents)
    assert len(sentences) >= 3
    for sentence in sentences:
        assert sum(token.dep_ == "ROOT" for token in sentence) == 1
        assert all(token.head.sent == sentence for token in sentence)
        assert "\n" not in sentence.text.strip()


def test_the_conversion_says_what_stanza_says(analyzer: Stanza, doc: Doc) -> None:
    line = TEXT.splitlines()[0]
    (result,) = analyzer.pipeline.bulk_process([line])
    theirs = [
        (word.text, word.upos, word.feats or "", word.lemma, sentence.words[word.head - 1].text if word.head else None)
        for sentence in result.sentences
        for word in sentence.words
    ]
    mine = [
        (token.text, token.pos_, str(token.morph), token.lemma_, token.head.text if token.dep_ != "ROOT" else None)
        for token in doc[: len(theirs)]
    ]
    assert mine == theirs
    assert sum(len(sentence.ents) for sentence in result.sentences) == len([e for e in doc.ents if e.end <= len(mine)])


def test_names_have_our_types(analyzer: Stanza) -> None:
    from kg.nlp.assemble import NER_UK

    found = analyzer("Президент України Володимир Зеленський заявив про це в Києві. Київ. Україна. Іван Петренко.")
    assert found.ents, "the small model finds some of five plain names"
    assert {ent.label_ for ent in found.ents} <= NER_UK


def test_many_texts_are_the_same_as_each_alone(analyzer: Stanza) -> None:
    texts = [TEXT, "", "  \n ", "Слово."]
    rows = [[(t.text, t.dep_, t.head.i, t.ent_type_) for t in doc] for doc in analyzer.pipe(texts)]
    assert rows == [[(t.text, t.dep_, t.head.i, t.ent_type_) for t in analyzer(text)] for text in texts]


def test_version_follows_the_files(models: Path, analyzer: Stanza, tmp_path: Path) -> None:
    assert analyzer.version.startswith(metadata.version("stanza"))
    assert load("stanza", models).version == analyzer.version
    other = tmp_path / "models"
    shutil.copytree(models, other, ignore=shutil.ignore_patterns("work"))
    (other / "uk" / "ner" / "extra.pt").write_bytes(b"other")
    assert load("stanza", other).version != analyzer.version


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "no Stanza models in"), ("{", "is broken"), ('{"en": {}}', "no Stanza models for Ukrainian")],
)
def test_missing_models_are_said_with_the_way_out(tmp_path: Path, content: str | None, said: str) -> None:
    if importlib.util.find_spec("stanza") is None:
        missing("the package stanza is not installed: pip install 'kg-uk[stanza]'")
    if content is not None:
        (tmp_path / "resources.json").write_text(content, encoding="utf-8")
    with pytest.raises(AnalyzerError, match=said) as error:
        load("stanza", tmp_path)
    assert "stanza.download('uk'" in str(error.value) and "\n" not in str(error.value)


def test_a_broken_model_is_said(models: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models"
    shutil.copytree(models, folder, ignore=shutil.ignore_patterns("work"))
    (folder / "uk" / "pos" / "small.pt").write_bytes(b"no model")
    with pytest.raises(AnalyzerError, match="cannot be loaded"):
        load("stanza", folder)


def test_a_missing_processor_is_said(models: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models"
    shutil.copytree(models, folder, ignore=shutil.ignore_patterns("work"))
    resources = json.loads((folder / "resources.json").read_text(encoding="utf-8"))
    del resources["uk"]["packages"]["default"]["ner"], resources["uk"]["ner"]
    (folder / "resources.json").write_text(json.dumps(resources), encoding="utf-8")
    with pytest.raises(AnalyzerError, match=r"lack ner|cannot be loaded"):
        load("stanza", folder)


def test_the_environment_names_the_folder(
    models: Path, analyzer: Stanza, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(AnalyzerError, match="nowhere"):
        load("stanza")
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(models))
    assert load("stanza").version == analyzer.version


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "stanza", None)
    with pytest.raises(AnalyzerError, match=r"kg-uk\[stanza\]"):
        load("stanza", tmp_path)
