"""How the network is run: the same numbers on every processor."""

import importlib.util

import numpy as np
import pytest

from kg.nlp.engine import session_options
from tests.conftest import missing

DEPTH = 64


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_bytes_are_multiplied_without_loss() -> None:
    """Two products of the largest bytes are more than 16 bits hold: processors without VNNI cut them by default."""
    if importlib.util.find_spec("onnx") is None:
        missing("the package onnx is not installed: pip install 'kg-uk[train]'")
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    weights = numpy_helper.from_array(np.full((DEPTH, 32), 127, np.int8), "weights")
    product = helper.make_node("MatMulInteger", ["bytes", "weights"], ["sums"])
    given = helper.make_tensor_value_info("bytes", TensorProto.UINT8, [4, DEPTH])
    result = helper.make_tensor_value_info("sums", TensorProto.INT32, [4, 32])
    graph = helper.make_graph([product], "product", [given], [result], [weights])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), session_options())
    (sums,) = session.run(None, {"bytes": np.full((4, DEPTH), 255, np.uint8)})
    assert np.all(sums == 255 * 127 * DEPTH)


def test_whole_sums_are_asked_for() -> None:
    """Where the processor would give them anyhow, too."""
    assert session_options().get_session_config_entry("session.x64quantprecision") == "1"
