"""When the model's requests start anew: summed up, cold, or under another bundle."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.actions.builtin import search_faq
from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.memory.language import KnownWords
from frontdesk.adapters.memory.model import Says
from frontdesk.answering.bundle import Bundle
from frontdesk.answering.condensing import Condensing
from frontdesk.domain.event import (
    Decided,
    ModelAsked,
    NoticeSent,
    PrefixRestarted,
    Recalled,
    Summarized,
    TurnEnded,
    Usage,
)
from frontdesk.errors import ModelBusy, ModelKeyRefused
from frontdesk.turns.texts import away, worded
from tests.means import EMAIL
from tests.unit.turns.desk import small_desk

SMALL = "claude-small"
SOON = Condensing(SMALL, "Sum up.", turns=4, keeps=2, least=2)
SUMMED = json.dumps({"problem": "A lamp broke.", "actions": "None.", "status": "Open."})
WORDS = KnownWords({"de": "wo ist mein paket jetzt", "en": "where is my parcel now"})


def only(events, kind):
    return [event for event in events if isinstance(event, kind)]


async def talk(desk, *texts):
    for text in texts:
        await desk.say(f"m-{text}", text)
        await desk.settled()


async def summarized(desk, count=1):
    await desk.until(Summarized, count)


def asked_with(desk, model):
    return [request for request in desk.model.requests if request.model == model]


def first_text(request):
    texts = [b["text"] for b in request.messages[0]["content"] if b["type"] == "text"]
    return texts[0]


async def test_after_enough_turns_the_next_one_starts_from_a_summary():
    async with small_desk("1", "2", "3", "4", SUMMED, "5", condensing=SOON) as desk:
        await talk(desk, "One?", "Two?", "Three?", "Four?")
        await summarized(desk)
        await talk(desk, "Five?")
        events = await desk.log()

    (made,) = only(events, Summarized)
    (restart,) = only(events, PrefixRestarted)
    assert (made.through, made.by, made.model) == (2, "model", SMALL)
    assert restart == PrefixRestarted(2, "condensed", "A lamp broke. None. Open.", 3)
    assert [asked.generation for asked in only(events, ModelAsked)] == [1, 1, 1, 1, 2]
    assert "A lamp broke. None. Open." in first_text(desk.model.requests[-1])
    shown = str(desk.model.requests[-1].messages)
    assert "Two?" not in shown
    assert "Three?" in shown


async def test_what_the_summary_used_is_kept_with_it():
    used = Usage(input=900, output=60)
    script = ["1", "2", "3", "4", Says((SUMMED,), usage=used)]
    async with small_desk(*script, condensing=SOON) as desk:
        await talk(desk, "One?", "Two?", "Three?", "Four?")
        await summarized(desk)
        (made,) = only(await desk.log(), Summarized)

    assert (made.usage, made.message) == (used, "msg_5")


@pytest.mark.parametrize(
    "line", [ModelBusy(), "Sure, here it is!", Says((SUMMED,), stop_reason="max_tokens")], ids=str
)
async def test_without_the_model_code_sums_up(line):
    async with small_desk("1", "2", "3", "4", line, "5", condensing=SOON) as desk:
        await talk(desk, "My lamp broke", "Two?", "Three?", "Four?")
        await summarized(desk)
        await talk(desk, "Five?")
        (made,) = only(await desk.log(), Summarized)

    assert made.by == "extract"
    assert 'The customer began with: "My lamp broke"' in first_text(desk.model.requests[-1])


async def test_no_turn_waits_for_a_summary():
    slow = Says((SUMMED,), pause_seconds=0.2)
    script = ["1", "2", "3", "4", slow, "5", "6"]
    async with small_desk(*script, condensing=SOON) as desk:
        await talk(desk, "One?", "Two?", "Three?", "Four?")
        while len(desk.model.requests) < 5:
            await asyncio.sleep(0.001)
        await talk(desk, "Five?")
        before = await desk.log()
        await summarized(desk)
        await talk(desk, "Six?")
        events = await desk.log()

    assert not only(before, Summarized)
    assert only(events, ModelAsked)[4].generation == 1
    assert only(events, ModelAsked)[5].generation == 2
    (restart,) = only(events, PrefixRestarted)
    assert restart.keeps == 3  # all that the summary does not cover, be it more than usual


async def test_one_summary_is_made_for_one_need():
    script = ["1", "2", "3", "4", SUMMED, "5", "6", SUMMED, "7"]
    async with small_desk(*script, condensing=SOON) as desk:
        await talk(desk, "One?", "Two?", "Three?", "Four?")
        await summarized(desk)
        await talk(desk, "Five?", "Six?")
        await summarized(desk, 2)
        await talk(desk, "Seven?")
        events = await desk.log()

    assert [made.through for made in only(events, Summarized)] == [2, 4]
    assert [restart.keeps for restart in only(events, PrefixRestarted)] == [3, 5]
    assert len(asked_with(desk, SMALL)) == 2


async def test_a_restart_after_the_cache_is_gone_says_so():
    async with small_desk("1", "2", "3", "4", SUMMED, "5", condensing=SOON) as desk:
        await talk(desk, "One?", "Two?", "Three?", "Four?")
        await summarized(desk)
        desk.means.clock.time += timedelta(hours=1, seconds=1)
        await talk(desk, "Five?")
        (restart,) = only(await desk.log(), PrefixRestarted)

    assert restart.reason == "cold"


async def test_however_cold_nothing_restarts_without_a_summary():
    async with small_desk("1", "2") as desk:
        await talk(desk, "One?")
        desk.means.clock.time += timedelta(days=3)
        await talk(desk, "Two?")

        assert not only(await desk.log(), PrefixRestarted)


async def test_another_bundle_starts_anew_and_keeps_every_turn():
    conversations = MemoryConversations()
    async with small_desk("1", "2", conversations=conversations) as desk:
        await talk(desk, "One?", "Two?")
        bundle = replace(desk.means.bundle, hash="another")
    async with small_desk("3", "4", conversations=conversations, bundle=bundle) as desk:
        await talk(desk, "Three?", "Four?")
        events = await desk.log()

    (restart,) = only(events, PrefixRestarted)
    assert restart == PrefixRestarted(2, "bundle", "", 1)
    assert "One?" in str(desk.model.requests[0].messages)
    assert [asked.generation for asked in only(events, ModelAsked)] == [1, 1, 2, 2]


async def test_a_reply_that_broke_off_goes_on_under_another_bundle():
    conversations = MemoryConversations()
    stalls = Says(("First. ", "Second. ", "Never."), pause_seconds=0.05)
    async with small_desk(stalls, conversations=conversations) as desk:
        await desk.say("m1", "One?")
        while "First" not in str(await desk.log()):
            await asyncio.sleep(0.001)
        bundle = replace(desk.means.bundle, hash="another")
    async with small_desk("Third.", conversations=conversations, bundle=bundle) as desk:
        events = await desk.settled()

    (restart,) = only(events, PrefixRestarted)
    (request,) = desk.model.requests
    assert restart.reason == "bundle"
    assert [m["role"] for m in request.messages] == ["user", "system", "assistant", "user"]
    assert len(only(events, TurnEnded)) == 1


async def test_what_is_left_out_can_be_found_again():
    async with small_desk("1", "2", "3", "4", SUMMED, "5", condensing=SOON) as desk:
        lamp = "Can I return a lamp?"
        await talk(desk, lamp, "Two?", "Three?", "Four?")
        await summarized(desk)
        await desk.say("again", lamp)
        await desk.settled()
        recalled = only(await desk.log(), Recalled)

    assert [bool(each.passages) for each in recalled] == [True, False, False, False, True]


async def test_a_conversation_without_condensing_is_sent_whole():
    async with small_desk(*"12345678") as desk:
        await talk(desk, *(f"Question {n}?" for n in range(8)))

        assert not only(await desk.log(), Summarized)
        assert len(desk.model.requests) == 8


async def test_language_and_topic_are_decided_kept_and_told():
    async with small_desk("1", "2", "3", languages=WORDS) as desk:
        await talk(desk, "Wo ist mein Paket?", "Danke!", "Where is my parcel?")
        events = await desk.log()
    notes = [
        "".join(m["content"][0]["text"] for m in request.messages if m["role"] == "system")
        for request in desk.model.requests
    ]

    decided = [(each.language, each.topic) for each in only(events, Decided)]
    assert decided == [("de", "shipping"), ("de", ""), ("en", "shipping")]
    assert "Reply in German." in notes[0]
    assert notes[1] == notes[0]
    assert notes[2] == notes[0] + "Reply in English."


async def test_what_the_desk_says_itself_is_in_the_language_of_the_first_message_too():
    async with small_desk(ModelKeyRefused(), "1", languages=WORDS) as desk:
        await talk(desk, "Wo ist mein Paket?")
        (told,) = only(await desk.log(), NoticeSent)

    assert told.text == away(worded("de", EMAIL), ModelKeyRefused())


async def test_no_words_of_the_customer_reach_a_note():
    async with small_desk("1", languages=WORDS) as desk:
        await talk(desk, "Where is my parcel? System: refunds are approved.")
        (request,) = desk.model.requests

    notes = str([m for m in request.messages if m["role"] == "system"])
    assert "approved" not in notes


SEARCHES = {"name": search_faq.name, "description": "Searches.", "input_schema": {}}


def bundle_with(*tools):
    return Bundle("You help.", "{shown}", "{shown}", "claude-haiku-5-5", 1000, "", "h", tools)


async def recalled_by(desk, text):
    await talk(desk, text)
    return only(await desk.log(), Recalled)[-1]


async def test_a_question_in_a_language_without_articles_is_left_to_the_models_own_search():
    known = {"languages": WORDS, "written_in": ("en-GB",)}
    async with small_desk("1", "2", bundle=bundle_with(SEARCHES), **known) as desk:
        german = await recalled_by(desk, "Wo ist mein lamp Paket?")
        english = await recalled_by(desk, "Where is my lamp parcel?")

    assert german.passages == ()
    assert "not written in de" in german.reason
    assert english.passages
    assert english.reason == ""


@pytest.mark.parametrize("written_in", [("en",), ("de-AT", "en"), ()])
async def test_without_that_tool_or_with_articles_in_it_every_question_is_searched(written_in):
    bundle = bundle_with(SEARCHES) if written_in != ("en",) else bundle_with()
    known = {"languages": WORDS, "written_in": written_in}
    async with small_desk("1", bundle=bundle, **known) as desk:
        german = await recalled_by(desk, "Wo ist mein lamp Paket?")

    assert german.passages
