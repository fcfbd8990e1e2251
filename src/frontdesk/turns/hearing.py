"""One call of the model: what it says is released piece by piece while it comes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from frontdesk.ports.model import Ended, Request, Text
from frontdesk.turns.log import Log
from frontdesk.turns.means import Means
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
    def is_proper(self) -> bool:
        """Whether the reply came to an end of its own: what it said counts."""
        return self.stop_reason in PROPER or self.stop_reason == "withheld"

    @property
    def settles(self) -> bool:
        """Whether no other call is needed."""
        return self.stop_reason in FINISHED or self.stop_reason in {"refusal", "acted"}


async def hear(  # noqa: C901 (one stream, and all its ends)
    means: Means,
    log: Log,
    asked: ModelAsked,
    request: Request,
    seconds: float,
    *,
    holds: bool = False,
) -> Heard:
    """Send the request and release each piece as soon as it is whole and checked.

    `seconds`: how long the model may take. `holds`: its pieces are given back instead of being
    released. Raises Overtaken.
    """
    release = Release(log, asked, means)
    cutter = Cutter()
    is_writing = False
    ended: Ended | None = None
    held: list[Event] = []
    try:
        async with means.model.answer(request, deadline=seconds) as stream:
            async for item in stream:
                if isinstance(item, Ended):
                    ended = item  # the stream is read to its end, so the connection is kept
                    continue
                if isinstance(item, Text) and not is_writing:
                    is_writing = True
                    means.activities.show(log.id, "writing")
                events = release.check(cutter.feed(item))
                if events and isinstance(events[-1], PieceWithheld):
                    return Heard("withheld", [*held, *events, _answered(asked, "withheld")])
                if holds:
                    held += events
                elif events:
                    await log.append(*events)
    except ModelFailed as failure:
        return _failed(asked, failure)
    if ended is None:
        return _failed(asked, ModelReplyBroken())
    heard = _ended(asked, ended, release, cutter)
    return (
        replace(heard, events=[*held, *heard.events], was_held=holds) if heard.is_proper else heard
    )


def _ended(asked: ModelAsked, ended: Ended, release: Release, cutter: Cutter) -> Heard:
    answered = _answered(asked, ended.stop_reason, ended)
    if ended.stop_reason not in PROPER:
        return Heard(ended.stop_reason, [answered])
    events = release.check(cutter.finish())
    if events and isinstance(events[-1], PieceWithheld):
        return Heard("withheld", [*events, answered])
    if ended.stop_reason == "tool_use":
        events = [*events, answered]
        return Heard(ended.stop_reason, events, call=asked.call, blocks=ended.blocks)
    if not events and not release.shown.strip():
        return _failed(asked, ModelReplyBroken("The model's reply was empty."))
    return Heard(ended.stop_reason, [*events, answered])


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
