"""Quick scores on the development parts with gold tokens and sentences; the standard measures are in `measure`."""

import torch
from torch import Tensor

from training.batches import IGNORE, Encoder, allowed
from training.corpus import Sentence
from training.network import Network


def scores(
    network: Network, encoder: Encoder, embeddings: Tensor, data: dict[str, list[Sentence]], small: bool
) -> dict[str, float]:
    """UPOS, FEATS, lemma script, UAS, LAS (greedy heads), name F1, per cent; the first 150 sentences where `small`."""
    before = network.training
    network.eval()
    trees, named = (data["dev"][:150], data["dev_names"][:250]) if small else (data["dev"], data["dev_names"])
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        found = _trees(network, encoder, embeddings, trees) | _names(network, encoder, embeddings, named)
    network.train(before)
    return {key: round(100 * value, 2) for key, value in found.items()}


def _pairs(sentences: list[Sentence]) -> list[list[Sentence]]:
    return [sentences[number : number + 3] for number in range(0, len(sentences), 3)]


def _trees(network: Network, encoder: Encoder, embeddings: Tensor, sentences: list[Sentence]) -> dict[str, float]:
    right = dict.fromkeys(("upos", "feats", "lemma", "uas", "las", "ends"), 0)
    total = 0
    for window in _pairs(sentences):
        batch = encoder.batch("tree", [window])
        out = network(embeddings[batch.ids], batch.first, batch.last)
        gold = batch.labels
        total += batch.words
        right["upos"] += int((out["upos"].argmax(-1) == gold["upos"]).sum())
        right["lemma"] += int((out["scripts"].argmax(-1) == gold["scripts"]).sum())
        parts = out["feats"].split([len(values) for values in encoder.labels.feats.values()], -1)
        same = [part.argmax(-1) == gold[f"feat:{key}"] for part, key in zip(parts, encoder.labels.feats, strict=True)]
        right["feats"] += int(torch.stack(same).all(0).sum())
        heads = out["arcs"].float().masked_fill(~allowed(batch.sentence), -1e4).argmax(-1)
        rels = network.relations(out["rel_dep"][0], out["rel_head"][0][heads[0]]).argmax(-1)
        right["uas"] += int((heads == gold["heads"]).sum())
        right["las"] += int(((heads == gold["heads"])[0] & (rels == gold["rels"][0])).sum())
        right["ends"] += int(((out["ends"].argmax(-1) == gold["ends"]) | (gold["ends"] == IGNORE)).sum())
    return {key: value / total for key, value in right.items()}


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """(start, end, type) of the names in a sequence of BIO tags."""
    found, start, kind = set(), 0, ""
    for number, tag in enumerate([*tags, "O"]):
        if kind and (tag[:2] != "I-" or tag[2:] != kind):
            found.add((start, number, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = number, tag[2:]
    return found


def _names(network: Network, encoder: Encoder, embeddings: Tensor, sentences: list[Sentence]) -> dict[str, float]:
    right = predicted = gold = 0
    for window in _pairs(sentences):
        batch = encoder.batch("names", [window])
        out = network(embeddings[batch.ids], batch.first, batch.last)
        mine = spans([encoder.labels.names[one] for one in out["names"].argmax(-1)[0].tolist()])
        theirs = spans([tag for one in window for tag in one.names])
        right, predicted, gold = right + len(mine & theirs), predicted + len(mine), gold + len(theirs)
    return {"names": 2 * right / max(1, predicted + gold)}
