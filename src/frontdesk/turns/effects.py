"""Carry out what was let happen outside a turn, and what an ended turn left unfinished."""

from collections.abc import Sequence
from datetime import timedelta

from frontdesk.actions import Done, Prepared, interrupted, prepare, run
from frontdesk.domain.action import Outcome, ToolCall
from frontdesk.domain.confirmation import use_of
from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    ConfirmationOffered,
    Event,
    HandoverStarted,
    NoticeSent,
    ReceiptSent,
)
from frontdesk.domain.order import Refund
from frontdesk.errors import PaymentUnclear, PlaceholderTaken, RefundRefused
from frontdesk.guards.suspicion import suspicion
from frontdesk.ports.ledger import Paid, Released
from frontdesk.turns import texts
from frontdesk.turns.circumstances import circumstances
from frontdesk.turns.exchanging import exchanged_result
from frontdesk.turns.handing_over import Why, handing_over
from frontdesk.turns.log import Log
from frontdesk.turns.means import Means
from frontdesk.turns.wordings import Wording

UNKNOWN = Outcome("unknown", "It is not known whether this was done.")
UNCLEAR = Why("The payment side does not say what became of a refund.", "high", "refund_unclear")


async def carry_out(means: Means, log: Log, started: ActionStarted) -> None:
    """Under the key it was started with, so that it happens once however often this runs.

    Raises PaymentUnclear or StoreUnreachable while the outcome stays unknown: it has to be tried
    again then.
    """
    known = log.state.acting.confirmation(started.use)
    if started.turn is None and known:
        await _pay(means, log, started, known.offer)
    else:
        await _finish(means, log, started)


async def _pay(means: Means, log: Log, started: ActionStarted, offer: ConfirmationOffered) -> None:
    words = texts.wording(log.state, means.support_email)
    try:
        refund = await _paid(means, offer, started.key)
    except RefundRefused as refusal:
        events, row = refused(words, started, offer, str(refusal))
        await log.append(*events, together=[row])
    except PaymentUnclear:
        if _has_waited(means, log, started):
            await _call_a_person(means, log, started)
        raise
    else:
        events, row = paid(words, started, offer, refund)
        await log.append(*events, together=[row])


def paid(
    words: Wording, started: ActionStarted, offer: ConfirmationOffered, refund: Refund, by: str = ""
) -> tuple[Sequence[Event], Paid]:
    """What is kept once it is certain. `by`: who found that out, where it was no machine."""
    said = f"Refund {refund.reference} of {refund.amount}{by and f', as {by} found'}."
    text = texts.receipt(words, offer, refund)
    receipt = ReceiptSent(offer.id, offer.kind, text, refund.reference, refund.amount)
    return [_outcome(started, Outcome("done", said)), receipt], Paid(offer.id, refund.reference)


def refused(
    words: Wording, started: ActionStarted, offer: ConfirmationOffered, why: str
) -> tuple[Sequence[Event], Released]:
    """What is kept when nothing was paid, and never will be under this key."""
    notice = NoticeSent("refund_refused", words.refund_refused)
    return [_outcome(started, Outcome("refused", why)), notice], Released(offer.id, "refused")


async def _paid(means: Means, offer: ConfirmationOffered, key: str) -> Refund:
    """Raises RefundRefused, PaymentUnclear. A call whose answer is lost is looked up by its key."""
    amounts = [(line.line, line.amount) for line in offer.lines]
    try:
        refund = await means.payments.pay_back(offer.customer, offer.order, amounts, key=key)
    except PaymentUnclear:
        found = await means.payments.paid_back(key)
        if found is None:  # it may still be on its way there
            raise
        refund = found
    if refund.amount != offer.amount:
        raise PaymentUnclear(f"The payment side tells of {refund.amount} for {offer.amount}.")
    return refund


def _has_waited(means: Means, log: Log, started: ActionStarted) -> bool:
    """Whether it has been unclear for so long that a person should know; told once."""
    if use_of(started) in log.state.acting.unclear:
        return False
    began = next(record.at for record in reversed(log.events) if record.event == started)
    return means.clock.now() - began >= timedelta(seconds=means.patience.unclear_seconds)


async def _call_a_person(means: Means, log: Log, started: ActionStarted) -> None:
    """They and the customer are told; the payment side goes on being asked."""
    handed_over = (
        handing_over(log.state, UNCLEAR, means.support_email) if log.state.holder == "bot" else ()
    )
    words = texts.wording(log.state, means.support_email)
    await log.append(
        _outcome(started, UNKNOWN),
        NoticeSent("refund_unclear", words.refund_unclear),
        *handed_over,
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
    while True:
        told = await exchanged_result(means.vault, log.id, done)
        outcome = _outcome(started, told.outcome, taints=told.taints)
        try:
            await log.append(outcome, *others, together=told.together)
        except PlaceholderTaken:
            continue  # another new value came in parallel
        return


def _outcome(started: ActionStarted, outcome: Outcome, *, taints: bool = False) -> ActionFinished:
    suspected = suspicion(outcome.text)
    return ActionFinished(
        started.turn,
        started.call,
        started.use,
        started.name,
        outcome.status,
        outcome.text,
        outcome.passages,
        started.key,
        taints=taints or bool(suspected),
        suspicion=suspected,
    )
