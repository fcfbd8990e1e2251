"""A person agrees to a refund that the customer has confirmed, or does not."""

from collections.abc import Mapping
from datetime import datetime

from frontdesk.domain.card_seal import CardSeal
from frontdesk.domain.confirmation import Confirmation
from frontdesk.domain.event import (
    ActionFinished,
    ConfirmationOffered,
    ConversationId,
    CustomerConfirmed,
    NoticeSent,
)
from frontdesk.domain.refund_policy import (
    Decision as PolicyDecision,
)
from frontdesk.domain.refund_policy import (
    Offer,
    RefundPolicy,
    RefundRequest,
    Refusal,
    Refused,
    Return,
    decide,
    obstacle,
)
from frontdesk.domain.ticket import NOT_STAFF
from frontdesk.errors import ConfirmationNotFound, NameMissing, NotRefundable, StoreUnusable
from frontdesk.ports.ledger import Confirmed, Released
from frontdesk.ports.store import Store
from frontdesk.turns import texts
from frontdesk.turns.log import Log, Logs, Overtaken
from frontdesk.turns.settling import payment

# What a person sees; `obstacle` gives no other.
BECAUSE: Mapping[Refusal, str] = {
    "cancelled": "the order was cancelled",
    "no_such_line": "line {line} is not in the order any more",
    "already_refunded": "line {line} was paid back meanwhile, wholly or in part",
    "return_under_way": "line {line} is on its way back",
}


NO_STORE = "Not paid: without the order system nobody can tell whether the order still allows it."
NAME_PROJECT = "Name the project folder that the desk runs with: --project PATH."


class Approvals:
    """All raise ConfirmationNotFound for what waits for nobody, NameMissing and StorageFailed."""

    def __init__(
        self,
        logs: Logs,
        store: Store | None,
        support_email: str,
        *,
        seal: CardSeal,
        policy: RefundPolicy,
    ) -> None:
        """Without the order system refunds can be refused alone."""
        self._logs = logs
        self._store = store
        self._support_email = support_email
        self._seal = seal
        self._policy = policy

    async def approve(self, id: ConversationId, confirmation: str, *, name: str) -> None:
        """Let it be paid, by the same key as if no approval had been needed; once.

        Raises NotRefundable if order or policy do not allow it any more, StoreUnusable without an
        order system, and StoreUnreachable: then it goes on waiting.
        """
        check_name(name)
        async with self._logs.use(id) as log:
            known = _waiting(log, confirmation)
            await self._check(log, known.offer)
            try:
                await log.append(
                    payment(known.offer, by=name), together=[Confirmed(confirmation, None)]
                )
            except Overtaken:
                raise ConfirmationNotFound from None

    async def _check(self, log: Log, offer: ConfirmationOffered) -> None:
        """Days may have gone by; what was allowed then may be impossible now.

        A person's word replaces the policy's where it asked for one, and nowhere else. Its times
        are judged as of the customer's press: that a person was slow is not the customer's fault.
        """
        if self._store is None:
            raise StoreUnusable(NO_STORE, next_step=NAME_PROJECT)
        if not self._seal.fits(log.id, offer):
            raise NotRefundable("Not paid: the card is not as the desk offered it.")
        order = await self._store.order(offer.customer, offer.order)
        if order is None:
            raise NotRefundable(f"Not paid: there is no order {offer.order} of this customer.")
        if found := obstacle(order, [(line.line, line.amount) for line in offer.lines]):
            because = BECAUSE[found.reason].format(line=found.line)
            raise NotRefundable(f"Not paid: {because} (order {offer.order}).")
        lines = tuple(line.line for line in offer.lines)
        request = RefundRequest(offer.reason, lines, at_most=offer.amount.value)
        allowed = decide(order, request, now=_pressed(log, offer.id), policy=self._policy)
        if not isinstance(allowed, Offer) or allowed.amount != offer.amount:
            raise NotRefundable(f"Not paid: {_why(allowed)} (order {offer.order}).")

    async def refuse(
        self, id: ConversationId, confirmation: str, *, name: str, reason: str
    ) -> None:
        """Nothing is paid, and the customer is told so; `reason` stays at the desk."""
        check_name(name)
        async with self._logs.use(id) as log:
            known = _waiting(log, confirmation)
            paid = payment(known.offer, by=name)
            refused = ActionFinished(
                None,
                0,
                paid.use,
                paid.name,
                "refused",
                f"Refused by {name}: {reason}",
                key=paid.key,
            )
            words = texts.wording(log.state, self._support_email)
            notice = NoticeSent("refund_refused", words.refund_refused)
            try:
                await log.append(
                    refused, notice, together=[Released(confirmation, f"refused by {name}")]
                )
            except Overtaken:
                raise ConfirmationNotFound from None


def _pressed(log: Log, confirmation: str) -> datetime:
    return next(
        record.at
        for record in log.events
        if isinstance(record.event, CustomerConfirmed) and record.event.id == confirmation
    )


def _why(allowed: PolicyDecision) -> str:
    match allowed:
        case Refused():
            return f"the policy refuses it by now, as {allowed.reason.replace('_', ' ')}"
        case Return():
            return "the goods have to come back first"
        case _:
            return "the policy allows another amount by now"


def _waiting(log: Log, confirmation: str) -> Confirmation:
    for known in log.state.acting.waiting_confirmations:
        if known.offer.id == confirmation:
            return known
    raise ConfirmationNotFound


def check_name(name: str) -> None:
    """`by` in the log tells a person from the customer."""
    if not name.strip() or name.strip().casefold() in NOT_STAFF:
        raise NameMissing(f"{name!r} is not the name of a person.")
