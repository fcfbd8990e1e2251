"""Signed in at the company's site: its token makes a conversation the customer's own."""

import asyncio
import base64
import hmac
import time
from collections.abc import AsyncGenerator, Generator
from uuid import uuid4

import jwt
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from frontdesk.api.identities import Identities
from frontdesk.domain.event import CustomerBound, CustomerWrote, IdentityRefused, TurnStarted
from tests.customer import Customer
from tests.defence import controlled
from tests.one_shop import MAYA, TOM, OneShop
from tests.running_desk import DeskInThread, open_desk_in_thread
from tests.sandbox_server import RunningSandbox

KEY, OLD_KEY = "a key of the site, 32 characters and more", "the key the site used until yesterday"
NAMED_KEY = "the key that the site has given a name"
PAIR = Ed25519PrivateKey.generate()
PRIVATE = PAIR.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
OTHER_PRIVATE = (
    Ed25519PrivateKey.generate()
    .private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    .decode()
)
PUBLIC = PAIR.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("identity")
    keys = (KEY, OLD_KEY, {"id": "2026-11", "key": NAMED_KEY}, PUBLIC)
    url = shared_sandbox.url
    with open_desk_in_thread(folder, url, seeded=OneShop(), identity_keys=keys) as running:
        yield running


@pytest_asyncio.fixture
async def customer(running: DeskInThread, sandbox: RunningSandbox) -> AsyncGenerator[Customer]:
    async with Customer.at(running.url) as customer:
        yield customer


async def never_shown_before(_self, _claims, conversation):
    return conversation


REMEMBERS_TOKENS = controlled((Identities, "_first_shown", never_shown_before))


def token(
    customer: str = "maya", *, key: str = KEY, algorithm: str = "HS256", kid: str = "", **claims
) -> str:
    now = int(time.time())
    said = {"sub": customer, "aud": "frontdesk", "iat": now, "exp": now + 3600}
    said |= {"jti": uuid4().hex} | claims
    said = {name: value for name, value in said.items() if value is not None}
    headers = {"kid": kid} if kid else None
    return jwt.encode(said, key, algorithm=algorithm, headers=headers)


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


async def test_a_key_with_an_id_counts_for_the_tokens_that_name_it(customer):
    named = await customer.open(identity=token(key=NAMED_KEY, kid="2026-11"))

    assert named.status_code == 201


async def test_the_site_may_sign_with_a_private_key_that_the_desk_never_sees(running, customer):
    signed = token(key=PRIVATE, algorithm="EdDSA", kid="any")
    opened = await customer.open(identity=signed)

    assert opened.status_code == 201
    assert [each.customer for each in bound(running, customer.conversation)] == [MAYA.id]


@REMEMBERS_TOKENS
async def test_a_token_counts_in_one_conversation_however_often_it_is_shown_there(customer):
    shown, client_id = token(), str(uuid4())
    first = await customer.open(client_id=client_id, text="Hi", identity=shown)
    again = await customer.open(client_id=client_id, text="Hi", identity=shown)
    later = await sign_in(customer, shown)
    elsewhere = await customer.open(text="Hi", identity=shown)
    await customer.open(text="Hi")
    elsewhere_later = await sign_in(customer, shown)

    assert (first.status_code, again.status_code, later.status_code) == (201, 200, 200)
    assert (elsewhere.status_code, elsewhere_later.status_code) == (401, 401)


@REMEMBERS_TOKENS
async def test_who_holds_the_conversation_of_a_token_begins_another_with_it(running, customer):
    shown = token()
    await customer.open(identity=shown)
    mine = customer.auth
    body = {"client_id": str(uuid4()), "text": "Hi again", "identity": shown}
    another = await customer.http.post("/api/v1/conversations", json=body, headers=mine)
    customer.token = "x" * 52
    body["client_id"] = str(uuid4())
    thief = await customer.http.post("/api/v1/conversations", json=body, headers=customer.auth)

    assert (another.status_code, thief.status_code) == (201, 401)
    assert bound(running, another.json()["conversation"])


async def test_a_refused_token_is_on_record_with_its_reason_and_uses_up_no_claim(running, customer):
    await customer.open()
    for _ in range(15):
        await sign_in(customer, token(exp=int(time.time()) - 60))
    log = running.log(customer.conversation)
    refused = [event for event in log if isinstance(event, IdentityRefused)]

    assert {(each.reason, each.how) for each in refused} == {("Signature has expired", "token")}
    assert len(refused) == 10


REFUSED = {
    "under another key": lambda: token(key="a key that nobody ever heard of before"),
    "under the key of another id": lambda: token(key=NAMED_KEY, kid="2025-01"),
    "under a key with an id, without naming it": lambda: token(key=NAMED_KEY),
    "under another private key": lambda: token(key=OTHER_PRIVATE, algorithm="EdDSA"),
    "under the public key, taken for a secret": lambda: signed_with_public_key(),
    "without an id of its own": lambda: token(jti=None),
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


def signed_with_public_key() -> str:
    """What a library without the check of algorithms would take: HS256 under the public key."""
    head, said, _ = token().split(".")
    signature = hmac.digest(PUBLIC.encode(), f"{head}.{said}".encode(), "sha256")
    return f"{head}.{said}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


async def test_a_desk_without_keys_takes_no_token(shared_sandbox, tmp_path):
    with open_desk_in_thread(tmp_path, shared_sandbox.url, seeded=OneShop()) as running:
        async with Customer.at(running.url) as customer:
            refused = await customer.open(identity=token())

    assert refused.json()["code"] == "sign_in_refused"
