"""A long conversation is summed up once; the cache pays for it once."""

import json
from itertools import pairwise

import pytest

from frontdesk.domain.event import PrefixRestarted, Summarized
from tests.command import frontdesk
from tests.customer import Customer
from tests.running_desk import open_desk_in_thread

QUESTIONS = (
    "How long does standard delivery take?",
    "What does express delivery cost?",
    "How long is the warranty of a lamp?",
    "Within how many days can I send a lamp back?",
    "When does the money for a returned lamp arrive?",
)
TURNS = 25
SUMMARY = {
    "problem": "The customer bought a lamp and asks about its delivery.",
    "actions": "The delivery terms were explained.",
    "status": "Nothing is open.",
}
OF_A_SUMMARY = {"text": "<conversation>"}


@pytest.fixture
async def talk(sandbox, tmp_path):
    """Has the whole conversation; gives what the model was sent, what it used, and the log."""

    async def have_it(*script):
        sandbox.script(*script)
        with open_desk_in_thread(tmp_path, sandbox.url) as desk:
            async with Customer.at(desk.url) as customer:
                for turn in range(TURNS):
                    answer = await customer.ask(QUESTIONS[turn % len(QUESTIONS)])
                    assert answer.route == "sent"
                told = frontdesk(
                    "cost",
                    *("--data", tmp_path / "data", "--json"),
                    *("--conversation", customer.conversation),
                    cwd=tmp_path,
                )
                events = desk.log(customer.conversation)
        asked = [
            request
            for request in sandbox.requests()
            if "format" not in request.get("output_config", {})
        ]
        return asked, json.loads(told.stdout)["calls"], events

    return have_it


def texts(message):
    return [block["text"] for block in message["content"] if block["type"] == "text"]


def starts_with_summary(request):
    return any("<summary>" in text for text in texts(request["messages"][0]))


async def test_a_long_conversation_goes_on_from_a_summary_and_breaks_the_cache_once(talk):
    asked, every_call, events = await talk(
        {"match": OF_A_SUMMARY, "reply": {"text": json.dumps(SUMMARY)}}
    )

    calls = [call for call in every_call if call["purpose"] == "answer"]
    assert len(asked) == len(calls) == TURNS
    assert [call["purpose"] for call in every_call if call not in calls] == ["summary"]
    assert [event.by for event in events if isinstance(event, Summarized)] == ["model"]
    assert [event.reason for event in events if isinstance(event, PrefixRestarted)] == ["condensed"]
    whole = [len(request["messages"]) for request in asked if not starts_with_summary(request)]
    short = [request for request in asked if starts_with_summary(request)]
    assert 20 <= len(whole) < TURNS
    assert whole == sorted(whole)
    assert asked[len(whole) :] == short
    assert len(short[0]["messages"]) < 16
    first = texts(short[0]["messages"][0])[0]
    assert " ".join(SUMMARY.values()) in first

    broken = [
        later["turn"]
        for earlier, later in pairwise(calls)
        if later["tokens"]["cache_read"] < cached(earlier)
    ]
    assert broken == [len(whole) + 1]
    assert calls[len(whole)]["tokens"]["cache_read"] > 512  # the system prompt stays


async def test_with_the_small_model_away_code_sums_up(talk):
    asked, _, events = await talk(
        {"match": OF_A_SUMMARY, "times": "always", "error": {"status": 529}}
    )
    short = [request for request in asked if starts_with_summary(request)]

    assert [event.by for event in events if isinstance(event, Summarized)] == ["extract"]
    assert len(short) >= 4
    assert f'The customer began with: "{QUESTIONS[0]}"' in texts(short[0]["messages"][0])[0]


def cached(call):
    tokens = call["tokens"]
    return tokens["cache_read"] + tokens["cache_write_5m"] + tokens["cache_write_1h"]
