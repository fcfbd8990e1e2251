"""Secrets come in by every entrance there is; afterwards none is found anywhere."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import uuid4

import httpx2

from frontdesk.api.operators.key import OperatorKey
from frontdesk.assembly.people import open_people
from frontdesk.assembly.storage import open_tickets
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId, CustomerBound
from frontdesk.domain.ticket import TicketNote, TicketRequest
from frontdesk.guards.secrets import Detector
from frontdesk.settings import Settings
from tests.builders import NOON
from tests.customer import Customer
from tests.running_desk import DeskInThread, open_desk_in_thread
from tests.sandbox_server import RunningSandbox

KEY = OperatorKey.new()
SECRETS = {
    "My card is {}.": (
        *("4929 1234 5678 9006", "5425-2334-3010-9903", "374245455400126", "6011.0009.9013.9424"),
        *("30569309025904", "3566002020360505", "6240008631401148", "2223000048400011"),
        *("6759649826438453", "2200 7702 3987 6545", "4539\n5787\n6362\n1486"),
    ),
    "IBAN {} please": (
        *("DE44 5001 0517 5407 3249 31", "GB33BUKB20201555555555", "FR1420041010050500013M02606"),
        *("ES79 2100 0813 6101 2345 6789", "AT483200000012345864", "ch56 0483 5012 3456 7800 9"),
    ),
    "SSN {}": ("512-73-9046", "731 18 4452", "288.61.7703"),
    "It is {}": ("54362315K", "Y8063915-Z", "756.9217.0769.85", "85.07.30-033.28"),
    "Steuer-ID {}": ("36574261809",),
    "My password is {}": ("Zebra!44", "korb-Taler9", "qX7vvLm2", "s3cretPond"),
    "Passwort: {}": ("Wolke17!", "Sonnenblume4"),
    "Mi contraseña es {}": ("Luna$2031",),
    "пароль: {}": ("berez4Roza",),
    "mot de passe : {}": ("Soleil#22x",),
    "My PIN is {}": ("804913",),
    "The verification code is {}": ("739204", "58316"),
    "token={}": ("7b2f91d4c8e60a3517fd",),
    "CVV {}": ("4471",),
    "key {}": (
        *("sk-ant-api03-Zk3vQ8rT1mNp6wXyB2cD", "ghp_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"),
        *("AKIA3XQ7ZPLM5RTV2WNB", "xoxb-2048102410-abcdefGHIJ12", "glpat-Zq81xMnb37LkTyU2pRvs"),
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqbyJ9.q3ZpTnR1bm5lbG9mZGF0YQ",
        "AIzaSyA-1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6",
    ),
    "Authorization: Bearer {}": ("b7Qe92LmXr40TzVw81Ks",),
    "api key: {}": ("9f8b7c6d5e4a39281706f5e4",),
    "see https://jo:{}@host.example/": ("hidden-Pond7",),
    "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----": ("MIIEvQIBADANBgkqhkiG9w0BA",),
}
TOLD = [(form.format(secret), secret) for form, secrets in SECRETS.items() for secret in secrets]
NEEDLES = [secret for _, secret in TOLD]
ACTION = '''
from frontdesk.actions import action

@action(risk="read", level="visitor")
async def read_file() -> dict:
    """Reads the customer's file."""
    return {{"notes": {notes!r}}}
'''


class Blind(Detector):
    """The defence, switched off."""

    def find(self, text):
        return []

    def open_at(self, text):
        return len(text)


class Entrances:
    """Each takes the next secrets, so that all of them go in by one or another."""

    def __init__(self, running: DeskInThread, sandbox: RunningSandbox, customer: Customer) -> None:
        self.running, self.sandbox, self.customer = running, sandbox, customer
        self._next = 0

    def told(self, count: int = 1) -> str:
        at = [(self._next + n) % len(TOLD) for n in range(count)]
        self._next += count
        return "\n".join(TOLD[each][0] for each in at)

    async def messages(self) -> None:
        for _ in range(0, len(TOLD), 9):
            self.sandbox.script(says("Noted."))
            await self.customer.ask(self.told(9))

    async def replies_of_the_model(self) -> None:
        for count in (1, 5, 9):
            self.sandbox.script(says(f"I see. {self.told(count)}\n"), says("I see."))
            await self.customer.ask("What do you know of me?")

    async def a_reply_that_breaks_off(self) -> None:
        text = f"I see it. {TOLD[0][0]} And more. {TOLD[1][0]} And so on."
        broken = {**says(text), "fault": {"kind": "drop", "after_text": 26}}
        self.sandbox.script(broken, says("I see it."))
        await self.customer.ask("Go on, what else?")

    async def results_and_calls(self) -> None:
        note = {"subject": self.told(), "description": self.told(5)}
        self.sandbox.script(calls("read_file"), calls("create_ticket", **note), says("Noted."))
        await self.customer.ask("Please look into my file and open a ticket.")

    async def the_name_of_a_customer(self) -> None:
        who = CustomerBound(CustomerId("jo"), "claimed", f"Jo {TOLD[0][0]}")
        self.running.append(self.customer.conversation, who)

    async def a_rating_and_the_wish_for_a_person(self) -> None:
        await self.customer.rate(2, self.told(4))
        await self.customer.ask_for_person(reason=self.told(4))

    async def people(self, settings: Settings) -> None:
        here = ConversationId(self.customer.conversation)
        with open_people(settings) as (_, _, casework):
            await casework.reply(here, str(uuid4()), self.told(6), name=f"Ann {TOLD[2][0]}")
        with open_tickets(settings) as tickets:
            request = TicketRequest(self.told(), self.told(4), conversation=here)
            ticket = await tickets.open(request, key="k", at=NOON)
            await tickets.add(ticket.id, TicketNote(NOON, "Ann", self.told(4)))

    async def requests_that_are_refused(self) -> str:
        """What they were answered."""
        post, path, auth = self.customer.http.post, self.customer.path, self.customer.auth
        secret = "4929 1234 5678 9006"
        answers = [
            await self.customer.say(f"{self.told(5)} " + 4_000 * "x"),
            await self.customer.say("Hello", client_id=secret),
            await post(f"{path}/messages", json={"my card " + secret: 1}, headers=auth),
            await post(f"{path}/messages", content=f'{{"text": "{secret}', headers=auth),
            await post("/api/v1/conversations", json={"client_id": "x", "locale": secret}),
            await post(f"/api/v1/conversations/{secret}/messages", json={"text": secret}),
        ]
        assert all(answer.is_client_error for answer in answers)
        return "".join(answer.text for answer in answers)


def says(text: str) -> dict[str, object]:
    return {"reply": {"content": [{"type": "text", "text": text}]}}


def calls(name: str, **given: object) -> dict[str, object]:
    use = {"type": "tool_use", "id": f"toolu_{name}", "name": name, "input": given}
    return {"reply": {"content": [use], "stop_reason": "tool_use"}}


@contextmanager
def operator(url: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=url) as http:
        http.post("/trace/entrance", data={"key": KEY.value, "back": "/trace"})
        yield http


async def where_they_are_found(folder, sandbox, capfd, detector=None) -> Mapping[str, int]:
    """How many secrets each place holds after all of them came in by all entrances."""
    (folder / "actions.py").write_text(ACTION.format(notes="\n".join(t for t, _ in TOLD)))
    opened = open_desk_in_thread(folder, sandbox.url, operator_key=KEY, detector=detector)
    with opened as running:
        async with Customer.at(running.url) as customer:
            await customer.open(text="Hello there")
            await customer.until("bot.finished")
            entrances = Entrances(running, sandbox, customer)
            await entrances.messages()
            await entrances.replies_of_the_model()
            await entrances.a_reply_that_breaks_off()
            await entrances.results_and_calls()
            await entrances.the_name_of_a_customer()
            await entrances.a_rating_and_the_wish_for_a_person()
            await entrances.people(Settings().overridden(data={"path": folder / "data"}))
            refused = await entrances.requests_that_are_refused()
            seen = json.dumps(await customer.state())
            with operator(running.url) as http:
                trace = http.get(f"/trace/{customer.conversation}").text
        asked = "".join(kept["body"] for kept in sandbox.kept())
        disk = b"".join(path.read_bytes() for path in (folder / "data").iterdir())
    places = {"disk": disk.decode("latin-1"), "model": asked, "trace": trace, "customer": seen}
    places |= {"refusals": refused, "output": "".join(capfd.readouterr())}
    return {name: hits(text) for name, text in places.items()}


def hits(text: str) -> int:
    """Secrets that stand in it, line ends written in any way."""
    found = Counter(
        needle
        for needle in NEEDLES
        for written in {needle, needle.replace("\n", "\\n"), needle.replace("\n", "\\\\n")}
        if stands_in(written, text)
    )
    return len(found)


def stands_in(secret: str, text: str) -> bool:
    """A short number also occurs within a timestamp, now and then."""
    if secret.isdigit():
        return re.search(rf"(?<!\d){secret}(?!\d)", text) is not None
    return secret in text


async def test_no_secret_is_found_anywhere(tmp_path, sandbox, capfd):
    assert len(NEEDLES) >= 50

    found = await where_they_are_found(tmp_path, sandbox, capfd)

    assert found == dict.fromkeys(found, 0)


async def test_without_the_defence_they_are_found(tmp_path, sandbox, capfd):
    found = await where_they_are_found(tmp_path, sandbox, capfd, Blind())

    assert min(found["disk"], found["model"], found["trace"], found["customer"]) > 40
