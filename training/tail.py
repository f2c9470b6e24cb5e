"""What follows the network in one float graph: log-probabilities of whole bundles, relations' first product.

Not quantised: the products are small, and the same numbers come out as in training. The engine would otherwise need
matrix products of numpy, whose threads get in each other's way.
"""

import io

import onnx
import torch
from onnx import ModelProto, compose
from torch import Tensor, nn

PREFIX = "tail."
PRIOR = 0.05
"""Weight of the logarithm of a bundle's frequency in the treebank; chosen on the development part."""
INPUTS, OUTPUTS = ["upos", "feats", "rel_dep"], ["bundles", "rel_half"]

Bundle = tuple[str, str, int]
"""Part of speech, all features as in CoNLL-U, how often the treebank has them together."""


class Tail(nn.Module):  # type: ignore[misc]
    """`upos` and `feats` logits -> a score for each bundle; `rel_dep` -> (words, relations, 1 + size of `rel_head`)."""

    def __init__(self, upos: list[str], values: dict[str, list[str]], bundles: list[Bundle], rel: Tensor) -> None:
        super().__init__()
        self.sizes = [len(of) for of in values.values()]
        parts = torch.zeros(len(upos) + sum(self.sizes), len(bundles))
        for number, (tag, feats, _) in enumerate(bundles):
            pairs = dict(pair.split("=", 1) for pair in feats.split("|") if pair)
            places, low = [upos.index(tag)], len(upos)
            for key, of in values.items():
                places.append(low + of.index(pairs.get(key, "_")))
                low += len(of)
            parts[places, number] = 1
        self.register_buffer("parts", parts)
        self.register_buffer("prior", PRIOR * torch.tensor([count for _, _, count in bundles]).float().log())
        self.shape = rel.shape
        self.register_buffer("rel", rel.permute(1, 0, 2).reshape(rel.shape[1], -1))

    def forward(self, upos: Tensor, feats: Tensor, rel_dep: Tensor) -> tuple[Tensor, Tensor]:
        single = [part.log_softmax(-1) for part in (upos, *feats.split(self.sizes, -1))]
        dep = torch.cat([rel_dep, torch.ones_like(rel_dep[..., :1])], -1)
        half = dep @ self.rel
        return torch.cat(single, -1) @ self.parts + self.prior, half.reshape(1, -1, self.shape[0], self.shape[2])


def attach(network: ModelProto, tail: Tail) -> ModelProto:
    """The network's graph with the tail behind it; the tail's inputs are no longer outputs."""
    words = {name: {1: "words"} for name in INPUTS}
    tags, values, size = (tail.parts.shape[0] - sum(tail.sizes), sum(tail.sizes), tail.shape[1] - 1)
    example = (torch.randn(1, 3, tags), torch.randn(1, 3, values), torch.randn(1, 3, size))
    file = io.BytesIO()
    names = {"input_names": INPUTS, "output_names": OUTPUTS, "dynamic_axes": words}
    torch.onnx.export(tail, example, file, **names, opset_version=17, dynamo=False)
    graph = compose.add_prefix(onnx.load_from_string(file.getvalue()), PREFIX)
    kept = [one.name for one in network.graph.output if one.name not in INPUTS]
    merged = compose.merge_models(
        network,
        graph,
        io_map=[(name, PREFIX + name) for name in INPUTS],
        outputs=[*kept, *(PREFIX + name for name in OUTPUTS)],
    )
    _rename(merged, {PREFIX + name: name for name in OUTPUTS})
    return merged


def _rename(model: ModelProto, names: dict[str, str]) -> None:
    """Other names for outputs of the graph."""
    for node in model.graph.node:
        for place, name in enumerate(node.output):
            node.output[place] = names.get(name, name)
    for one in model.graph.output:
        one.name = names.get(one.name, one.name)
