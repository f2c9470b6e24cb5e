"""A checkpoint as the files that ship: int8 ONNX, embeddings as int8 rows, labels, vocabulary.

python -m training.export --name twelve --to kg/nlp/model
"""

import argparse
import json
import pickle
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from kg.nlp.pieces import Pieces
from training.batches import Encoder
from training.corpus import Labels, Sentence
from training.network import Network, Shape
from training.tail import Bundle, Tail, attach

CALIBRATION = 25
"""Every so manieth sentence of the treebank tells how large the inputs of each layer get."""
OUTPUTS = ["upos", "feats", "scripts", "names", "ends", "arcs", "rel_dep", "rel_head", "vectors"]


class Plain(nn.Module):  # type: ignore[misc]
    """The network with a tuple of outputs, as ONNX wants it."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, embedded: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        out = self.network(embedded, first, last)
        return tuple(out[name] for name in OUTPUTS)


class Smooth(nn.Module):  # type: ignore[misc]
    """A linear layer whose inputs are divided by one number a channel and whose weights are multiplied by it.

    The result is the same; inputs with a few large channels lose less in int8 (Xiao et al. 2023, "SmoothQuant").
    """

    def __init__(self, linear: nn.Linear, peaks: Tensor, share: float) -> None:
        super().__init__()
        scale = peaks.clamp(min=1e-4) ** share / linear.weight.detach().abs().amax(0).clamp(min=1e-4) ** (1 - share)
        self.register_buffer("factor", 1 / scale)
        self.linear = linear
        self.linear.weight.data *= scale

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x * self.factor)


def smooth(network: Network, encoder: Encoder, embeddings: Tensor, sentences: list[Sentence], share: float) -> None:
    """Replace the encoder's linear layers by smoothed ones; the peaks of their inputs come from some sentences."""
    network.eval()
    peaks: dict[str, Tensor] = {}
    linears = {name: one for name, one in network.encoder.named_modules() if isinstance(one, nn.Linear)}

    def watch(name: str) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def hook(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            found = inputs[0].detach().abs().flatten(0, -2).amax(0)
            peaks[name] = torch.maximum(peaks.get(name, found), found)

        return hook

    hooks = [one.register_forward_pre_hook(watch(name)) for name, one in linears.items()]
    with torch.no_grad():
        for place in range(0, len(sentences), 4):
            batch = encoder.batch("tree", [sentences[place : place + 4]])
            network(embeddings[batch.ids], batch.first, batch.last)
    for hook in hooks:
        hook.remove()
    for name, one in linears.items():
        parent, _, own = name.rpartition(".")
        setattr(network.encoder.get_submodule(parent), own, Smooth(one, peaks[name], share))


def quantise_rows(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 rows and one float16 scale each; a row is what its int8 values times its scale give."""
    scales = np.maximum(np.abs(rows).max(1), 1e-6) / 127
    scales = scales.astype(np.float16)
    return np.clip(np.rint(rows / scales.astype(np.float32)[:, None]), -127, 127).astype(np.int8), scales


def export(network: Network, path: Path, quantised: bool = True, float_heads: bool = False) -> None:
    """Write the ONNX file; the encoder's matrices in int8 by channel, the heads too unless `float_heads`."""
    network.eval()
    example = (torch.randn(1, 12, 384), torch.tensor([[1, 3, 5]]), torch.tensor([[2, 4, 6]]))
    axes = {"embedded": {1: "pieces"}, "first": {1: "words"}, "last": {1: "words"}}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Plain(network),
            example,
            str(plain),
            input_names=list(axes),
            output_names=OUTPUTS,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        if not quantised:
            shutil.copy(plain, path)
            return
        heads = [node.name for node in onnx.load(plain).graph.node if "encoder" not in node.name] if float_heads else []
        quantize_dynamic(
            plain,
            path,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gemm"],
            nodes_to_exclude=heads,
        )


def bundles(trees: list[Sentence]) -> list[Bundle]:
    """Each part of speech with all its features as the treebank has them together, and how often."""
    pairs = (pair for one in trees for pair in zip(one.upos, one.feats, strict=True))
    counts = Counter((tag, "|".join(f"{key}={value}" for key, value in sorted(feats.items()))) for tag, feats in pairs)
    return [(tag, feats, count) for (tag, feats), count in sorted(counts.items())]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path.home() / ".cache/kg-uk/training")
    parser.add_argument("--name", default="twelve")
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--to", type=Path, default=Path("kg/nlp/model"))
    parser.add_argument("--float", action="store_true", help="no int8, for comparison")
    parser.add_argument("--float-heads", action="store_true")
    parser.add_argument(
        "--smooth", type=float, default=0.7, help="share of a channel's size that weights take over; 0: none"
    )
    options = parser.parse_args()
    labels = Labels(**json.loads((options.out / "labels.json").read_text(encoding="utf-8")))
    network = Network(Shape(layers=options.layers), labels)
    network.load_state_dict(torch.load(options.out / f"{options.name}.pt", weights_only=True))
    options.to.mkdir(parents=True, exist_ok=True)
    with (options.out / "sentences.pkl").open("rb") as file:
        sentences: list[Sentence] = pickle.load(file)["trees"]
    if options.smooth and not options.float:
        encoder = Encoder(Pieces(options.out / "pieces.json"), labels)
        embeddings = torch.from_numpy(np.load(options.out / "embeddings.npy"))
        smooth(network, encoder, embeddings, sentences[::CALIBRATION], options.smooth)
    export(network, options.to / "network.onnx", quantised=not options.float, float_heads=options.float_heads)
    found = bundles(sentences)
    tail = Tail(labels.upos, labels.feats, found, network.rel.detach())
    onnx.save(attach(onnx.load(options.to / "network.onnx"), tail), options.to / "network.onnx")
    rows, scales = quantise_rows(np.load(options.out / "embeddings.npy"))
    np.savez(options.to / "arrays.npz", rows=rows, scales=scales)
    shutil.copy(options.out / "pieces.json", options.to / "pieces.json")
    shipped = labels.__dict__ | {"bundles": found}
    (options.to / "labels.json").write_text(json.dumps(shipped, ensure_ascii=False), encoding="utf-8")
    total = sum(path.stat().st_size for path in options.to.iterdir()) / 1e6
    print(f"{options.to}: {total:.1f} MB")


if __name__ == "__main__":
    main()
