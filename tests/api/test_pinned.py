"""Pinned articles over HTTP: written to the cache once, read by everybody, cited, changed."""

import asyncio
import json

import pytest

from frontdesk.adapters.sql.bundles import SqlBundles
from frontdesk.answering.bundle import bundle_from
from frontdesk.answering.request import build_request
from frontdesk.assembly.storage import open_database
from frontdesk.domain.event import ModelAnswered, ModelAsked, PrefixRestarted, Recalled
from tests.builders import recorded
from tests.customer import Customer
from tests.running_desk import open_desk_in_thread, write_articles

QUESTION = "How long does standard delivery take?"


@pytest.fixture
def desk(sandbox, tmp_path, monkeypatch):
    monkeypatch.setenv("FRONTDESK_KNOWLEDGE__MODE", "prompt")
    write_articles(tmp_path)
    (tmp_path / "frontdesk.toml").write_text('[knowledge]\npath = "articles"\n', "utf-8")
    with open_desk_in_thread(tmp_path, sandbox.url, project=tmp_path) as running:
        yield running


def used(desk, conversation):
    return [event.usage for event in desk.log(conversation) if isinstance(event, ModelAnswered)]


async def test_the_second_conversation_reads_what_the_first_one_wrote(desk):
    conversations = []
    for question in (QUESTION, "How long is the warranty?"):
        async with Customer.at(desk.url) as customer:
            await customer.ask(question)
            await customer.ask("What does express cost?")
            conversations.append(customer.conversation)
    (first, again), (second, _) = (used(desk, each) for each in conversations)

    assert first.cache_read == 0
    assert first.cache_write_5m < 80  # the question and its note, no article
    assert (again.cache_write_1h, second.cache_write_1h) == (0, 0)
    assert second.cache_read == first.cache_write_1h  # prompt, tools and all articles
    assert again.cache_read > first.cache_write_1h  # and what was said before


async def test_a_pinned_passage_is_cited(desk):
    async with Customer.at(desk.url) as customer:
        answer = await customer.ask(QUESTION)

    assert "3 business days" in answer.text
    assert answer.citations[0]["title"] == "Delivery"
    (recalled,) = (e for e in desk.log(customer.conversation) if isinstance(e, Recalled))
    assert (recalled.passages, bool(recalled.reason)) == ((), True)


async def test_a_changed_article_is_in_the_next_turn_and_the_old_request_can_be_rebuilt(
    desk, sandbox, tmp_path
):
    async with Customer.at(desk.url) as customer:
        await customer.ask(QUESTION)
        delivery = "# Delivery\n\nStandard delivery takes 8 business days.\n"
        (tmp_path / "articles" / "shipping.md").write_text(delivery, "utf-8")
        async with asyncio.timeout(30):  # the folder is looked at a small share of the time
            while "8 business days" not in (await customer.ask(QUESTION)).text:
                await asyncio.sleep(0.3)
    events = desk.log(customer.conversation)

    assert [e.reason for e in events if isinstance(e, PrefixRestarted)] == ["knowledge"]
    asked = [event for event in events if isinstance(event, ModelAsked)]
    with open_database(tmp_path / "data") as database:
        for each, request in zip(asked, sandbox.requests(), strict=True):
            content = await SqlBundles(database).read(each.bundle)
            before = recorded(*events[: events.index(each)])
            rebuilt = build_request(bundle_from(content), before, each.clock)
            assert json.dumps(rebuilt.messages) == json.dumps(request["messages"])
            assert json.dumps([rebuilt.system, rebuilt.tools]) == json.dumps(
                [request["system"], request["tools"]]
            )
