"""`frontdesk cost` beside a running desk."""

import json

import pytest

from tests.command import frontdesk, says
from tests.customer import Customer
from tests.running_desk import desk_in_thread

QUESTIONS = (
    "How long does standard delivery take?",
    "What does express cost?",
    "How long is the warranty?",
)


@pytest.fixture
async def talked(sandbox, tmp_path):
    """A running desk and the conversation it has had."""
    with desk_in_thread(tmp_path, sandbox.url) as desk:
        async with Customer.at(desk) as customer:
            for question in QUESTIONS:
                await customer.ask(question)
            yield customer.conversation


def cost(folder, *options):
    return frontdesk("cost", "--data", folder / "data", *options, cwd=folder)


async def test_what_a_conversation_cost(talked, tmp_path):
    total = json.loads(cost(tmp_path, "--json").stdout)["total"]

    assert (total["conversations"], total["turns"], total["calls"]) == (1, 3, 3)
    assert total["tokens"]["cache_write_1h"] >= 512
    assert 0.3 < total["cache_read_share"] < 0.9
    assert 0 < total["dollars"] < 0.01
    assert total["dollars_saved"] > 0
    assert total["prefixes_broken"] == total["prefixes_uncached"] == 0


async def test_a_line_for_every_call(talked, tmp_path):
    told = json.loads(cost(tmp_path, "--conversation", talked, "--json").stdout)
    total = json.loads(cost(tmp_path, "--json").stdout)["total"]
    calls = told["calls"]

    assert [(call["turn"], call["call"]) for call in calls] == [(1, 1), (2, 1), (3, 1)]
    assert calls[1]["tokens"]["cache_read"] > 0
    assert sum(call["dollars"] for call in calls) == pytest.approx(total["dollars"], abs=1e-7)


async def test_for_people_it_fits_eighty_columns(talked, tmp_path):
    days = cost(tmp_path).stdout
    calls = cost(tmp_path, "--conversation", talked).stdout

    assert "less than without a cache" in days
    assert "3.1" in calls
    assert max(map(len, [*days.splitlines(), *calls.splitlines()])) <= 80
    assert "…" not in days + calls


def test_nothing_was_asked_yet(tmp_path):
    result = cost(tmp_path)

    assert result.returncode == 0
    assert "was not asked" in result.stdout


def test_a_conversation_that_is_not_there(tmp_path):
    assert says(cost(tmp_path, "--conversation", "nobody"), "'nobody'", "--data")
