"""A limit takes so much at once, then so much over time, and holds nobody back for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.guards.limiting import MOST_KEYS, Limit


def taken(limit: Limit, key: str, now: float) -> bool:
    if limit.wait(key, now):
        return False
    limit.take(key, now)
    return True


def test_as_many_at_once_as_it_says_and_one_more_after_its_share_of_the_time():
    limit = Limit(5, 60.0)

    assert [taken(limit, "a", 0.0) for _ in range(7)] == [True] * 5 + [False] * 2
    assert limit.wait("a", 0.0) == pytest.approx(12.0)
    assert taken(limit, "a", 12.0)
    assert not taken(limit, "a", 12.1)
    assert taken(limit, "b", 12.1)


@given(st.lists(st.floats(0, 600), min_size=1, max_size=200).map(sorted))
def test_no_window_ever_holds_more_than_twice_the_limit(times):
    limit = Limit(4, 60.0)
    kept = [now for now in times if taken(limit, "a", now)]

    for start in kept:
        assert sum(start <= now < start + 60 for now in kept) <= 8
    assert len(kept) <= 4 + (times[-1] - times[0]) / 15 + 1


def test_what_turned_out_not_to_be_meant_is_given_back():
    limit = Limit(1, 60.0)
    limit.take("a", 0.0)
    limit.give_back("a")

    assert limit.wait("a", 0.0) == 0


def test_those_who_are_held_back_no_more_are_forgotten():
    limit = Limit(10, 1.0)
    for key in range(MOST_KEYS + 1):
        limit.take(key, key * 1.0)

    assert len(limit._full) == 1
