"""Signed in at the company's site: its token makes a conversation the customer's own."""

import asyncio
import time
from collections.abc import AsyncGenerator, Generator
from uuid import uuid4

import jwt
import pytest
import pytest_asyncio

from frontdesk.domain.event import CustomerBound, CustomerWrote, TurnStarted
from tests.customer import Customer
from tests.one_shop import MAYA, TOM, OneShop
from tests.running_desk import DeskInThread, open_desk_in_thread
from tests.sandbox_server import RunningSandbox

KEY, OLD_KEY = "a key of the site, 32 characters and more", "the key the site used until yesterday"


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("identity")
    keys = (KEY, OLD_KEY)
    url = shared_sandbox.url
    with open_desk_in_thread(folder, url, seeded=OneShop(), identity_keys=keys) as running:
        yield running


@pytest_asyncio.fixture
async def customer(running: DeskInThread, sandbox: RunningSandbox) -> AsyncGenerator[Customer]:
    async with Customer.at(running.url) as customer:
        yield customer


def token(customer: str = "maya", *, key: str = KEY, algorithm: str = "HS256", **claims) -> str:
    now = int(time.time())
    said = {"sub": customer, "aud": "frontdesk", "iat": now, "exp": now + 3600} | claims
    said = {name: value for name, value in said.items() if value is not None}
    return jwt.encode(said, key, algorithm=algorithm)


async def sign_in(customer: Customer, token: str):
    return await customer.http.post(
        f"{customer.path}/identity", json={"token": token}, headers=customer.auth
    )


def bound(running: DeskInThread, conversation: str) -> list[CustomerBound]:
    return [event for event in running.log(conversation) if isinstance(event, CustomerBound)]


async def test_a_conversation_opened_with_a_token_is_the_customers_from_its_first_word(
    running, customer
):
    opened = await customer.open(text="Where is my order?", identity=token())
    await customer.until("bot.finished")

    assert opened.status_code == 201
    log = running.log(customer.conversation)
    kinds = [type(event) for event in log]
    assert log[1] == CustomerBound(MAYA.id, "verified", MAYA.name)
    assert kinds.index(CustomerBound) < kinds.index(CustomerWrote) < kinds.index(TurnStarted)
    assert (await customer.state())["customer"] == {"name": MAYA.name, "level": "verified"}


async def test_a_visitor_signs_in_later_and_any_number_of_times(running, customer):
    await customer.open(text="How long is the warranty?")
    answers = await asyncio.gather(*(sign_in(customer, token()) for _ in range(5)))

    assert {answer.status_code for answer in answers} == {200}
    assert answers[0].json() == {"level": "verified"}
    assert bound(running, customer.conversation) == [CustomerBound(MAYA.id, "verified", MAYA.name)]


async def test_a_claim_becomes_certain(running, customer):
    await customer.open()
    running.append(customer.conversation, CustomerBound(MAYA.id, "claimed", MAYA.name))
    await sign_in(customer, token())

    assert [each.level for each in bound(running, customer.conversation)] == [
        "claimed",
        "verified",
    ]


async def test_another_customer_gets_a_conversation_of_their_own(running, customer):
    await customer.open(text="I am Maya", identity=token())
    first = await sign_in(customer, token("tom"))
    again = await sign_in(customer, token("tom"))
    toms = first.json()

    assert (first.status_code, again.json()) == (201, toms)
    assert toms["conversation"] != customer.conversation
    assert [each.customer for each in bound(running, customer.conversation)] == [MAYA.id]
    assert [each.customer for each in bound(running, toms["conversation"])] == [TOM.id]
    customer.conversation, customer.token = toms["conversation"], toms["token"]
    state = await customer.state()
    assert state["customer"]["name"] == TOM.name
    assert "customer.wrote" not in [event["event"] for event in state["events"]]


async def test_opening_again_as_another_customer_opens_another_conversation(customer):
    client_id = str(uuid4())
    mine = await customer.open(client_id=client_id, text="Hi", identity=token())
    toms = await customer.open(client_id=client_id, text="Hi", identity=token("tom"))
    again = await customer.open(client_id=client_id, text="Hi", identity=token("tom"))
    mine_again = await customer.open(client_id=client_id, text="Hi", identity=token())

    assert (mine.status_code, toms.status_code) == (201, 201)
    assert (again.status_code, mine_again.status_code) == (200, 200)
    assert again.json() == toms.json()
    assert mine_again.json() == mine.json()
    assert mine.json()["conversation"] != toms.json()["conversation"]


async def test_a_token_under_an_older_key_still_counts(customer):
    assert (await customer.open(identity=token(key=OLD_KEY))).status_code == 201


REFUSED = {
    "under another key": lambda: token(key="a key that nobody ever heard of before"),
    "unsigned": lambda: token(key="", algorithm="none"),
    "under another algorithm": lambda: token(key=KEY * 2, algorithm="HS512"),
    "expired": lambda: token(exp=int(time.time()) - 60),
    "good for more than an hour": lambda: token(exp=int(time.time()) + 4000),
    "not yet good": lambda: token(iat=int(time.time()) + 600),
    "for somebody else's ears": lambda: token(aud="billing"),
    "without an audience": lambda: token(aud=None),
    "without a time": lambda: token(iat=None),
    "without an end": lambda: token(exp=None),
    "without a customer": lambda: token(sub=None),
    "of nobody": lambda: token(""),
    "of a customer the shop does not know": lambda: token("eve"),
    "changed": lambda: token()[:-4] + "AAAA",
    "no token at all": lambda: "what?",
    "empty": lambda: "",
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
async def test_a_token_that_proves_nothing_is_refused_in_the_same_words(running, customer, make):
    at_open = await customer.open(text="Hi", identity=make())
    await customer.open()
    later = await sign_in(customer, make())

    for refused in (at_open, later):
        problem = refused.json()
        assert (refused.status_code, problem["code"]) == (401, "sign_in_refused")
        assert problem["detail"].startswith("The site's token does not say who is signed in")
        assert "visitor" in problem["next_step"]
    assert not bound(running, customer.conversation)


async def test_signing_in_needs_the_conversations_own_token(running, customer):
    await customer.open()
    customer.token = "x" * 52

    assert (await sign_in(customer, token())).json()["code"] == "token_wrong"


async def test_a_desk_without_keys_takes_no_token(shared_sandbox, tmp_path):
    with open_desk_in_thread(tmp_path, shared_sandbox.url, seeded=OneShop()) as running:
        async with Customer.at(running.url) as customer:
            refused = await customer.open(identity=token())

    assert refused.json()["code"] == "sign_in_refused"
