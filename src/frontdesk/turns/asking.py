"""Ask the model, and release what it says piece by piece."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.answering.pieces import Cutter
from frontdesk.answering.request import FINISHED, build_request
from frontdesk.domain.event import (
    Event,
    ModelAnswered,
    ModelAsked,
    PieceWithheld,
    TurnStarted,
    Usage,
)
from frontdesk.errors import ModelFailed, ModelReplyBroken
from frontdesk.ports.model import Ended, Request, Text
from frontdesk.turns.log import Log
from frontdesk.turns.means import Means
from frontdesk.turns.releasing import Release

REPAIRS = 1  # A piece that failed its check is rewritten once; then a person has to help.


@dataclass(frozen=True, slots=True)
class Heard:
    """How a call of the model came out."""

    stop_reason: str
    """The API's; `withheld` when a piece failed its check; an error code when it failed."""
    events: Sequence[Event]
    """The call's last events, not appended yet."""
    failure: ModelFailed | None = None

    @property
    def settles(self) -> bool:
        """Whether no other call is needed."""
        return self.stop_reason in FINISHED or self.stop_reason == "refusal"


async def ask(means: Means, log: Log, turn: TurnStarted, opening: Sequence[Event]) -> Heard:
    """Call the model until its reply is whole, refused or not worth another call.

    Appends `opening` and all but the last events. Raises ModelFailed when the model stays away,
    Overtaken when this attempt may not go on.
    """
    patience = means.patience
    time = asyncio.get_running_loop().time
    begun = time()
    pending = opening
    heard = Heard("", ())
    for retries in range(patience.calls):
        asked, request = await _announce(means, log, turn, pending)
        heard = await _hear(means, log, asked, request, patience.turn_seconds - (time() - begun))
        pending = heard.events
        if heard.failure:
            wait = patience.before_retry(retries, heard.failure.retry_after)
            too_late = time() - begun + wait > patience.notice_seconds
            if retries == patience.calls - 1 or too_late or not heard.failure.may_pass:
                await log.append(*pending)
                raise heard.failure
            await asyncio.sleep(wait)
        elif heard.settles or _withheld(log, pending, turn.turn) > REPAIRS:
            break
    return heard


async def _announce(
    means: Means, log: Log, turn: TurnStarted, pending: Sequence[Event]
) -> tuple[ModelAsked, Request]:
    """Append `pending` and the ModelAsked; the request that it stands for."""
    open_turn = log.state.turn
    is_same = open_turn is not None and open_turn.turn == turn.turn
    asked = ModelAsked(
        turn=turn.turn,
        attempt=turn.attempt,
        call=open_turn.calls + 1 if open_turn and is_same else 1,
        model=means.bundle.model,
        bundle=means.bundle.hash,
        generation=log.state.generation,
        clock=means.clock.now(),
    )
    *_, announced = await log.append(*pending, asked)
    before = log.events[: announced.number - 1]
    return asked, build_request(means.bundle, before, asked.clock, locale=log.state.locale)


async def _hear(
    means: Means, log: Log, asked: ModelAsked, request: Request, seconds: float
) -> Heard:
    """Send the request and release each piece as soon as it is whole and checked."""
    release = Release(log, asked)
    cutter = Cutter()
    is_writing = False
    ended: Ended | None = None
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
                    return Heard("withheld", [*events, _answered(asked, "withheld")])
                if events:
                    await log.append(*events)
    except ModelFailed as failure:
        return _failed(asked, failure)
    return _ended(asked, ended, release, cutter) if ended else _failed(asked, ModelReplyBroken())


def _ended(asked: ModelAsked, ended: Ended, release: Release, cutter: Cutter) -> Heard:
    answered = _answered(asked, ended.stop_reason, ended)
    if ended.stop_reason not in FINISHED:
        return Heard(ended.stop_reason, [answered])
    events = release.check(cutter.finish())
    if events and isinstance(events[-1], PieceWithheld):
        return Heard("withheld", [*events, answered])
    if not events and not release.shown.strip():
        return _failed(asked, ModelReplyBroken("The model's reply was empty."))
    return Heard(ended.stop_reason, [*events, answered])


def _failed(asked: ModelAsked, failure: ModelFailed) -> Heard:
    return Heard(failure.code, [_answered(asked, failure.code)], failure)


def _answered(asked: ModelAsked, stop_reason: str, ended: Ended | None = None) -> ModelAnswered:
    """Blocks are kept only where the reply ended properly, so that they can be sent back."""
    is_proper = ended is not None and (stop_reason in FINISHED or stop_reason == "tool_use")
    return ModelAnswered(
        turn=asked.turn,
        attempt=asked.attempt,
        call=asked.call,
        message=ended.message if ended else "",
        stop_reason=stop_reason,
        blocks=ended.blocks if ended and is_proper else (),
        usage=ended.usage if ended else Usage(),
    )


def _withheld(log: Log, pending: Sequence[Event], turn: int) -> int:
    """Pieces of this turn that failed their check."""
    events = [*(record.event for record in log.events), *pending]
    return sum(isinstance(event, PieceWithheld) and event.turn == turn for event in events)
