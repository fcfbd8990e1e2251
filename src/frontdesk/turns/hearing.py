"""One call of the model: what it says is released piece by piece while it comes."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from frontdesk.answering.pieces import Cutter
from frontdesk.answering.request import FINISHED, PROPER
from frontdesk.domain.event import (
    Event,
    HandoverStarted,
    ModelAnswered,
    ModelAsked,
    PieceWithheld,
    Usage,
)
from frontdesk.domain.json import JsonObject
from frontdesk.errors import ModelFailed, ModelReplyBroken
from frontdesk.ports.model import Ended, Pause, Request, Streamed, Text
from frontdesk.turns.log import Log
from frontdesk.turns.means import Means
from frontdesk.turns.overhearing import Overheard
from frontdesk.turns.releasing import Release


@dataclass(frozen=True, slots=True)
class Heard:
    """How a call of the model came out."""

    stop_reason: str
    """The API's; `withheld` when a piece failed its check; an error code when it failed; `acted`
    when what it called for leaves it nothing to say."""
    events: Sequence[Event]
    """The call's last events, not appended yet."""
    failure: ModelFailed | None = None
    call: int = 0
    blocks: Sequence[JsonObject] = ()
    hands_over: HandoverStarted | None = None
    """What an action asked for: a person, who can only begin once the turn has ended."""

    was_held: bool = False
    """Its pieces are among the events, not in the log."""

    @property
    def settles(self) -> bool:
        """Whether no other call is needed."""
        return self.stop_reason in FINISHED or self.stop_reason in {"refusal", "acted"}


async def hear(
    means: Means,
    log: Log,
    asked: ModelAsked,
    request: Request,
    seconds: float,
    *,
    holds: bool = False,
) -> Heard:
    """Send the request and release each piece as soon as it is whole and checked.

    Pieces that came in one go are appended together, the last ones by the caller.
    `seconds`: how long the model may take. `holds`: its pieces are given back instead of being
    released. Raises Overtaken.
    """
    listener = _Listener(means, log, Release(log, asked, means), holds=holds)
    try:
        async with means.model.answer(request, deadline=seconds) as stream:
            ended = await listener.listen(stream)
    except ModelFailed as failure:
        await listener.append()  # the next call may be a while
        return _failed(asked, failure)
    if listener.is_stopped:
        return Heard("withheld", [*listener.said, _answered(asked, "withheld")])
    return _ended(asked, ended, listener) if ended else _failed(asked, ModelReplyBroken())


class _Listener:
    """Takes in one reply of the model."""

    def __init__(self, means: Means, log: Log, release: Release, *, holds: bool) -> None:
        self._means = means
        self._log = log
        self._release = release
        self._overheard = Overheard(log.detector, release.public)
        self._cutter = Cutter()
        self.holds = holds
        self.said: list[Event] = []
        """What is not appended yet."""

    @property
    def is_stopped(self) -> bool:
        """By a piece that must not be said."""
        return bool(self.said) and isinstance(self.said[-1], PieceWithheld)

    @property
    def has_shown(self) -> bool:
        """Whether the customer has read anything in this turn, or is about to."""
        return bool(self._release.shown.strip())

    async def listen(self, stream: AsyncIterator[Streamed]) -> Ended | None:
        """Up to the first piece that must not be said, or to the reply's end."""
        is_writing = False
        ended: Ended | None = None
        async for item in stream:
            if isinstance(item, Pause):
                await self.append()
                continue
            if not is_writing and isinstance(item, Text):
                is_writing = True
                self._means.activities.show(self._log.id, "writing")
            items = self._overheard.take(item)
            pieces = [piece for each in items for piece in self._cutter.feed(each)]
            self.said += self._release.check(pieces)
            if items and isinstance(items[-1], Ended):
                ended = items[-1]  # the stream is read to its end, so the connection is kept
            if self.is_stopped:
                break
        return ended

    async def append(self) -> None:
        if self.said and not self.holds:
            await self._log.append(*self.said)
            self.said = []

    def finish(self) -> None:
        """Take in what is left when the reply has properly ended."""
        self.said += self._release.check(self._cutter.finish())


def _ended(asked: ModelAsked, ended: Ended, listener: _Listener) -> Heard:
    answered = _answered(asked, ended.stop_reason, ended)
    if ended.stop_reason not in PROPER:
        shown = () if listener.holds else listener.said  # what was held will be said anew
        return Heard(ended.stop_reason, [*shown, answered])
    listener.finish()
    events = [*listener.said, answered]
    if listener.is_stopped:
        return Heard("withheld", events)
    if ended.stop_reason == "tool_use":
        return Heard(
            ended.stop_reason,
            events,
            call=asked.call,
            blocks=ended.blocks,
            was_held=listener.holds,
        )
    if not listener.has_shown:
        return _failed(asked, ModelReplyBroken("The model's reply was empty."))
    return Heard(ended.stop_reason, events, was_held=listener.holds)


def _failed(asked: ModelAsked, failure: ModelFailed) -> Heard:
    return Heard(failure.code, [_answered(asked, failure.code)], failure)


def _answered(asked: ModelAsked, stop_reason: str, ended: Ended | None = None) -> ModelAnswered:
    """Blocks are kept only where the reply ended properly, so that they can be sent back."""
    is_proper = ended is not None and stop_reason in PROPER
    return ModelAnswered(
        turn=asked.turn,
        attempt=asked.attempt,
        call=asked.call,
        message=ended.message if ended else "",
        stop_reason=stop_reason,
        blocks=ended.blocks if ended and is_proper else (),
        usage=ended.usage if ended else Usage(),
    )
