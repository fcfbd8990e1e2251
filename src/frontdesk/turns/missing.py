"""Keep in the log that people were not in time: colleagues see it there, webhooks tell of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from frontdesk.domain.event import TargetMissed
from frontdesk.domain.listing import Listing
from frontdesk.handover.targets import Due, Targets
from frontdesk.ports.clock import Clock
from frontdesk.ports.listings import Listings
from frontdesk.turns.handing_over import appended
from frontdesk.turns.log import Logs

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Misses:
    logs: Logs
    listings: Listings
    clock: Clock
    targets: Targets

    async def look(self) -> None:
        """Raises StorageFailed."""
        if not self.targets.are_set:
            return
        now = self.clock.now()
        for line in [
            *await self.listings.newest("queue", AT_ONCE),
            *await self.listings.newest("person", AT_ONCE),
        ]:
            if next(self._missed(line.listing, now), None):
                async with self.logs.use(line.conversation) as log:
                    missed = self._missed(log.listing, now)
                    await appended(
                        log, [TargetMissed(due.target, due.since, due.at) for due in missed]
                    )

    def _missed(self, listing: Listing, now: datetime) -> Iterator[Due]:
        """What nobody has told of yet."""
        for due in self.targets.all_due(listing):
            if due.at < now and (due.target, due.since) not in listing.missed:
                yield due
