"""Pinned or searched: the cheaper one, worked out by hand."""

from decimal import Decimal

import pytest

from frontdesk.knowledge import InputPrices, Traffic, choose_mode
from frontdesk.knowledge.choosing import MOST_TOKENS
from frontdesk.ports.passages import Extent

HAIKU = InputPrices(Decimal("0.125"), Decimal("0.20"), Decimal("0.01"), step=100_000)
QUIET = Traffic(conversations_an_hour=1)


def of(tokens: int) -> Extent:
    return Extent(articles=10, passages=30, size=4 * tokens)


def test_what_each_costs_in_a_thousand_conversations():
    choice = choose_mode(of(20_000), prices=HAIKU)

    # 14 conversations of 6 calls share a write and read it 83 times
    assert choice.pinned == 1000 * 20_000 * (Decimal("0.20") + 83 * Decimal("0.01")) / 14 / 10**6
    # 2,500 tokens written with each call; those of the calls before read again 1+2+3+4+5 times
    assert choice.searched == 1000 * 2_500 * (6 * Decimal("0.125") + 15 * Decimal("0.01")) / 10**6


@pytest.mark.parametrize(
    ("tokens", "mode"), [(1_000, "prompt"), (20_000, "prompt"), (40_000, "search")]
)
def test_small_knowledge_is_pinned_and_large_is_searched(tokens, mode):
    assert choose_mode(of(tokens), prices=HAIKU).mode == mode


def test_where_few_people_share_a_write_less_is_pinned():
    assert choose_mode(of(20_000), prices=HAIKU).mode == "prompt"
    assert choose_mode(of(20_000), prices=HAIKU, traffic=QUIET).mode == "search"


def test_no_passage_is_given_twice_so_searching_never_writes_more_than_there_is():
    few = choose_mode(of(1_000), prices=HAIKU)

    assert few.searched == 1000 * 1_000 * (Decimal("0.125") + 5 * Decimal("0.01")) / 10**6


def test_above_the_cap_nothing_is_pinned_however_cheap():
    nearly_free = InputPrices(Decimal(1), Decimal(1), Decimal(0))

    assert choose_mode(of(MOST_TOKENS), prices=nearly_free).mode == "prompt"
    over = choose_mode(of(MOST_TOKENS + 1), prices=nearly_free)
    assert (over.mode, "more than 50,000" in over.reason) == ("search", True)


def test_pinned_articles_leave_room_below_the_step_of_the_price():
    nearly_free = InputPrices(Decimal(1), Decimal(1), Decimal(0), step=60_000)

    assert choose_mode(of(40_000), prices=nearly_free).mode == "prompt"
    assert choose_mode(of(40_001), prices=nearly_free).mode == "search"


def test_a_setting_is_obeyed_and_what_it_costs_is_still_told():
    pinned = choose_mode(of(60_000), "prompt", HAIKU)
    searched = choose_mode(of(1_000), "search", HAIKU)

    assert (pinned.mode, searched.mode) == ("prompt", "search")
    assert "though 60,000 tokens" in pinned.reason
    assert pinned.pinned > pinned.searched
    assert searched.pinned < searched.searched


def test_nothing_can_be_pinned_where_there_is_nothing():
    assert choose_mode(Extent(0, 0, 0), "prompt", HAIKU).mode == "search"


def test_without_known_prices_the_usual_ratios_decide():
    choice = choose_mode(of(20_000))

    assert choice.mode == "prompt"
    assert choice.pinned is choice.searched is None
    assert choose_mode(of(40_000)).mode == "search"
