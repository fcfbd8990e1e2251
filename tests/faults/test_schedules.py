"""What the bar of the schedules looks for, it sees."""

import pytest

from frontdesk.domain.event import HandedBack, PersonJoined, PersonWrote, TurnEnded, TurnStarted
from tests.builders import ended, opened, part, wrote
from tests.faults.bars import schedule
from tests.faults.bars.schedules import breaks

STARTED = TurnStarted(1, 1, (2,))
AGAIN = TurnStarted(1, 2, (2,))
ASKED = (opened(), wrote("a"))
ANAS = PersonWrote("p", "I am here.", "Ana")


@pytest.mark.parametrize(
    ("log", "broken"),
    [
        ((*ASKED, STARTED, part(1), ended()), []),
        ((*ASKED, STARTED, PersonJoined("Ana")), []),
        ((*ASKED, PersonJoined("Ana"), wrote("b")), []),
        ((*ASKED, PersonJoined("Ana"), ANAS, HandedBack()), []),
        ((*ASKED, PersonJoined("Ana"), ANAS, wrote("b"), HandedBack()), ["lost_messages"]),
        (ASKED, ["lost_messages"]),
        ((*ASKED, PersonJoined("Ana"), ANAS, HandedBack(), wrote("b")), ["lost_messages"]),
        ((*ASKED, STARTED, PersonJoined("Ana"), part(1)), ["replies_after_takeover"]),
        ((*ASKED, STARTED, AGAIN, part(1), TurnEnded(1, 2, "sent", (2,))), ["double_replies"]),
        ((*ASKED, STARTED, part(1), part(1), ended()), ["double_replies"]),
        ((*ASKED, STARTED, ended(), TurnStarted(2, 1, (2,)), ended(2)), ["double_replies"]),
        ((*ASKED, wrote("a"), STARTED, TurnEnded(1, 1, "sent", (2, 3))), ["double_replies"]),
    ],
)
def test_a_broken_promise_shows_in_the_log(log, broken):
    assert [*breaks(log)] == broken


async def test_what_is_acknowledged_and_not_kept_is_lost(monkeypatch):
    async def nothing(*_, **__):
        pass

    monkeypatch.setattr(schedule.Casework, "reply", nothing)

    found = [schedule.Schedule(seed) for seed in range(10)]

    assert any(each.run() and each.lost for each in found)


def test_the_same_seed_is_the_same_schedule():
    assert schedule.Schedule(7).run() == schedule.Schedule(7).run()
