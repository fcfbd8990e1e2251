"""The calls of one conversation, and whether each read again what the one before had cached.

Within a generation a request begins with all that the request before it held, so for five minutes
the cache gives back everything that was read or written then. Where it gives back less, something
edited the prefix without starting a generation, and every token after it is paid again. One
thing is no edit: the first articles of a conversation turn citations on, and the API keeps prompts
with and without them apart.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from frontdesk.domain.event import (
    ActionFinished,
    HandoverSummarized,
    MessageRead,
    ModelAnswered,
    ModelAsked,
    Recalled,
    Recorded,
    ReplyScored,
    Summarized,
    TurnEnded,
    Usage,
)

Purpose = Literal["answer", "summary", "handover", "reading", "judge"]

CACHE_LIVES = timedelta(minutes=5)  # the shorter of the two lifetimes; each read renews it


@dataclass(frozen=True, slots=True)
class ModelCall:
    purpose: Purpose
    turn: int
    """Of a summary, the last one it covers; 0 of one for the person who takes over, and of the
    reading of a message."""
    call: int
    """Within the turn; 0 for what answers nobody."""
    model: str
    generation: int
    """0 for what answers nobody."""
    asked_at: datetime
    answered_at: datetime
    stop_reason: str
    usage: Usage
    cites: bool = False
    """Whether its request held articles."""
    broken: int = 0
    """Cached tokens that should have been read again and were not; 0 where the prefix only grew."""

    @property
    def is_counted(self) -> bool:
        """Whether its usage is known: it is not of a call that failed or broke off."""
        return self.usage.prompt > 0

    @property
    def is_cold(self) -> bool:
        """Whether an answer found nothing in the cache: its fixed prefix must be written, then."""
        return self.purpose == "answer" and self.is_counted and not self.usage.cache_read

    def broken_since(self, before: "ModelCall | None") -> int:
        """How many tokens that `before` left in the cache this call did not read again."""
        if before is None or self.generation != before.generation or self.cites != before.cites:
            return 0
        if self.asked_at - before.asked_at >= CACHE_LIVES:
            return 0
        return max(0, before.usage.cached - self.usage.cache_read)


class CallReader:
    """Takes the events of one conversation in order, gives each call when it is answered."""

    def __init__(self) -> None:
        self._asked: tuple[ModelAsked, datetime] | None = None
        self._cites = False
        self._open: ModelCall | None = None
        """The last counted call of the turn that has not ended."""
        self._stayed: ModelCall | None = None
        """The last counted call whose request is in the history."""

    def take(  # noqa: C901 (a line a case)
        self, record: Recorded
    ) -> ModelCall | None:
        match record.event:
            case ModelAsked() as asked:
                if self._open and self._open.turn != asked.turn:
                    self._open = None  # that turn was superseded: it left no blocks
                self._asked = asked, record.at
            case Recalled(passages=passages) | ActionFinished(passages=passages) if passages:
                self._cites = True
            case ModelAnswered() as answered:
                return self._answered(answered, record.at)
            case Summarized() as summary if summary.model:
                through, made_by = summary.through, summary.by
                return _aside("summary", through, summary.model, record.at, made_by, summary.usage)
            case HandoverSummarized() as summary if summary.model:
                return _aside("handover", 0, summary.model, record.at, summary.by, summary.usage)
            case MessageRead() as reading if reading.model:
                return _aside(
                    "reading", 0, reading.model, record.at, reading.stop_reason, reading.usage
                )
            case ReplyScored() as judged if judged.model:
                stop, used = judged.stop_reason, judged.usage
                return _aside("judge", judged.turn, judged.model, record.at, stop, used)
            case TurnEnded() as end:
                if end.route != "refused":  # a refused turn leaves no blocks either
                    self._stayed = self._open or self._stayed
                self._open = None
            case _:
                pass
        return None

    def _answered(self, answered: ModelAnswered, at: datetime) -> ModelCall | None:
        asked, asked_at = self._asked or (None, at)
        if asked is None or (asked.turn, asked.call) != (answered.turn, answered.call):
            return None  # asked before the events that are looked at
        call = ModelCall(
            "answer",
            asked.turn,
            asked.call,
            asked.model,
            asked.generation,
            asked_at,
            at,
            answered.stop_reason,
            answered.usage,
            self._cites,
        )
        if not call.is_counted:
            return call
        broken = call.broken_since(self._open or self._stayed)
        self._open = replace(call, broken=broken)
        return self._open


def _aside(
    purpose: Purpose, turn: int, model: str, at: datetime, stop_reason: str, usage: Usage
) -> ModelCall:
    """A request of its own, with another prefix: no call is compared with it."""
    return ModelCall(purpose, turn, 0, model, 0, at, at, stop_reason, usage)


def read_calls(recorded: Iterable[Recorded]) -> Iterator[ModelCall]:
    """The answered calls in this log of one conversation."""
    reader = CallReader()
    for record in recorded:
        if call := reader.take(record):
            yield call
