"""People at the desk: they see what happens, take over, answer, give back, over HTTP."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from uuid import uuid4

import pytest
import pytest_asyncio

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId, CustomerBound, CustomerWrote
from frontdesk.ports.conversations import VaultEntry
from tests.customer import Customer, Event
from tests.person import Person
from tests.running_desk import DeskInThread, open_desk_in_thread

EMAIL = "jo.doe@mail.example"


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("console")
    (folder / "replies").mkdir()
    (folder / "replies" / "hello.md").write_text("# Hello\n\nHello {customer}, {person} here.")
    (folder / "replies" / "broken.md").write_text("no heading")
    with open_desk_in_thread(folder, shared_sandbox.url) as running:
        yield running


@pytest_asyncio.fixture
async def customer(running, sandbox) -> AsyncGenerator[Customer]:
    async with Customer.at(running.url) as customer:
        yield customer


@pytest_asyncio.fixture
async def ana(running) -> AsyncGenerator[Person]:
    async with Person.at(running, "ana") as person:
        yield person


@pytest_asyncio.fixture
async def ben(running) -> AsyncGenerator[Person]:
    async with Person.at(running, "ben", role="lead") as person:
        yield person


def named(events, name):
    return [event for event in events if event["event"] == name]


async def test_a_person_sees_who_waits_takes_answers_and_gives_back(customer, ana, sandbox):
    await customer.ask("How long does standard delivery take?")
    id = customer.conversation
    assert (await ana.line(id))["holder"] == "bot"
    await customer.ask_for_person(reason="I want a human.")
    waiting = await ana.line(id)
    assert (waiting["holder"], waiting["reason"]) == ("queue", "I want a human.")
    assert waiting["awaits"]
    assert waiting["text"] == "How long does standard delivery take?"

    assert (await ana.does("take", id)).status_code == 200
    assert (await ana.replies(id, "I am here.")).status_code == 200
    events = (await customer.state())["events"]
    joined, wrote = events[-2:]
    assert (joined["event"], joined["data"]["name"]) == ("person.joined", "Ana")
    assert (wrote["event"], wrote["data"]["text"]) == ("person.wrote", "I am here.")
    mine = await ana.line(id)
    assert (mine["holder"], mine["user"], mine["awaits"]) == ("person", "ana", None)

    assert (await ana.does("hand-back", id, guidance="Offer a gift card.")).status_code == 200
    assert (await customer.state())["events"][-1]["data"].get("guidance") is None
    answer = await customer.ask("How long is the warranty?")
    assert "36 months" in answer.text
    asked = str(sandbox.requests()[-1])
    assert "I am here." in asked
    assert "Offer a gift card." in asked


async def test_the_bot_says_nothing_once_a_person_has_taken_over(customer, ana, sandbox):
    silence = {"kind": "stall", "after_text": len("First. Th")}
    reply = {"content": [{"type": "text", "text": "First. "}, {"type": "text", "text": "Then. "}]}
    sandbox.script({"reply": reply, "fault": silence})
    await customer.open(text="How long is the warranty?")
    await customer.until("bot.part")
    assert (await ana.does("take", customer.conversation)).status_code == 200

    await customer.say("Are you there?")
    await ana.replies(customer.conversation, "Yes, a person now.")
    events = (await customer.state())["events"]
    assert [event["event"] for event in events] == [
        "customer.wrote",
        "bot.part",
        "bot.finished",
        "person.joined",
        "customer.wrote",
        "person.wrote",
    ]
    assert events[2]["data"]["route"] == "handover"


async def test_of_two_who_take_it_one_gets_it_and_the_other_is_told_who(customer, ana, ben):
    await customer.open(text="Hello?")
    await customer.ask_for_person()
    id = customer.conversation
    taken = await asyncio.gather(ana.does("take", id), ben.does("take", id))

    (refused,) = [each for each in taken if each.status_code == 409]
    assert refused.json()["code"] == "held_by_another"
    winner = (await ana.line(id))["person"]
    assert f"{winner} has this conversation." in refused.json()["detail"]
    loser, other = (ana, "ana") if winner == "Ben" else (ben, "ben")
    assert (await loser.replies(id, "Me too!")).status_code == 409
    assert (await loser.does("close", id)).status_code == 409

    had = (await ana.line(id))["user"]
    assert (await loser.does("transfer", id, to=other, had=had)).status_code == 200
    assert (await loser.replies(id, "Now it is mine.")).status_code == 200


async def test_changes_of_lists_come_live_and_are_resumed_by_number(customer, ana):
    start = (await ana.get("/conversations")).json()["revision"]

    def is_own(event: Event) -> bool:  # the bot may still answer in another test's conversation
        return event.data.get("conversation") == customer.conversation

    hearing = asyncio.create_task(
        ana.until("/events", lambda e: is_own(e) and e.data["holder"] == "queue", start)
    )
    await customer.ask("How long is the warranty?")
    await customer.ask_for_person()
    heard = [event for event in await hearing if is_own(event)]

    assert [event.id for event in heard] == sorted(event.id for event in heard)
    again = await ana.until("/events", lambda event: event.id == heard[-1].id, heard[-1].id - 1)
    assert [event.data for event in again if is_own(event)] == [heard[-1].data]


async def test_a_conversation_is_heard_live_with_what_customers_do_not_see(customer, ana, ben):
    await customer.ask("How long is the warranty?")
    id = customer.conversation
    seen = await ana.seen(id)
    assert named(seen, "recalled")
    assert named(seen, "decided")[0]["data"]["reason"]

    path, last = f"/conversations/{id}/events", seen[-1]["id"]
    hearing = asyncio.create_task(ana.until(path, lambda event: event.name == "note.written", last))
    await ben.does("note", id, client_id=str(uuid4()), text="Regular customer.")
    assert (await hearing)[-1].data["text"] == "Regular customer."
    assert "Regular customer." not in str(await customer.state())


async def test_typing_is_seen_on_both_sides_and_kept_nowhere(customer, ana):
    await customer.open(text="Hello?")
    id = customer.conversation
    await ana.does("take", id)
    last = (await customer.state())["last"]
    hears = asyncio.create_task(customer.until("activity", last))
    sees = asyncio.create_task(
        ana.until(f"/conversations/{id}/events", lambda event: event.data["by"] == "customer", last)
    )
    while not (hears.done() and sees.done()):  # it is told to who listens just then
        assert (await ana.does("typing", id)).status_code == 200
        typing = await customer.http.post(f"{customer.path}/typing", headers=customer.auth)
        assert typing.status_code == 202

    assert (await hears)[-1].data == {"kind": "typing", "label": "Typing…", "name": "Ana"}
    assert (await sees)[-1].data == {"kind": "typing", "by": "customer", "name": ""}
    assert (await customer.state())["last"] == last


async def test_contact_data_is_shown_by_role(customer, ana, ben):
    await customer.open(text=f"I am {EMAIL}. How long is the warranty?")
    await customer.ask_for_person()
    for person, expected in ((ana, "j•••@m•••.example"), (ben, EMAIL)):
        seen = await person.seen(customer.conversation)
        found = (await person.get("/conversations", search="long warranty")).json()
        assert expected in named(seen, "customer.wrote")[0]["data"]["text"]
        assert any(expected in line["text"] for line in found["lines"])
        assert any(expected in line["text"] for line in found["found"])
    assert EMAIL not in str(await ana.seen(customer.conversation))


async def test_a_search_finds_what_was_said_and_quotes_it(customer, ana, running):
    await customer.ask("How long does standard delivery take?")
    id = customer.conversation
    await ana.does("note", id, client_id=str(uuid4()), text="Wants it before the Quokka fair.")
    running.append(id, CustomerBound(CustomerId("C-4711"), "claimed", "Zoë Ötting"))
    by = {"delivery takes business": "bot", "quokka": "note", "otting": "desk", "C-4711": "desk"}

    for search, writer in by.items():
        answer = (await ana.get("/conversations", search=search)).json()
        (line,) = [each for each in answer["found"] if each["conversation"] == id]
        assert line["by"] == writer
        assert id in [each["conversation"] for each in answer["lines"]]
        (event,) = [each for each in await ana.seen(id) if each["id"] == line["number"]]
        assert event
    nothing = (await ana.get("/conversations", search="quokka elsewhere")).json()
    assert (nothing["found"], nothing["lines"]) == ([], [])
    stranger = await customer.http.get("/api/v1/desk/conversations", params={"search": "quokka"})
    assert stranger.status_code == 401


async def test_canned_replies_come_filled_and_say_what_is_left_to_fill(customer, ana):
    await customer.open(text="Hello?")
    offered = (await ana.get(f"/conversations/{customer.conversation}/canned-replies")).json()
    assert offered["replies"] == [
        {
            "name": "hello",
            "language": "",
            "title": "Hello",
            "text": "Hello {customer}, Ana here.",
        }
    ]
    assert offered["blanks"] == ["customer", "person"]
    assert "broken.md" in offered["problems"][0]
    assert (await ana.get("/conversations/nothing/canned-replies")).status_code == 404


async def test_a_code_that_proves_who_the_customer_is_is_shown_to_nobody(customer, ben, running):
    await customer.open(text="Hello?")
    id = ConversationId(customer.conversation)

    async def write() -> None:
        async with running.desk.logs.use(id) as log:
            typed = CustomerWrote("code", "It is [code_1].")
            await log.append(typed, together=[VaultEntry("[code_1]", "491 223")])

    running.wait(write())
    assert named(await ben.seen(id), "customer.wrote")[1]["data"]["text"] == "It is •••."


async def test_what_is_put_off_comes_back_when_the_customer_writes(customer, ana):
    await customer.open(text="Hello?")
    id = customer.conversation
    await ana.does("take", id)
    snoozed = await ana.does("snooze", id, until="2030-01-01T09:00:00Z")
    assert snoozed.status_code == 200
    assert (await ana.line(id))["snoozed"] == "2030-01-01T09:00:00Z"
    await customer.say("One more thing.")
    assert (await ana.line(id))["snoozed"] is None


async def test_a_closed_conversation_opens_again(customer, ana):
    await customer.open(text="Hello?")
    id = customer.conversation
    await ana.replies(id, "All done?")
    await ana.does("close", id)
    assert (await customer.state())["holder"] == "closed"
    assert (await ana.line(id))["holder"] == "closed"
    refused = await ana.replies(id, "Wait.")
    assert (refused.status_code, refused.json()["code"]) == (409, "conversation_closed")
    await ana.does("reopen", id)
    assert (await ana.replies(id, "Here again.")).status_code == 200


async def test_a_conversation_that_does_not_exist_says_what_to_do(ana):
    for answer in (
        await ana.get("/conversations/nothing"),
        await ana.get("/conversations/nothing/events"),
        await ana.does("take", "nothing"),
        await ana.does("typing", "nothing"),
    ):
        assert answer.status_code == 404
        assert answer.json()["next_step"]
