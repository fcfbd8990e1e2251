"""Faults at random: how often, which, and where, all from a seed and the conversation."""

import random
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from frontdesk.sandbox.fault import Fault, FaultKind
from frontdesk.sandbox.script import Entry, WrittenError
from frontdesk.sandbox.spoiling import Spoil, SpoilKind
from frontdesk.sandbox.wire import MessagesRequest

ErrorKind = Literal["rate_limit", "overloaded", "server_error"]
Kind = FaultKind | SpoilKind | ErrorKind
STATUS: dict[ErrorKind, int] = {"rate_limit": 429, "overloaded": 529, "server_error": 500}
FAULTS: tuple[FaultKind, ...] = get_args(FaultKind)
SPOILS: tuple[SpoilKind, ...] = get_args(SpoilKind)


class Chance(BaseModel):
    """The same seed gives the n-th request of a conversation the same fate, whatever runs beside.

    A conversation is a `metadata.user_id`; all requests without one are one conversation.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    rate: Annotated[float, Field(ge=0, le=1)]
    seed: int = 0
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)] = (*STATUS, *FAULTS, *SPOILS)
    user_id: str | None = None
    """Only this conversation."""
    retry_after: str | None = None
    """Of a rate_limit: the header exactly as given."""
    seconds: Annotated[float, Field(gt=0)] | None = None
    """stall: go on after so long (without it: never); pings: between two of them."""


class Chances:
    def __init__(self) -> None:
        self._chance = Chance(rate=0)
        self._seen: dict[str | None, int] = {}
        self._looping: set[str | None] = set()

    def set(self, chance: Chance) -> None:
        """Conversations begin anew."""
        self._chance = chance
        self._seen.clear()
        self._looping.clear()

    def clear(self) -> None:
        self.set(Chance(rate=0))

    def befall(self, entry: Entry, request: MessagesRequest) -> Entry:
        """The entry with what befalls its request; one that is at fault already stays."""
        user = request.metadata.user_id if request.metadata else None
        chance = self._chance
        if not chance.rate or chance.user_id not in (None, user):
            return entry
        if entry.error or entry.fault or entry.spoil:
            return entry
        at = self._seen[user] = self._seen.get(user, 0) + 1
        draw = random.Random(f"{chance.seed} {user} {at}")  # noqa: S311 (it must be repeatable)
        strikes, kind, place = draw.random(), draw.choice(chance.kinds), draw.random()
        if user in self._looping:
            kind = "tool_loop"
        elif strikes >= chance.rate:
            return entry
        if kind == "tool_loop":
            self._looping.add(user)
        return entry.model_copy(update=_fate(kind, place, chance))


def _fate(kind: Kind, at: float, chance: Chance) -> dict[str, object]:
    for error, status in STATUS.items():
        if error == kind:
            after = chance.retry_after if kind == "rate_limit" else None
            return {"error": WrittenError(status=status, retry_after=after)}
    for fault in FAULTS:
        if fault == kind:
            return {"fault": Fault(kind=fault, at=at, seconds=chance.seconds)}
    return {"spoil": Spoil.model_validate({"kind": kind, "at": at})}
