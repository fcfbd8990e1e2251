"""Whatever an action does, a result comes of it."""

import asyncio
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from frontdesk.actions import (
    Action,
    Catalog,
    Contact,
    Context,
    Done,
    Owned,
    Prepared,
    action,
    interrupted,
    prepare,
    run,
)
from frontdesk.domain.action import Outcome, ToolCall
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import IdentityRefused, TicketId
from frontdesk.domain.order import Order, OrderId
from frontdesk.domain.ticket import Ticket, TicketRequest
from frontdesk.errors import (
    FrontdeskError,
    RefundRefused,
    StorageFailed,
    StoreUnreachable,
    TicketNotFound,
)
from tests.builders import passage
from tests.unit.actions.shop import (
    HERE,
    MIA,
    FakeStore,
    FakeTickets,
    call,
    context,
    of_mia,
    usd,
)


class Scripted:
    """An action's inside: each call raises or returns the next of these, then the last again."""

    def __init__(self, *steps: object) -> None:
        self.steps = steps
        self.calls = 0

    async def step(self) -> Any:
        step = self.steps[min(self.calls, len(self.steps) - 1)]
        self.calls += 1
        if isinstance(step, BaseException):
            raise step
        if step == "hang":
            await asyncio.sleep(60)
        return step


def scripted(inside: Scripted, **declared: Any) -> Action:
    async def act() -> object:
        """Acts."""
        return await inside.step()

    return action(**{"risk": "read", "level": "visitor", "per": "turn"} | declared)(act)


async def ran(declared: Action, here: Context | None = None, **arguments: Any) -> Done:
    here = here or context()
    ready = prepare(
        Catalog([declared]),
        call(declared.name, **arguments),
        level=here.level,
        conversation=here.conversation,
        turn=here.turn,
    )
    assert isinstance(ready, Prepared), ready
    return await run(ready, here)


@pytest.mark.parametrize(
    ("returned", "text"),
    [
        ("as it is", "as it is"),
        ("", "Done, without a result."),
        ("half \ud800", "half ?"),
        (
            {"order": "ä", "total": usd("5"), "day": date(2026, 1, 31), "lines": [1]},
            '{"order":"ä","total":"5.00 USD","day":"2026-01-31","lines":[1]}',
        ),
        (Outcome("refused", "not this"), "not this"),
        (Done(Outcome("done", "so")), "so"),
    ],
)
async def test_what_an_action_returns_becomes_a_text(returned: object, text: str) -> None:
    done = await ran(scripted(Scripted(returned)))

    assert done.outcome.text == text


async def test_a_long_result_is_cut_and_says_so() -> None:
    done = await ran(scripted(Scripted("x" * 50), size=20))

    assert done.outcome.text == "x" * 20 + "\n[Cut here: 30 more characters are not shown.]"


async def test_passages_are_dropped_whole_and_the_best_one_stays() -> None:
    found = tuple(passage(f"a#{n}", "x" * 30) for n in range(3))

    done = await ran(scripted(Scripted(Outcome("done", "text", found)), size=65))
    alone = await ran(scripted(Scripted(Outcome("done", "", found)), size=5))

    assert done.outcome == Outcome("done", "", found[:2])
    assert alone.outcome.passages == found[:1]


async def test_events_stay_with_the_result() -> None:
    events = (IdentityRefused("why"),)

    done = await ran(scripted(Scripted(Done(Outcome("refused", "no"), events))))

    assert done.events == events


FAULTS = [
    ValueError("secret of mia@mail.example"),
    StoreUnreachable(),
    StorageFailed(),
    RecursionError(),
    ExceptionGroup("many", [ValueError("secret")]),
    "hang",
    object(),
    float("nan"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
async def test_a_read_that_fails_has_changed_nothing(fault: object) -> None:
    inside = Scripted(fault)

    with capture_logs() as logs:
        done = await ran(scripted(inside, timeout=0.02))

    assert done.outcome.status == "failed"
    assert "Nothing was changed." in done.outcome.text
    assert inside.calls == 1
    assert "secret" not in done.outcome.text + str(logs)
    assert logs[0]["action"] == "act"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
async def test_a_keyed_write_is_sent_once_more(fault: object) -> None:
    recovering, broken = Scripted(fault, "done now"), Scripted(fault)

    recovered = await ran(scripted(recovering, risk="keyed_write", timeout=0.02))
    lost = await ran(scripted(broken, risk="keyed_write", timeout=0.02))

    assert recovered.outcome == Outcome("done", "done now")
    assert (lost.outcome.status, broken.calls) == ("unknown", 2)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
async def test_an_unkeyed_write_is_never_repeated(fault: object) -> None:
    inside = Scripted(fault, "done now")

    done = await ran(scripted(inside, risk="unkeyed_write", timeout=0.02))

    assert (done.outcome.status, inside.calls) == ("unknown", 1)
    assert "Do not call it again" in done.outcome.text


@pytest.mark.parametrize("risk", ["read", "keyed_write", "unkeyed_write", "money"])
@pytest.mark.parametrize("refusal", [TicketNotFound(), RefundRefused(), FrontdeskError("No.")])
async def test_an_error_raised_on_purpose_says_that_nothing_was_done(
    risk: Any, refusal: FrontdeskError
) -> None:
    inside = Scripted(refusal)

    done = await ran(scripted(inside, risk=risk))

    assert done.outcome == Outcome("failed", f"Not done: {refusal}")
    assert inside.calls == 1


async def test_money_is_only_prepared_so_a_fault_leaves_nothing_behind() -> None:
    assert (await ran(scripted(Scripted("hang"), risk="money", timeout=0.02))).outcome.status == (
        "failed"
    )


async def test_the_log_tells_where_it_broke() -> None:
    with capture_logs() as logs:
        await ran(scripted(Scripted(ValueError("secret"))))

    assert logs[0]["fault"] == "ValueError"
    assert "test_running.py" in logs[0]["where"]


async def test_a_cancelled_action_is_cancelled() -> None:
    task = asyncio.create_task(ran(scripted(Scripted("hang"))))
    await asyncio.sleep(0)
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task


def test_a_lost_result_is_unknown_for_a_write_alone() -> None:
    assert interrupted(scripted(Scripted(""), risk="unkeyed_write")).status == "unknown"
    assert interrupted(scripted(Scripted(""))).status == "failed"


@action(risk="keyed_write", level="claimed", key=("order",))
async def look_at(order: Owned[Order]) -> str:
    """Looks.

    Args:
        order: Which.
    """
    return f"{order.id} {order.paid}"


@action(risk="read", level="visitor")
async def look_into(ticket: Owned[Ticket]) -> str:
    """Looks.

    Args:
        ticket: Which.
    """
    return ticket.request.subject


@action(risk="read", level="visitor")
async def write_to(to: Contact, here: Context) -> str:
    """Writes.

    Args:
        to: Where.
    """
    assert here.customer is None
    return str(to.value == MIA.email)


@pytest.mark.parametrize("id", ["KX-100", "kx-100", " #KX-100 ", "kx100"])
async def test_an_order_arrives_whole_however_its_number_is_written(id: str) -> None:
    done = await ran(look_at, of_mia(), order_id=id)

    assert done.outcome == Outcome("done", "KX-100 65.50 USD")


async def test_a_foreign_order_is_not_found_like_one_that_does_not_exist() -> None:
    foreign = await ran(look_at, of_mia(), order_id="KX-200")
    unknown = await ran(look_at, of_mia(), order_id="KX-999")

    assert foreign == unknown
    assert foreign.outcome.status == "refused"


class CarelessStore(FakeStore):
    """Forgets whose order was asked for."""

    async def order(self, customer: CustomerId, id: OrderId) -> Order | None:
        return next((held for held in self.held if held.id == id), None)


async def test_a_store_that_forgets_whose_order_it_is_shows_no_foreign_one() -> None:
    foreign = await ran(look_at, of_mia(CarelessStore()), order_id="KX-200")
    unknown = await ran(look_at, of_mia(CarelessStore()), order_id="KX-999")

    assert foreign == unknown
    assert foreign.outcome.status == "refused"


@given(id=st.text(min_size=1, max_size=30).filter(lambda text: text.strip(" #\t\n").isprintable()))
def test_no_number_leads_to_a_foreign_order(id: str) -> None:
    store = FakeStore(held=[order for order in FakeStore().held if order.customer != MIA.id])
    ready = Prepared(look_at, {"order": id}, "")

    done = asyncio.run(run(ready, of_mia(store)))

    assert done.outcome.status == "refused"


async def test_a_foreign_ticket_is_not_found_like_one_that_does_not_exist() -> None:
    tickets = FakeTickets()
    await tickets.open(TicketRequest("theirs", "", conversation=None), key="a", at=of_mia().now)
    await tickets.open(TicketRequest("ours", "", conversation=HERE), key="b", at=of_mia().now)

    foreign = await ran(look_into, context(tickets=tickets), ticket_id="TIC-1")
    unknown = await ran(look_into, context(tickets=tickets), ticket_id=TicketId("TIC-9"))
    own = await ran(look_into, context(tickets=tickets), ticket_id="tic-2")

    assert foreign == unknown
    assert foreign.outcome.status == "refused"
    assert own.outcome.text == "ours"


async def test_a_contact_is_a_value_only_inside() -> None:
    known = await ran(write_to, to="[email_1]")
    invented = await ran(write_to, to="[email_9]")
    written_out = await ran(write_to, to=MIA.email)

    assert known.outcome.text == "True"
    assert invented == written_out
    assert invented.outcome.status == "refused"
    assert MIA.email not in repr(Contact("[email_1]", MIA.email))


async def test_a_store_that_is_away_before_a_write_begins_leaves_nothing_unknown() -> None:
    done = await ran(look_at, of_mia(FakeStore(fault=StoreUnreachable())), order_id="KX-100")

    assert done.outcome.status == "failed"
    assert "The order system does not answer" not in done.outcome.text
    assert "the order system does not answer" in done.outcome.text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(
    name=st.sampled_from(["look_at", "look_into", "write_to", "none"]),
    arguments=JSON
    | st.fixed_dictionaries({}, optional={"order_id": JSON, "ticket_id": JSON, "to": JSON}),
)
def test_no_argument_of_any_kind_raises(name: str, arguments: Any) -> None:
    catalog = Catalog([look_at, look_into, write_to])
    asked = ToolCall("toolu_1", name, arguments)

    ready = prepare(catalog, asked, level="claimed", conversation=HERE, turn=1)

    if isinstance(ready, Prepared):
        done = asyncio.run(run(ready, context()))
        assert done.outcome.status == "refused"
        assert done.outcome.text.encode()
    else:
        assert ready.text.encode()
