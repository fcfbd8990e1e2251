"""What turns a text into vectors that lie close where texts mean the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""One vector a row."""


@dataclass(frozen=True, slots=True)
class Text:
    body: str
    heading: str = ""
    """What the body stands under; read again with every part of a long body."""


class Embedder(Protocol):
    @property
    def name(self) -> str:
        """Vectors are only comparable under the same name."""
        ...

    @property
    def dimension(self) -> int: ...

    async def embed(self, texts: Sequence[Text]) -> Sequence[Vectors]:
        """The vectors of each text, of length 1, in order; several where it is read in parts.

        Raises EmbeddingsUnusable.
        """
        ...
