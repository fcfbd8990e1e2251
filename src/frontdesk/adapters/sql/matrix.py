"""All vectors in memory, a byte a number, compared with a question's one by one.

Exact, and for 100,000 vectors no slower than an index: the cost is reading 39 MB of memory.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontdesk.ports.embedding import Vectors

CHUNK = 1024  # Vectors turned to floats at once; they stay in the processor's cache.
STEPS = 127

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Packed:
    """Vectors at a byte a number: `steps * scale` is within 1/254 of each vector's largest."""

    passages: Rows
    scales: NDArray[np.float32]
    steps: NDArray[np.int8]


NONE = Packed(np.empty(0, np.int64), np.empty(0, np.float32), np.empty((0, 0), np.int8))


def pack(vectors: Mapping[int, Vectors]) -> Packed:
    """By row of their passage."""
    if not vectors:
        return NONE
    passages = np.repeat(list(vectors), [len(rows) for rows in vectors.values()])
    floats = np.concatenate(list(vectors.values()))
    scales = np.maximum(np.abs(floats).max(axis=1), 1e-12) / STEPS
    steps = np.rint(floats / scales[:, None]).astype(np.int8)
    return Packed(passages.astype(np.int64), scales.astype(np.float32), steps)


class Matrix:
    """Of all packed vectors; made anew when some change, out of the old and the new ones."""

    def __init__(self, every: Mapping[int, Packed]) -> None:
        self._all = _joined([part for part in every.values() if len(part.passages)])
        self.parts = dict(zip(every, _parted(self._all, every.values()), strict=True))
        """Views of the whole: the vectors lie in memory once."""

    def changed(self, kept: Iterable[int], new: Mapping[int, Packed]) -> "Matrix":
        return Matrix({row: self.parts[row] for row in kept} | dict(new))

    def nearest(self, vector: Vectors, limit: int, among: Rows | None) -> list[tuple[int, float]]:
        """Rows of passages with the product of their best vector, best first."""
        scores = self._products(vector)
        passages = self._all.passages
        if among is not None:
            places = np.flatnonzero(np.isin(passages, among))
            scores, passages = scores[places], passages[places]
        return _best_of_each(scores, passages, limit)

    def _products(self, vector: Vectors) -> Vectors:
        steps = self._all.steps
        products = np.empty(len(steps), np.float32)
        floats = np.empty((min(CHUNK, len(steps)), *vector.shape), np.float32)
        for begin in range(0, len(steps), CHUNK):
            chunk = steps[begin : begin + CHUNK]
            floats[: len(chunk)] = chunk
            np.dot(floats[: len(chunk)], vector, out=products[begin : begin + len(chunk)])
        products *= self._all.scales
        return products


def _joined(parts: list[Packed]) -> Packed:
    if not parts:
        return NONE
    return Packed(
        np.concatenate([part.passages for part in parts]),
        np.concatenate([part.scales for part in parts]),
        np.concatenate([part.steps for part in parts]),
    )


def _parted(whole: Packed, sizes: Iterable[Packed]) -> Iterator[Packed]:
    begin = 0
    for part in sizes:
        place = slice(begin, begin + len(part.passages))
        yield Packed(whole.passages[place], whole.scales[place], whole.steps[place])
        begin = place.stop


def _best_of_each(scores: Vectors, passages: Rows, limit: int) -> list[tuple[int, float]]:
    """A passage has several vectors: enough are looked at that `limit` passages are among them."""
    depth = limit
    while True:
        depth = min(depth * 4, len(scores))
        top = np.argpartition(-scores, depth - 1)[:depth] if depth < len(scores) else slice(None)
        best: dict[int, float] = {}
        for score, passage in sorted(
            zip(scores[top].tolist(), passages[top].tolist(), strict=True),
            key=lambda pair: (-pair[0], pair[1]),
        ):
            best.setdefault(passage, score)
        if len(best) >= limit or depth >= len(scores):
            return list(best.items())[:limit]
