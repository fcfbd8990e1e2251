"""The forward pass of all-MiniLM-L6-v2 in numpy: six BERT layers, mean of the pieces, length 1.

Texts of a batch are laid end to end, so nothing is padded: only attention, which must not look
from one text into another, is computed text by text.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

DIMENSION = 384
LAYERS, HEADS = 6, 12
PIECES = 256
"""How much of a text the model reads at once, start and end marks included."""

STEPS = 32_767

_TINY = np.float32(1e-12)
_ROOT = np.float32(np.sqrt(2 / np.pi))
_CUBIC = np.float32(0.044715)
_SCALE = np.float32(1 / np.sqrt(DIMENSION // HEADS))


class MiniLm:
    """Words and layers are kept in steps of two bytes: 45 MB in place of 89."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._words = _Steps(weights["embeddings.word_embeddings.weight"])
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        self._places = weights["embeddings.position_embeddings.weight"][:PIECES] + kind
        self._first = _Norm(weights, "embeddings.LayerNorm")
        self._layers = [_Layer(weights, f"encoder.layer.{n}") for n in range(LAYERS)]

    def vectors(self, texts: Sequence[Sequence[int]]) -> Floats:
        """One vector of length 1 for each text, given as numbers of its pieces, marks included."""
        ends = np.cumsum([len(text) for text in texts])
        spans = [slice(end - len(text), end) for text, end in zip(texts, ends, strict=True)]
        numbers = np.concatenate([np.asarray(text) for text in texts])
        pieces = self._words.rows(numbers)
        for span in spans:
            pieces[span] += self._places[: span.stop - span.start]
        pieces = self._first(pieces)
        for layer in self._layers:
            pieces = layer(pieces, spans)
        means = np.stack([pieces[span].mean(axis=0) for span in spans])
        return means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), _TINY)


class _Steps:
    """A table in whole steps, each row with its own size of step.

    Half of what floats take; vectors differ by less than 0.0001 and cost the same.
    """

    def __init__(self, table: Floats) -> None:
        self._sizes = np.maximum(np.abs(table).max(axis=1), _TINY) / np.float32(STEPS)
        self._steps = np.rint(table / self._sizes[:, None]).astype(np.int16)

    def rows(self, numbers: NDArray[np.int64]) -> Floats:
        return self._steps[numbers] * self._sizes[numbers][:, None]

    def products(self, x: Floats) -> Floats:
        """Of each row of `x` with each row of the table."""
        y = x @ self._steps.astype(np.float32).T
        y *= self._sizes
        return y


class _Linear:
    def __init__(self, weights: Mapping[str, Floats], name: str) -> None:
        self._weight = _Steps(weights[f"{name}.weight"])
        self._bias = weights[f"{name}.bias"]

    def __call__(self, x: Floats) -> Floats:
        y = self._weight.products(x)
        y += self._bias
        return y


class _Norm:
    def __init__(self, weights: Mapping[str, Floats], name: str) -> None:
        self._weight, self._bias = weights[f"{name}.weight"], weights[f"{name}.bias"]

    def __call__(self, x: Floats) -> Floats:
        x = x - x.mean(axis=1, keepdims=True)
        x /= np.sqrt(np.einsum("ij,ij->i", x, x)[:, None] / DIMENSION + _TINY)
        x *= self._weight
        x += self._bias
        return x


class _Layer:
    def __init__(self, weights: Mapping[str, Floats], name: str) -> None:
        self._query = _Linear(weights, f"{name}.attention.self.query")
        self._key = _Linear(weights, f"{name}.attention.self.key")
        self._value = _Linear(weights, f"{name}.attention.self.value")
        self._joined = _Linear(weights, f"{name}.attention.output.dense")
        self._joined_norm = _Norm(weights, f"{name}.attention.output.LayerNorm")
        self._wide = _Linear(weights, f"{name}.intermediate.dense")
        self._narrow = _Linear(weights, f"{name}.output.dense")
        self._norm = _Norm(weights, f"{name}.output.LayerNorm")

    def __call__(self, x: Floats, spans: Sequence[slice]) -> Floats:
        queries, keys, values = self._query(x) * _SCALE, self._key(x), self._value(x)
        seen = np.empty_like(x)
        for span in spans:
            seen[span] = _attention(queries[span], keys[span], values[span])
        x = self._joined_norm(x + self._joined(seen))
        return self._norm(x + self._narrow(_gelu(self._wide(x))))


def _attention(query: Floats, key: Floats, value: Floats) -> Floats:
    query, key, value = (
        part.reshape(len(part), HEADS, -1).transpose(1, 0, 2) for part in (query, key, value)
    )
    weight = query @ key.transpose(0, 2, 1)
    weight -= weight.max(axis=2, keepdims=True)
    np.exp(weight, out=weight)
    weight /= weight.sum(axis=2, keepdims=True)
    return (weight @ value).transpose(1, 0, 2).reshape(-1, DIMENSION)


def _gelu(x: Floats) -> Floats:
    """By tanh: within 0.0005 of the exact one, and numpy has no erf."""
    y = x * x
    y *= _CUBIC
    y += 1
    y *= x
    y *= _ROOT
    np.tanh(y, out=y)
    y += 1
    y *= x
    y *= 0.5
    return y


def read_safetensors(path: Path) -> dict[str, Floats]:
    """Every float32 tensor of the file, by name. Raises OSError, ValueError, KeyError.

    Eight bytes tell how long the JSON header is; it tells where each tensor lies after it.
    """
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
    tensors: dict[str, Floats] = {}
    for name, tensor in header.items():
        if name != "__metadata__" and tensor["dtype"] == "F32":
            begin, end = tensor["data_offsets"]
            flat = np.fromfile(path, np.float32, (end - begin) // 4, offset=8 + size + begin)
            tensors[name] = flat.reshape(tensor["shape"])
    return tensors
