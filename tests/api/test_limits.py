"""Who sends too much has to wait, and nobody else does (R58)."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from ipaddress import ip_network
from uuid import uuid4

import pytest

from frontdesk.api.credentials import Credentials
from frontdesk.domain.event import (
    ConversationId,
    ConversationOpened,
    CustomerBound,
    CustomerWrote,
)
from frontdesk.guards.limiting import Limit
from tests.customer import Customer
from tests.defence import controlled
from tests.one_shop import MAYA, OneShop
from tests.running_desk import UNLIMITED, DeskInThread, open_desk_in_thread
from tests.socket_line import Line

HOLDS_BACK = controlled((Limit, "wait", lambda *_: 0.0))


@contextmanager
def limited(folder, sandbox, **limits) -> Generator[DeskInThread]:
    settings = {
        "limits": {**UNLIMITED, **limits},
        "server": {"trusted_proxies": (ip_network("127.0.0.2/32"),)},
    }
    with open_desk_in_thread(folder, sandbox.url, seeded=OneShop(), settings=settings) as running:
        yield running


async def said(customer: Customer, count: int, **headers: str) -> list[int]:
    address, auth = f"{customer.path}/messages", {**customer.auth, **headers}
    bodies = [{"client_id": str(uuid4()), "text": f"Hi {n}"} for n in range(count)]
    answers = [await customer.http.post(address, json=body, headers=auth) for body in bodies]
    return [answer.status_code for answer in answers]


async def test_too_much_in_one_conversation_waits_and_nothing_has_to_be_sent_again(
    sandbox, tmp_path
):
    with limited(tmp_path, sandbox, conversation=30) as running:
        async with Customer.at(running.url) as customer, Customer.at(running.url) as other:
            await customer.open()
            await other.open()
            sent = [(str(uuid4()), f"Hi {n}") for n in range(60)]
            answers = await asyncio.gather(*(customer.say(text, id) for id, text in sent))
            others = await said(other, 3)
            refused = next(answer for answer in answers if answer.status_code == 429)
            id, text = sent[answers.index(refused)]
            await asyncio.sleep(int(refused.headers["Retry-After"]))
            again = await customer.say(text, id)
        wrote = [e for e in running.log(customer.conversation) if isinstance(e, CustomerWrote)]

    taken = sum(answer.status_code == 202 for answer in answers)
    problem = refused.json()
    assert 30 <= taken < 40  # one more for each two seconds of a busy machine
    assert problem["code"] == "too_much_at_once"
    assert refused.headers["Retry-After"] in {"1", "2"}
    assert "no need to send it again" in problem["detail"]
    assert others == [202] * 3
    assert again.status_code == 202
    assert len(wrote) == taken + 1


@HOLDS_BACK
async def test_an_address_is_limited_over_all_its_conversations_whatever_it_claims(
    sandbox, tmp_path
):
    with limited(tmp_path, sandbox, visitor=10) as running:
        async with Customer.at(running.url) as customer:
            statuses = []
            for n in range(6):  # an opening counts too
                await customer.open()
                forged = {"X-Forwarded-For": f"198.51.100.{n}", "Forwarded": f"for=198.51.100.{n}"}
                statuses += await said(customer, 1, **forged)

    assert statuses == [202] * 5 + [429]


@HOLDS_BACK
async def test_conversations_are_opened_only_so_often_from_one_address(sandbox, tmp_path):
    with limited(tmp_path, sandbox, openings=5) as running:
        async with Customer.at(running.url) as customer:
            statuses = [(await customer.open()).status_code for _ in range(7)]

    assert statuses == [201] * 5 + [429] * 2


@HOLDS_BACK
async def test_a_known_customer_is_limited_over_all_conversations(sandbox, tmp_path):
    with limited(tmp_path, sandbox, customer=4) as running:
        statuses = []
        for _ in range(3):
            async with Customer.at(running.url) as customer:
                await customer.open()
                who = CustomerBound(MAYA.id, "claimed", MAYA.name)
                running.append(customer.conversation, who)
                statuses += await said(customer, 2)

    assert statuses == [202] * 4 + [429] * 2


async def test_who_is_held_back_by_one_limit_uses_up_nothing_of_another(sandbox, tmp_path):
    with limited(tmp_path, sandbox, conversation=1, visitor=6) as running:
        async with Customer.at(running.url) as customer:
            await customer.open()
            held_back = await said(customer, 10)
            later = []
            for _ in range(2):
                await customer.open()
                later += await said(customer, 1)

    assert held_back == [202] + [429] * 9
    assert later == [202, 202]


async def test_frames_of_a_socket_count_as_messages_do(sandbox, tmp_path):
    with limited(tmp_path, sandbox, conversation=3) as running:
        async with Customer.at(running.url) as customer:
            await customer.open()
            await said(customer, 2)
            async with Line.of(customer) as line:
                await line.say("Hi")
                taken = await line.frame("client_id")
                client_id = await line.say("Hi again")
                refused = await line.frame("problem")

    assert "number" in taken
    assert (refused["client_id"], refused["problem"]["status"]) == (client_id, 429)
    assert 1 <= refused["retry_after"] <= 20


async def test_where_signing_in_is_required_nobody_else_opens_or_writes(sandbox, tmp_path):
    settings = {"identity": {"required": True}}
    with open_desk_in_thread(tmp_path, sandbox.url, seeded=OneShop(), settings=settings) as running:
        async with Customer.at(running.url) as customer:
            refused = await customer.open(text="Hi")
            stranger = Credentials(running.desk.secret)
            customer.conversation = stranger.conversation(uuid4())
            customer.token = stranger.token(ConversationId(customer.conversation))
            running.append(customer.conversation, ConversationOpened())
            as_visitor = await said(customer, 1)
            running.append(customer.conversation, CustomerBound(MAYA.id, "claimed", MAYA.name))
            as_claimed = await said(customer, 1)
            running.append(customer.conversation, CustomerBound(MAYA.id, "verified", MAYA.name))
            as_verified = await said(customer, 1)

    assert (refused.status_code, refused.json()["code"]) == (401, "sign_in_required")
    assert (as_visitor, as_claimed, as_verified) == ([401], [401], [202])


@pytest.mark.parametrize("call", ["confirmations/x", "handover"])
async def test_presses_count_as_messages_do(sandbox, tmp_path, call):
    with limited(tmp_path, sandbox, conversation=3) as running:
        async with Customer.at(running.url) as customer:
            await customer.open()
            address, body = f"{customer.path}/{call}", {"decision": "confirm"}
            body = body if "confirm" in call else {}
            statuses = [
                (await customer.http.post(address, json=body, headers=customer.auth)).status_code
                for _ in range(5)
            ]

    assert statuses[3:] == [429, 429]
    assert 429 not in statuses[:3]


async def test_reading_is_never_held_back_by_writing(sandbox, tmp_path):
    with limited(tmp_path, sandbox, conversation=1, visitor=2) as running:
        async with Customer.at(running.url) as customer:
            await customer.open()
            await said(customer, 5)

            assert (await customer.state())["last"] > 1


@HOLDS_BACK
async def test_wrong_tokens_of_the_site_are_tried_only_so_often_from_one_address(sandbox, tmp_path):
    with limited(tmp_path, sandbox, identity_tries=3) as running:
        async with Customer.at(running.url) as customer:
            statuses = [(await customer.open(identity="x")).status_code for _ in range(5)]
            visitor = await customer.open()

    assert statuses == [401] * 3 + [429] * 2
    assert visitor.status_code == 201
