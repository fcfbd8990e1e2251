"""Where the company's articles are written: a folder today, a help centre's API later."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from frontdesk.domain.passage import ArticleId


@dataclass(frozen=True, slots=True)
class ArticleFile:
    article: ArticleId
    name: str
    """What whoever wrote it calls it: `returns/policy.md`."""


class Articles(Protocol):
    async def list(self) -> Sequence[ArticleFile]:
        """In a fixed order. Raises KnowledgeFolderMissing if there are none."""
        ...

    async def read(self, file: ArticleFile) -> bytes:
        """Raises ArticleUnreadable."""
        ...

    async def stamp(self) -> str:
        """Another one as soon as an article was added, changed or removed; cheap to ask for.

        Raises KnowledgeFolderMissing.
        """
        ...
