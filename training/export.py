"""A checkpoint as the files that ship: int8 ONNX, embeddings as int8 rows, labels, vocabulary.

    python -m training.export --name twelve --to kg/nlp/model
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.corpus import Labels
from training.network import Network, Shape

OUTPUTS = ["upos", "feats", "scripts", "names", "ends", "arcs", "rel_dep", "rel_head"]


class Plain(nn.Module):
    """The network with a tuple of outputs, as ONNX wants it."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, embedded: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        out = self.network(embedded, first, last)
        return tuple(out[name] for name in OUTPUTS)


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
            Plain(network), example, str(plain), input_names=list(axes), output_names=OUTPUTS, dynamic_axes=axes, opset_version=17, dynamo=False
        )
        if not quantised:
            shutil.copy(plain, path)
            return
        import onnx

        heads = [node.name for node in onnx.load(plain).graph.node if "encoder" not in node.name] if float_heads else []
        quantize_dynamic(plain, path, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gemm"], nodes_to_exclude=heads)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path.home() / ".cache/kg-uk/training")
    parser.add_argument("--name", default="twelve")
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--to", type=Path, default=Path("kg/nlp/model"))
    parser.add_argument("--float", action="store_true", help="no int8, for comparison")
    parser.add_argument("--float-heads", action="store_true")
    options = parser.parse_args()
    labels = Labels(**json.loads((options.out / "labels.json").read_text(encoding="utf-8")))
    network = Network(Shape(layers=options.layers), labels)
    network.load_state_dict(torch.load(options.out / f"{options.name}.pt", weights_only=True))
    options.to.mkdir(parents=True, exist_ok=True)
    export(network, options.to / "network.onnx", quantised=not options.float, float_heads=options.float_heads)
    rows, scales = quantise_rows(np.load(options.out / "embeddings.npy"))
    relations = network.rel.detach().numpy().astype(np.float16)
    np.savez(options.to / "arrays.npz", rows=rows, scales=scales, relations=relations)
    shutil.copy(options.out / "pieces.json", options.to / "pieces.json")
    shutil.copy(options.out / "labels.json", options.to / "labels.json")
    total = sum(path.stat().st_size for path in options.to.iterdir()) / 1e6
    print(f"{options.to}: {total:.1f} MB")


if __name__ == "__main__":
    main()
