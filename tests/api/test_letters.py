"""A letter's link leads back to its conversation, for reading and writing and for nothing else."""

import asyncio
import json
from collections.abc import AsyncGenerator, Generator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from functools import partial

import pytest
import pytest_asyncio
from pydantic import SecretStr

from frontdesk.domain import return_link
from frontdesk.domain.event import (
    CameBack,
    ConversationId,
    CustomerBound,
    CustomerConfirmed,
    HandedBack,
)
from tests.builders import LateClock
from tests.cards import a_turn, offer
from tests.customer import Customer
from tests.letters import DESK, WayBack, way_back
from tests.one_shop import MAYA, OneShop
from tests.running_desk import DeskInThread, open_desk_in_thread
from tests.smtp_server import MailServer, mail_server
from tests.socket_line import Line

LATER = datetime.now(UTC) + timedelta(days=1)
SAID = "The parcel is in Kiel. Call us at +49 30 12345678."


@dataclass
class Left:
    """A customer who asked for a person, left an address and the page."""

    running: DeskInThread
    mail: MailServer
    page: Customer
    address: str

    def letters(self):
        return [letter for letter in self.mail.letters if letter["To"] == self.address]

    async def answered(self, text: str = SAID, id: str = "p1") -> WayBack:
        """A person answers; what the letter holds that arrives then."""
        before = len(self.letters())
        casework = self.running.desk.people.casework
        self.running.wait(casework.reply(self.page.conversation, id, text, name="Ana"))
        async with asyncio.timeout(30):
            while len(self.letters()) == before:
                await asyncio.sleep(0.02)
        return way_back(self.letters()[-1])

    async def back(self) -> Customer:
        link = await self.answered()
        return Customer(self.page.http, link.conversation, link.token)


@pytest.fixture(scope="module")
def mail() -> Generator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def clock() -> LateClock:
    return LateClock()


@pytest.fixture(scope="module")
def running(shared_sandbox, mail, clock, tmp_path_factory) -> Generator[DeskInThread]:
    settings = {
        "mail": {"url": SecretStr(f"smtp://127.0.0.1:{mail.port}"), "answers_after_seconds": 1},
        "server": {"url": f"{DESK}/"},
    }
    folder = tmp_path_factory.mktemp("letters")
    with open_desk_in_thread(
        folder, shared_sandbox.url, settings=settings, clock=clock, seeded=OneShop()
    ) as running:
        clock.ahead = timedelta(seconds=20)  # pages had the time to come back
        yield running


@pytest_asyncio.fixture
async def left(running, mail, clock, sandbox, request) -> AsyncGenerator[Left]:
    clock.ahead = timedelta(seconds=20)
    address = f"{request.node.originalname.replace('_', '-')[:40]}@mail.example"
    async with Customer.at(running.url) as page:
        await page.open(text="Where is my lamp?")
        await page.until("bot.finished")
        await page.ask_for_person()
        await page.say(f"You can write to {address}")
        clock.ahead += timedelta(seconds=11)  # it is a while since the page was there
        yield Left(running, mail, page, address)


async def test_the_reply_is_mailed_and_read_and_answered_by_its_link(left, capfd):
    back = await left.back()
    (letter,) = left.letters()

    assert letter.get_content_type() == "text/plain"
    assert f"Ana: {SAID}" in letter.get_content()
    assert letter["Message-ID"].startswith(f"<answer-{back.conversation}-")
    state = await back.state()
    assert [each["data"].get("text") for each in state["events"]][-1] == SAID
    noted = [each["data"] for each in state["events"] if each["event"] == "notice"]
    (told,) = [each["text"] for each in noted if each["code"] == "address_noted"]
    assert left.address in told
    assert (await back.say("Thank you!")).status_code == 202
    assert (await left.page.state())["events"][-1]["data"]["text"] == "Thank you!"
    assert left.address not in str(left.running.log(back.conversation))
    assert left.address not in str(capfd.readouterr())


async def test_who_watches_gets_no_letter(left):
    watching = asyncio.create_task(left.page.until("person.wrote", 99))
    async with asyncio.timeout(30):
        while not left.running.desk.presence.is_here(ConversationId(left.page.conversation)):
            await asyncio.sleep(0.02)
    casework = left.running.desk.people.casework
    left.running.wait(casework.reply(left.page.conversation, "p1", SAID, name="Ana"))
    while left.running.wait(left.running.desk.outbox.listed("mail")):
        await asyncio.sleep(0.05)
    watching.cancel()

    assert left.letters() == []


async def test_what_only_the_customer_may_do_needs_more_than_a_link(left):
    left.running.append(left.page.conversation, CustomerBound(MAYA.id, "claimed", MAYA.name))
    back = await left.back()
    calls = {
        "orders": None,
        "tickets": None,
        "confirmations/c1": {"decision": "confirm"},
        "identity": {"token": "x"},
    }
    for where, body in calls.items():
        call = partial(
            back.http.request, "POST" if body else "GET", f"{back.path}/{where}", json=body
        )
        refused, own = await call(headers=back.auth), await call(headers=left.page.auth)
        assert (refused.status_code, refused.json()["code"]) == (403, "link_not_enough")
        assert "ask for a person" in refused.json()["next_step"]
        assert own.json().get("code") != "link_not_enough"


async def test_a_message_by_the_link_ends_what_the_desk_knows_of_its_writer(left):
    left.running.append(left.page.conversation, CustomerBound(MAYA.id, "claimed", MAYA.name))
    back = await left.back()
    assert (await back.state())["customer"]["level"] == "claimed"  # reading changes nothing
    await back.say("What else did I order?")
    left.running.append(back.conversation, CustomerBound(MAYA.id, "verified", MAYA.name))
    await back.say("And now?")

    assert (await left.page.state())["customer"]["level"] == "visitor"
    assert left.running.log(back.conversation).count(CameBack()) == 2
    orders = await back.http.get(f"{back.path}/orders", headers=back.auth)
    assert orders.status_code == 403


async def test_a_plain_yes_by_the_link_presses_no_card(left):
    bound = CustomerBound(MAYA.id, "verified", MAYA.name)
    left.running.wait(_happen(left, bound, HandedBack()))
    desk, id = left.running.desk, left.page.conversation
    back = Customer(left.page.http, id, return_link.token(desk.secret, id, LATER))
    said = await back.say("yes")
    await back.until("bot.finished", said.json()["number"])

    assert not [e for e in left.running.log(back.conversation) if isinstance(e, CustomerConfirmed)]
    assert [each["event"] for each in (await back.state())["cards"]] == ["confirmation.offered"]


async def _happen(left, *events):
    """These, and a card at once: nothing the desk does beside comes in between."""
    async with left.running.desk.logs.use(ConversationId(left.page.conversation)) as log:
        turn = log.state.turns + 1
        card = a_turn(log.state.last + len(events), offer(turn=turn), turn=turn)
        await log.append(*events, *card)


async def test_over_the_socket_it_is_the_same(left):
    left.running.append(left.page.conversation, CustomerBound(MAYA.id, "claimed", MAYA.name))
    back = await left.back()
    async with Line.of(back) as line:
        await line.say("It is me.")
        await line.frame("number", "client_id")

    assert CameBack() in left.running.log(back.conversation)


async def test_a_link_opens_one_conversation_and_not_for_ever(left, clock):
    back = await left.back()
    async with Customer.at(left.running.url) as other:
        await other.open()
        other.token = back.token
        foreign = await other.http.get(other.path, headers=other.auth)
    clock.ahead += return_link.LIFE
    late = await back.http.get(back.path, headers=back.auth)

    for refused in (foreign, late):
        assert (refused.status_code, refused.json()["code"]) == (401, "link_expired")
        assert "Open the chat" in json.dumps(refused.json()["next_step"])


async def test_what_was_owed_is_mailed_by_the_next_process_once(tmp_path, shared_sandbox):
    mail = {"url": SecretStr("file:outbox"), "answers_after_seconds": 60}
    settings, clock = {"mail": mail, "server": {"url": DESK}}, LateClock()
    place = partial(open_desk_in_thread, tmp_path, shared_sandbox.url, settings=settings)
    with place(clock=clock) as running:
        async with Customer.at(running.url) as page:
            await page.open()
            await page.ask_for_person()
            await page.say("Write to mia@mail.example")
        casework = running.desk.people.casework
        running.wait(casework.reply(page.conversation, "p1", SAID, name="Ana"))
        assert running.wait(running.desk.outbox.listed("mail"))
    for _ in range(2):
        with place(clock=clock) as running:
            clock.ahead += timedelta(minutes=2)
            async with asyncio.timeout(30):
                while running.wait(running.desk.outbox.listed("mail")):
                    await asyncio.sleep(0.02)

    (letter,) = (tmp_path / "outbox").glob("*.eml")
    assert letter.name.startswith(f"answer-{page.conversation}-")
    assert SAID in message_from_bytes(letter.read_bytes(), policy=policy.default).get_content()
