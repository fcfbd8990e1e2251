"""While the model is away the customer is told, the message is kept and answered later."""

import asyncio

from tests.customer import Customer
from tests.running_desk import EMAIL, desk_in_thread

QUESTION = "How long is the warranty?"
SAVED = "no need to send it again"


async def test_a_refused_key_is_told_once_and_the_answer_comes_when_it_is_mended(customer, sandbox):
    sandbox.script({"times": 2, "error": {"status": 401}})
    await customer.open(text=QUESTION)
    events = await customer.until("bot.finished")

    (notice,) = [event for event in events if event.name == "notice"]
    assert notice.data["code"] == "model_key_refused"
    assert EMAIL in notice.data["text"]
    assert SAVED in notice.data["text"]
    assert "36 months" in "".join(e.data["text"] for e in events if e.name == "bot.part")


async def test_an_overloaded_model_is_asked_again_before_anybody_notices(customer, sandbox):
    sandbox.script({"error": {"status": 529}})
    answer = await customer.ask(QUESTION)

    assert "36 months" in answer.text
    assert [event.name for event in answer.events if event.name == "notice"] == []


async def test_a_provider_that_asks_for_a_day_of_patience_is_not_waited_for(customer, sandbox):
    sandbox.script({"error": {"status": 429, "retry_after": "86400"}})
    await customer.open(text=QUESTION)
    async with asyncio.timeout(10):
        events = await customer.until("notice")

    assert events[-1].data["code"] == "model_busy"


async def test_a_stream_that_breaks_off_is_gone_on_with(customer, sandbox):
    reply = {"content": [{"type": "text", "text": "First. "}, {"type": "text", "text": "Second."}]}
    sandbox.script(
        {"reply": reply, "fault": {"kind": "drop", "after_text": 9}},
        {"reply": {"text": "Second, again."}},
    )
    answer = await customer.ask(QUESTION)

    assert answer.text == "First. Second, again."


async def test_an_unreachable_model_is_told_within_ten_seconds(tmp_path):
    with desk_in_thread(tmp_path, "http://127.0.0.1:9") as url:
        async with Customer.at(url) as customer:
            await customer.open(text=QUESTION)
            async with asyncio.timeout(10):
                events = await customer.until("notice")
            state = await customer.state()

    assert events[-1].data["code"] == "model_unreachable"
    assert [e["event"] for e in state["events"]] == ["customer.wrote", "notice"]
    assert state["turn"]
