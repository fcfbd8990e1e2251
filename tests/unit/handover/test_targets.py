"""How soon people should have answered, by what the log says."""

from datetime import timedelta

import pytest

from frontdesk.domain.event import (
    Closed,
    HandedBack,
    HandoverStarted,
    NoteWritten,
    PersonJoined,
    PersonWrote,
    Recorded,
    Reopened,
    TargetMissed,
    Transferred,
)
from frontdesk.domain.listing import Listing, listing_after
from frontdesk.domain.user import UserName
from frontdesk.handover.hours import Hours, read_spans
from frontdesk.handover.targets import Targets
from tests.builders import NOON, opened, wrote

MINUTE = timedelta(minutes=1)
ANA = UserName("ana")
TARGETS = Targets(
    {"urgent": 5 * MINUTE, "normal": 60 * MINUTE}, {"normal": 30 * MINUTE}, {"normal": 300 * MINUTE}
)
WAITS = (opened(), wrote("a"), HandoverStarted("asked"))
TAKEN = (*WAITS, PersonJoined("Ana", ANA))
ANSWERED = (*TAKEN, PersonWrote("p", "Hi", "Ana", ANA))
ASKS_ON = (*ANSWERED, wrote("b"), wrote("c"))


def line(*events):
    """An event a minute."""
    return listing_after(
        Listing(), [Recorded(n, NOON + n * MINUTE, event) for n, event in enumerate(events, 1)]
    )


@pytest.mark.parametrize(
    ("events", "target", "minutes"),
    [
        (WAITS, "first_reply", 3 + 60),
        (TAKEN, "first_reply", 3 + 60),
        ((*TAKEN, NoteWritten("n", "Hm.", "Ana")), "first_reply", 3 + 60),
        ((*WAITS, wrote("b")), "first_reply", 3 + 60),  # who asks again waits since the first time
        (ANSWERED, "resolution", 3 + 300),
        (ASKS_ON, "next_reply", 6 + 30),
        ((*ASKS_ON, PersonWrote("q", "So.", "Ana", ANA)), "resolution", 3 + 300),
        ((*ASKS_ON, Transferred("Ana", ANA)), "next_reply", 6 + 30),
        ((opened(), wrote("a"), PersonJoined("Ana", ANA)), "resolution", 3 + 300),
        ((opened(), wrote("a"), PersonJoined("Ana", ANA), wrote("b")), "first_reply", 4 + 60),
        ((*ANSWERED, HandedBack(), wrote("b"), HandoverStarted("again")), "first_reply", 8 + 60),
        (
            (*ANSWERED, Closed("solved"), Reopened(), PersonJoined("Ana", ANA)),
            "resolution",
            8 + 300,
        ),
    ],
)
def test_what_has_to_be_done_first(events, target, minutes):
    due = TARGETS.due(line(*events))

    assert (due.target, due.at) == (target, NOON + minutes * MINUTE)


@pytest.mark.parametrize(
    "events", [(opened(), wrote("a")), (*ANSWERED, HandedBack()), (*ANSWERED, Closed("solved"))]
)
def test_what_the_bot_has_or_is_closed_is_due_by_no_time(events):
    assert TARGETS.due(line(*events)) is None


def test_each_priority_has_its_own_time_or_none():
    urgent = line(opened(), wrote("a"), HandoverStarted("asked", "urgent"))
    high = line(opened(), wrote("a"), HandoverStarted("asked", "high"))

    assert [due.at for due in TARGETS.all_due(urgent)] == [NOON + 8 * MINUTE]
    assert TARGETS.due(high) is None
    assert not Targets().are_set


def test_only_hours_in_which_people_are_there_count():
    weekdays = Hours(read_spans("mon-fri 9:00-17:00"))  # noon is a Saturday's
    due = Targets({"normal": 60 * MINUTE}, hours=weekdays).due(line(*WAITS))

    assert due.at == NOON + timedelta(days=2, hours=-2)


def test_what_was_missed_is_kept_until_people_are_through_with_it():
    missed = TargetMissed("first_reply", NOON + 3 * MINUTE, NOON + 63 * MINUTE)
    late = line(*WAITS, missed)

    assert late.missed == (("first_reply", NOON + 3 * MINUTE),)
    assert TARGETS.due(late).at == NOON + 63 * MINUTE
    assert line(*WAITS, missed, HandedBack()).missed == ()
