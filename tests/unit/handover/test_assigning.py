"""Whom a waiting conversation is assigned to."""

from datetime import timedelta

import pytest

from frontdesk.domain.event import ConversationId
from frontdesk.domain.user import User, UserName
from frontdesk.handover.assigning import LONG_AGO, Waiting, Working, assignments
from tests.builders import NOON

MINUTE = timedelta(minutes=1)


def works(name, has=0, room=6, given=None, speaks=()):
    """`given`: minutes before noon."""
    user = User(UserName(name), name.capitalize(), languages=speaks)
    at = LONG_AGO if given is None else NOON - given * MINUTE
    return Working(user, room, has, at)


def waits(id, minutes=5, priority="normal", language=""):
    return Waiting(ConversationId(id), priority, NOON - minutes * MINUTE, language)


def given(waiting, working, how):
    made = assignments(waiting, working, how, at=NOON)
    return [(each.conversation, each.user.name) for each in made]


ANA, BEN, ZOE = works("ana", has=2), works("ben", has=1), works("zoe", has=4)
THREE = [waits("a", 9), waits("b", 8), waits("c", 7)]


@pytest.mark.parametrize(
    ("how", "working", "gets"),
    [
        ("least_loaded", [ANA, BEN, ZOE], ["ben", "ana", "ben"]),
        ("least_loaded", [works("ana", given=3), works("ben", given=9)], ["ben", "ana", "ben"]),
        ("least_loaded", [works("ana"), works("ben")], ["ana", "ben", "ana"]),
        ("least_loaded", [works("ana", has=1, room=1), works("ben", has=5)], ["ben"]),
        ("round_robin", [ANA, BEN, ZOE], ["ana", "ben", "zoe"]),
        ("round_robin", [works("ana", given=1), works("ben", given=8)], ["ben", "ana", "ben"]),
        ("round_robin", [works("ana", room=1), works("ben", has=4)], ["ana", "ben", "ben"]),
        ("round_robin", [works("ana", has=6), works("ben", room=0)], []),
        ("round_robin", [], []),
    ],
)
def test_who_gets_which(how, working, gets):
    chosen = zip(["a", "b", "c"], gets, strict=False)

    assert sorted(given(THREE, working, how)) == sorted(chosen)


def test_the_most_urgent_goes_first_then_who_waits_longest():
    waiting = [
        waits("new", 1),
        waits("old", 9),
        waits("urgent", 1, "urgent"),
        waits("h", 2, "high"),
    ]

    assert [id for id, _ in given(waiting, [works("ana")], "round_robin")] == [
        "urgent",
        "h",
        "old",
        "new",
    ]


GERMAN = works("ana", has=5, speaks=("de", "en"))
FRENCH = works("ben", speaks=("fr",))
ANYTHING = works("zoe", has=1)


@pytest.mark.parametrize(
    ("language", "working", "gets"),
    [
        ("de", [GERMAN, FRENCH, ANYTHING], "ana"),
        ("es", [GERMAN, FRENCH, ANYTHING], "zoe"),
        ("", [GERMAN, FRENCH, ANYTHING], "ben"),
        ("es", [GERMAN, FRENCH], None),
        ("de", [works("ana", has=6, speaks=("de",)), ANYTHING], "zoe"),
    ],
)
def test_who_speaks_the_language_goes_first_and_who_certainly_does_not_gets_none(
    language, working, gets
):
    found = given([waits("a", language=language)], working, "least_loaded")

    assert found == ([("a", gets)] if gets else [])


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("round_robin", "By turns: Ana was longest without a new one."),
        ("least_loaded", "Ana has the fewest open conversations: 5 of 6."),
    ],
)
def test_the_reason_says_why_they(how, says):
    (made,) = assignments([waits("a", language="de")], [GERMAN], how, at=NOON)

    assert made.reason == f"{says} The customer writes DE, which Ana answers in."
