"""The bundle that turns begin with: what the project tells its model, and pinned articles (D21).

Everything under its id is kept before a request goes out with it, so that each request can be
rebuilt, whatever becomes of articles and prompt files (P8).
"""

import asyncio
from dataclasses import dataclass, field

import structlog

from frontdesk.answering.bundle import Bundle, with_pinned
from frontdesk.domain.passage import trusted
from frontdesk.knowledge import InputPrices, Library, Setting, choose_mode
from frontdesk.ports.bundles import Bundles

logger = structlog.get_logger()


@dataclass(slots=True)
class Briefing:
    bundle: Bundle
    """The newest; without pinned passages until it was first asked for."""
    library: Library
    bundles: Bundles
    setting: Setting = "auto"
    prices: InputPrices | None = None
    """Of the answering model; None where they are not known."""
    _changes: int | None = None
    """Of the articles, as the bundle has them."""
    _renewing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def current(self) -> Bundle:
        """As the articles are now. Raises StorageFailed."""
        changes = await self.library.look()
        async with self._renewing:
            if changes != self._changes:
                await self._renew()
                self._changes = changes
        return self.bundle

    async def _renew(self) -> None:
        extent = await self.library.passages.extent()
        choice = choose_mode(extent, self.setting, self.prices)
        is_pinned = choice.mode == "prompt"
        every = await self.library.every() if is_pinned else ()
        passages = trusted(every)  # the others would taint all
        bundle = with_pinned(self.bundle, passages)
        await self.bundles.keep(bundle.id, bundle.content)
        self.bundle = bundle
        if is_pinned:
            logger.info("articles pinned", passages=len(passages), reason=choice.reason)
