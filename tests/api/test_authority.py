"""Nobody reaches what is somebody else's, by any route, as any role (P4)."""

import time
from collections.abc import Mapping
from uuid import uuid4

import httpx2
import jwt

from frontdesk.api.app import create_app
from frontdesk.api.given import own_conversation
from frontdesk.domain.event import CustomerBound
from frontdesk.domain.ticket import TicketRequest
from tests.api.paper_desk import paper_desk
from tests.authority import OPEN, Call, answered, calls_of, customers, walk
from tests.builders import NOON
from tests.cards import a_turn, offer
from tests.customer import Customer
from tests.one_shop import MAYA, TOM, OneShop
from tests.running_desk import DeskInThread, open_desk_in_thread

KEY = "a key of the site, 32 characters and more"


def site_token(customer: str) -> str:
    now = int(time.time())
    said = {"sub": customer, "aud": "frontdesk", "iat": now, "exp": now + 600, "jti": uuid4().hex}
    return jwt.encode(said, KEY, algorithm="HS256")


def bearer(token: str) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {token}"}


def with_objects(running: DeskInThread, victim: Customer) -> Mapping[str, str]:
    """What is the victim's, by its name in a path."""
    running.append(victim.conversation, CustomerBound(MAYA.id, "verified", MAYA.name))
    running.append(victim.conversation, *a_turn(2, offer("conf-1")))
    ticket = TicketRequest("A lamp", "It flickers.", customer=MAYA.id)
    opened = running.wait(running.desk.tickets.open(ticket, key="maya", at=NOON))
    return {"confirmation": "conf-1", "turn": "2", "number": opened.id}


async def test_every_route_refuses_every_role_every_foreign_object_like_one_that_is_not_there(
    shared_sandbox, sandbox, tmp_path
):
    with open_desk_in_thread(
        tmp_path, shared_sandbox.url, seeded=OneShop(), identity_keys=[KEY]
    ) as running:
        async with customers(running.url, 3) as (victim, visitor, tom):
            foreign = with_objects(running, victim)
            running.append(tom.conversation, CustomerBound(TOM.id, "verified", TOM.name))
            roles = {
                "nobody": ("", {}),
                "a visitor": (visitor.conversation, visitor.auth),
                "another customer": (tom.conversation, tom.auth),
                "who holds a site's token": ("", bearer(site_token("tom"))),
                "who guesses": ("", bearer("a" * 52)),
                "who holds half a token": ("", bearer(victim.token[:-1])),
                "who sends it otherwise": ("", {"Authorization": f"Basic {victim.token}"}),
            }
            before = running.log(victim.conversation)
            seen = await walk(victim.http, victim, roles, foreign)
            after = running.log(victim.conversation)
            calls = await calls_of(victim.http)

    assert seen.let_through == []
    assert seen.told_apart == []
    assert seen.broken == []
    of_customers = [call for call in calls if "/desk/" not in call.path]
    assert seen.calls >= 2 * len(of_customers) * len(roles)
    assert after == before


async def test_the_walk_sees_a_route_that_asks_for_no_token():
    app = create_app(paper_desk())
    app.dependency_overrides[own_conversation] = lambda id: id
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://desk") as http:
        victim = Customer(http)
        await victim.open()
        path = "/api/v1/conversations/{id}"
        status, _ = await answered(http, Call("GET", path), {}, id=victim.conversation)
        paths = (await http.get("/openapi.json")).json()["paths"]
        listed = {f"{m.upper()} {p}" for p, methods in paths.items() for m in methods}
        walked = {f"{call.method} {call.path}" for call in await calls_of(http)}

    assert status == 200
    assert walked | OPEN == listed
    assert all("{id}" in call or "/desk/" in call for call in walked)
