"""How soon people should have answered, in the hours they are there: service-level targets.

All of it follows from what the log says and from the settings; nothing is counted along the way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from frontdesk.domain.event import Priority, Target
from frontdesk.domain.listing import Listing
from frontdesk.handover.hours import ALWAYS, Hours

ByPriority = Mapping[Priority, timedelta]
NONE: ByPriority = {}


@dataclass(frozen=True, slots=True)
class Due:
    target: Target
    since: datetime
    """When its time began to run."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Targets:
    """For each priority the time allowed; a priority that is left out has none."""

    first_reply: ByPriority = field(default_factory=lambda: NONE)
    """From the customer's wait for a person on, to that person's first word."""
    next_reply: ByPriority = field(default_factory=lambda: NONE)
    """From the first message since, to the next word."""
    resolution: ByPriority = field(default_factory=lambda: NONE)
    """From when people had it, until it is closed or handed back."""
    hours: Hours = ALWAYS
    """Only these count."""

    @property
    def are_set(self) -> bool:
        return bool(self.first_reply or self.next_reply or self.resolution)

    def due(self, listing: Listing) -> Due | None:
        """What has to be done first; None where nothing has to be by a time."""
        return min(self.all_due(listing), key=lambda due: due.at, default=None)

    def all_due(self, listing: Listing) -> Iterator[Due]:
        if listing.holder not in {"queue", "person"}:
            return
        if listing.awaits:
            if listing.has_replied:
                yield from self._due("next_reply", self.next_reply, listing, listing.awaits)
            else:
                yield from self._due("first_reply", self.first_reply, listing, listing.awaits)
        if listing.with_people:
            yield from self._due("resolution", self.resolution, listing, listing.with_people)

    def _due(
        self, target: Target, allowed: ByPriority, listing: Listing, since: datetime
    ) -> Iterator[Due]:
        if listing.priority in allowed:
            at = self.hours.after(since, allowed[listing.priority])
            yield Due(target, since, at)
