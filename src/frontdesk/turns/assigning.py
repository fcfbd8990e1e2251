"""Assign what waits to whoever is there; what somebody leaves unanswered waits again.

Assigning is an append on condition, as taking is: of two processes one assigns, and whoever takes
a conversation meanwhile has it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from frontdesk.domain.event import (
    Assigned,
    PersonJoined,
    PersonWrote,
    Recorded,
    Transferred,
)
from frontdesk.domain.listing import Listing
from frontdesk.domain.user import NOBODY, User, UserName
from frontdesk.handover.assigning import LONG_AGO, Assign, Waiting, Working, assignments
from frontdesk.handover.hours import ALWAYS, Hours
from frontdesk.ports.clock import Clock
from frontdesk.ports.listings import Listed, Listings
from frontdesk.ports.users import Users
from frontdesk.turns.handing_over import appended
from frontdesk.turns.log import Logs

AWAY = "{name} is away."
AT_ONCE = 500
"""Lines of each kind that are looked at; what is beyond is assigned once these are fewer."""


@dataclass(frozen=True, slots=True)
class Assigner:
    logs: Logs
    listings: Listings
    users: Users
    clock: Clock
    how: Assign = "none"
    capacity: int = 6
    """Of whoever has none of their own."""
    hours: Hours = ALWAYS
    given: dict[UserName, datetime] = field(default_factory=dict[UserName, datetime])
    """When each was assigned one last, as far as this process has seen."""

    async def look(self) -> None:
        """Raises StorageFailed."""
        users = {user.name: user for user in await self.users.listed()}
        there = [user for user in users.values() if not user.is_away]
        if self.how == "none" and len(there) == len(users):
            return
        waiting = await self.listings.newest("queue", AT_ONCE)
        names = {user.name for user in there}
        for line in waiting:
            mark = line.listing.assigned
            if mark and mark.user not in names:
                back = Assigned(NOBODY, "", AWAY.format(name=mark.name), had=mark.user)
                async with self.logs.use(line.conversation) as log:
                    await appended(log, [back])
        if self.how != "none" and self.hours.is_open(self.clock.now()):
            held = await self.listings.newest("person", AT_ONCE)
            await self._assign(waiting, self._working(there, [*waiting, *held]))

    async def release(self, user: User) -> None:
        """Who leaves gives back what they have and never answered, while its customer waits.

        What was only assigned to them goes back with the next look. Raises StorageFailed.
        """
        for line in await self.listings.newest("person", AT_ONCE):
            if line.listing.user != user.name:
                continue
            async with self.logs.use(line.conversation) as log:
                if log.listing.awaits and not _has_answered(log.events):
                    why = AWAY.format(name=user.shown)
                    await appended(log, [Transferred(user.shown, had=user.name, reason=why)])

    async def _assign(self, lines: Iterable[Listed], working: Sequence[Working]) -> None:
        now = self.clock.now()
        for chosen in assignments(_unassigned(lines, now), working, self.how, at=now):
            user = chosen.user
            given = Assigned(user.name, user.shown, chosen.reason)
            async with self.logs.use(chosen.conversation) as log:
                if await appended(log, [given]):
                    self.given[user.name] = chosen.at

    def _working(self, there: Iterable[User], lines: Iterable[Listed]) -> Sequence[Working]:
        now = self.clock.now()
        owned = [line.listing for line in lines]
        for listing in owned:  # a process that begins learns from the lines whose turn it is
            if mark := listing.assigned:
                self.given[mark.user] = max(mark.at, self.given.get(mark.user, LONG_AGO))
        return [
            Working(
                user,
                self.capacity if user.capacity is None else user.capacity,
                sum(_owner(each) == user.name and not _is_put_off(each, now) for each in owned),
                self.given.get(user.name, LONG_AGO),
            )
            for user in there
        ]


def _has_answered(events: Sequence[Recorded]) -> bool:
    """Whether whoever has it wrote anything since they got it."""
    for record in reversed(events):
        if isinstance(record.event, PersonWrote):
            return True
        if isinstance(record.event, PersonJoined | Transferred):
            return False
    return False


def _owner(listing: Listing) -> UserName:
    if listing.holder == "queue":
        return listing.assigned.user if listing.assigned else NOBODY
    return listing.user


def _is_put_off(listing: Listing, now: datetime) -> bool:
    return listing.snoozed is not None and listing.snoozed > now


def _unassigned(lines: Iterable[Listed], now: datetime) -> Iterator[Waiting]:
    for line in lines:
        listing = line.listing
        if listing.assigned is None and not _is_put_off(listing, now):
            since = listing.awaits or listing.since or now
            yield Waiting(line.conversation, listing.priority, since, listing.language)
