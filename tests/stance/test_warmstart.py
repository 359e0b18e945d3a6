"""The weights of an exported encoder come back as those that were exported, up to a step of int8."""

import numpy as np
import pytest

from equipoise.errors import ModelError
from equipoise.stance.loading import shipped
from equipoise.stance.warmstart import read_weights, rebuild

pytest.importorskip("onnx")


@pytest.fixture(scope="module")
def folder():
    made = shipped("accurate")
    if not (made / "encoder.onnx").is_file():
        pytest.skip("a checkout without the encoder")
    return made


def test_every_parameter_has_its_name_and_shape(folder):
    weights = read_weights(folder / "encoder.onnx")
    shapes = {name: array.shape for name, array in weights.items()}
    _, width = shapes["encoder.embeddings.word_embeddings.weight"]
    layer = {
        "attention.self.query.weight": (width, width),
        "attention.output.LayerNorm.bias": (width,),
        "intermediate.dense.weight": (4 * width, width),
        "output.dense.weight": (width, 4 * width),
    }
    for number in range(6):
        for name, shape in layer.items():
            assert shapes[f"encoder.encoder.layer.{number}.{name}"] == shape
    assert shapes["out.weight"] == (3, 3 * width) and shapes["out.bias"] == (3,)
    assert shapes["link.weight"] == (1, 3 * width) and shapes["link.bias"] == (1,)
    # a layer has eight weights with a bias each; five of the embeddings; two of each head
    assert len(weights) == 6 * 16 + 5 + 4
    assert all(array.dtype == np.float32 for array in weights.values())


def test_what_is_no_encoder_of_ours_is_told(tmp_path):
    onnx = pytest.importorskip("onnx")
    (tmp_path / "a.onnx").write_bytes(b"no model")
    with pytest.raises(ModelError, match=r"a\.onnx"):
        read_weights(tmp_path / "a.onnx")
    tensor = onnx.numpy_helper.from_array(np.zeros((2, 2), np.int8), "onnx::MatMul_1_quantized")
    scale = onnx.numpy_helper.from_array(np.ones(2, np.float32), "onnx::MatMul_1_scale")
    zero = onnx.numpy_helper.from_array(np.zeros(2, np.int8), "onnx::MatMul_1_zero_point")
    graph = onnx.helper.make_graph([], "g", [], [], initializer=[tensor, scale, zero])
    onnx.save(onnx.helper.make_model(graph), tmp_path / "b.onnx")
    with pytest.raises(ModelError, match="MatMul_1"):
        read_weights(tmp_path / "b.onnx")


def test_what_smoothing_moved_into_a_matrix_is_moved_back(tmp_path):
    onnx = pytest.importorskip("onnx")
    steps = np.array([[10, -20], [30, 40]], np.int8)
    held = {
        "onnx::MatMul_1_quantized": steps,
        "onnx::MatMul_1_scale": np.array([0.5, 0.25], np.float32),
        "onnx::MatMul_1_zero_point": np.zeros(2, np.int8),
        "a.layer.0.self.key.by": np.array([0.1, 2.0], np.float32),
        "a.layer.0.self.key.bias": np.zeros(2, np.float32),
    }
    node = onnx.helper.make_node
    nodes = [
        node("Mul", ["x", "a.layer.0.self.key.by"], ["narrow"]),
        node("DynamicQuantizeLinear", ["narrow"], ["rounded", "scale", "zero"]),
        node("MatMulInteger", ["rounded", "onnx::MatMul_1_quantized", "zero"], ["product"]),
        node("Add", ["a.layer.0.self.key.bias", "product"], ["out"]),
    ]
    tensors = [onnx.numpy_helper.from_array(array, name) for name, array in held.items()]
    graph = onnx.helper.make_graph(nodes, "g", [], [], initializer=tensors)
    onnx.save(onnx.helper.make_model(graph), tmp_path / "a.onnx")
    weights = read_weights(tmp_path / "a.onnx")
    assert weights["a.layer.0.self.key.weight"] == pytest.approx(np.array([[0.5, 30.0], [-0.5, 20.0]]))
    assert set(weights) == {"a.layer.0.self.key.weight", "a.layer.0.self.key.bias"}


def test_the_rebuilt_network_says_what_the_exported_one_says(folder):
    torch = pytest.importorskip("torch")
    pytest.importorskip("transformers")
    import onnxruntime

    from equipoise.stance.roles import SOURCE, TARGET

    encoder, tokenizer, _ = rebuild(folder)
    encoder.eval()
    session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"))
    ids = torch.tensor([tokenizer(f"{SOURCE} thanked {TARGET} for the loan.")["input_ids"]])
    mask = torch.ones_like(ids)
    with torch.no_grad():
        hidden = encoder(input_ids=ids, attention_mask=mask).last_hidden_state[0]
    pooled = session.run(["pooled"], {"input_ids": ids.numpy(), "attention_mask": mask.numpy()})[0][0]
    at = int((ids[0] == tokenizer.convert_tokens_to_ids(SOURCE)).nonzero()[0])
    ours, theirs = hidden[at].numpy(), pooled[: hidden.shape[1]]
    assert np.corrcoef(ours, theirs)[0, 1] > 0.99
