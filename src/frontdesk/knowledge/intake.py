"""The knowledge is kept in step with the company's articles."""

import asyncio
import time

import structlog

from frontdesk.errors import KnowledgeFolderMissing
from frontdesk.knowledge.ingesting import Report, Tell, ingest, tell_nobody
from frontdesk.ports.articles import Articles
from frontdesk.ports.passages import Passages

LOOK_SHARE = 0.05
"""Of the time may be spent looking whether articles changed: a large folder is looked at less."""

logger = structlog.get_logger()


class Intake:
    def __init__(
        self, articles: Articles, passages: Passages, *, look_share: float = LOOK_SHARE
    ) -> None:
        self._articles, self._passages = articles, passages
        self._look_share = look_share
        self._stamp: str | None = None
        self._taking_in = asyncio.Lock()  # articles are taken in by one at a time
        self._look_again_at = 0.0

    async def take_in(self, tell: Tell = tell_nobody) -> Report:
        """Make the kept passages those of the articles; what was skipped is in report and log.

        Raises KnowledgeFolderMissing before anything is changed, StorageFailed.
        """
        async with self._taking_in:
            stamp = await self._articles.stamp()  # before they are read: no change is missed
            report = await ingest(self._articles, self._passages, tell)
            self._stamp = stamp
        for skipped in report.skipped:
            logger.warning("article skipped", reason=skipped.reason, next_step=skipped.next_step)
        return report

    async def take_in_changes(self) -> bool:
        """Whether there were any since the last look.

        Articles that cannot be reached leave the knowledge as it was. Raises StorageFailed.
        """
        began = time.monotonic()
        if began < self._look_again_at or self._taking_in.locked():
            return False
        try:
            return await self._look()
        except KnowledgeFolderMissing as error:
            logger.warning("articles not looked at", reason=str(error), next_step=error.next_step)
            return False
        finally:
            ended = time.monotonic()
            self._look_again_at = ended + (ended - began) / self._look_share

    async def _look(self) -> bool:
        if await self._articles.stamp() == self._stamp:
            return False
        report = await self.take_in()
        changes = {"added": report.added, "changed": report.changed, "removed": report.removed}
        logger.info("articles changed", **changes)
        return True
