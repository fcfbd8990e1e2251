"""One conversation, whole and live, and what is known of its customer."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query

from frontdesk.api.asks import shown_order
from frontdesk.api.console.entering import PATH, Me, Session
from frontdesk.api.console.lists import shown_line
from frontdesk.api.console.masking import masked, sees_contact_data
from frontdesk.api.console.shapes import (
    ConversationForPeople,
    CustomersOrders,
    OfferedReplies,
    OfferedReply,
    SeenEvent,
    ShownCustomer,
)
from frontdesk.api.console.view import PeoplesView
from frontdesk.api.given import TheDesk, must_exist, not_stored
from frontdesk.api.streaming import HEARTBEAT, EventStream, event_text
from frontdesk.assembly.desk import Desk
from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import ConversationId
from frontdesk.domain.user import User
from frontdesk.errors import ConversationNotFound, NotSignedIn, StoreUnreachable
from frontdesk.turns.activity import Activity
from frontdesk.turns.feed import follow

router = APIRouter(
    prefix=f"{PATH}/conversations/{{id}}", tags=["people"], dependencies=[Depends(not_stored)]
)


@router.get("")
async def conversation(id: ConversationId, me: Me, desk: TheDesk) -> ConversationForPeople:
    """All that happened in it, in one read, with what the bot did and found and why."""
    listed = await desk.people.listings.listed(id)
    async with desk.logs.use(id) as log:
        state, records = log.state, tuple(log.events)
    if listed is None or not state.exists:
        raise ConversationNotFound(next_step="Choose another in the list.")
    seen = await PeoplesView(desk, id, me).see(records)
    return ConversationForPeople(
        line=await shown_line(desk, me, listed),
        last=state.last,
        customer=await _customer(desk, me, state),
        events=[SeenEvent(id=event.id, event=event.event, data=event.data) for event in seen],
    )


@router.get("/events", status_code=200, response_class=EventStream)
async def events(
    id: ConversationId,
    me: Me,
    desk: TheDesk,
    session: Session = "",
    after: Annotated[int, Query(ge=0)] = 0,
    last_event_id: Annotated[int | None, Header(ge=0)] = None,
) -> EventStream:
    """What happens above `after`, as it happens; who is writing, as `activity`."""
    await must_exist(desk, id)
    start = after if last_event_id is None else last_event_id
    return EventStream(_live(desk, id, me, session, start))


@router.get("/orders")
async def orders(id: ConversationId, _: Me, desk: TheDesk) -> CustomersOrders:
    """The orders of the customer whose conversation it is; none of a visitor."""
    async with desk.logs.use(id) as log:
        customer = log.state.customer
    if customer is None or desk.store is None:
        return CustomersOrders(orders=[], reachable=True)
    try:
        found = await desk.store.orders(customer)
    except StoreUnreachable:
        return CustomersOrders(orders=[], reachable=False)
    return CustomersOrders(orders=[shown_order(order) for order in found], reachable=True)


@router.get("/canned-replies")
async def canned_replies(id: ConversationId, me: Me, desk: TheDesk) -> OfferedReplies:
    """In the customer's language first, filled with what is known; blanks that are left stay."""
    await must_exist(desk, id)
    offered = await desk.people.canned_replies.offered(id, by=me)
    return OfferedReplies(
        replies=[OfferedReply(**asdict(reply)) for reply in offered.replies],
        blanks=list(offered.blanks),
        problems=list(offered.problems),
    )


async def _live(
    desk: Desk, id: ConversationId, me: User, session: str, after: int
) -> AsyncGenerator[str]:
    """Ends with the session, and with the process."""
    view = PeoplesView(desk, id, me)
    async with aclosing(follow(desk.conversations, desk.activities, id, after)) as feed:
        async for item in feed:
            if isinstance(item, Activity):
                if item.kind == "leaving":
                    return
                told = {"kind": item.kind, "by": item.by, "name": item.name}
                yield event_text("activity", told)
                continue
            try:
                await desk.people.accounts.signed_in(session)
            except NotSignedIn:
                return
            seen = await view.see(item)
            yield "".join(event_text(each.event, each.data, each.id) for each in seen) or HEARTBEAT


async def _customer(desk: Desk, me: User, state: Conversation) -> ShownCustomer | None:
    """As the order system knows them; by the log alone while it does not answer."""
    if state.customer is None:
        return None
    shown = ShownCustomer(id=state.customer, name=state.customer_name, level=state.level)
    try:
        known = await desk.store.customer(state.customer) if desk.store else None
    except StoreUnreachable:
        known = None
    if known is None:
        return shown
    whole = sees_contact_data(desk, me)
    return shown.model_copy(
        update={
            "name": known.name,
            "email": known.email if whole else masked(known.email),
            "phone": known.phone if whole else masked(known.phone),
            "plan": known.plan,
            "status": known.status,
        }
    )
