"""The company's knowledge as one thing: kept in step with its articles, read, and searched."""

import asyncio
import time
from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import structlog

from frontdesk.domain.passage import Passage
from frontdesk.errors import EmbeddingsUnusable, StorageFailed
from frontdesk.knowledge.embedding import Meaning, read_articles
from frontdesk.knowledge.intake import Intake
from frontdesk.knowledge.searching import Query, Search, search
from frontdesk.ports.passages import Passages

READ_AGAIN_SECONDS = 5.0  # How soon articles that another process took in are read for meaning.

logger = structlog.get_logger()


class Library:
    """Searched by words at once, by meaning too as soon as its articles are read."""

    def __init__(
        self,
        passages: Passages,
        *,
        meaning: Meaning | None = None,
        intake: Intake | None = None,
        untrusted: Collection[str] = (),
    ) -> None:
        """`untrusted`: folders of articles that the company does not answer for."""
        self.passages = passages
        self.meaning = meaning
        """None when articles are found by words alone."""
        self._intake = intake
        self._untrusted = tuple(f"{folder}/" for folder in untrusted)
        self._new_articles = asyncio.Event()
        self._changes = 0

    async def search(self, query: Query, *, limit: int = 5) -> Search:
        """With an intake also in articles changed since the last question. Raises StorageFailed."""
        await self.look()
        found = await search(self.passages, query, meaning=self.meaning, limit=limit)
        return replace(
            found, found=[replace(hit, passage=self._marked(hit.passage)) for hit in found.found]
        )

    async def every(self) -> Sequence[Passage]:
        """All passages. Raises StorageFailed."""
        return [self._marked(passage) for passage in await self.passages.every()]

    def _marked(self, passage: Passage) -> Passage:
        is_others = passage.article.startswith(self._untrusted)
        return replace(passage, is_trusted=False) if is_others else passage

    async def look(self) -> int:
        """Take in articles that changed; how often some had until now. Raises StorageFailed."""
        if self._intake and await self._intake.take_in_changes():
            self._changes += 1
            self._new_articles.set()
        return self._changes

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[None]:
        """While open, articles are read for their meaning in the background."""
        if self.meaning is None:
            yield
            return
        reader = asyncio.create_task(self._keep_reading(self.meaning))
        try:
            yield
        finally:
            reader.cancel()
            await asyncio.wait([reader])

    async def _keep_reading(self, meaning: Meaning) -> None:
        while True:
            self._new_articles.clear()
            try:
                await _read(meaning)
            except EmbeddingsUnusable as error:
                self.meaning = None
                reason = str(error)
                logger.warning("searching by words alone", reason=reason, next_step=error.next_step)
                return
            except StorageFailed as error:
                logger.warning("articles not read", reason=str(error), next_step=error.next_step)
            with suppress(TimeoutError):
                async with asyncio.timeout(READ_AGAIN_SECONDS):
                    await self._new_articles.wait()


async def _read(meaning: Meaning) -> None:
    total = await meaning.index.unread_count(meaning.model)
    if not total:
        return
    logger.info("reading articles for their meaning", articles=total)
    began, read, told = time.monotonic(), 0, 0
    async for taken in read_articles(meaning):
        read += taken
        if (tenths := 10 * read // total) > told:
            told = tenths
            logger.info("articles read", read=read, of=total)
    logger.info("articles are searched by meaning", seconds=round(time.monotonic() - began, 1))
