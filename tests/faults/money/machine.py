"""Anything that can happen to money, in any order: rules for hypothesis to choose among."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)
from hypothesis.stateful import (
    run_state_machine_as_test as run_as_test,
)

from frontdesk.adapters.memory.model import Calls
from frontdesk.domain.confirmation import Confirmation
from frontdesk.domain.event import ConversationId
from frontdesk.domain.order import Order
from frontdesk.errors import ConfirmationNotFound, NotRefundable, StoreUnreachable
from tests.faults.money.promises import Promises
from tests.faults.money.world import KINDS, LIMITS, ORDERS, TALKS, World

STEPS = 50  # of a life of the desk
NUMBERS = st.integers(0, 11)
REASONS = (*["defective", "wrong_item"] * 4, "not_received", "changed_mind", "other")
DOWN = ("down", "lost", "refuses")
AT_THE_PRESS = ((), (), ("", "lost"), ("", "down"), ("", "refuses"))
MINUTES = (0.2, 1, 30, 61, 60 * 25)

ORDER = st.integers(0, 11)


def wished(talk: ConversationId, order: int, wish: tuple[str, Any]) -> Calls:
    """Mostly for an order of their own; one in four is whosever it is."""
    own = [each for each in ORDERS if each.customer == TALKS[talk].id]
    among = ORDERS if order >= 9 else own
    name, arguments = wish
    if name == "escalate_to_human":
        return Calls(name, arguments)
    return Calls(name, {"order_id": among[order % len(among)].id, **arguments})


def a_wish(kind: str, reason: str, lines: list[str], amount: str) -> tuple[str, Any]:
    match kind:
        case "start_return":
            more = {"reason": "changed_mind", "lines": lines[:1], "unused": True}
        case "escalate_to_human":
            more = {"reason": "Wants a person."}
        case _:
            more = {"reason": reason, "lines": lines} | ({"amount": amount} if amount else {})
    return kind, more


wishes = st.lists(
    st.tuples(
        ORDER,
        st.builds(
            a_wish,
            st.sampled_from(["process_refund"] * 16 + ["start_return"] * 3 + ["escalate_to_human"]),
            st.sampled_from(REASONS),
            st.sampled_from([["1"], ["1"], ["2"], ["1", "2"]]),
            st.sampled_from(["", "", "30.00", "5000"]),
        ),
    ),
    min_size=1,
    max_size=2,
)
talks = st.sampled_from(list(TALKS))


class MoneyMachine(RuleBasedStateMachine):
    kinds: tuple[str, ...] = KINDS
    limits: Any = LIMITS
    weaken: Callable[[World], None] | None = None
    taken = 0
    """Steps, over all lives."""

    @initialize(data=st.data())
    def open(self, data: st.DataObject) -> None:
        kind = data.draw(st.sampled_from(self.kinds))
        self.world = World(kind, self.limits)
        if weaken := type(self).weaken:
            weaken(self.world)
        self.promises = Promises(self.world)
        self._said = 0

    def teardown(self) -> None:
        if hasattr(self, "world"):
            try:
                if not self.world.has_failed:  # else the first failure would be hidden
                    self.all_settles()
            finally:
                self.world.close()

    @invariant()
    def promises_hold(self) -> None:
        if hasattr(self, "world"):
            type(self).taken += 1
            self.world.do(self.promises.check())

    @rule(talk=talks, wishes=wishes)
    def customer_asks(self, talk: ConversationId, wishes: list[Any]) -> None:
        self.world.model.plans.append(tuple(wished(talk, *each) for each in wishes))
        self._say(talk, f"plan {len(self.world.model.plans) - 1}")

    @rule(talk=talks, word=st.sampled_from(["yes", "ok", "yes", "no"]))
    def customer_says_a_word(self, talk: ConversationId, word: str) -> None:
        if word != "no":
            self.world.wanted.update(known.offer.id for known in self._cards(talk))
        self._say(talk, word)

    @rule(talk=talks, which=NUMBERS, decision=st.sampled_from(["confirm", "confirm", "decline"]))
    def customer_presses(self, talk: ConversationId, which: int, decision: str) -> None:
        """Mostly a card that is still open."""
        known = self._cards(talk)
        cards = [card for card in known if card.standing == "open" or which > 8] or known
        if cards:
            id = cards[-1 - which % len(cards)].offer.id
            if decision == "confirm":
                self.world.wanted.add(id)
            self._press(talk, id, decision, StoreUnreachable)

    @rule(talk=talks, which=NUMBERS)
    def customer_presses_twice_at_once(self, talk: ConversationId, which: int) -> None:
        self.customer_presses(talk, which, "confirm")
        self.customer_presses(talk, which, "decline" if which % 3 == 0 else "confirm")

    @rule(talk=talks, which=NUMBERS)
    def customer_presses_anothers_card(self, talk: ConversationId, which: int) -> None:
        others = [card for other in TALKS if other != talk for card in self._cards(other)]
        if others:
            id = others[which % len(others)].offer.id
            self._press(talk, id, "confirm", ConfirmationNotFound)

    @rule(which=NUMBERS, times=st.integers(1, 8))
    def desk_goes_on(self, which: int, times: int) -> None:
        for _ in range(times):
            self.world.desk.gates.let_through(which)
            self._still()

    @rule(times=st.integers(4, 60))
    def desk_goes_on_for_a_while(self, times: int) -> None:
        for _ in range(times):
            if not self.world.desk.gates.let_through():
                return
            self._still()

    @rule()
    def desk_crashes(self) -> None:
        self.world.do(self.world.crash())

    @rule()
    def desk_hears_of_others(self) -> None:
        self.world.do(self.world.notice())

    @rule(minutes=st.sampled_from(MINUTES))
    def time_passes(self, minutes: float) -> None:
        self.world.do(self.world.pass_time(minutes=minutes))

    @rule(troubles=st.lists(st.sampled_from(DOWN), min_size=1, max_size=3))
    def shop_has_troubles(self, troubles: list[str]) -> None:
        self.world.shop.troubles = troubles

    @rule(which=NUMBERS)
    def a_late_call_reaches_the_shop(self, which: int) -> None:
        self.world.do(self.world.shop.arrives_late(which))

    @rule(order=st.sampled_from(ORDERS), line=st.sampled_from("12"), back=st.booleans())
    def shop_acts_on_its_own(self, order: Order, line: str, back: bool) -> None:
        """Somebody in the shop pays back, or takes back, without asking the desk."""
        if self.world.kind != "trusting":
            self.world.do(self.world.shop.acts_on_its_own(order, line, back=back))

    @rule()
    def shop_catches_up(self) -> None:
        self.world.shop.catch_up()

    @rule(which=NUMBERS, agrees=st.booleans(), anywhere=st.booleans())
    def person_decides(self, which: int, agrees: bool, anywhere: bool) -> None:
        """Also about cards that wait for nobody."""
        cards = [(talk, card) for talk in TALKS for card in self._cards(talk)]
        waiting = [each for each in cards if each[1].standing == "with_person"]
        chosen = cards if anywhere else waiting
        if not chosen:
            return
        talk, card = chosen[-1 - which % len(chosen)]
        id = card.offer.id
        approvals = self.world.approvals()
        if agrees:
            self.world.approved.add(id)
            work = approvals.approve(talk, id, name="Ana")
        else:
            work = approvals.refuse(talk, id, name="Ben", reason="No.")
        self.world.spawn(work, ConfirmationNotFound, NotRefundable, StoreUnreachable)
        self._still()

    @rule(which=NUMBERS, times=st.integers(1, 4))
    def people_go_on(self, which: int, times: int) -> None:
        for _ in range(times):
            self.world.people.let_through(which)
            self._still()

    @rule(talk=talks, wishes=wishes, which=NUMBERS, troubles=st.sampled_from(AT_THE_PRESS))
    def customer_asks_and_presses(
        self, talk: ConversationId, wishes: list[Any], which: int, troubles: tuple[str, ...]
    ) -> None:
        """The way it mostly goes, so that what may follow it is tried often."""
        self.customer_asks(talk=talk, wishes=wishes)
        self.desk_goes_on_for_a_while(times=60)
        self.promises_hold()
        self.world.shop.troubles = list(troubles)
        self.customer_presses(talk=talk, which=0, decision="confirm")
        if which % 2:
            self.desk_goes_on_for_a_while(times=which)

    @rule(talk=talks, wishes=wishes, minutes=st.sampled_from([0, 0.2, 61]))
    def customer_asks_in_both_talks(
        self, talk: ConversationId, wishes: list[Any], minutes: float
    ) -> None:
        """At once, or one after the other."""
        both = [each for each in TALKS if TALKS[each] is TALKS[talk]]
        for each in both:
            self.customer_asks(talk=each, wishes=wishes)
            if minutes:
                self.desk_goes_on_for_a_while(times=60)
                self.promises_hold()
                self.time_passes(minutes=minutes)
        self.desk_goes_on_for_a_while(times=80)

    @rule(talk=talks, wishes=wishes, times=st.integers(1, 30))
    def person_interrupts(self, talk: ConversationId, wishes: list[Any], times: int) -> None:
        self.customer_asks(talk=talk, wishes=wishes)
        self.desk_goes_on_for_a_while(times=times)
        self.person_takes_over_or_gives_back(talk=talk, back=False)
        self.desk_goes_on_for_a_while(times=60)
        self.person_takes_over_or_gives_back(talk=talk, back=True)

    @rule(talk=talks, back=st.booleans())
    def person_takes_over_or_gives_back(self, talk: ConversationId, back: bool) -> None:
        if back:
            self.world.do(self.world.handovers().hand_back(talk))
        else:
            self.world.do(self.world.casework().reply(talk, self._id(), "Hi.", name="Ana"))
        self.world.do(self.world.wake(talk))

    @rule()
    def all_settles(self) -> None:
        self.world.do(self.world.settle())
        self.world.do(self.promises.check_settled())

    def _say(self, talk: ConversationId, text: str) -> None:
        self.world.spawn(self.world.say(talk, self._id(), text))
        self._still()

    def _press(self, talk: ConversationId, id: str, decision: Any, *may: type[Exception]) -> None:
        self.world.spawn(self.world.desk.presses.press(talk, id, decision), *may)
        self._still()

    def _cards(self, talk: ConversationId) -> tuple[Confirmation, ...]:
        return self.promises.cards(talk)

    def _still(self) -> None:
        self.world.do(self.world.still())

    def _id(self) -> str:
        self._said += 1
        return f"m{self._said}"


def live(machine: type[MoneyMachine], *, lives: int, number: int = 1, steps: int = STEPS) -> None:
    """Let so many desks live so many steps each. Raises what broke first."""
    run_as_test(
        seed(number)(machine),
        settings=settings(
            max_examples=lives,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=False,
            print_blob=False,
            phases=[Phase.generate],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
