"""Articles are taken in: new and changed ones split and kept, deleted ones removed."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from frontdesk.domain.passage import ArticleId
from frontdesk.errors import ArticleUnreadable
from frontdesk.knowledge.splitting import VERSION, split
from frontdesk.ports.articles import ArticleFile, Articles
from frontdesk.ports.passages import Passages


@dataclass(frozen=True, slots=True)
class Skipped:
    """An article that could not be taken in."""

    name: str
    reason: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Report:
    added: int
    changed: int
    unchanged: int
    removed: int
    passages: int
    """Of the added and changed articles."""
    skipped: Sequence[Skipped]


Tell = Callable[[int, int], None]
"""Is told after each step how many are done, of how many."""


def tell_nobody(_done: int, _total: int) -> None:
    """Nobody waits for it."""


async def ingest(articles: Articles, passages: Passages, tell: Tell = tell_nobody) -> Report:
    """Make the kept passages those of these articles; unchanged articles are not split again.

    One article that cannot be read stops no other and keeps its last good passages.
    Raises KnowledgeFolderMissing before anything is changed, StorageFailed.
    """
    files = await articles.list()
    work = _Ingest(articles, passages, known=await passages.fingerprints())
    for done, file in enumerate(files, start=1):
        await work.take_in(file)
        tell(done, len(files))
    for article in work.known.keys() - work.seen:
        await passages.remove(article)
        work.removed += 1
    return Report(
        work.added, work.changed, work.unchanged, work.removed, work.passages_put, work.skipped
    )


@dataclass(slots=True)
class _Ingest:
    articles: Articles
    passages: Passages
    known: Mapping[ArticleId, str]
    seen: set[ArticleId] = field(default_factory=set[ArticleId])
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    passages_put: int = 0
    skipped: list[Skipped] = field(default_factory=list[Skipped])

    async def take_in(self, file: ArticleFile) -> None:
        if file.article in self.seen:
            reason = f"{file.name} has the same name as another article but for its suffix."
            self.skipped.append(Skipped(file.name, reason, "Rename one of the two."))
            return
        self.seen.add(file.article)
        try:
            await self._take_in(file)
        except ArticleUnreadable as error:
            kept = file.article in self.known
            reason = f"{error} What it said before stays in use." if kept else str(error)
            self.skipped.append(Skipped(file.name, reason, error.next_step))

    async def _take_in(self, file: ArticleFile) -> None:
        content = await self.articles.read(file)
        fingerprint = _fingerprint(content)
        if self.known.get(file.article) == fingerprint:
            self.unchanged += 1
            return
        split_up = split(file.article, _text(file, content))
        if not split_up:  # readable, and it says nothing any more: as good as deleted
            self.seen.remove(file.article)
            reason = f"{file.name} holds no text."
            self.skipped.append(Skipped(file.name, reason, "Write it, or delete the file."))
            return
        await self.passages.put(file.article, fingerprint, split_up)
        self.passages_put += len(split_up)
        if file.article in self.known:
            self.changed += 1
        else:
            self.added += 1


def _text(file: ArticleFile, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleUnreadable(
            f"{file.name} is not UTF-8 text (byte {error.start + 1})."
        ) from error


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(f"{VERSION}\n".encode() + content).hexdigest()
