"""What the refund policy decided, in words for the model."""

from collections.abc import Mapping

from frontdesk.actions.builtin.telling import counted
from frontdesk.domain.action import Outcome
from frontdesk.domain.order import Order
from frontdesk.domain.refund_policy import AskCondition, AskLines, Refusal, Refused

WHICH = (
    "Not done yet: the order has several items. Ask the customer which of them is meant, then "
    "call it again with `lines`:\n{lines}"
)
CONDITION = (
    "Not done yet: ask the customer whether this is unused and in its original packaging "
    "({goods}), then call it again with `unused`."
)
REFUSALS: Mapping[Refusal, str] = {
    "cancelled": "the order was cancelled.",
    "no_such_line": "the order has no line of this number. Look the order up for its lines.",
    "already_refunded": "it was refunded already.",
    "return_under_way": "a return was started for it; the money follows once it has arrived.",
    "already_offered": "a confirmation for it is open. The customer has to press or decline it.",
    "not_shipped": "the order has not been shipped yet, so it cannot be missing.",
    "not_delivered": "it has not been delivered yet.",
    "not_due_yet": "it is still on its way. The promised day is {on}.",
    "outside_window": "the time for it is over. The last day was {on}.",
    "used": "an item that was used or has no original packaging cannot be returned for a change "
    "of mind.",
    "no_amount": "no amount is left to refund.",
}


def refused(order: Order, decision: Refused) -> Outcome:
    """Named by the goods: customers do not know the numbers of lines."""
    reason = REFUSALS[decision.reason].format(on=decision.on)
    named = next((line for line in order.lines if line.id == decision.line), None)
    about = f" for {counted(named)}" if named else ""
    return Outcome("refused", f"Not possible{about}: {reason}")


def asked(decision: AskLines | AskCondition) -> Outcome:
    lines = decision.lines
    if isinstance(decision, AskCondition):
        goods = ", ".join(counted(line) for line in lines)
        return Outcome("refused", CONDITION.format(goods=goods))
    listed = "\n".join(f"- line {line.id}: {counted(line)}, {line.price}" for line in lines)
    return Outcome("refused", WHICH.format(lines=listed))
