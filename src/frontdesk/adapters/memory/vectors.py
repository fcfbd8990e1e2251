"""Vectors of passages in this process's memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.adapters.memory.passages import MemoryPassages
from frontdesk.domain.passage import ArticleId, Found, Passage, PassageId
from frontdesk.ports.embedding import Vectors
from frontdesk.ports.vectors import READY_SHARE, Unread


@dataclass(frozen=True, slots=True)
class _Kept:
    model: str
    fingerprint: str
    vectors: Mapping[PassageId, Vectors]


class MemoryVectorIndex:
    def __init__(self, passages: MemoryPassages) -> None:
        self._passages = passages
        self._kept: dict[ArticleId, _Kept] = {}

    async def unread(self, model: str, limit: int) -> Sequence[Unread]:
        return self._unread(model)[:limit]

    async def unread_count(self, model: str) -> int:
        return len(self._unread(model))

    async def put(self, model: str, article: Unread, vectors: Mapping[PassageId, Vectors]) -> None:
        fingerprint, _ = self._passages.articles().get(article.article, ("", ()))
        if fingerprint == article.fingerprint:
            self._kept[article.article] = _Kept(model, fingerprint, dict(vectors))

    async def nearest(
        self, model: str, vector: Vectors, limit: int, *, category: str = ""
    ) -> Sequence[Found]:
        articles = self._passages.articles()
        read = len(articles) - len(self._unread(model))
        if read < max(READY_SHARE * len(articles), 1):
            return []
        found = [
            Found(passage, float((self._kept[article].vectors[passage.id] @ vector).max()))
            for article, (_, passages) in articles.items()
            if self._is_read(model, article)
            for passage in passages
            if category in {"", passage.category} and passage.id in self._kept[article].vectors
        ]
        return sorted(found, key=lambda hit: -hit.score)[:limit]

    def _is_read(self, model: str, article: ArticleId) -> bool:
        fingerprint, _ = self._passages.articles()[article]
        kept = self._kept.get(article)
        return kept is not None and (kept.model, kept.fingerprint) == (model, fingerprint)

    def _unread(self, model: str) -> Sequence[Unread]:
        articles: Mapping[ArticleId, tuple[str, Sequence[Passage]]] = self._passages.articles()
        return [
            Unread(article, fingerprint, passages)
            for article, (fingerprint, passages) in sorted(articles.items())
            if not self._is_read(model, article)
        ]
