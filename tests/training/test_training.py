"""What training reads and how weights go out and come back: no measured text, the same numbers on both ways."""

import importlib.util
import json
import random
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from kg.nlp.engine import Words, engine
from kg.nlp.weights import MODEL
from tests.conftest import missing

VALUES = {"Case": ["_", "Gen", "Nom"], "Number": ["_", "Plur", "Sing"]}
BUNDLES = [("NOUN", "Case=Gen|Number=Sing", 5), ("NOUN", "Case=Nom|Number=Sing", 5), ("VERB", "Number=Sing", 5)]
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")


@pytest.fixture(scope="module")
def torch() -> Any:
    """The package torch, with the others of the extra."""
    for name in ("torch", "onnx"):
        if importlib.util.find_spec(name) is None:
            missing(f"the package {name} is not installed: pip install 'kg-uk[train]'")
    import torch

    return torch


def _eights(text: str) -> set[str]:
    """All runs of eight words, lower case: counted here anew, not by the code under test."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[place : place + 8]) for place in range(len(words) - 7)}


def test_silver_text_shares_no_eight_words_with_measured_text(shared: Path) -> None:
    from training.overlap import clean

    data = shared / "data"
    forbidden: set[str] = set()
    for path in data.glob("treebank/*.conllu"):
        if path.name != "train.conllu":
            lines = path.read_text(encoding="utf-8").splitlines()
            forbidden |= _eights(" ".join(line[9:] for line in lines if line.startswith("# text = ")))
    rows = (data / "ner/test.iob").read_text(encoding="utf-8").splitlines()
    forbidden |= _eights(" ".join(row.split(" ")[0] for row in rows if row))
    for path in (data / "slavicner/uk.jsonl", *(shared / "gold").glob("*.articles.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            forbidden |= _eights(json.loads(line)["text"])
    texts = list(clean(data))
    assert len(texts) > 10_000 and len(forbidden) > 100_000
    assert not any(forbidden & _eights(text) for text in texts)


def test_an_article_with_measured_words_is_dropped(shared: Path) -> None:
    from training.overlap import grams, held_out

    first = next(
        line[9:]
        for line in (shared / "data/treebank/dev.conllu").read_text(encoding="utf-8").splitlines()
        if line.startswith("# text = ") and len(line.split()) > 14
    )
    forbidden = held_out(shared / "data")
    assert set(grams(first.upper())) <= forbidden
    assert not any(
        gram in forbidden for gram in grams("Жодна з цих дванадцяти вигаданих слів не стоїть у виміряних текстах")
    )


def test_only_the_part_that_is_reported_forbids_statements(shared: Path) -> None:
    from kg.evaluate.gold import part_of
    from training.overlap import grams, held_out

    forbidden = held_out(shared / "data", "check")
    lines = (shared / "gold/dev.articles.jsonl").read_text(encoding="utf-8").splitlines()
    shares: dict[str, list[float]] = {"tune": [], "check": []}
    for line in lines:
        article = json.loads(line)
        found = [gram in forbidden for gram in grams(article["text"])]
        shares[part_of(article["id"])].append(sum(found) / len(found))
    assert min(shares["check"]) == 1 and min(shares["tune"]) < 0.1


def test_networks_side_by_side_weigh_as_their_mean(torch: Any) -> None:
    from kg.extract.weighing import Network
    from training import about

    draw = torch.Generator().manual_seed(3)
    three, features = torch.randn(5, 3, 384, generator=draw), torch.eye(5)[:, :2]
    scaled = about.Scaled(three.mean(0), three.std(0) + 1e-3)
    torch.manual_seed(4)
    nets = [about.Net(2, 384).eval() for _ in range(2)]
    with torch.no_grad():
        mean = sum(net(features, scaled.of(three)) for net in nets) / 2 - about.CUT
    arrays = about.together(nets, scaled, ["a", "b"])
    floats = {name: one.astype(np.float32) for name, one in arrays.items() if name not in ("names", "shift")}
    network = Network(
        {str(name): place for place, name in enumerate(arrays["names"])}, shift=float(arrays["shift"]), **floats
    )
    for number, held in enumerate((("a",), ("b",), (), (), ())):
        word, content, cue = three[number].numpy()
        assert network.odds([held], word[None], content, cue)[0] == pytest.approx(float(mean[number]), abs=0.05)


def test_measured_sentences_are_in_no_training_part(shared: Path) -> None:
    from training.corpus import read_conllu, read_iob, split_names

    train = {tuple(one.words) for one in read_conllu(shared / "data/treebank/train.conllu")}
    for part in ("dev", "test"):
        assert not [
            one
            for one in read_conllu(shared / f"data/treebank/{part}.conllu")
            if len(one.words) > 8 and tuple(one.words) in train
        ]
    names, dev = split_names(list(read_iob(shared / "data/ner/train.iob")))
    assert len(dev) * 15 > len(names) > len(dev) * 8
    assert not {id(one) for one in names} & {id(one) for one in dev}


def test_only_whole_bundles_score(torch: Any) -> None:
    from training.tail import Tail

    tail = Tail(["NOUN", "VERB"], VALUES, BUNDLES, torch.randn(3, 5, 5))
    upos, feats = torch.tensor([[[0.0, 3.0]]]), torch.tensor([[[0.0, 0.0, 2.0, 0.0, 0.0, 2.0]]])
    scores, _ = tail(upos, feats, torch.randn(1, 1, 4))
    assert scores.argmax(-1).tolist() == [[2]]


def test_relations_of_the_tail_are_those_of_the_network(torch: Any) -> None:
    from training.network import REL, Network
    from training.tail import Tail

    rel = torch.randn(3, REL + 1, REL + 1)
    dep, head = torch.randn(4, REL), torch.randn(4, REL)
    _, half = Tail(["NOUN", "VERB"], VALUES, BUNDLES, rel)(torch.randn(1, 4, 2), torch.randn(1, 4, 6), dep[None])
    mine = torch.einsum("nrj,nj->nr", half[0][..., :-1], head) + half[0][..., -1]
    network: Any = SimpleNamespace(rel=rel)
    theirs = Network.relations(network, dep, head)
    assert torch.allclose(mine, theirs, rtol=1e-3, atol=1e-3)


def test_shipped_weights_come_back_as_the_network_they_were(torch: Any) -> None:
    from training import shipped
    from training.corpus import Labels
    from training.network import Network, Shape

    labels = json.loads((MODEL / "labels.json").read_text(encoding="utf-8"))
    del labels["bundles"]
    network = Network(Shape(), Labels(**labels))
    network.load_state_dict(shipped.state(MODEL))
    network.eval()
    forms = ["Речник", "уряду", "заявив", ",", "що", "міст", "через", "річку", "відкриють", "восени", "."]
    words = Words(forms, [form not in ",." for form in forms], [False] * len(forms))
    found = engine()._run(words, 0, len(forms))
    pieces = [engine()._pieces.of(form, spaced) for form, spaced in zip(forms, words.spaced, strict=True)]
    lasts = np.cumsum([len(one) for one in pieces])
    firsts = lasts - [len(one) - 1 for one in pieces]
    ids = [0, *(piece for one in pieces for piece in one), 1]
    rows = torch.from_numpy(shipped.embeddings(MODEL)[ids])[None]
    with torch.no_grad():
        out = network(rows, torch.from_numpy(firsts)[None], torch.from_numpy(lasts)[None])
    for name in ("scripts", "names", "arcs"):
        mine, theirs = out[name][0].numpy(), found[name]
        assert (mine.argmax(-1) == theirs.argmax(-1)).mean() > 0.9
        assert np.abs(mine - theirs).mean() < 0.1 * np.abs(theirs).mean()


def test_a_run_of_so_many_steps_heeds_no_clock(torch: Any) -> None:
    from training.train import gone, options_of

    job: Any = SimpleNamespace(steps=0, began=float("-inf"))  # the time has long been over
    job.options = options_of(["--steps", "4"])
    shares: list[float] = []
    for job.steps in range(5):
        shares.append(gone(job))
    assert shares == [0, 0.25, 0.5, 0.75, 1]
    job.options = options_of(["--minutes", "9", "--processes", "1"])
    assert gone(job) >= 1
    job.options = options_of(["--steps", "0"])
    assert gone(job) >= 1


def test_agreement_with_oneself_is_the_least_there_is(torch: Any) -> None:
    from kg.nlp.pieces import Pieces
    from training.batches import Encoder
    from training.corpus import Labels, Sentence
    from training.network import Network, Shape
    from training.train import agreement

    labels = Labels(["NOUN", "VERB"], ["root", "nsubj"], VALUES, ["A", "B"], ["O", "B-ORG"])
    encoder = Encoder(Pieces(MODEL / "pieces.json"), labels)
    texts = [["Міст", "відкрили", "восени"], ["Мер", "мовчить"], ["Дощ"]]
    sentences = [Sentence(words, [True] * len(words)) for words in texts]
    batch = encoder.batch("plain", [sentences[:2], sentences[2:]])
    teacher, other = (Network(Shape(layers=4), labels).eval() for _ in range(2))
    rows = torch.randn(*batch.ids.shape, 384)
    with torch.no_grad():
        torch.nn.init.normal_(other.arc)
        least = agreement(teacher, teacher, batch, rows, rows)
        assert least < agreement(other, teacher, batch, rows, rows)
        assert least < agreement(teacher, teacher, batch, torch.randn(*rows.shape), rows)
    trained = agreement(other, teacher, batch, rows, rows)
    trained.backward()
    assert all(one.grad is None for one in teacher.parameters())
    assert other.arc.grad is not None and other.arc.grad.abs().sum() > 0


def test_windows_hold_every_sentence_once_in_order() -> None:
    from training.corpus import Sentence, windows

    sentences = [Sentence(["слово"] * (1 + number % 7), []) for number in range(200)]
    sizes = {id(one): len(one.words) for one in sentences}
    found = windows(sentences, sizes, 20, random.Random(3))
    assert [id(one) for window in found for one in window] == [id(one) for one in sentences]
    assert all(sum(sizes[id(one)] for one in window) <= 20 for window in found)


def test_glued_punctuation_leaves_names(tmp_path: Path) -> None:
    from training.corpus import read_iob

    path = tmp_path / "a.iob"
    path.write_text("У O\n«Новій B-ORG\nПошті». I-ORG\n\nТОВ B-ORG\n«Альфа», I-ORG\nБуча, B-LOC\n\n", encoding="utf-8")
    found = [
        " ".join(f"{word}/{name}" for word, name in zip(one.words, one.names, strict=True)) for one in read_iob(path)
    ]
    assert found == [
        "У/O «/O Новій/B-ORG Пошті/I-ORG »/O ./O",
        "ТОВ/B-ORG «/I-ORG Альфа/I-ORG »/I-ORG ,/O Буча/B-LOC ,/O",
    ]
