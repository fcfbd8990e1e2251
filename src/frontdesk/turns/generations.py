"""When the model's requests start anew, and how a long conversation is summed up for that.

A summary is made after a reply, beside everything else; the next turn that begins once it is
there starts from it. No turn ever waits for one.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from frontdesk.answering.bundle import differs_in_pinned_only
from frontdesk.answering.condensing import (
    Condensing,
    due_through,
    extract,
    read_summary,
    summary_request,
)
from frontdesk.answering.request import FINISHED
from frontdesk.domain.event import ModelAsked, PrefixRestarted, Summarized
from frontdesk.guards.naming import Names
from frontdesk.ports.model import Model
from frontdesk.turns.asking_aside import ask_aside
from frontdesk.turns.log import Log

CACHE_LIFE = timedelta(hours=1)  # of the longest-lived breakpoint, the system prompt's
SUMMARY_SECONDS = 30.0


def restart_due(log: Log, bundle: str, now: datetime) -> PrefixRestarted | None:
    """What the next attempt's first request has to start from; None: it only grows.

    `bundle`: the id under which it will go out.
    """
    state = log.state
    asked = _last_asked(log)
    is_other = asked is not None and asked.bundle != bundle
    is_knowledge = asked is not None and differs_in_pinned_only(asked.bundle, bundle)
    changed = "knowledge" if is_knowledge else "bundle"
    summary = state.at_hand if state.at_hand and state.at_hand.through >= state.keeps else None
    goes_on = state.turn is not None and not state.turn.is_superseded and state.turn.calls > 0
    if goes_on and not is_other:
        return None
    if summary is None:
        restarted = PrefixRestarted(state.generation + 1, changed, state.summary, state.keeps)
        return restarted if is_other else None
    is_cold = asked is None or now - asked.clock > CACHE_LIFE
    reason = changed if is_other else "cold" if is_cold else "condensed"
    return PrefixRestarted(state.generation + 1, reason, summary.text, summary.through + 1)


def _last_asked(log: Log) -> ModelAsked | None:
    """This generation's newest request."""
    for record in reversed(log.events):
        if isinstance(record.event, PrefixRestarted):
            return None
        if isinstance(record.event, ModelAsked):
            return record.event
    return None


def is_too_long(condensing: Condensing, log: Log) -> bool:
    """Whether the older turns should be summed up now that a reply is out."""
    state = log.state
    has_unused = state.at_hand is not None and state.at_hand.through >= state.keeps
    turns = state.turns - state.keeps + 1  # at most: superseded ones count too
    if state.turn or has_unused or turns < condensing.keeps + condensing.least:
        return False
    return due_through(condensing, log.events) is not None


async def sum_up(
    condensing: Condensing, model: Model, log: Log, names: Names | None = None
) -> None:
    """Keep a summary of the older turns at hand, by the model or, without it, by code.

    One by the model that names whom nobody has given in this conversation is thrown away.
    Raises StorageFailed, and Overtaken if another one was kept meanwhile.
    """
    recorded = list(log.events)
    through = due_through(condensing, recorded)
    if through is None:
        return
    request = summary_request(condensing, recorded, through)
    text, ended, _ = await ask_aside(model, request, SUMMARY_SECONDS)
    summary = read_summary(text) if ended and ended.stop_reason in FINISHED else ""
    if names and names.first_unknown(summary):
        summary = ""
    kept = Summarized(
        through=through,
        text=summary or extract(recorded, through),
        by="model" if summary else "extract",
        model=condensing.model,
    )
    if ended:
        kept = replace(kept, message=ended.message, usage=ended.usage)
    await log.append(kept)
