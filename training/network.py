"""One encoder with heads for everything: tags, features, lemma scripts, arcs, relations, names, sentence ends."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.corpus import Labels
from training.weights import Checkpoint

ARC, REL = 256, 96


@dataclass
class Shape:
    """Sizes of the encoder."""

    hidden: int = 384
    layers: int = 12
    heads: int = 12
    inner: int = 1536
    eps: float = 1e-12


class Layer(nn.Module):  # type: ignore[misc]
    """One BERT layer, normalised after each sum."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.norm1 = nn.LayerNorm(shape.hidden, eps=shape.eps)
        self.up = nn.Linear(shape.hidden, shape.inner)
        self.down = nn.Linear(shape.inner, shape.hidden)
        self.norm2 = nn.LayerNorm(shape.hidden, eps=shape.eps)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, size, hidden = x.shape
        q, k, v = self.qkv(x).view(batch, size, 3, self.heads, hidden // self.heads).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(batch, size, hidden))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):  # type: ignore[misc]
    """Embedded pieces (batch, pieces, hidden) -> the last four layers, stacked (4, batch, pieces, hidden)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.position = nn.Embedding(512, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.eps)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))

    def forward(self, embedded: Tensor, mask: Tensor | None = None) -> Tensor:
        places = torch.arange(embedded.shape[1], device=embedded.device)
        x = self.norm(embedded + self.position(places))
        kept = []
        for number, layer in enumerate(self.layers):
            x = layer(x, mask)
            if number >= len(self.layers) - 4:
                kept.append(x)
        return torch.stack(kept)


class Mix(nn.Module):  # type: ignore[misc]
    """A weighted sum of layers, then one vector a word: first and last piece."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(4))
        self.norm = nn.LayerNorm(2 * hidden)
        self.drop = nn.Dropout(0.2)

    def forward(self, layers: Tensor, first: Tensor, last: Tensor) -> Tensor:
        mixed = (self.weights.softmax(0)[:, None, None, None] * layers).sum(0)
        rows = torch.arange(mixed.shape[0])[:, None]
        return self.drop(self.norm(torch.cat([mixed[rows, first], mixed[rows, last]], -1)))


class Network(nn.Module):  # type: ignore[misc]
    """The whole model but the (frozen) embeddings; in go embedded pieces and the first and last piece of each word."""

    def __init__(self, shape: Shape, labels: Labels) -> None:
        super().__init__()
        self.labels = labels
        wide = 2 * shape.hidden
        self.encoder = Encoder(shape)
        self.tag_mix, self.tree_mix, self.name_mix = Mix(shape.hidden), Mix(shape.hidden), Mix(shape.hidden)
        self.tags = nn.Sequential(nn.Linear(wide, 384), nn.GELU(), nn.Dropout(0.2))
        self.upos = nn.Linear(384, len(labels.upos))
        self.feats = nn.Linear(384, sum(len(values) for values in labels.feats.values()))
        self.scripts = nn.Linear(384, len(labels.scripts))
        self.arc_dep, self.arc_head = self._projection(wide, ARC), self._projection(wide, ARC)
        self.rel_dep, self.rel_head = self._projection(wide, REL), self._projection(wide, REL)
        self.root = nn.Parameter(torch.randn(1, 1, wide) * 0.02)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.rel = nn.Parameter(torch.randn(len(labels.rels), REL + 1, REL + 1) * 0.01)
        self.names = nn.Sequential(nn.Linear(wide, 256), nn.GELU(), nn.Dropout(0.2), nn.Linear(256, len(labels.names)))
        self.ends = nn.Linear(wide, 2)

    @staticmethod
    def _projection(wide: int, size: int) -> nn.Sequential:
        return nn.Sequential(nn.Linear(wide, size), nn.GELU(), nn.Dropout(0.25))

    def forward(self, embedded: Tensor, first: Tensor, last: Tensor, mask: Tensor | None = None) -> dict[str, Tensor]:
        """Logits upos, feats, scripts, names, ends (batch, words, labels), arcs (batch, words, 1 + words), halves of
        the relations, and `vectors` (batch, words, hidden): the fourth layer from the end, first and last piece."""
        layers = self.encoder(embedded, mask)
        rows = torch.arange(first.shape[0])[:, None]
        tags = self.tags(self.tag_mix(layers, first, last))
        tree = self.tree_mix(layers, first, last)
        names = self.name_mix(layers, first, last)
        heads = torch.cat([self.root.expand(tree.shape[0], 1, -1), tree], 1)
        dep = self.arc_dep(tree)
        dep = torch.cat([dep, torch.ones_like(dep[..., :1])], -1)
        return {
            "upos": self.upos(tags),
            "feats": self.feats(tags),
            "scripts": self.scripts(tags),
            "names": self.names(names),
            "ends": self.ends(names),
            "arcs": dep @ self.arc @ self.arc_head(heads).transpose(1, 2) / ARC**0.5,
            "rel_dep": self.rel_dep(tree),
            "rel_head": self.rel_head(heads),
            "vectors": (layers[0][rows, first] + layers[0][rows, last]) / 2,
        }

    def relations(self, dep: Tensor, head: Tensor) -> Tensor:
        """Relation logits (n, relations) of n pairs of `rel_dep` and `rel_head` vectors."""
        one = torch.ones_like(dep[:, :1])
        half = torch.einsum("ni,rij->nrj", torch.cat([dep, one], -1), self.rel)
        return torch.einsum("nrj,nj->nr", half, torch.cat([head, one], -1))


def encoder_state(source: Checkpoint) -> dict[str, Tensor]:
    """The encoder's parameters out of the pre-trained weights; the token type's vector goes into the positions."""
    tensors = {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in source.tensors.items()}
    state = {"position.weight": tensors["emb.pos"] + tensors["emb.type"][: source.hidden]}
    state |= {"norm.weight": tensors["emb.ln.w"], "norm.bias": tensors["emb.ln.b"]}
    for number in range(source.layers):
        old, new = f"l{number}", f"layers.{number}"
        state[f"{new}.qkv.weight"] = torch.cat([tensors[f"{old}.{part}.w"] for part in "qkv"])
        state[f"{new}.qkv.bias"] = torch.cat([tensors[f"{old}.{part}.b"] for part in "qkv"])
        for mine, theirs in (("out", "ao"), ("norm1", "aln"), ("up", "fi"), ("down", "fo"), ("norm2", "oln")):
            state[f"{new}.{mine}.weight"] = tensors[f"{old}.{theirs}.w"]
            state[f"{new}.{mine}.bias"] = tensors[f"{old}.{theirs}.b"]
    return {f"encoder.{name}": value for name, value in state.items()}
