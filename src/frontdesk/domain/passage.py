"""A passage: the piece of an article that is searched, shown to the model and cited."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NewType

ArticleId = NewType("ArticleId", str)
"""An article's path below its knowledge folder, without suffix: `returns/policy`."""

PassageId = NewType("PassageId", str)
"""`<article>#<ordinal>`, or `<article>#<anchor>`: stable while the article does not change."""


@dataclass(frozen=True, slots=True)
class Passage:
    id: PassageId
    article: ArticleId
    title: str
    section: str
    """Headings from the article's top to here, joined by ` › `; empty before the first one."""
    url: str
    """Where a customer can read the article; empty if nowhere."""
    blocks: tuple[str, ...]
    """One paragraph, list item or table row each: the API cites whole blocks."""
    category: str = ""
    """What the article is filed under; empty if nothing."""
    is_trusted: bool = True
    """The company answers for it; else it taints a conversation that reads it."""

    @property
    def text(self) -> str:
        return "\n\n".join(self.blocks)


def trusted(passages: Iterable[Passage]) -> Sequence[Passage]:
    """Those the company answers for."""
    return [passage for passage in passages if passage.is_trusted]


def all_trusted(passages: Iterable[Passage]) -> bool:
    return all(passage.is_trusted for passage in passages)


@dataclass(frozen=True, slots=True)
class Found:
    passage: Passage
    score: float
    """Higher is better; only comparable within one search."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a customer sees behind a chip."""

    n: int
    """Counts through the turn; the same passage and quote keep their number."""
    source: PassageId
    title: str
    url: str
    section: str
    quote: str
