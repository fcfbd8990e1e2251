"""Where passages are kept and found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from frontdesk.domain.passage import ArticleId, Found, Passage


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is kept."""

    articles: int
    passages: int
    size: int
    """Bytes of UTF-8 in titles, sections and texts; what overlaps counts twice."""


class Passages(Protocol):
    async def fingerprints(self) -> Mapping[ArticleId, str]:
        """The fingerprint each kept article was put with."""
        ...

    async def extent(self) -> Extent: ...

    async def every(self) -> Sequence[Passage]:
        """All that are kept: articles by their ids, the passages of each as they were put."""
        ...

    async def put(self, article: ArticleId, fingerprint: str, passages: Sequence[Passage]) -> None:
        """Replace all passages of this article, in one step."""
        ...

    async def remove(self, article: ArticleId) -> None: ...

    async def find(
        self, words: Sequence[str], limit: int, *, category: str = ""
    ) -> Sequence[Found]:
        """Passages that hold any of these words, best first (BM25; titles and sections count more).

        Words are plain text, never query syntax. Matching ignores case and accents and stems
        English. A word given twice counts twice. No word, no result. With a category, only its
        passages are looked at.
        """
        ...
