"""The whole way on a handful of our own sentences: prepare, train, export, measure, and the exported files at work."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import missing

SENTENCES = (
    "1\tМер\tмер\tNOUN\t_\tCase=Nom|Gender=Masc|Number=Sing\t2\tnsubj\t_\t_\n"
    "2\tзаявив\tзаявити\tVERB\t_\tGender=Masc|Number=Sing|Tense=Past\t0\troot\t_\t_\n"
    "3\tпро\tпро\tADP\t_\tCase=Acc\t4\tcase\t_\t_\n"
    "4\tміст\tміст\tNOUN\t_\tCase=Acc|Number=Sing\t2\tobl\t_\tSpaceAfter=No\n"
    "5\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n",
    "1\tКиїв\tКиїв\tPROPN\t_\tCase=Nom|Number=Sing\t2\tnsubj\t_\t_\n"
    "2\tчекає\tчекати\tVERB\t_\tNumber=Sing|Tense=Pres\t0\troot\t_\tSpaceAfter=No\n"
    "3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n",
)
TEXTS = ("Мер заявив про міст.", "Київ чекає.")
NAMES = "Мер O\nКиєва B-LOC\nзаявив. O\n\nІван B-PERS\nПетренко I-PERS\nчекає O\n\n"


def _data(folder: Path) -> Path:
    blocks = [f"# text = {text}\n{rows}\n" for text, rows in zip(TEXTS, SENTENCES, strict=True)]
    (folder / "treebank").mkdir(parents=True)
    for name in ("train", "dev", "parlamint-dev"):
        (folder / "treebank" / f"{name}.conllu").write_text("".join(blocks * 10), encoding="utf-8")
    (folder / "ner").mkdir()
    (folder / "ner" / "train.iob").write_text(NAMES * 20, encoding="utf-8")
    return folder


@pytest.mark.slow
def test_from_the_shipped_weights_to_new_ones(tmp_path: Path, root: Path) -> None:
    for name in ("torch", "onnx", "udtools"):
        if importlib.util.find_spec(name) is None:
            missing(f"the package {name} is not installed: pip install 'kg-uk[train]'")
    data, out, new = _data(tmp_path / "data"), tmp_path / "out", tmp_path / "new"

    def run(module: str, *arguments: str | Path) -> str:
        command = [sys.executable, "-m", f"training.{module}", *map(str, arguments)]
        environment = os.environ | {"PYTHONPATH": str(root)}
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=900, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    run("prepare", "--from", "shipped", "--data", data, "--out", out)
    rates = ("--warm-up", "5", "--encoder-rate", "1e-5", "--average", "0.8")
    learnt = run("train", "--out", out, "--steps", "40", *rates)
    assert "end: 40 steps" in learnt and '"feats": 100.0' in learnt  # the shipped weights give our words more features
    again = run("train", "--out", out, "--minutes", "0.05", "--resume", "--processes", "1")
    assert '"feats": 100.0' in again
    run("export", "--out", out, "--to", new)
    measured = run("measure", "--data", data, "--model", new)
    assert '"Tokens": 100.0' in measured and '"Sentences"' in measured

    from kg.nlp import bundled

    doc = bundled.load(new)("Мер заявив про міст. Київ чекає.")
    assert [token.pos_ for token in doc] == ["NOUN", "VERB", "ADP", "NOUN", "PUNCT", "PROPN", "VERB", "PUNCT"]
    assert [sent.root.text for sent in doc.sents] == ["заявив", "чекає"]
