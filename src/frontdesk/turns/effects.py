"""Carry out what was let happen outside a turn, and what an ended turn left unfinished."""

from frontdesk.actions import Done, Prepared, interrupted, prepare, run
from frontdesk.domain.action import Outcome, ToolCall
from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    ConfirmationOffered,
    HandoverStarted,
    NoticeSent,
    ReceiptSent,
)
from frontdesk.errors import RefundRefused
from frontdesk.ports.ledger import Paid, Released
from frontdesk.turns import texts
from frontdesk.turns.circumstances import circumstances
from frontdesk.turns.log import Log
from frontdesk.turns.means import Means

UNKNOWN = Outcome("unknown", "It is not known whether this was done.")


async def carry_out(means: Means, log: Log, started: ActionStarted) -> None:
    """Under the key it was started with, so that it happens once however often this runs.

    Raises StoreUnreachable while the outcome stays unknown: it has to be tried again then.
    """
    known = log.state.acting.confirmation(started.use)
    if started.turn is None and known:
        await _pay(means, log, started, known.offer)
    else:
        await _finish(means, log, started)


async def _pay(means: Means, log: Log, started: ActionStarted, offer: ConfirmationOffered) -> None:
    words = texts.wording(log.state, means.support_email)
    amounts = [(line.line, line.amount) for line in offer.lines]
    try:
        refund = await means.store.pay_back(offer.customer, offer.order, amounts, key=started.key)
    except RefundRefused as refusal:
        await log.append(
            _outcome(started, Outcome("refused", str(refusal))),
            NoticeSent("refund_refused", words.refund_refused),
            together=[Released(offer.id, "refused")],
        )
        return
    text = texts.receipt(words, offer, refund)
    await log.append(
        _outcome(started, Outcome("done", f"Refund {refund.reference} of {refund.amount}.")),
        ReceiptSent(offer.id, offer.kind, text, refund.reference, refund.amount),
        together=[Paid(offer.id, refund.reference)],
    )


async def _finish(means: Means, log: Log, started: ActionStarted) -> None:
    """A write of a turn that is over: its customer hears of it in the next one."""
    turn = started.turn or 0
    tool = ToolCall(started.use, started.name, started.arguments)
    what = prepare(means.catalog, tool, level=log.state.level, conversation=log.id, turn=turn)
    done = Done(UNKNOWN)
    if isinstance(what, Prepared):
        done = Done(interrupted(what.action))
        if what.action.risk == "keyed_write":
            attempt, key = started.attempt or 0, started.key
            context = await circumstances(
                means, log, turn=turn, attempt=attempt, key=key, is_repeated=True
            )
            done = await run(what, context)
    others = [event for event in done.events if not isinstance(event, HandoverStarted)]
    await log.append(_outcome(started, done.outcome), *others, together=done.together)


def _outcome(started: ActionStarted, outcome: Outcome) -> ActionFinished:
    return ActionFinished(
        started.turn,
        started.call,
        started.use,
        started.name,
        outcome.status,
        outcome.text,
        outcome.passages,
        started.key,
    )
