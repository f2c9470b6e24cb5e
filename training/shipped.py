"""The shipped files as a float checkpoint again, so that training can go on from them; not for shipping (`export`).

int8 matrices are multiplied by their channel's scale, what smoothing moved from inputs to weights is moved back, and
softmaxed layer weights become their logarithms. What rounding to int8 lost stays lost.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import GraphProto, NodeProto, numpy_helper
from torch import Tensor

from training import tail
from training.network import REL

PREFIX = "network."
_MIXES = ("tag_mix", "tree_mix", "name_mix")


def embeddings(folder: Path) -> np.ndarray:
    """The rows of the vocabulary, float32."""
    arrays = np.load(folder / "arrays.npz")
    rows: np.ndarray = arrays["rows"].astype(np.float32) * arrays["scales"].astype(np.float32)[:, None]
    return rows


def state(folder: Path) -> dict[str, Tensor]:
    """The parameters of `training.network.Network` that the files in `folder` were exported from."""
    graph = onnx.load(folder / "network.onnx").graph
    values = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    makers = {name: node for node in graph.node for name in node.output}
    found: dict[str, np.ndarray] = {}
    for name, value in values.items():
        if name.startswith(PREFIX) and not name.endswith((".factor", "_scale", "_zero_point", "_quantized")):
            found[name[len(PREFIX) :]] = value
    for node in graph.node:
        biases = [name for name in node.input if node.op_type == "Add" and name.endswith(".bias")]
        matrix = _matrix(next(name for name in node.input if name != biases[0]), makers, values) if biases else None
        if matrix is not None:
            found[biases[0][len(PREFIX) :].removesuffix("bias") + "weight"] = matrix.T
    found["arc"] = _dequantised(PREFIX + "arc", values)
    found["rel"] = values[tail.PREFIX + "rel"].reshape(REL + 1, -1, REL + 1).transpose(1, 0, 2)
    found |= {f"{name}.weights": mix for name, mix in zip(_MIXES, _mixes(graph, values), strict=True)}
    return {name: torch.from_numpy(np.array(value)) for name, value in _unsmoothed(found, values).items()}


def _matrix(name: str, makers: dict[str, NodeProto], values: dict[str, np.ndarray]) -> np.ndarray | None:
    """The (in, out) matrix whose integer product, scaled, is the tensor `name`; None where it is something else."""
    while (node := makers.get(name)) is not None and node.op_type in ("Mul", "Cast"):
        name = node.input[0]
    if node is None or node.op_type != "MatMulInteger":
        return None
    return _dequantised(node.input[1].removesuffix("_quantized"), values)


def _dequantised(name: str, values: dict[str, np.ndarray]) -> np.ndarray:
    matrix: np.ndarray = values[name + "_quantized"].astype(np.float32) * values[name + "_scale"]
    return matrix


def _mixes(graph: GraphProto, values: dict[str, np.ndarray]) -> list[np.ndarray]:
    """The logits of the three mixes in the order in which the network computes them."""
    shares = [values[name] for node in graph.node for name in node.input if name in values]
    return [np.log(share.reshape(4)) for share in shares if share.shape == (4, 1, 1, 1)]


def _unsmoothed(found: dict[str, np.ndarray], values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    plain = {}
    for name, value in found.items():
        factor = values.get(f"{PREFIX}{name.removesuffix('.linear.weight')}.factor")
        plain[name.replace(".linear.", ".")] = value * factor if factor is not None else value
    return plain
