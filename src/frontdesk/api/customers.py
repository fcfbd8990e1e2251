"""The calls of customers' front ends: /api/v1."""

from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from functools import partial
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Header, Query, Request, Response

from frontdesk.api.cards import open_cards
from frontdesk.api.filling import filled_in
from frontdesk.api.given import ByLetter, Known, OnlyPage, Own, TheDesk, Written, not_stored
from frontdesk.api.live import Told, live, take
from frontdesk.api.shapes import (
    Accepted,
    BoundCustomer,
    ConversationState,
    DeskFacts,
    Locale,
    OpenConversation,
    Opened,
    OpenTurn,
    Seen,
    SendMessage,
    SignedIn,
    SignIn,
)
from frontdesk.api.signing_in import TheSigningIn
from frontdesk.api.streaming import HEARTBEAT, EventStream, event_text
from frontdesk.api.wire import CustomerView, WireEvent
from frontdesk.assembly.desk import Desk
from frontdesk.domain.conversation import Conversation
from frontdesk.errors import ConversationNotFound
from frontdesk.turns.door import MAX_CHARACTERS
from frontdesk.turns.identifying import AnotherCustomer, identify

router = APIRouter(prefix="/api/v1", tags=["customers"], dependencies=[Depends(not_stored)])

RESTARTS = ": the desk restarts\nretry: 1000\n\n"  # Come back in a second (milliseconds here).


@router.get("/desk")
async def desk_facts(desk: TheDesk, locale: Locale = "") -> DeskFacts:
    """What a front end shows before anything is written, in the locale's language if known."""
    language = locale.partition("-")[0]
    front = desk.front
    return DeskFacts(
        name=front.name,
        greeting=front.greetings.get(language, front.greetings["en"]),
        languages=front.languages,
        suggested_questions=front.suggested_questions_in.get(language, front.suggested_questions),
        features=(*front.features, *(["orders"] if desk.store else [])),
        message_characters=MAX_CHARACTERS,
        link_hosts=tuple(link_hosts(desk)),
    )


@router.post("/conversations", status_code=201)
async def open_conversation(
    body: OpenConversation,
    desk: TheDesk,
    signing_in: TheSigningIn,
    request: Request,
    response: Response,
) -> Opened:
    """Open a conversation; the same client_id again, by the same customer, gives the same one.

    A token of the site that was shown in another conversation counts again with that one's token
    as the bearer's.
    """
    credentials = signing_in.credentials
    id = credentials.conversation(body.client_id)
    who = await signing_in.at_opening(request, id, body.identity)
    opened = partial(
        desk.door.open_conversation,
        client_id=str(body.client_id),
        text=body.text,
        locale=body.locale,
        who=who,
    )
    try:
        taken = await opened(id)
    except AnotherCustomer as another:
        id = credentials.conversation_of(id, another.customer)
        taken = await opened(id)
    if taken.is_new:
        desk.runner.wake(id)
    else:
        response.status_code = 200
    return Opened(conversation=id, token=credentials.token(id), number=taken.number)


@router.post("/conversations/{id}/identity", dependencies=[OnlyPage])
async def sign_in(
    id: Own,
    body: SignIn,
    desk: TheDesk,
    signing_in: TheSigningIn,
    request: Request,
    response: Response,
) -> SignedIn | Opened:
    """Make it the conversation of the customer who is signed in at the site.

    201 with that customer's own conversation where this one is another's.
    """
    who = await signing_in.later(request, id, body.token)
    try:
        await identify(desk.logs, id, who)
    except AnotherCustomer:
        credentials = signing_in.credentials
        own = credentials.conversation_of(id, who.customer)
        taken = await desk.door.open_conversation(own, "", who=who)
        response.status_code = 201
        return Opened(conversation=own, token=credentials.token(own), number=taken.number)
    return SignedIn(level=who.level)


@router.post("/conversations/{id}/messages", status_code=202)
async def send_message(
    id: Written, body: SendMessage, desk: TheDesk, by_letter: ByLetter, response: Response
) -> Accepted:
    """Keep a message; it is on disk once this answers, and will be answered once."""
    taken = await take(desk, id, body, by_letter=by_letter)
    if not taken.is_new:
        response.status_code = 200
    return Accepted(number=taken.number)


@router.get("/conversations/{id}")
async def conversation_state(id: Own, desk: TheDesk) -> ConversationState:
    """Where the conversation stands and everything visible so far, in one read."""
    async with desk.logs.use(id) as log:
        state, records = log.state, tuple(log.events)  # as they are now: the log goes on
    if not state.exists:
        raise ConversationNotFound
    desk.presence.seen(id)
    cards = open_cards(records, state, desk.clock.now())
    visible = await CustomerView(id, desk.vault, site=desk.front.site).see(records)
    return ConversationState(
        holder=state.holder,
        turn=OpenTurn(turn=state.turn.turn, attempt=state.turn.attempt) if state.turn else None,
        customer=_customer(state),
        cards=await filled_in(desk.vault, id, cards),
        last=state.last,
        events=[_seen(event) for event in visible],
    )


@router.get("/conversations/{id}/events", status_code=200, response_class=EventStream)
async def events(
    id: Known,
    desk: TheDesk,
    after: Annotated[int, Query(ge=0)] = 0,
    last_event_id: Annotated[int | None, Header(ge=0)] = None,
) -> EventStream:
    """The visible events above `after` (or Last-Event-ID), then each as it comes."""
    start = after if last_event_id is None else last_event_id
    return EventStream(_written(live(desk, id, start)))


async def _written(events: AsyncGenerator[Sequence[Told]]) -> AsyncGenerator[str]:
    """What was appended together goes out together."""
    async with aclosing(events):
        async for told in events:
            yield "".join(event_text(each.event, each.data, each.id) for each in told) or HEARTBEAT
    yield RESTARTS


def link_hosts(desk: Desk) -> Iterator[str]:
    """Each as a browser has it: with its port, if that is no usual one."""
    yield from (urlsplit(origin).netloc for origin in desk.front.origins)
    yield from desk.front.widget.link_hosts


def _customer(state: Conversation) -> BoundCustomer | None:
    if state.customer is None:
        return None
    return BoundCustomer(name=state.customer_name, level=state.level)


def _seen(event: WireEvent) -> Seen:
    return Seen(id=event.id, event=event.event, data=event.data)
