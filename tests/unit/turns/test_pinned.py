"""All articles head the first message of a generation, in every conversation alike (D21)."""

import json

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.memory.model import Calls, Cites, Says
from frontdesk.answering.blocks import ONE_HOUR
from frontdesk.answering.bundle import bundle_from
from frontdesk.answering.condensing import Condensing
from frontdesk.answering.request import build_request
from frontdesk.domain.event import (
    ActionFinished,
    ModelAsked,
    PrefixRestarted,
    Recalled,
    ReplyPartSent,
    Summarized,
    Usage,
)
from tests.builders import passage, recorded
from tests.means import some_means
from tests.unit.turns.desk import small_desk
from tests.unit.turns.shelf import RETURNS, SHIPPING, Shelf

USUAL = some_means(MemoryConversations()).bundle


async def shelf_of(*passages):
    shelf = Shelf()
    await shelf.put(*passages)
    return shelf


def pinning(shelf, setting="prompt", bundle=USUAL):
    return {"briefing": shelf.briefing(bundle, setting)}


async def talk(desk, *texts):
    for text in texts:
        await desk.say(f"m-{text}", text)
        await desk.settled()
    return await desk.log()


def only(events, kind):
    return [event for event in events if isinstance(event, kind)]


def head(request):
    """What a request begins with, up to the customer's own words."""
    blocks = request.messages[0]["content"]
    return [block for block in blocks if block["type"] == "search_result"]


def as_json(*parts):
    return json.dumps(parts, sort_keys=True)


async def test_every_conversation_begins_with_all_passages_the_same_bytes_and_none_recalled():
    shelf = await shelf_of(SHIPPING, RETURNS)
    heads = []
    for question in ("Can I return a lamp?", "How long does delivery take?"):
        async with small_desk("1", "2", **pinning(shelf)) as desk:
            events = await talk(desk, question, "And then?")
            first, second = desk.model.requests
        assert as_json(*head(first)) == as_json(*head(second))
        heads.append(as_json(*head(first)))
        for recalled in only(events, Recalled):
            assert recalled.passages == ()
            assert "head of the conversation" in recalled.reason

    assert heads[0] == heads[1]
    assert [block["source"] for block in head(first)] == ["returns#1", "shipping#1"]
    assert [block.get("cache_control") for block in head(first)] == [None, ONE_HOUR]


async def test_pinned_passages_are_cited_like_any_other():
    shelf = await shelf_of(RETURNS, SHIPPING)
    reply = Says((Cites("Three days.", SHIPPING.id, "Delivery takes three days."),))
    async with small_desk(reply, **pinning(shelf)) as desk:
        (part,) = only(await talk(desk, "How long?"), ReplyPartSent)

    (citation,) = part.citations
    assert (citation.title, citation.source) == ("Delivery", SHIPPING.id)


async def test_a_search_finds_only_what_is_not_pinned():
    shelf = await shelf_of(RETURNS)
    search = Says((Calls("search_faq", {"query": "return a lamp"}),))
    async with small_desk(search, "1", **pinning(shelf)) as desk:
        (finished,) = only(await talk(desk, "Can I return a lamp?"), ActionFinished)

    assert finished.passages == ()
    assert finished.text.startswith("Nothing found.")


async def test_a_changed_article_restarts_a_conversation_at_its_next_turn_and_no_sooner():
    shelf = await shelf_of(RETURNS, SHIPPING)
    async with small_desk("1", "2", "3", **pinning(shelf)) as desk:
        await talk(desk, "One?")
        await shelf.put(passage("shipping#1", "Delivery takes nine days.", title="Delivery"))
        events = await talk(desk, "Two?", "Three?")
        first, second, third = desk.model.requests

    (restarted,) = only(events, PrefixRestarted)
    assert (restarted.generation, restarted.reason) == (2, "knowledge")
    assert "three days" in as_json(*head(first))
    assert "nine days" in as_json(*head(second))
    assert as_json(*head(second)) == as_json(*head(third))
    assert "One?" in as_json(*second.messages)


async def test_a_change_that_leaves_what_is_sent_as_it_was_restarts_nothing():
    shelf = await shelf_of(RETURNS)
    async with small_desk("1", "2", **pinning(shelf)) as desk:
        await talk(desk, "One?")
        await shelf.put(RETURNS)
        events = await talk(desk, "Two?")

    assert only(events, PrefixRestarted) == []


async def test_articles_that_grow_too_long_are_searched_from_the_next_turn_on():
    shelf = await shelf_of(RETURNS)
    async with small_desk("1", "2", **pinning(shelf, "auto")) as desk:
        await talk(desk, "Can I return a lamp?")
        await shelf.put(passage("long#1", "word " * 50_000))
        events = await talk(desk, "Can I return a second lamp?")
        first, second = desk.model.requests

    assert [block["source"] for block in head(first)] == ["returns#1"]
    assert [restarted.reason for restarted in only(events, PrefixRestarted)] == ["knowledge"]
    before, after = only(events, Recalled)
    assert before.reason
    assert [each.id for each in after.passages] == ["returns#1"]
    assert "cache_control" not in as_json(*head(second))


async def test_a_passage_given_before_it_was_pinned_is_not_sent_twice():
    conversations, shelf = MemoryConversations(), await shelf_of(RETURNS, SHIPPING)
    for setting in ("search", "prompt"):
        settings = {"conversations": conversations, **pinning(shelf, setting)}
        async with small_desk("1", **settings) as desk:
            await talk(desk, f"Can I return a lamp? {setting}")
            request = desk.model.requests[-1]

    blocks = [block for message in request.messages for block in message["content"]]
    sources = [block["source"] for block in blocks if "source" in block]
    assert sources == ["returns#1", "shipping#1"]


async def test_another_prompt_with_other_articles_is_another_bundle():
    conversations, shelf = MemoryConversations(), await shelf_of(RETURNS)
    async with small_desk("1", conversations=conversations, **pinning(shelf)) as desk:
        await talk(desk, "One?")
    await shelf.put(SHIPPING)
    other = bundle_from({**USUAL.content, "hash": "another"})
    settings = {"conversations": conversations, **pinning(shelf, bundle=other)}
    async with small_desk("2", **settings) as desk:
        events = await talk(desk, "Two?")

    assert [restarted.reason for restarted in only(events, PrefixRestarted)] == ["bundle"]


async def test_every_request_is_rebuilt_from_log_and_bundles_whatever_became_of_the_articles():
    shelf = await shelf_of(RETURNS, SHIPPING)
    async with small_desk("1", "2", **pinning(shelf)) as desk:
        await talk(desk, "One?")
        await shelf.remove("shipping")
        events = await talk(desk, "Two?")
        sent = desk.model.requests

    for request, asked in zip(sent, only(events, ModelAsked), strict=True):
        before = recorded(*events[: events.index(asked)])
        bundle = bundle_from(json.loads(json.dumps((await shelf.kept(asked.bundle)).content)))
        rebuilt = build_request(bundle, before, asked.clock)
        assert json.dumps(rebuilt.messages) == json.dumps(request.messages)
        assert json.dumps([rebuilt.system, rebuilt.tools]) == json.dumps(
            [request.system, request.tools]
        )


async def test_what_is_pinned_makes_no_conversation_long():
    shelf = await shelf_of(passage("long#1", "word " * 2_000))
    used = Usage(cache_write_1h=3_000, input=100)
    soon = Condensing("small", "Sum up.", tokens=1_000, keeps=1, least=1)
    script = [Says((text,), usage=used) for text in "12"]
    async with small_desk(*script, condensing=soon, **pinning(shelf)) as desk:
        events = await talk(desk, "One?", "Two?")

    assert only(events, Summarized) == []
