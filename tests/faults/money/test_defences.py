"""The control: with any one defence off, the same machine finds what it was there for."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pytest

from frontdesk.actions import owning
from frontdesk.adapters.memory import ledger as book_of_refunds
from frontdesk.domain.appending import may_append
from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import ActionStarted
from frontdesk.domain.order import Order
from frontdesk.ports.ledger import Limits, Paid, Released
from frontdesk.turns import approving, log, settling, turn
from tests.builders import NOON, FixedClock
from tests.contract.shops import ANN, BEN
from tests.faults.money.machine import MoneyMachine, live
from tests.faults.money.promises import Broken
from tests.faults.money.world import SharedMemory, World

LIVES = 150
SOAK = 100  # rounds


def nothing(_world: World) -> None:
    """The world stays as it is."""


@dataclass(frozen=True)
class Defence:
    breaks: str
    """A word of the promise that falls with it."""
    patches: tuple[tuple[Any, str, Any], ...] = ()
    weaken: Callable[[World], None] = nothing
    machine: dict[str, Any] = field(default_factory=dict)


def takes_every_offer(book: Any, order: Any, row: Any, at: Any) -> Any:
    for entry in book.entries.values():
        if entry.state == "offered" and entry.expires <= at and entry.order == order:
            book = book.with_entry(replace(entry, state="released", reason="expired"))
    return book.with_refunded(order, row.line, book.refunded.get((order, row.line), row.refunded))


def starts_whenever(state: Conversation, event: Any) -> bool:
    return isinstance(event, ActionStarted) or may_append(state, event)


judge = settling._judge  # type: ignore[attr-defined]


async def no_policy(means: Any, offer: Any, decision: Any) -> Any:
    settlement = await judge(means, offer, decision)
    return settlement if settlement in {"expired", "declined"} else "confirmed"


async def no_expiry(means: Any, offer: Any, decision: Any) -> Any:
    return await judge(replace(means, clock=FixedClock(NOON)), offer, decision)


async def anybodys_order(context: Any, id: str) -> Order | None:
    for customer in (ANN, BEN):
        if found := await context.store.order(customer.id, id):
            return found
    return None


def without(*kinds: type) -> Callable[[World], None]:
    """The keeper forgets these rows of an append."""

    class Forgetful(SharedMemory):
        async def append(self, *arguments: Any, together: Any = (), **named: Any) -> Any:
            kept = [row for row in together if not isinstance(row, kinds)]
            return await super().append(*arguments, together=kept, **named)

    def weaken(world: World) -> None:
        world.conversations.__class__ = Forgetful

    return weaken


waiting = approving._waiting  # type: ignore[attr-defined]


def approve_anything(log: Any, confirmation: str) -> Any:
    known = log.state.acting.confirmation(confirmation)
    is_open = known and known.standing == "open" and known.offer.expires > log._clock.now()
    return known if is_open else waiting(log, confirmation)


def no_keys(world: World) -> None:
    world.shop.forgets_keys = True


def no_laws(world: World) -> None:
    """The tables take what they are given, and only they know what was paid a moment ago."""

    def work(connection: Any) -> None:
        connection.exec_driver_sql("DROP INDEX one_open_refund_a_line")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")

    world.do(world.databases[0].write(work))
    world.shop.tells_late = True


GENEROUS = Limits(*[Decimal(100_000)] * 3)
MEMORY = {"kinds": ("trusting",)}
TWICE = "one open confirmation a line|never above paid"
DEFENCES = {
    "the ledger takes every offer": Defence(
        TWICE, ((book_of_refunds, "_reserved", takes_every_offer),)
    ),
    "the database takes every offer": Defence(
        TWICE, weaken=no_laws, machine={"kinds": ("sqlite",)}
    ),
    "payments have no key": Defence("more goes back|paid once", weaken=no_keys),
    "actions start whenever": Defence(
        "the bot acts|attempt",
        (
            (log, "may_append", starts_whenever),
            (turn, "_is_overtaken", lambda state, started: False),
        ),
    ),
    "the policy is not asked at the press": Defence(
        "above the limit", ((settling, "_judge", no_policy),), machine={"limits": GENEROUS}
    ),
    "nothing expires": Defence(
        "after its time",
        (
            (settling, "_judge", no_expiry),
            (book_of_refunds, "_has_expired", lambda entry, at: False),
        ),
    ),
    "every order is everybody's": Defence(
        "its own customer",
        ((owning, "OWNERS", {**owning.OWNERS, Order: (anybodys_order, owning.NO_ORDER)}),),
    ),
    "there are no limits of a day": Defence("limit of a day", machine={"limits": None}),
    "payments are not entered": Defence("confirmed in the ledger", weaken=without(Paid)),
    "releases are not entered": Defence("in the ledger", weaken=without(Released)),
    "effects are not owed": Defence(
        "settled|owed|outcome", ((Conversation, "owed_effects", property(lambda _: ())),)
    ),
    "people approve anything": Defence(
        "confirmed|agreed",
        (
            (approving, "_waiting", approve_anything),
            (approving, "_pressed", lambda log, _: log._clock.now()),
            (log, "may_append", starts_whenever),
        ),
    ),
}


@pytest.mark.parametrize("name", DEFENCES)
def test_without_this_defence_a_promise_falls(name, monkeypatch, rounds):
    defence = DEFENCES[name]
    if "sqlite" in defence.machine.get("kinds", ()) and rounds < SOAK:
        pytest.skip("half a minute of files: `make faults`")
    for owner, attribute, weaker in defence.patches:
        monkeypatch.setattr(owner, attribute, weaker)
    machine = type("Weak", (MoneyMachine,), {**MEMORY, **defence.machine, "taken": 0})
    machine.weaken = staticmethod(defence.weaken)

    with pytest.raises(Broken, match=defence.breaks):
        live(machine, lives=LIVES)
