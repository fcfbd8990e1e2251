"""Running an action. Its code is the company's: whatever it does, a result comes of it."""

import asyncio
import math
import traceback
from dataclasses import replace
from pathlib import Path

import structlog

from frontdesk.actions.context import Context
from frontdesk.actions.declaring import Action
from frontdesk.actions.done import Done
from frontdesk.actions.fitting import fit
from frontdesk.actions.owning import resolve
from frontdesk.actions.preparing import Prepared
from frontdesk.domain.action import Outcome
from frontdesk.errors import FrontdeskError, Unavailable

TRIES = 2  # of a keyed write whose outcome is not known

FAILED = (
    "Failed: {reason} Nothing was changed. Tell the customer that this does not work right now, "
    "and offer a ticket or a person."
)
REFUSED = "Not done: {reason}"
NOT_CERTAIN = (
    "Not certain: {reason} It may have been done or not. Do not call it again, do not say that it "
    "was done, and do not say that it was not. Tell the customer that a person will check it, and "
    "hand the conversation to a person."
)
TOO_SLOW = "the system behind it did not answer in time."
BROKE = "something went wrong inside the system behind it."
INTERRUPTED = "the desk was interrupted while it ran."

logger = structlog.get_logger()


async def run(prepared: Prepared, context: Context, *, until: float = math.inf) -> Done:
    """What came of it; raises nothing but cancellation.

    `until`: when it has to end at the latest, by the event loop's clock.
    A read that fails has status failed, a write whose effect nobody knows unknown. A keyed write
    is then sent once more under the same key; an unkeyed one never is.
    """
    tries = TRIES if prepared.action.risk == "keyed_write" else 1
    done = await _attempt(prepared, context, until)
    for _ in range(1, tries):
        if done.outcome.status != "unknown":
            break
        done = await _attempt(prepared, replace(context, is_repeated=True), until)
    return done


def interrupted(action: Action) -> Outcome:
    """Of an action that was started and whose result was lost, where it cannot be sent again."""
    return _lost(action, INTERRUPTED, started=True)


async def _attempt(prepared: Prepared, context: Context, until: float) -> Done:
    action = prepared.action
    started = context.is_repeated
    try:
        now = asyncio.get_running_loop().time()
        async with asyncio.timeout_at(min(now + action.timeout, until)):
            given = await resolve(prepared, context)
            if isinstance(given, Outcome):
                return Done(_lost(action, INTERRUPTED, started=True) if started else given)
            started = True
            done = fit(await action.function(**given), action.size)
            return replace(done, taints=_taints(action, done))
    except TimeoutError:
        _log(action, context, "timeout")
        outcome = _lost(action, TOO_SLOW, started=started)
    except Unavailable as error:
        _log(action, context, error.code)
        outcome = _lost(action, _in_a_sentence(error), started=started)
    except FrontdeskError as error:
        outcome = Outcome("failed", REFUSED.format(reason=error))
    except Exception as fault:  # noqa: BLE001 (the action edge: docs/decisions/0010)
        _log(action, context, type(fault).__name__, _where(fault))
        outcome = _lost(action, BROKE, started=started)
    return Done(outcome)


def _taints(action: Action, done: Done) -> bool:
    """Looks count for what was looked up: what a write came to, its own system says."""
    return done.taints and action.risk == "read" if action.taints is None else action.taints


def _lost(action: Action, reason: str, *, started: bool) -> Outcome:
    """`money` only prepares: until its events are appended nothing has happened."""
    if started and action.risk in {"keyed_write", "unkeyed_write"}:
        return Outcome("unknown", NOT_CERTAIN.format(reason=reason))
    return Outcome("failed", FAILED.format(reason=reason))


def _in_a_sentence(error: FrontdeskError) -> str:
    text = str(error)
    return text[:1].lower() + text[1:]


def _log(action: Action, context: Context, fault: str, where: str = "") -> None:
    """Neither arguments nor the fault's message: both may hold words of a customer."""
    logger.warning(
        "action failed",
        action=action.name,
        conversation=context.conversation,
        turn=context.turn,
        fault=fault,
        where=where,
    )


def _where(fault: BaseException) -> str:
    """The last frames, innermost last: `orders.py:31 in look_up`."""
    frames = traceback.extract_tb(fault.__traceback__)[-3:]
    return ", ".join(f"{Path(each.filename).name}:{each.lineno} in {each.name}" for each in frames)
