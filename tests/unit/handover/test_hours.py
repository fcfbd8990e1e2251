"""When people are at the desk, and how long one waits for them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from frontdesk.domain.event import Closed, HandedBack, HandoverStarted, PersonJoined, Recorded
from frontdesk.handover.hours import ALWAYS, Hours, read_spans
from frontdesk.handover.waiting import LEAST, MOST, expected_wait, waits
from tests.builders import NOON

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = Hours(read_spans("mon-fri 9:00-18:00, sat 10:00-12:00, sat 13:00-14:00"), BERLIN)


def utc(day, hour, minute=0, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (utc(20, 7, 59), False),  # Friday, 08:59 in Berlin
        (utc(20, 8), True),
        (utc(20, 16, 59), True),
        (utc(20, 17), False),
        (utc(21, 11, 30), False),  # Saturday's break
        (utc(21, 12), True),
        (utc(22, 10), False),
        (utc(17, 7, 30, month=7), True),  # summer time: 09:30
    ],
)
def test_people_are_there_by_the_clock_of_their_zone(at, is_open):
    assert WEEK.is_open(at) is is_open
    assert ALWAYS.is_open(at)


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        (utc(20, 18), (21, 10)),
        (utc(21, 11, 30), (21, 13)),
        (utc(21, 14), (23, 9)),
        (utc(23, 8), (24, 9)),  # at nine sharp they are there: the next time is tomorrow
    ],
)
def test_they_are_back_at_the_next_beginning(at, opens):
    day, hour = opens
    assert WEEK.opens_next(at) == datetime(2026, 11, day, hour, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("since", "minutes", "ends"),
    [
        (utc(20, 9), 60, utc(20, 10)),  # Friday, 10:00 in Berlin
        (utc(20, 16, 30), 60, utc(21, 9, 30)),  # on Saturday, after half an hour of Friday
        (utc(20, 16), 60, utc(20, 17)),  # with the last minute of the day
        (utc(20, 3), 30, utc(20, 8, 30)),  # from before they come
        (utc(21, 10, 30), 60, utc(21, 12, 30)),  # over Saturday's break
        (utc(21, 12, 45), 9 * 60, utc(23, 16, 45)),
        (utc(20, 9), 5 * 9 * 60, utc(26, 15)),
    ],
)
def test_only_the_hours_in_which_people_are_there_count(since, minutes, ends):
    allowed = timedelta(minutes=minutes)

    assert WEEK.after(since, allowed) == ends
    assert ALWAYS.after(since, allowed) == since + allowed


def test_the_clock_that_is_set_back_gives_nobody_an_hour_more():
    night = Hours(read_spans("sun 00:00-24:00"), BERLIN)  # the 25th of October has 25 hours
    begins = datetime(2026, 10, 25, tzinfo=BERLIN)

    assert night.after(begins, timedelta(hours=6)) == utc(25, 4, month=10)
    assert night.after(begins, timedelta(hours=26)) == utc(1, 0)


def test_a_closed_day_gives_no_time_and_one_who_is_never_there_a_year():
    closed = Hours(WEEK.spans, BERLIN, frozenset({date(2026, 12, 24), date(2026, 12, 25)}))
    begun = utc(23, 16, month=12)

    assert closed.after(begun, timedelta(hours=2)) == utc(26, 10, month=12)
    never = Hours(read_spans("mon 9:00-9:01"), BERLIN)
    assert never.after(begun, timedelta(days=9)) > begun + timedelta(days=360)


def test_times_that_overlap_count_once():
    twice = Hours(read_spans("mon-sun 9:00-12:00, mon-sun 10:00-11:00, mon-sun 11:00-13:00"))

    assert twice.after(utc(20, 9), timedelta(hours=4)) == utc(20, 13)


def test_a_closed_day_is_left_out():
    closed = Hours(WEEK.spans, BERLIN, frozenset({date(2026, 12, 24), date(2026, 12, 25)}))

    assert not closed.is_open(utc(24, 10, month=12))
    opens = closed.opens_next(utc(23, 20, month=12))
    assert opens == datetime(2026, 12, 26, 10, tzinfo=BERLIN)


def test_a_desk_that_never_opens_is_never_back():
    assert ALWAYS.opens_next(NOON) is None


def test_days_may_run_over_the_weekend_and_a_day_to_its_end():
    spans = read_spans("fri-mon 20:00-24:00")

    assert sorted(span.day for span in spans) == [0, 4, 5, 6]
    assert Hours(spans).is_open(utc(22, 23, 59))


@pytest.mark.parametrize(
    "text",
    ["9-18", "mon 18:00-09:00", "mon 09:00-25:00", "mon 09:60-10:00", "mox 9:00-10:00", "mon-fri"],
)
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError, match=r"is no|ends before"):
        read_spans(text)


def log(*events):
    return [
        Recorded(n, NOON + timedelta(minutes=minute), event)
        for n, (minute, event) in enumerate(events, 1)
    ]


def test_a_wait_runs_from_the_handover_to_whoever_joins():
    events = log(
        (0, HandoverStarted("a")),
        (7, PersonJoined("Ana")),
        (9, HandedBack()),
        (20, HandoverStarted("b")),
        (30, HandedBack()),
        (31, PersonJoined("Ben")),
        (40, Closed("done")),
    )

    assert list(waits(events)) == [(NOON, timedelta(minutes=7))]


def test_the_expected_wait_is_the_median_of_the_newest_and_few_say_nothing():
    known = [(NOON + timedelta(days=n), timedelta(minutes=n)) for n in range(1, 100)]

    assert expected_wait(known) == timedelta(minutes=100 - MOST + MOST // 2 - 0.5)
    assert expected_wait(known[:LEAST]) == timedelta(minutes=3)
    assert expected_wait(known[: LEAST - 1]) is None
