"""The forward pass, with weights drawn by chance."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from frontdesk.adapters.embedding.minilm import DIMENSION, HEADS, MiniLm, read_safetensors

WIDE = 4 * DIMENSION
SHAPES = {
    "attention.self.query": (DIMENSION, DIMENSION),
    "attention.self.key": (DIMENSION, DIMENSION),
    "attention.self.value": (DIMENSION, DIMENSION),
    "attention.output.dense": (DIMENSION, DIMENSION),
    "intermediate.dense": (WIDE, DIMENSION),
    "output.dense": (DIMENSION, WIDE),
}


@pytest.fixture(scope="module")
def weights() -> dict[str, np.ndarray]:
    chance = np.random.default_rng(7)

    def drawn(*shape: int) -> np.ndarray:
        return chance.normal(0, 0.08, shape).astype(np.float32)

    made = {
        "embeddings.word_embeddings.weight": drawn(50, DIMENSION),
        "embeddings.position_embeddings.weight": drawn(512, DIMENSION),
        "embeddings.token_type_embeddings.weight": drawn(2, DIMENSION),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in range(6):
        place = f"encoder.layer.{layer}"
        for name, shape in SHAPES.items():
            made[f"{place}.{name}.weight"] = drawn(*shape)
            made[f"{place}.{name}.bias"] = drawn(shape[0])
        norms += [f"{place}.attention.output.LayerNorm", f"{place}.output.LayerNorm"]
    for name in norms:
        made[f"{name}.weight"], made[f"{name}.bias"] = 1 + drawn(DIMENSION), drawn(DIMENSION)
    return made


def as_written_down(weights: dict[str, np.ndarray], text: list[int]) -> np.ndarray:
    """BERT as its paper has it: one text, plain loops, exact GELU, double precision."""
    w = {name: values.astype(np.float64) for name, values in weights.items()}

    def norm(x: np.ndarray, name: str) -> np.ndarray:
        x = (x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + 1e-12)
        return x * w[f"{name}.weight"] + w[f"{name}.bias"]

    def linear(x: np.ndarray, name: str) -> np.ndarray:
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    x = w["embeddings.word_embeddings.weight"][text]
    x = x + w["embeddings.position_embeddings.weight"][: len(text)]
    x = norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    size = DIMENSION // HEADS
    for layer in range(6):
        at = f"encoder.layer.{layer}"
        q, k, v = (linear(x, f"{at}.attention.self.{n}") for n in ("query", "key", "value"))
        heads = []
        for head in range(HEADS):
            part = slice(head * size, (head + 1) * size)
            weight = np.exp(q[:, part] @ k[:, part].T / math.sqrt(size))
            heads.append(weight / weight.sum(1, keepdims=True) @ v[:, part])
        seen = linear(np.concatenate(heads, axis=1), f"{at}.attention.output.dense")
        x = norm(x + seen, f"{at}.attention.output.LayerNorm")
        wide = linear(x, f"{at}.intermediate.dense")
        wide = wide * 0.5 * (1 + np.vectorize(math.erf)(wide / math.sqrt(2)))
        x = norm(x + linear(wide, f"{at}.output.dense"), f"{at}.output.LayerNorm")
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


def test_it_computes_what_is_written_down(weights: dict[str, np.ndarray]) -> None:
    text = [2, 17, 4, 31, 3]

    (vector,) = MiniLm(weights).vectors([text])

    assert vector.dtype == np.float32
    assert float(vector @ as_written_down(weights, text)) == pytest.approx(1, abs=1e-4)


def test_a_text_has_the_same_vector_alone_and_among_others(weights: dict[str, np.ndarray]) -> None:
    model, texts = MiniLm(weights), [[2, 5, 3], [2, 9, 9, 30, 41, 3], [2, 3]]

    together = model.vectors(texts)
    alone = np.concatenate([model.vectors([text]) for text in texts])

    assert together == pytest.approx(alone, abs=1e-5)
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(3), abs=1e-5)


def test_reading_leaves_the_weights_alone(weights: dict[str, np.ndarray]) -> None:
    model = MiniLm(weights)

    first = model.vectors([[2, 5, 3]])

    assert model.vectors([[2, 5, 3]]) == pytest.approx(first, abs=0)


def test_tensors_are_read_by_name_and_shape(tmp_path: Path) -> None:
    one, other = np.arange(6, dtype="<f4"), np.arange(4, dtype="<i8")
    header = {
        "__metadata__": {"format": "pt"},
        "other": {"dtype": "I64", "shape": [4], "data_offsets": [0, 32]},
        "one": {"dtype": "F32", "shape": [2, 3], "data_offsets": [32, 56]},
    }
    text = json.dumps(header).encode()
    file = tmp_path / "model.safetensors"
    file.write_bytes(len(text).to_bytes(8, "little") + text + other.tobytes() + one.tobytes())

    tensors = read_safetensors(file)

    assert list(tensors) == ["one"]
    assert tensors["one"].tolist() == [[0, 1, 2], [3, 4, 5]]
