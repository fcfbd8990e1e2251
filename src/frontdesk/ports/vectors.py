"""Where the vectors of passages are kept and compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from frontdesk.domain.passage import ArticleId, Found, Passage, PassageId
from frontdesk.ports.embedding import Vectors

READY_SHARE = 0.9
"""Fewer articles with vectors than this are not searched by them: what is missing would be lost."""


@dataclass(frozen=True, slots=True)
class Unread:
    """An article whose passages have no vectors yet."""

    article: ArticleId
    fingerprint: str
    passages: Sequence[Passage]


class VectorIndex(Protocol):
    """Vectors go with their article: a changed or removed one has none."""

    async def unread(self, model: str, limit: int) -> Sequence[Unread]:
        """Articles without vectors of this model, at most `limit`."""
        ...

    async def unread_count(self, model: str) -> int: ...

    async def put(self, model: str, article: Unread, vectors: Mapping[PassageId, Vectors]) -> None:
        """Keep an article's vectors, in one step; nothing if it has changed since it was read."""
        ...

    async def nearest(
        self, model: str, vector: Vectors, limit: int, *, category: str = ""
    ) -> Sequence[Found]:
        """Passages by the inner product of their best vector with this one, best first.

        Nothing while fewer than READY_SHARE of the articles have vectors of this model.
        """
        ...
