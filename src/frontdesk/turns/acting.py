"""Do what a reply of the model calls for: the intent is kept first, then what came of it."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from frontdesk.actions import Done, Prepared, interrupted, prepare, run, shortened
from frontdesk.domain.action import Outcome, ToolCall
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    ConfirmationOffered,
    Event,
    HandoverStarted,
    TurnStarted,
)
from frontdesk.domain.passage import all_trusted
from frontdesk.errors import LedgerRefused, PlaceholderTaken
from frontdesk.guards.suspicion import suspicion
from frontdesk.turns.circumstances import circumstances
from frontdesk.turns.drafting import READS_ONLY
from frontdesk.turns.exchanging import exchanged_result
from frontdesk.turns.hearing import Heard
from frontdesk.turns.log import Log
from frontdesk.turns.means import Means
from frontdesk.turns.naming import names_of

MAX_ACTIONS = 12  # Of one turn: a model that goes round in circles is stopped.
ENOUGH = Outcome(
    "not_run",
    "Not run: too many actions in one reply. Answer with what is known by now.",
    why="too_many",
)
TAINTED = Outcome(
    "refused",
    "Not done: this conversation holds texts written by others, so only a person may do this now. "
    "Tell the customer so, and hand the conversation to a person if the customer wants it.",
    why="tainted",
)
NAMES_OTHERS = (
    "Not done: it names {name}, which nobody has given in this conversation. Call it again "
    "without it, or ask the customer."
)
NO_TIME = Outcome("not_run", "Not run: no time is left. Answer with what is known by now.")
MAX_RESULTS = 60_000  # characters, of all results of a turn
LEAST_RESULT = 500  # of each, whatever came before it: what a write came to is always told
AGAIN = "This was done before in this conversation, and was not done again. Its result was:\n"


@dataclass(frozen=True, slots=True)
class Plan:
    turn: TurnStarted
    call: int
    tool: ToolCall
    what: Prepared | Outcome
    """An outcome where nothing is to be run."""
    is_resumed: bool = False
    """An attempt before this one had started it."""
    owner: CustomerId | None = None
    """Whose conversation it is while it runs."""

    @property
    def key(self) -> str:
        return self.what.key if isinstance(self.what, Prepared) else ""


@dataclass(frozen=True, slots=True)
class Kept:
    done: Done
    outcome: Outcome
    """As the model reads it."""
    left: Sequence[Event] = ()
    """What is still to be appended."""


async def act(means: Means, log: Log, turn: TurnStarted, heard: Heard, *, until: float) -> Heard:
    """Run what this reply calls for, in its order, reads that follow one another side by side.

    What an earlier attempt finished is not done again. Appends the reply and each intent before
    anything runs, and what a write came to as soon as it is known. `until`: by the event loop's
    clock; nothing begins after it, and what runs then is given up. Raises Overtaken.
    """
    means.activities.show(log.id, "acting")
    pending: list[Event] = list(heard.events)
    new: list[Event] = []
    room = MAX_RESULTS - _told_so_far(log, turn)
    for tools in _side_by_side(means, log, turn, heard):
        is_late = asyncio.get_running_loop().time() >= until
        plans = [_plan(means, log, turn, heard.call, tool) for tool in tools]
        if is_late:  # what was begun before has to be seen to all the same
            plans = [replace(plan, what=NO_TIME) if _begins(plan) else plan for plan in plans]
        await log.append(*pending, *(_intent(plan) for plan in plans if _begins(plan)))
        results = await asyncio.gather(*(_do(means, log, plan, until) for plan in plans))
        pending = []
        for plan, done in zip(plans, results, strict=True):
            kept = await _keep(means, log, plan, done, max(room, LEAST_RESULT))
            room -= kept.outcome.size
            new += kept.done.events
            pending += kept.left
        if any(isinstance(event, HandoverStarted) for event in new):
            break
    hands_over = next((event for event in new if isinstance(event, HandoverStarted)), None)
    ends = hands_over is not None or any(isinstance(event, ConfirmationOffered) for event in new)
    stop_reason = "acted" if ends else "tool_use"
    return replace(heard, stop_reason=stop_reason, events=pending, hands_over=hands_over)


def _told_so_far(log: Log, turn: TurnStarted) -> int:
    """Characters of the results of this turn that are in the log."""
    finished = (record.event for record in log.events)
    return sum(
        Outcome(event.status, event.text, event.passages).size
        for event in finished
        if isinstance(event, ActionFinished) and event.turn == turn.turn
    )


def _side_by_side(
    means: Means, log: Log, turn: TurnStarted, heard: Heard
) -> Iterator[Sequence[ToolCall]]:
    """The calls that have no outcome yet: reads together, everything else alone."""
    calls = [
        ToolCall(block["id"], block["name"], block["input"])
        for block in heard.blocks
        if block["type"] == "tool_use"
        and (turn.turn, heard.call, block["id"]) not in log.state.acting.finished
    ]

    def place(numbered: tuple[int, ToolCall]) -> int:
        number, call = numbered
        action = means.catalog.find(call.name)
        return 0 if action is None or action.runs_in_parallel else number

    for _, together in groupby(enumerate(calls, start=1), key=place):
        yield [call for _, call in together]


def _plan(means: Means, log: Log, turn: TurnStarted, call: int, tool: ToolCall) -> Plan:
    is_resumed = (turn.turn, call, tool.id) in log.state.acting.seen
    what = _what(means, log, turn, tool, is_resumed=is_resumed)
    return Plan(turn, call, tool, what, is_resumed, log.state.customer)


def _what(
    means: Means, log: Log, turn: TurnStarted, tool: ToolCall, *, is_resumed: bool
) -> Prepared | Outcome:
    """What is to be run, or why nothing is."""
    state = log.state
    if sum(use[0] == turn.turn for use in state.acting.seen | state.acting.finished) >= MAX_ACTIONS:
        return ENOUGH
    what = prepare(means.catalog, tool, level=state.level, conversation=log.id, turn=turn.turn)
    if isinstance(what, Outcome):
        return what
    if not is_resumed and (denied := _denied(means, log, what)):
        return denied
    for before in state.acting.outcomes:
        if before.key == what.key and before.status in {"done", "unknown"}:
            return Outcome(before.status, AGAIN + before.text)
    if is_resumed and what.action.risk == "unkeyed_write":
        return interrupted(what.action)
    return what


def _denied(means: Means, log: Log, what: Prepared) -> Outcome | None:
    """Why this conversation must not lead to it, by what it holds or by what the call says."""
    if log.state.acting.is_tainted and what.action.needs_trust:
        return TAINTED
    if what.action.risk == "read":
        return None
    if means.staffing.mode == "drafts":
        return READS_ONLY
    names = names_of(means, log)
    words = (what.arguments[each.name] for each in what.action.parameters if each.kind.is_text)
    for said in words:
        if isinstance(said, str) and (name := names.first_unknown(said)):
            return Outcome("refused", NAMES_OTHERS.format(name=name), why="names_others")
    return None


def _begins(plan: Plan) -> bool:
    return isinstance(plan.what, Prepared) and not plan.is_resumed


def _intent(plan: Plan) -> ActionStarted:
    assert isinstance(plan.what, Prepared)  # noqa: S101 (narrows the type: see `_begins`)
    return ActionStarted(
        plan.turn.turn,
        plan.turn.attempt,
        plan.call,
        plan.tool.id,
        plan.tool.name,
        plan.tool.arguments,
        plan.what.action.risk,
        plan.key,
    )


async def _do(means: Means, log: Log, plan: Plan, until: float) -> Done:
    if isinstance(plan.what, Outcome):
        return Done(plan.what)
    context = await circumstances(
        means,
        log,
        turn=plan.turn.turn,
        attempt=plan.turn.attempt,
        key=plan.key,
        is_repeated=plan.is_resumed,
    )
    return await run(plan.what, context, until=until)


async def _keep(means: Means, log: Log, plan: Plan, done: Done, size: int) -> Kept:
    """Its text exchanged and cut to a size; appended at once where nothing of it may be lost."""
    while True:
        told = await _told(means, log, plan, done)
        outcome = shortened(told.outcome, size)
        others = [event for event in done.events if not isinstance(event, HandoverStarted)]
        events = [_outcome(plan, outcome, taints=told.taints), *others]
        if not plan.key and not told.together:
            return Kept(done, outcome, events)
        try:
            await log.append(*events, together=told.together)
        except PlaceholderTaken:
            continue  # another new value came in parallel
        except LedgerRefused as refusal:
            await log.append(_outcome(plan, Outcome("refused", f"Not done: {refusal}")))
        return Kept(done, outcome)


async def _told(means: Means, log: Log, plan: Plan, done: Done) -> Done:
    """What was not run has a text of the desk's own."""
    if isinstance(plan.what, Outcome):
        return done
    return await exchanged_result(means.vault, log.id, done)


def _outcome(plan: Plan, outcome: Outcome, *, taints: bool = False) -> ActionFinished:
    is_result = isinstance(plan.what, Prepared)  # anything else is the desk's own wording
    suspected = suspicion(outcome.text) if is_result else ""
    return ActionFinished(
        plan.turn.turn,
        plan.call,
        plan.tool.id,
        plan.tool.name,
        outcome.status,
        outcome.text,
        outcome.passages,
        plan.key,
        taints=taints or bool(suspected) or not all_trusted(outcome.passages),
        owner=plan.owner,
        why=outcome.why or ("policy" if outcome.status == "refused" else None),
        suspicion=suspected,
    )
