"""Ask the model until its reply is whole, doing what it calls for on the way."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from frontdesk.answering.request import build_request
from frontdesk.answering.transcript import read_transcript
from frontdesk.domain.event import Event, ModelAsked, PieceWithheld, TurnStarted
from frontdesk.errors import ModelFailed
from frontdesk.ports.model import Request
from frontdesk.turns.acting import act
from frontdesk.turns.drafting import unsaid
from frontdesk.turns.hearing import Heard, hear
from frontdesk.turns.log import Log
from frontdesk.turns.means import Means

REPAIRS = 1  # A piece that failed its check is rewritten once; then a person has to help.
ACTING = 2 / 3  # of a turn's time; the rest is for the answer
MAX_CALLS = 10  # Of the model in one attempt, those that only ask for actions included.


async def ask(
    means: Means, log: Log, turn: TurnStarted, opening: Sequence[Event], *, holds: bool = False
) -> Heard:
    """Call the model until its reply is whole, refused or not worth another call.

    Appends `opening` and all but the last events. Raises ModelFailed when the model stays away,
    Overtaken when this attempt may not go on. `holds`: the last reply is given back unshown; where
    people send everything, nothing before it is shown either.
    """
    patience = means.patience
    time = asyncio.get_running_loop().time
    begun = time()
    acting_until = begun + patience.turn_seconds * ACTING
    tries = 0
    heard = await _left_off(means, log, turn, opening, acting_until)
    pending = heard.events if heard else opening
    for _ in range(MAX_CALLS):
        if heard and heard.settles:
            break
        asked, request = await _announce(means, log, turn, unsaid(means, pending))
        left = patience.turn_seconds - (time() - begun)
        heard = await hear(means, log, asked, request, left, holds=holds)
        if heard.stop_reason == "tool_use":
            heard = replace(heard, events=unsaid(means, heard.events))
            heard = await act(means, log, turn, heard, until=acting_until)
            pending = heard.events
            continue
        pending = heard.events
        tries += 1
        if heard.failure:
            await _wait(means, log, heard.failure, pending, tries, time() - begun)
        elif tries == patience.calls or _withheld(log, pending, turn.turn) > REPAIRS:
            break
    return heard or Heard("", pending)


async def _left_off(
    means: Means, log: Log, turn: TurnStarted, opening: Sequence[Event], until: float
) -> Heard | None:
    """Finish the actions that an attempt before this one was broken off at."""
    transcript = read_transcript(log.events)
    if not transcript or transcript[-1].turn != turn.turn or not transcript[-1].calls:
        return None
    call = transcript[-1].calls[-1]
    if call.stop_reason != "tool_use" or call.withheld:
        return None
    number = len(transcript[-1].calls)
    left = Heard("tool_use", opening, call=number, blocks=call.blocks)
    return await act(means, log, turn, left, until=until)


async def _wait(
    means: Means,
    log: Log,
    failure: ModelFailed,
    pending: Sequence[Event],
    tries: int,
    seconds: float,
) -> None:
    """Until the call is worth repeating. Raises the failure if the customer has to be told first.

    `tries` and `seconds`: of this attempt so far.
    """
    patience = means.patience
    wait = patience.before_retry(tries - 1, failure.retry_after)
    too_late = seconds + wait > patience.notice_seconds
    is_told = bool(log.state.turn and log.state.turn.notices)  # then there is no hurry any more
    if tries >= patience.calls or is_told or too_late or not failure.may_pass:
        await log.append(*pending)
        raise failure
    await asyncio.sleep(wait)


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
        bundle=means.bundle.id,
        generation=log.state.generation,
        clock=means.clock.now(),
    )
    *_, announced = await log.append(*pending, asked)
    before = log.events[: announced.number - 1]
    return asked, build_request(means.bundle, before, asked.clock, locale=log.state.locale)


def _withheld(log: Log, pending: Sequence[Event], turn: int) -> int:
    """Pieces of this turn that failed their check."""
    events = [*(record.event for record in log.events), *pending]
    return sum(isinstance(event, PieceWithheld) and event.turn == turn for event in events)
