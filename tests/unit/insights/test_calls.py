"""A prefix only grows: whoever reads less from the cache than the call before had left is told."""

from datetime import timedelta

import pytest

from frontdesk.domain.event import Recalled, Recorded, Summarized, TurnStarted, Usage
from frontdesk.insights import read_calls
from tests.builders import NOON, answered, asked, ended, opened, part, passage, wrote


def log(*events, seconds: int = 20):
    """Each event some seconds after the one before."""
    moments = [NOON + timedelta(seconds=seconds * n) for n in range(len(events))]
    numbered = enumerate(zip(events, moments, strict=True), start=1)
    return [Recorded(number, at, event) for number, (event, at) in numbered]


def broken(*events, seconds: int = 20) -> list[int]:
    return [call.broken for call in read_calls(log(*events, seconds=seconds))]


FIRST = (opened(), wrote("a"), asked(1), answered(1, cache_write_1h=2_000, cache_write_5m=800))
SECOND_READS_ALL = answered(2, cache_read=2_800, cache_write_5m=300)
SECOND_READS_THE_SYSTEM_ALONE = answered(2, cache_read=2_000, cache_write_5m=1_100)


def test_a_call_is_its_question_and_its_answer():
    (call,) = read_calls(log(*FIRST, part(1), ended(1)))

    assert (call.turn, call.call, call.model, call.generation) == (1, 1, "claude-haiku-5-5", 1)
    assert call.asked_at == NOON + timedelta(seconds=40)
    assert call.answered_at == NOON + timedelta(seconds=60)
    assert call.usage.prompt == 2_800


def test_nothing_is_broken_where_all_is_read_again():
    assert broken(*FIRST, ended(1), asked(2), SECOND_READS_ALL) == [0, 0]


def test_the_first_articles_turn_citations_on_and_break_nothing():
    found = Recalled(2, "shade", (passage("lamp#1"),))
    other = answered(2, cache_write_1h=2_000, cache_write_5m=900)
    third = (Recalled(3, "shade", ()), asked(3), answered(3, cache_write_5m=3_000))

    assert broken(*FIRST, ended(1), found, asked(2), other) == [0, 0]
    assert broken(*FIRST, ended(1), found, asked(2), other, ended(2), *third) == [0, 0, 2_900]
    assert broken(*FIRST, ended(1), Recalled(2, "shade", ()), asked(2), other) == [0, 2_800]


def test_what_is_not_read_again_counts_as_broken():
    assert broken(*FIRST, ended(1), asked(2), SECOND_READS_THE_SYSTEM_ALONE) == [0, 800]


def test_each_call_is_compared_with_the_one_before_it():
    third = (ended(2), asked(3), answered(3, cache_read=3_000))

    assert broken(*FIRST, ended(1), asked(2), SECOND_READS_ALL, *third) == [0, 0, 100]


def test_after_five_minutes_the_cache_may_be_empty():
    second = (*FIRST, ended(1), asked(2), SECOND_READS_THE_SYSTEM_ALONE)

    assert broken(*second, seconds=99) == [0, 800]  # asked 198 and 495 seconds after noon
    assert broken(*second, seconds=100) == [0, 0]


def test_a_new_generation_may_begin_anew():
    second = (ended(1), asked(2, generation=2), SECOND_READS_THE_SYSTEM_ALONE)

    assert broken(*FIRST, *second) == [0, 0]


def test_calls_within_a_turn_are_compared_too():
    again = (asked(1, 2), answered(1, 2, cache_read=2_000))

    assert broken(*FIRST, *again) == [0, 800]


def test_a_call_that_failed_leaves_nothing_to_compare_with():
    failed = (ended(1), asked(2), answered(2, stop_reason="model_overloaded"))
    again = (asked(2, 2), answered(2, 2, cache_read=2_000))

    assert broken(*FIRST, *failed, *again) == [0, 0, 800]


@pytest.mark.parametrize(
    "gone",
    [
        (ended(2, "refused"),),  # a refused turn leaves no blocks
        (wrote("c"), TurnStarted(3, 1, (2,))),  # nor does one that was superseded
    ],
)
def test_a_turn_that_left_no_blocks_is_not_compared_with(gone):
    second = (ended(1), asked(2), answered(2, cache_read=2_800, cache_write_5m=500))
    as_first_left_it = (asked(3), answered(3, cache_read=2_800))
    less = (asked(3), answered(3, cache_read=2_500))

    assert broken(*FIRST, *second, *gone, *as_first_left_it, seconds=10) == [0, 0, 0]
    assert broken(*FIRST, *second, *gone, *less, seconds=10) == [0, 0, 300]


def test_an_answer_whose_question_is_not_in_sight_is_no_call():
    assert list(read_calls(log(answered(1), asked(2), answered(1)))) == []


def test_a_summary_is_a_call_that_breaks_nothing_and_is_compared_with_nothing():
    summary = Summarized(1, "They asked.", "model", "claude-haiku-5-5", "msg", Usage(input=900))
    calls = list(read_calls(log(*FIRST, ended(1), summary, asked(2), SECOND_READS_ALL)))

    assert [(call.purpose, call.usage.prompt) for call in calls] == [
        ("answer", 2_800),
        ("summary", 900),
        ("answer", 3_100),
    ]
    assert [call.broken for call in calls] == [0, 0, 0]


def test_an_extract_that_no_model_was_asked_for_is_no_call():
    assert broken(*FIRST, ended(1), Summarized(1, "They asked.", "extract")) == [0]
