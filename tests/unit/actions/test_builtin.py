"""The actions every desk has."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.actions import Catalog, Context, Done, Prepared, prepare, run
from frontdesk.actions.builtin import BUILT_IN
from frontdesk.actions.owning import NO_ORDER
from frontdesk.domain.action import Outcome, ToolCall
from frontdesk.domain.event import (
    ConversationId,
    CustomerBound,
    HandoverStarted,
    IdentityRefused,
    TicketOpened,
)
from frontdesk.domain.passage import Passage
from frontdesk.domain.ticket import TicketNote, TicketRequest
from tests.builders import NOON, passage
from tests.unit.actions.shop import (
    HERE,
    MIA,
    TOM,
    FakeStore,
    FakeTickets,
    call,
    context,
    line,
    of_mia,
    order,
    usd,
)

CATALOG = Catalog(BUILT_IN)
NOBODY = "Not done: It is not known who the customer is."
PRIVATE = (MIA.email, MIA.phone, TOM.email, TOM.phone, TOM.name, "KX-200", "Sofa", "700.00")


async def ran(name: str, here: Context | None = None, **arguments: Any) -> Done:
    here = here or of_mia()
    ready = prepare(
        CATALOG,
        call(name, **arguments),
        level=here.level,
        conversation=here.conversation,
        turn=here.turn,
    )
    return Done(ready) if isinstance(ready, Outcome) else await run(ready, replace(here, key="k"))


def told(done: Done) -> Any:
    assert done.outcome.status == "done", done
    return json.loads(done.outcome.text)


async def test_a_customer_is_bound_by_an_order_and_its_contact() -> None:
    done = await ran("verify_customer", context(), order_id="kx-100", contact="[email_1]")

    assert done.events == (CustomerBound(MIA.id, "claimed", "Mia Rose"),)
    assert done.outcome.status == "done"
    assert "Mia Rose" in done.outcome.text


async def test_a_phone_number_does_as_well() -> None:
    done = await ran("verify_customer", context(), order_id="KX-100", contact="[phone_1]")

    assert done.events == (CustomerBound(MIA.id, "claimed", "Mia Rose"),)


async def test_a_wrong_contact_and_an_unknown_order_are_told_in_the_same_words() -> None:
    wrong = await ran("verify_customer", context(), order_id="KX-100", contact="[email_2]")
    unknown = await ran("verify_customer", context(), order_id="KX-999", contact="[email_2]")

    assert wrong == unknown
    assert isinstance(wrong.events[0], IdentityRefused)
    assert "Tries left: 2." in wrong.outcome.text


async def test_the_third_wrong_try_is_the_last() -> None:
    store = FakeStore()
    third = context(store, identity_refusals=2)
    fourth = context(store, identity_refusals=3)

    last = await ran("verify_customer", third, order_id="KX-100", contact="[email_2]")
    store.calls.clear()
    beyond = await ran("verify_customer", fourth, order_id="KX-100", contact="[email_1]")

    assert "no more tries" in last.outcome.text
    assert len(last.events) == 1
    assert beyond == Done(last.outcome)
    assert store.calls == []


async def test_a_placeholder_that_nobody_typed_is_no_try() -> None:
    done = await ran("verify_customer", context(), order_id="KX-100", contact="[email_7]")

    assert done.events == ()
    assert done.outcome.status == "refused"


async def test_a_known_customer_is_not_verified_again() -> None:
    done = await ran("verify_customer", of_mia(), order_id="KX-200", contact="[email_2]")

    assert done.events == ()
    assert "Mia Rose" in done.outcome.text


def test_tries_never_run_beside_one_another() -> None:
    action = CATALOG.find("verify_customer")

    assert action is not None
    assert not action.runs_in_parallel


async def test_the_customers_orders_are_listed_and_nobody_elses() -> None:
    assert told(await ran("list_orders"))["orders"] == [
        {
            "order_id": "KX-100",
            "placed": "2026-11-04",
            "state": "delivered",
            "total": "65.50 USD",
            "items": ["Kettle", "Lamp"],
            "delivered": "2026-11-09",
        },
        {
            "order_id": "KX-101",
            "placed": "2026-11-04",
            "state": "delivered",
            "total": "89.99 USD",
            "items": ["Radio"],
            "delivered": "2026-11-09",
        },
    ]


async def test_a_long_list_says_how_many_are_left_out() -> None:
    store = FakeStore([order(f"KX-{n}", MIA, line("1", "Lamp", "1.00")) for n in range(30)])

    listed = told(await ran("list_orders", of_mia(store)))

    assert len(listed["orders"]) == 20
    assert listed["older_orders_not_shown"] == 10


async def test_no_orders_is_an_answer() -> None:
    done = await ran("list_orders", of_mia(FakeStore([])))

    assert done.outcome == Outcome("done", "This customer has no orders.")


async def test_an_order_is_told_with_its_lines_and_shipment() -> None:
    lamp = replace(line("2", "Lamp", "25.50", refunded=usd("5.00")), is_returning=True, quantity=2)
    store = FakeStore([order("KX-100", MIA, line("1", "Kettle", "40.00"), lamp)])

    assert told(await ran("lookup_order", of_mia(store), order_id="KX-100")) == {
        "order_id": "KX-100",
        "state": "delivered",
        "placed": "2026-11-04",
        "total": "65.50 USD",
        "lines": [
            {"line": "1", "product": "Kettle", "quantity": 1, "price": "40.00 USD"},
            {
                "line": "2",
                "product": "Lamp",
                "quantity": 2,
                "price": "25.50 USD",
                "refunded": "5.00 USD",
                "return": "started",
            },
        ],
        "shipment": {
            "carrier": "Swift",
            "tracking": "SW1",
            "carrier_says": "delivered",
            "promised": "2026-11-09",
            "delivered": "2026-11-09",
        },
    }


async def test_the_account_tells_plan_and_status_and_no_contact() -> None:
    assert told(await ran("lookup_customer")) == {
        "name": "Mia Rose",
        "plan": "Plus",
        "status": "ok",
    }


async def test_products_tell_price_and_availability() -> None:
    assert told(await ran("product_availability", context(), product="a lamp")) == {
        "products": [
            {
                "product": "Desk lamp",
                "price": "25.50 USD",
                "available": "sold out",
                "back_on": "2026-12-01",
            }
        ]
    }
    none = await ran("product_availability", context(), product="boat")
    assert none.outcome == Outcome("done", "No product of this name was found.")


async def test_a_search_looks_at_the_category_first_and_then_at_all() -> None:
    async def search(query: str, category: str) -> Sequence[Passage]:
        return {"shipping": [passage("a#1")], "": [passage("b#1")]}.get(category, [])

    here = context(search=search)
    in_category = await ran("search_faq", here, query="how long", category="shipping")
    beyond = await ran("search_faq", here, query="how long", category="returns")

    assert in_category.outcome == Outcome("done", "", (passage("a#1"),))
    assert beyond.outcome == Outcome("done", "", (passage("b#1"),))


async def test_a_search_says_that_nothing_was_found() -> None:
    nothing = await ran("search_faq", context(), query="how long")

    assert nothing.outcome.text.startswith("Nothing found.")


async def test_a_ticket_is_opened_once_for_a_wish() -> None:
    tickets = FakeTickets()
    wish = {"subject": "Late " * 100, "description": "Since May", "category": "shipping"}

    first = await ran("create_ticket", of_mia(tickets=tickets), **wish)
    again = await ran("create_ticket", of_mia(tickets=tickets), **wish)

    assert first == again
    assert first.events == (TicketOpened(tickets.held["k"].id, "k"),)
    assert told(first)["ticket_id"] == "TIC-1"
    subject = ("Late " * 100)[:200]
    assert tickets.held["k"].request == TicketRequest(
        subject, "Since May", "shipping", "medium", MIA.id, HERE
    )


async def test_a_visitor_opens_a_ticket_too_and_finds_it_again() -> None:
    tickets = FakeTickets()
    await ran("create_ticket", context(tickets=tickets), subject="Late", description="Very")
    ticket = tickets.held["k"]
    note = TicketNote(NOON, "Ann", "We look into it.")
    tickets.held["k"] = replace(ticket, history=(TicketNote(NOON, "desk", "", "waiting"), note))

    assert told(await ran("lookup_ticket", context(tickets=tickets), ticket_id="TIC-1")) == {
        "ticket_id": "TIC-1",
        "subject": "Late",
        "state": "open",
        "category": "other",
        "priority": "medium",
        "opened": "2026-11-21",
        "replies": [{"at": "2026-11-21", "by": "Ann", "text": "We look into it."}],
    }


async def test_a_customers_tickets_are_listed_without_anybodys_words() -> None:
    tickets = FakeTickets()
    for key, customer, there in (("a", MIA.id, "elsewhere"), ("b", None, HERE), ("c", TOM.id, "x")):
        request = TicketRequest("Late", "Hm", "other", "low", customer, ConversationId(there))
        await tickets.open(request, key=key, at=NOON)
    opened = {"state": "open", "category": "other", "opened": "2026-11-21"}

    of_both = told(await ran("list_tickets", of_mia(tickets=tickets)))
    of_nobody = told(await ran("list_tickets", context(tickets=tickets)))

    assert of_both == {"tickets": [{"ticket_id": f"TIC-{n}"} | opened for n in (1, 2)]}
    assert of_nobody == {"tickets": [{"ticket_id": "TIC-2"} | opened]}
    listing = CATALOG.find("list_tickets")
    assert listing
    assert not listing.taints


async def test_who_has_no_tickets_is_told_so() -> None:
    assert (await ran("list_tickets")).outcome.text == "There are no tickets of this customer."


async def test_a_hand_over_takes_the_conversation_along() -> None:
    tickets = FakeTickets()
    here = replace(of_mia(tickets=tickets), summary="What was said.")

    done = await ran("escalate_to_human", here, reason="Asked for a person", priority="high")

    request = tickets.held["k"].request
    assert (request.priority, request.description) == ("high", "What was said.")
    assert done.events == (
        TicketOpened(tickets.held["k"].id, "k"),
        HandoverStarted("Asked for a person", "high", "assistant"),
    )


async def started(here: Context, **arguments: Any) -> Done:
    return await ran("start_return", here, **({"reason": "changed_mind"} | arguments))


async def test_a_return_is_started_once_for_the_lines_named() -> None:
    store = FakeStore()

    done = await started(of_mia(store), order_id="KX-100", lines=["2"], unused=True)

    assert told(done) == {
        "return_id": "RET-1",
        "order_id": "KX-100",
        "items": ["Lamp"],
        "send_by": "2026-12-05",
        "refund": "after the goods have arrived",
    }
    assert list(store.returns) == ["k"]


@pytest.mark.parametrize(
    ("held", "arguments", "text"),
    [
        ({}, {"order_id": "KX-100"}, "which of them is meant"),
        ({}, {"order_id": "KX-101"}, "unused and in its original packaging (Radio)"),
        ({}, {"order_id": "KX-101", "unused": False}, "was used"),
        (
            {},
            {"order_id": "KX-100", "lines": ["9"]},
            "order has no line of this number",
        ),
        ({}, {"order_id": "KX-101", "reason": "defective"}, "nothing has to be sent back"),
        ({}, {"order_id": "KX-101", "reason": "other"}, "a person has to decide"),
        ({"delivered_days": 32}, {"order_id": "KX-101", "unused": True}, "last day was 2026-11-19"),
    ],
)
async def test_what_the_policy_does_not_allow_is_not_started(
    held: dict[str, Any], arguments: dict[str, Any], text: str
) -> None:
    store = FakeStore()
    if held:
        store = FakeStore([order("KX-101", MIA, line("1", "Radio", "89.99"), **held)])

    done = await started(of_mia(store), **arguments)

    assert done.outcome.status == "refused"
    assert text in done.outcome.text
    assert "start_return" not in store.calls


async def test_what_is_refused_is_named_by_its_goods() -> None:
    refunded = line("1", "Radio", "89.99", refunded=usd("89.99"))

    done = await started(of_mia(FakeStore([order("KX-101", MIA, refunded)])), order_id="KX-101")

    assert done.outcome.text == "Not possible for Radio: it was refunded already."


def test_what_only_a_customer_may_see_needs_one() -> None:
    needed = {action.name: action.level for action in BUILT_IN if action.level != "visitor"}

    assert needed == {
        "enter_code": "claimed",
        "list_orders": "claimed",
        "lookup_customer": "claimed",
        "lookup_order": "claimed",
        "process_refund": "claimed",
        "send_code": "claimed",
        "start_return": "claimed",
    }


async def test_without_a_customer_nothing_is_told_whatever_the_level_says() -> None:
    for action in BUILT_IN:
        if action.level == "visitor":
            continue
        given = {"order": "KX-200", "reason": "other"}
        taken = {each.name: given.get(each.name) for each in action.parameters}

        done = await run(Prepared(action, taken, "k"), context(level="verified"))

        assert done.outcome.text in {NOBODY, NO_ORDER}
        assert done.events == ()


IDS = st.sampled_from(["KX-100", "KX-101", "KX-200", "KX-999", "TIC-1", "[email_1]", "[email_2]"])
VALUE = (
    IDS
    | st.text(max_size=20)
    | st.sampled_from(["defective", "changed_mind", "shipping", "high", MIA.email, TOM.email])
    | st.none()
    | st.booleans()
    | st.integers()
    | st.lists(IDS | st.just("1"), max_size=3)
)


@settings(max_examples=300)
@given(data=st.data())
def test_no_argument_of_any_kind_raises_or_shows_what_is_anothers(data: st.DataObject) -> None:
    action = data.draw(st.sampled_from(BUILT_IN))
    names = [parameter.field for parameter in action.parameters] or ["none"]
    arguments = data.draw(st.dictionaries(st.sampled_from(names), VALUE, min_size=len(names)))
    asked = ToolCall("toolu_1", action.name, arguments)
    texts = str(arguments)

    ready = prepare(CATALOG, asked, level="claimed", conversation=HERE, turn=3)
    if isinstance(ready, Prepared):
        tickets = FakeTickets()
        done = asyncio.run(run(ready, of_mia(tickets=tickets)))
        ready = done.outcome

    assert ready.status in {"done", "refused", "failed"}
    for secret in PRIVATE:
        assert secret not in ready.text or secret in texts
