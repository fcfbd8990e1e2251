"""Embedders for tests: one that knows what a few words are about, one that cannot be used."""

from collections.abc import Sequence

import numpy as np

from frontdesk.errors import EmbeddingsUnusable
from frontdesk.ports.embedding import Text, Vectors

TOPICS = {
    "refund": 0,
    "reimbursement": 0,
    "money": 0,
    "parcel": 1,
    "delivery": 1,
    "repair": 2,
    "gift": 3,
    "colours": 4,
}


class Topics:
    """A text's vector points to the topics of its words; every paragraph is a part."""

    name = "topics"
    dimension = 6

    def __init__(self) -> None:
        self.read: list[Text] = []

    async def embed(self, texts: Sequence[Text]) -> Sequence[Vectors]:
        self.read += texts
        return [np.stack([_vector(part) for part in text.body.split("\n\n")]) for text in texts]


class Broken:
    name = "topics"
    dimension = 6

    async def embed(self, texts: Sequence[Text]) -> Sequence[Vectors]:
        raise EmbeddingsUnusable


def _vector(text: str) -> Vectors:
    vector = np.full(6, 0.01, np.float32)
    for word in text.lower().replace(".", "").split():
        vector[TOPICS.get(word, 5)] += 1 if word in TOPICS else 0.05
    return vector / np.linalg.norm(vector)
