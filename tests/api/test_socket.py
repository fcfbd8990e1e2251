"""The WebSocket twin of the events: the same, in one connection, for whoever may connect."""

import asyncio
import socket
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from websockets.exceptions import InvalidStatus

from frontdesk.api.frames import Patience
from frontdesk.domain.event import ConversationId, HandoverStarted, PersonJoined, PersonWrote
from frontdesk.turns.presence import GRACE
from tests.builders import LateClock
from tests.customer import Customer
from tests.running_desk import open_desk_in_thread
from tests.socket_line import Line

SITE = "https://shop.example"
QUESTION = "How long is the warranty?"


@pytest.fixture(scope="module")
def late() -> LateClock:
    return LateClock()


@pytest.fixture(scope="module")
def hasty(shared_sandbox, tmp_path_factory, late):
    """A desk that waits for nobody, with a site of its own."""
    patience = Patience(first_frame=0.5, reading=1, heartbeat=0.2)
    folder = tmp_path_factory.mktemp("hasty")
    options = {"patience": patience, "origins": [SITE], "clock": late}
    with open_desk_in_thread(folder, shared_sandbox.url, **options) as running:
        yield running


@pytest_asyncio.fixture
async def hurried(hasty, sandbox):
    """A customer of it, with an open conversation."""
    async with Customer.at(hasty.url) as customer:
        await customer.open()
        yield customer


async def test_it_tells_what_the_event_stream_tells_from_any_number_on(customer):
    await customer.ask("How long does standard delivery take? I am at ana@example.com")
    events = (await customer.state())["events"]

    for number in (0, events[0]["id"], events[-2]["id"]):
        async with Line.of(customer, after=number) as line:
            told = await line.until("bot.finished")
        assert told == [event for event in events if event["id"] > number]


async def test_a_message_is_acknowledged_by_its_number_and_answered(customer):
    await customer.open()
    async with Line.of(customer) as line:
        client_id = await line.say(QUESTION)
        acknowledged = await line.frame("client_id")
        told = await line.until("bot.finished")
        again = await line.say(QUESTION, client_id) and await line.frame("client_id")

    assert acknowledged == again == {"client_id": client_id, "number": 2}
    assert "36 months" in "".join(event["data"].get("text", "") for event in told)
    assert told[-1]["data"]["answers"] == [2]


async def test_what_is_being_done_comes_without_an_id(customer):
    await customer.open()
    async with Line.of(customer) as line:
        await line.say(QUESTION)
        frames = [await line.frame("event")]
        while frames[-1]["event"] != "bot.finished":
            frames.append(await line.frame("event"))

    activities = [frame for frame in frames if frame["event"] == "activity"]
    assert {"event": "activity", "data": {"kind": "writing", "label": "Writing…"}} in activities
    assert all("id" not in frame for frame in activities)


async def test_a_message_is_answered_also_when_the_socket_is_closed_behind_it(customer):
    await customer.open()
    async with Line.of(customer) as line:
        await line.say(QUESTION)

    assert (await customer.until("bot.finished"))[-1].data["answers"] == [2]


async def test_a_person_who_takes_over_is_heard_and_the_bot_keeps_out(hasty, hurried):
    async with Line.of(hurried) as line:
        hasty.append(hurried.conversation, HandoverStarted("asked for"), PersonJoined("Ana"))
        hasty.append(hurried.conversation, PersonWrote("p1", "I am here.", "Ana"))
        told = await line.until("person.wrote")
        await line.say(QUESTION)
        kept = await line.until("customer.wrote")

    assert told[-1]["data"]["text"] == "I am here."
    assert kept[-1]["data"]["text"] == QUESTION
    assert (await hurried.state())["turn"] is None


@pytest.mark.parametrize("origin", [None, "own", SITE, "https://SHOP.example:443"])
async def test_pages_of_the_desk_and_of_its_sites_may_connect(hurried, origin):
    own = str(hurried.http.base_url).rstrip("/")
    options = {"origin": own if origin == "own" else origin} if origin else {}
    async with Line.of(hurried, **options) as line:
        await line.say("Hello?")
        assert (await line.frame("number"))["number"] == 2


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://shop.example", f"{SITE}:8443", f"{SITE}.evil.example"],
)
async def test_pages_of_other_sites_may_not(hurried, origin):
    with pytest.raises(InvalidStatus) as refused:
        async with Line.of(hurried, origin=origin):
            pass

    assert refused.value.response.status_code == 403
    assert b"origin_not_allowed" in refused.value.response.body


@pytest.mark.parametrize(
    ("first", "code", "closed"),
    [
        ({}, "token_missing", 4401),
        ({"after": 0}, "token_missing", 4401),
        ({"token": "wrong"}, "token_wrong", 4401),
        ({"token": 7}, "malformed_request", 4400),
        ({"token": "wrong", "after": -1}, "malformed_request", 4400),
        ({"client_id": "1", "text": "Hi"}, "malformed_request", 4400),
        ("{", "malformed_request", 4400),
        ("[1]", "malformed_request", 4400),
        (b"\x00\x01", "malformed_request", 4400),
    ],
    ids=str,
)
async def test_whoever_does_not_begin_with_the_token_hears_nothing(customer, first, code, closed):
    await customer.open(text=QUESTION)
    async with Line.unopened(customer) as line:
        await line.send(first)
        how, frames = await line.closed()

    assert how == closed
    assert [frame["problem"]["code"] for frame in frames] == [code]
    assert frames[0]["problem"]["next_step"]


async def test_anothers_token_does_not_open_it(desk, customer):
    await customer.open(text=QUESTION)
    async with Customer.at(desk) as other:
        await other.open()
        async with Line.unopened(customer) as line:
            await line.send({"token": other.token, "after": 0})
            how, frames = await line.closed()

    assert (how, len(frames)) == (4401, 1)


async def test_whoever_says_nothing_is_not_waited_for(hurried):
    async with Line.unopened(hurried) as line:
        how, frames = await line.closed()

    assert (how, frames[0]["problem"]["code"]) == (4408, "first_frame_missing")


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ({"client_id": "9b2f0a4e-26ad-4f26-8a3b-6e2f6f6a6a6a", "text": " \n"}, "message_empty"),
        (
            {"client_id": "9b2f0a4e-26ad-4f26-8a3b-6e2f6f6a6a6a", "text": "x" * 4001},
            "message_too_long",
        ),
        ({"client_id": "1", "text": "Hi"}, "malformed_request"),
        ({"client_id": "9b2f0a4e-26ad-4f26-8a3b-6e2f6f6a6a6a"}, "malformed_request"),
        ({"text": "Hi"}, "malformed_request"),
        ({"token": "x", "after": 0}, "malformed_request"),
        ("", "malformed_request"),
        ("{", "malformed_request"),
        ('"Hi"', "malformed_request"),
        ("[" * 60_000, "malformed_request"),
        ("9" * 5_000, "malformed_request"),
        (b'{"text": "Hi"}', "malformed_request"),
    ],
    ids=lambda each: str(each)[:40],
)
async def test_a_frame_that_cannot_be_taken_is_answered_and_the_next_one_taken(
    customer, frame, code
):
    await customer.open()
    async with Line.of(customer) as line:
        await line.send(frame)
        refused = await line.frame("problem")
        await line.say(QUESTION)
        taken = await line.frame("number")

    assert refused["client_id"] == (frame.get("client_id") if isinstance(frame, dict) else None)
    assert refused["problem"]["code"] == code
    assert refused["problem"]["next_step"]
    assert taken["number"] == 2


async def test_another_text_under_a_known_client_id_is_a_conflict(customer):
    await customer.open()
    async with Line.of(customer) as line:
        client_id = await line.say(QUESTION)
        await line.frame("number")
        await line.say("Something else", client_id)
        refused = await line.frame("problem")

    assert (refused["client_id"], refused["problem"]["code"]) == (client_id, "message_changed")
    assert refused["problem"]["status"] == 409


async def test_a_frame_larger_than_a_body_may_be_ends_the_socket(customer):
    await customer.open()
    async with Line.of(customer) as line:
        await line.say("x" * 70_000)
        how, _ = await line.closed()

    assert how == 1009
    assert (await customer.state())["last"] == 1


async def test_a_message_of_the_longest_length_passes_however_it_is_written(customer):
    await customer.open()
    async with Line.of(customer) as line:
        await line.say("🛋" * 4_000)
        assert (await line.frame("number"))["number"] == 2


async def test_a_sign_of_life_comes_while_nothing_happens(hurried):
    async with Line.of(hurried) as line:
        assert await line.frame("event") == {"event": "heartbeat", "data": {}}


async def test_whoever_does_not_read_is_let_go_and_resumes_without_a_gap(hasty, hurried, late):
    hasty.append(hurried.conversation, HandoverStarted("asked for"), PersonJoined("Ana"))
    words = [PersonWrote(f"p{n}", f"{n} " + "Wait. " * 20_000, "Ana") for n in range(70)]
    hasty.append(hurried.conversation, *words)
    everything = [event["id"] for event in (await hurried.state())["events"]]
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    narrow.setblocking(False)
    at = hurried.http.base_url
    await asyncio.get_running_loop().sock_connect(narrow, (at.host, at.port))

    async with Line.of(hurried, sock=narrow, max_queue=1) as line:
        first = await line.frame("id")
        while hasty.desk.presence.is_here(ConversationId(hurried.conversation)):
            late.ahead += GRACE  # it counts as here for a while
            await asyncio.sleep(0.05)
        how, frames = await line.closed()
    read = [frame["id"] for frame in [first, *frames] if "id" in frame]
    async with Line.of(hurried, after=read[-1]) as line:
        rest = [(await line.frame("id"))["id"] for _ in everything[len(read) :]]

    assert how in {1013, 1006}  # 1006 if it reads so late that nobody waits to say why
    assert rest
    assert read + rest == everything


async def test_a_desk_that_stops_says_so_and_the_answer_comes_after_the_restart(sandbox, tmp_path):
    async with AsyncExitStack() as stack:
        with open_desk_in_thread(tmp_path, sandbox.url) as running:
            customer = await stack.enter_async_context(Customer.at(running.url))
            await customer.open()
            line = await stack.enter_async_context(Line.of(customer))
            await line.say(QUESTION)
            number = (await line.frame("number"))["number"]
        how, _ = await line.closed()
        with open_desk_in_thread(tmp_path, sandbox.url) as running:
            customer.http.base_url = running.url
            async with Line.of(customer) as again:
                told = await again.until("bot.finished")

    assert how == 1012
    assert told[-1]["data"]["answers"] == [number]


async def test_plain_http_is_told_to_upgrade(customer):
    await customer.open()
    response = await customer.http.get(f"{customer.path}/socket", headers=customer.auth)

    assert (response.status_code, response.headers["upgrade"]) == (426, "websocket")
    assert response.json()["code"] == "upgrade_missing"
