"""The customers' calls of docs/contract.md."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from itertools import pairwise
from uuid import uuid4

import pytest

from tests.customer import Customer, Event
from tests.running_desk import EMAIL


async def test_a_question_from_the_articles_gets_a_cited_answer(customer):
    answer = await customer.ask("How long does standard delivery take?")

    assert "3 business days" in answer.text
    assert answer.route == "sent"
    assert any("3 business days" in citation["quote"] for citation in answer.citations)
    assert {citation["title"] for citation in answer.citations} >= {"Delivery"}


async def test_a_follow_up_is_understood_from_what_was_said_before(customer):
    await customer.ask("Can I send a lamp back for a refund?")
    answer = await customer.ask("How long does that take?")

    assert "4 business days" in answer.text


async def test_a_question_that_is_not_in_the_articles_gets_the_way_to_people(customer):
    answer = await customer.ask("Who painted the Mona Lisa?")

    assert answer.text == (
        f"I don't have that information, but our support team at {EMAIL} can help within 24 hours."
    )
    assert answer.route == "unknown"


async def test_looking_at_a_desk_writes_nothing_and_tells_that_an_ai_answers(customer):
    facts = (await customer.http.get("/api/v1/desk")).json()

    assert "AI" in facts["greeting"]
    assert EMAIL in facts["greeting"]


async def test_every_event_names_the_visible_one_before_it(customer):
    await customer.ask("How long does standard delivery take?")
    await customer.ask("What does express cost?")
    events = [event for event in await customer.until("bot.finished") if event.id]
    state = await customer.state()

    places = [(event["data"]["previous"], event["id"]) for event in state["events"]]
    assert places[0][0] == 0
    assert all(later[0] == earlier[1] for earlier, later in pairwise(places))
    assert [event.id for event in events] == [id for _, id in places[: len(events)]]
    assert all(event.id == event.data["number"] for event in events)


@pytest.mark.parametrize("how", ["after", "Last-Event-ID"])
async def test_a_stream_resumes_after_any_event_without_gap_or_repeat(customer, how):
    await customer.ask("How long does standard delivery take?")
    ids = [event["id"] for event in (await customer.state())["events"]]

    for number in ids[:-1]:
        rest = []
        headers = {"Last-Event-ID": str(number)} if how != "after" else {}
        async with aclosing(
            customer.stream(after=number if how == "after" else 0, **headers)
        ) as stream:
            async for event in stream:
                rest.append(event.id)
                if event.id == ids[-1]:
                    break
        assert rest == [id for id in ids if id > number]


async def heard(stream: AsyncGenerator[Event]) -> list[Event]:
    """The events up to the end of an answer."""
    seen: list[Event] = []
    async with asyncio.timeout(20):
        while not seen or seen[-1].name != "bot.finished":
            seen.append(await anext(stream))
    return seen


async def test_two_front_ends_of_one_customer_see_the_same(customer):
    await customer.ask("How long is the warranty?")
    async with aclosing(customer.stream()) as one, aclosing(customer.stream()) as two:
        await heard(one), await heard(two)  # both listen
        await customer.say("How long does standard delivery take?")
        kept = [[event for event in await heard(each) if event.id] for each in (one, two)]

    assert kept[0] == kept[1]


async def test_two_customers_do_not_hear_one_another(desk, customer):
    async with Customer.at(desk) as other:
        mine, theirs = await asyncio.gather(
            customer.ask("How long does standard delivery take?"),
            other.ask("How long is the warranty?"),
        )

    assert customer.conversation != other.conversation
    assert "36 months" in theirs.text
    assert "36 months" not in mine.text


async def test_what_is_being_done_is_shown_while_it_is_done(customer):
    await customer.ask("How long is the warranty?")
    async with aclosing(customer.stream()) as stream:
        await heard(stream)  # it is listened to
        await customer.say("How long does standard delivery take?")
        kinds = [event.data["kind"] for event in await heard(stream) if event.name == "activity"]

    assert kinds[:1] == ["searching"]
    assert "writing" in kinds


async def test_opening_again_with_the_same_client_id_gives_the_same_conversation(customer):
    client_id = str(uuid4())
    first = await customer.open(client_id=client_id, text="How long is the warranty?")
    again = await customer.open(client_id=client_id, text="How long is the warranty?")

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()


async def test_a_message_is_taken_once_and_another_text_is_a_conflict(customer):
    await customer.open()
    client_id = str(uuid4())
    first = await customer.say("How long is the warranty?", client_id)
    again = await customer.say("How long is the warranty?", client_id)
    other = await customer.say("Something else", client_id)

    assert (first.status_code, again.status_code, other.status_code) == (202, 200, 409)
    assert first.json() == again.json()
    assert other.json()["code"] == "message_changed"


async def test_every_message_is_in_exactly_one_answer(customer):
    await customer.open(text="How long is the warranty?")
    await asyncio.gather(*(customer.say(f"And question {n}?") for n in range(5)))
    async with asyncio.timeout(20):
        while True:
            events = (await customer.state())["events"]
            wrote = [e["id"] for e in events if e["event"] == "customer.wrote"]
            answers = [
                n for e in events if e["event"] == "bot.finished" for n in e["data"]["answers"]
            ]
            if len(answers) >= len(wrote):
                break
            await asyncio.sleep(0.02)

    assert sorted(answers) == wrote
    assert len(wrote) == 6
