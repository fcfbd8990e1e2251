"""What must hold at every moment, whoever did what: P2, P4, P5 and the ledger's own laws."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from frontdesk.domain.confirmation import Confirmation
from frontdesk.domain.conversation import Conversation, fold
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    ConfirmationOffered,
    ConversationId,
    CustomerConfirmed,
    ReceiptSent,
    Recorded,
)
from frontdesk.ports.ledger import Entry, EntryState
from tests.faults.money.world import LIMITS, ORDERS, POLICY, TALKS, World

OPEN: tuple[EntryState, ...] = ("offered", "with_person", "confirmed")
STATES: tuple[EntryState, ...] = (*OPEN, "paid", "released")
PRICES = {(order.id, line.id): line.price.value for order in ORDERS for line in order.lines}
OWNERS = {order.id: order.customer for order in ORDERS}
DAY = timedelta(hours=24)


class Broken(AssertionError):
    """A promise does not hold."""


def hold(is_so: object, promise: str) -> None:
    if not is_so:
        raise Broken(promise)


class Promises:
    """Reads what was committed since the last look, and holds it against what the shop did."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._states = dict.fromkeys(TALKS, Conversation())
        self._offers: dict[str, tuple[ConversationId, ConfirmationOffered]] = {}
        self._receipts: dict[str, ReceiptSent] = {}
        self._outcomes: dict[str, ActionFinished] = {}
        self._starts: dict[str, ActionStarted] = {}
        self._unclear: set[str] = set()

    async def check(self) -> None:
        for talk in TALKS:
            for record in await self._world.conversations.read(talk, self._states[talk].last):
                self._event(talk, record)
                self._states[talk] = fold([record], self._states[talk])
        entries = [each for state in STATES for each in await self._world.ledger.entries(state)]
        self._ledger_is_the_log(entries)
        self._never_above_paid(entries)
        self._within_the_limits(entries)
        self._payments()
        self._receipts_are_payments(entries)
        self._nothing_broke()

    async def check_settled(self) -> None:
        """Once the shop answers and there was time: nothing is owed for ever."""
        await self.check()
        hold(not await self._world.conversations.owed(), "nothing is owed any more")
        hold(not await self._world.ledger.entries("confirmed"), "what was confirmed is settled")
        for state in self._states.values():
            hold(not state.owed_effects, "no effect is without an outcome")
            writes = [each for each in state.acting.started if each.risk != "read"]
            hold(not writes or state.turn, "no write is forgotten")

    def cards(self, talk: ConversationId) -> tuple[Confirmation, ...]:
        """As last looked at."""
        return self._states[talk].acting.confirmations

    def _event(self, talk: ConversationId, record: Recorded) -> None:
        state, event = self._states[talk], record.event
        match event:
            case ActionStarted(turn=None):
                self._pays(state, event)
            case ActionStarted() | ConfirmationOffered():
                turn = state.turn
                speaks = state.holder == "bot" and turn is not None and not turn.is_superseded
                hold(speaks, "the bot acts only while it has the conversation")
                current = turn and (turn.turn, turn.attempt) == (event.turn, event.attempt)
                hold(current, "only the current attempt acts")
                if isinstance(event, ConfirmationOffered):
                    self._offered(talk, event)
            case CustomerConfirmed(outcome="confirmed" | "with_person"):
                _, offer = self._offers[event.id]
                hold(record.at < offer.expires, "nothing is confirmed after its time")
                hold(event.id in self._world.wanted, "only its customer confirms a card")
            case ActionFinished(turn=None):
                self._paid_or_not(event)
            case ActionFinished(name="start_return"):
                self._ends(event)
            case ReceiptSent():
                hold(event.id not in self._receipts, "one receipt for a confirmation")
                self._receipts[event.id] = event
            case _:
                pass

    def _paid_or_not(self, finished: ActionFinished) -> None:
        if finished.status == "unknown":
            hold(finished.use in self._starts, "what is unclear was begun")
            hold(finished.use not in self._unclear, "a person is called once")
            self._unclear.add(finished.use)
        else:
            hold(finished.use not in self._outcomes, "a confirmation is settled once")
            self._outcomes[finished.use] = finished

    def _ends(self, finished: ActionFinished) -> None:
        """A later call may still be on its way, but none that this desk waited for."""
        if not finished.key:  # not run, or answered by what was done before
            return
        label = self._world.shop.labels.get(finished.key)
        if finished.status == "done" and "return_id" in finished.text:
            hold(label and label.reference in finished.text, "a return is told as it was started")
        if finished.status in {"refused", "failed", "not_run"}:
            hold(label is None, f"what was started is not told as {finished.status}")

    def _offered(self, talk: ConversationId, offer: ConfirmationOffered) -> None:
        customer = TALKS[talk].id
        hold(OWNERS[offer.order] == offer.customer == customer, "an offer is for its own customer")
        hold(offer.id not in self._offers, "a card is offered once")
        self._offers[offer.id] = talk, offer

    def _pays(self, state: Conversation, started: ActionStarted) -> None:
        known = state.acting.confirmation(started.use)
        hold(known, "what is paid was offered")
        hold(started.use not in self._starts, "a payment begins once")
        assert known
        self._starts[started.use] = started
        if known.standing == "with_person":
            hold(started.use in self._world.approved, "a person agreed")
            hold(started.by == "Ana", "who agreed stands in the log")
            return
        hold(known.standing == "confirmed", "the customer confirmed")
        is_small = known.offer.amount.value <= POLICY.person_above
        hold(is_small, "above the limit a person decides")

    def _ledger_is_the_log(self, entries: Sequence[Entry]) -> None:
        by_id = {entry.confirmation: entry for entry in entries}
        hold(by_id.keys() == self._offers.keys(), "every card is in the ledger, and nothing else")
        for id, (talk, offer) in self._offers.items():
            entry = by_id[id]
            hold(
                (entry.conversation, entry.customer, entry.order, entry.amount)
                == (talk, offer.customer, offer.order, offer.amount),
                "the ledger has what was offered",
            )
            states = self._expected(talk, id)
            hold(entry.state in states, f"{entry.state} in the ledger is {states} by the log")

    def _expected(self, talk: ConversationId, id: str) -> Sequence[EntryState]:
        known = self._states[talk].acting.confirmation(id)
        assert known
        if outcome := self._outcomes.get(id):
            return ["paid"] if outcome.status == "done" else ["released"]
        if id in self._starts:
            return ["confirmed"]
        if known.standing == "open":
            late = known.offer.expires <= self._world.clock.now()
            return ["offered", "released"] if late else ["offered"]
        return ["with_person"] if known.standing == "with_person" else ["released"]

    def _never_above_paid(self, entries: Sequence[Entry]) -> None:
        taken: Counter[tuple[str, str]] = Counter()
        open_lines: Counter[tuple[str, str]] = Counter()
        for entry in entries:
            for line, amount in entry.amounts:
                taken[entry.order, line] += _cents(amount.value) * (entry.state != "released")
                open_lines[entry.order, line] += entry.state in OPEN
        hold(all(n <= 1 for n in open_lines.values()), "one open confirmation a line")
        paid: Counter[tuple[str, str]] = Counter()
        for payment in self._world.shop.payments:
            for line, amount in payment.amounts:
                paid[payment.order, line] += _cents(amount.value)
        for line, price in PRICES.items():
            hold(taken[line] <= _cents(price), "reserved and refunded never above paid")
            hold(paid[line] <= _cents(price), "never more goes back than was paid")

    def _within_the_limits(self, entries: Sequence[Entry]) -> None:
        """Of what went through without a person."""
        limits = self._world.limits or LIMITS
        counted = [e for e in entries if e.confirmed and e.state in {"confirmed", "paid"}]
        for entry in counted:
            if self._starts[entry.confirmation].by != "customer":
                continue
            at = entry.confirmed
            assert at
            day = [e for e in counted if e.confirmed and at - DAY < e.confirmed <= at]
            earlier = [e for e in day if self._began_before(e, entry)]
            own = [e for e in earlier if e.customer == entry.customer]
            hold(_sum(own) <= limits.customer, "the customer's limit of a day")
            hold(_sum(earlier) <= limits.desk, "the desk's limit of a day")

    def _began_before(self, one: Entry, other: Entry) -> bool:
        begun = list(self._starts)
        return one.confirmed != other.confirmed or begun.index(one.confirmation) <= begun.index(
            other.confirmation
        )

    def _payments(self) -> None:
        payments = self._world.shop.payments
        counted = Counter(payment.key for payment in payments)
        hold(all(n == 1 for n in counted.values()), "a confirmation is paid once")
        for payment in payments:
            hold(payment.key in self._starts, "nothing is paid whose intent was not kept")
            hold(payment.key in self._world.wanted, "nothing is paid that nobody confirmed")
            talk, offer = self._offers[payment.key]
            hold(
                payment.customer == TALKS[talk].id == OWNERS[payment.order],
                "nothing of one customer is changed by another",
            )
            amounts = tuple((line.line, line.amount) for line in offer.lines)
            hold(payment.amounts == amounts, "paid is what was offered")
            if offer.amount.value > POLICY.person_above:
                hold(payment.key in self._world.approved, "a person agreed to what is paid")
        for order, line in self._world.shop.returned:
            hold(len(self._world.shop.returned[order, line]) == 1, "a line goes back once")
            hold(self._may_return(OWNERS[order]), "only its customer sends a line back")

    def _may_return(self, customer: CustomerId) -> bool:
        """Whether a conversation of theirs has started a return."""
        return any(
            TALKS[talk].id == customer and any(each[0] for each in state.acting.seen)
            for talk, state in self._states.items()
        )

    def _receipts_are_payments(self, entries: Sequence[Entry]) -> None:
        paid = {entry.confirmation: entry for entry in entries if entry.state == "paid"}
        hold(paid.keys() == self._receipts.keys(), "a receipt for each payment, none without")
        made = {payment.key: payment.refund for payment in self._world.shop.payments}
        for id, receipt in self._receipts.items():
            hold(id in made, "a receipt is for what the shop paid")
            hold(
                (receipt.reference, receipt.amount)
                == (made[id].reference, made[id].amount)
                == (paid[id].reference, paid[id].amount),
                "a receipt says what was paid",
            )

    def _nothing_broke(self) -> None:
        for line in self._world.logged:
            allowed = line.get("code") in {None, "store_unreachable", "payment_unclear"}
            is_fine = allowed and line["event"] not in {"turn broke", "summary broke"}
            hold(is_fine, f"no turn breaks: {line}")


def _cents(amount: Decimal) -> int:
    return int(amount * 100)


def _sum(entries: Sequence[Entry]) -> Decimal:
    return sum((entry.amount.value for entry in entries), Decimal(0))
