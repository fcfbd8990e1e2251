"""A customer becomes certainly known by a code from a mail, which nobody else ever reads."""

import json
import re
from collections.abc import AsyncGenerator, Generator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from pydantic import SecretStr

from frontdesk.actions import CodesByMail
from frontdesk.actions.builtin import codes
from frontdesk.domain import one_time_code
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ActionFinished, CodeSent, CustomerBound, IdentityRefused
from frontdesk.turns.proving import Mailing
from tests.builders import NOON
from tests.customer import Customer
from tests.defence import controlled
from tests.running_desk import DeskInThread, open_desk_in_thread
from tests.sandbox_server import RunningSandbox
from tests.smtp_server import MailServer, mail_server
from tests.stories.telling import PROJECTS

ORDER = {"order_id": "ORD-78432"}
customers = (f"C-{number}" for number in range(1001, 1099))


@dataclass
class MovableClock:
    now_is = NOON

    def now(self):
        return self.now_is


@dataclass
class Chat:
    """A customer whose model does what the test says."""

    running: DeskInThread
    sandbox: RunningSandbox
    mail: MailServer
    customer: Customer
    clock: MovableClock
    folder: Path
    to: str
    """The customer's own address."""

    async def turn(self, says: str, *calls: tuple[str, dict[str, Any]]) -> str:
        """What the last of the calls came to."""
        for name, arguments in calls:
            use = {"type": "tool_use", "name": name, "input": arguments}
            self.sandbox.script({"reply": {"content": [use]}})
        self.sandbox.script({"reply": {"text": "All right."}})
        await self.customer.ask(says)
        return self.results()[-1].text

    def results(self) -> list[ActionFinished]:
        return [event for event in self.log() if isinstance(event, ActionFinished)]

    def log(self):
        return self.running.log(self.customer.conversation)

    @property
    def codes(self) -> list[str]:
        """The codes that were mailed to this customer."""
        own = [letter for letter in self.mail.letters if letter["To"] == self.to]
        return [letter.get_content().split()[0] for letter in own]


@pytest.fixture(scope="module")
def mail() -> Generator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("codes")


@pytest.fixture(scope="module")
def running(shared_sandbox, mail, clock, folder) -> Generator[DeskInThread]:
    with open_desk_in_thread(
        folder,
        shared_sandbox.url,
        project=PROJECTS["demo"],
        settings={
            "mail": {"url": SecretStr(f"smtp://127.0.0.1:{mail.port}")},
            "identity": {"levels": {"list_orders": "verified"}},
        },
        clock=clock,
    ) as running:
        yield running


@pytest_asyncio.fixture
async def chat(running, sandbox, mail, clock, folder) -> AsyncGenerator[Chat]:
    """With a customer nobody else of these tests is, known by a claim."""
    assert running.desk.store
    known = running.wait(running.desk.store.customer(CustomerId(next(customers))))
    assert known
    clock.now_is = NOON
    async with Customer.at(running.url) as customer:
        await customer.open(text="Hi")
        await customer.until("bot.finished")
        running.append(customer.conversation, CustomerBound(known.id, "claimed", known.name))
        yield Chat(running, sandbox, mail, customer, clock, folder, known.email)


async def level(chat: Chat) -> str:
    return (await chat.customer.state())["customer"]["level"]


SEND = ("send_code", {})
ENTER = ("enter_code", {"code": "[code_1]"})


async def test_the_mailed_code_makes_the_customer_certain_and_is_seen_by_nobody_else(chat, capfd):
    before = await chat.turn("My orders?", ("list_orders", {}))
    address = f"{chat.customer.path}/orders"
    orders = await chat.customer.http.get(address, headers=chat.customer.auth)
    sent = await chat.turn("Yes, mail me a code", SEND)
    (code,) = chat.codes
    right = await chat.turn(f"It says {code[:3]} {code[3:]}.", ENTER)
    after = await chat.turn("My orders?", ("list_orders", {}))

    assert "send_code" in before
    assert orders.status_code == 403
    assert sent.startswith("Sent")
    assert right.startswith("Verified")
    assert await level(chat) == "verified"
    assert "orders" in after
    typed = re.compile(f"{code[:3]} ?{code[3:]}")
    asked = json.dumps(chat.sandbox.requests())
    assert "[code_1]" in asked
    for told in (asked, repr(chat.log()), repr(capfd.readouterr())):
        assert not typed.search(told)
        assert chat.to not in told
    kept = b"".join(file.read_bytes() for file in (chat.folder / "data").glob("desk.db*"))
    assert b"[code_1]" in kept
    assert not typed.search(kept.decode("latin-1"))


async def test_a_repeated_message_with_a_code_is_the_same_message(chat):
    id = str(uuid4())
    early = await chat.customer.say("My number is 123 456", client_id=id)
    await chat.customer.until("bot.finished", early.json()["number"])
    await chat.turn("Mail me a code", SEND)
    again = await chat.customer.say("My number is 123 456", client_id=id)
    typed = f"It is {chat.codes[0]}"
    first = await chat.customer.say(typed, client_id=(other := str(uuid4())))
    second = await chat.customer.say(typed, client_id=other)
    changed = await chat.customer.say("It is 000000", client_id=other)

    assert (again.status_code, again.json()) == (200, early.json())
    assert (first.status_code, second.status_code) == (202, 200)
    assert changed.status_code == 409
    shown = (await chat.customer.state())["events"]
    assert typed in [event["data"].get("text") for event in shown]


@controlled((codes, "MAX_TRIES", 1_000))
async def test_guessing_ends_soon_and_every_guess_is_on_record(chat):
    await chat.turn("Mail me a code", SEND)
    wrong = [f"{n:06}" for n in range(1, 8) if f"{n:06}" not in chat.codes][:6]
    told = [
        await chat.turn(f"Is it {n}?", ("enter_code", {"code": f"[code_{place}]"}))
        for place, n in enumerate(wrong, start=1)
    ]
    late = await chat.turn(f"{chat.codes[0]}", ("enter_code", {"code": f"[code_{len(wrong) + 1}]"}))
    another = await chat.turn("Mail me a new one", SEND)
    refused = [event for event in chat.log() if isinstance(event, IdentityRefused)]

    assert "Tries left: 4" in told[0]
    assert "no more tries" in told[4]
    assert "no more tries" in late
    assert another.startswith("Not sent")
    assert [each.how for each in refused] == ["code"] * 5
    assert await level(chat) == "claimed"


@controlled((CodesByMail, "is_open", lambda *_: True))
async def test_a_code_is_good_for_ten_minutes_and_the_newest_counts(chat):
    await chat.turn("Mail me a code", SEND)
    chat.clock.now_is += timedelta(minutes=10)
    over = await chat.turn(f"{chat.codes[0]}", ENTER)
    assert "no code is open" in over
    await chat.turn("A new one please", SEND)
    old, new = chat.codes
    stale = await chat.turn(f"{old}", ENTER)
    right = await chat.turn(f"Ah, {new}", ("enter_code", {"code": "[code_2]"}))

    assert stale.startswith("Not verified")
    assert right.startswith("Verified")


@controlled((one_time_code, "MAX_SENT", 1_000))
async def test_only_so_many_codes_are_mailed(chat):
    told = [await chat.turn("Mail me a code", SEND) for _ in range(4)]

    assert [text.partition(":")[0] for text in told] == ["Sent", "Sent", "Sent", "Not sent"]
    assert len(chat.codes) == len(set(chat.codes)) == 3


@controlled((Mailing, "_may_send", lambda *_: True))
async def test_only_so_many_are_mailed_to_one_customer_from_many_conversations(chat):
    (bound,) = (event for event in chat.log() if isinstance(event, CustomerBound))
    for _ in range(3):
        async with Customer.at(chat.running.url) as other:
            await other.open()
            chat.running.append(other.conversation, bound)
            chat.customer = other
            for _ in range(2):
                await chat.turn("Mail me a code", SEND)

    assert len(chat.codes) == 5


@controlled((one_time_code, "code", lambda _secret, _conversation, _number: "271828"))
async def test_a_code_counts_in_its_own_conversation_only(chat):
    await chat.turn("Mail me a code", SEND)
    (code,) = chat.codes
    (bound,) = (event for event in chat.log() if isinstance(event, CustomerBound))
    async with Customer.at(chat.running.url) as thief:
        await thief.open()
        chat.running.append(thief.conversation, bound)
        chat.customer = thief
        await chat.turn("Mail me a code", SEND)
        told = await chat.turn(f"{code}", ENTER)

    assert told.startswith("Not verified")


async def test_what_the_model_makes_up_is_no_code(chat):
    await chat.turn("Mail me a code", SEND)
    told = [
        await chat.turn("Go on", ("enter_code", {"code": said}))
        for said in ("123456", "[code_9]", "[email_1]")
    ]

    assert all(text.startswith("Not run") for text in told)
    assert not [event for event in chat.log() if isinstance(event, IdentityRefused)]


async def test_mail_that_does_not_work_counts_for_nothing(chat):
    chat.mail.refuses = "RCPT"
    told = await chat.turn("Mail me a code", SEND)
    chat.mail.refuses = ""

    assert told.startswith("Not sent: mail does not work")
    assert not [event for event in chat.log() if isinstance(event, CodeSent)]
