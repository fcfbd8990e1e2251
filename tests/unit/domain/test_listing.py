"""A conversation as a line in a list."""

from datetime import timedelta

from frontdesk.domain.event import (
    ActionStarted,
    Assigned,
    CustomerConfirmed,
    HandedBack,
    HandoverStarted,
    PersonJoined,
    PersonWrote,
    Recorded,
    Snoozed,
    Transferred,
)
from frontdesk.domain.listing import SHOWN, Listing, Mark, listing_after
from frontdesk.domain.user import NOBODY, UserName
from tests.builders import NOON, opened, part, wrote

MINUTE = timedelta(minutes=1)
ANA = UserName("ana")


def line(*events):
    """An event a minute."""
    return listing_after(
        Listing(), [Recorded(n, NOON + n * MINUTE, event) for n, event in enumerate(events, 1)]
    )


def test_whose_it_is_to_take_stands_until_somebody_has_it():
    asked = (opened(), wrote("a"), HandoverStarted("asked"))
    marked = line(*asked, Assigned(ANA, "Ana", "By turns."))

    assert marked.holder == "queue"
    assert marked.assigned == Mark(ANA, "Ana", "By turns.", NOON + 4 * MINUTE)
    assert line(*asked, Assigned(ANA, "Ana", ""), Assigned(NOBODY, "", "", ANA)).assigned is None
    assert line(*asked, Assigned(ANA, "Ana", ""), PersonJoined("Ben")).assigned is None


def test_who_waits_is_counted_from_the_first_word_that_no_person_answered():
    asked = (opened(), wrote("a"), HandoverStarted("asked"), wrote("b"), wrote("c"))

    assert line(*asked).awaits == NOON + 3 * MINUTE
    assert line(*asked, PersonJoined("Ana", ANA)).awaits == NOON + 3 * MINUTE
    answered = line(*asked, PersonJoined("Ana", ANA), PersonWrote("p", "Hi", "Ana", ANA))
    assert answered.awaits is None
    assert line(opened(), wrote("a")).awaits is None


def test_it_knows_who_has_it_since_when():
    joined = (opened(), wrote("a"), PersonJoined("Ana", ANA))

    held = line(*joined)
    assert (held.holder, held.user, held.since) == ("person", ANA, NOON + 3 * MINUTE)
    queued = line(*joined, Transferred("Ana", ANA))
    assert (queued.holder, queued.user, queued.person) == ("queue", "", "")
    given = line(*joined, Transferred("Ana", ANA, "Ben", UserName("ben")))
    assert (given.holder, given.person) == ("person", "Ben")
    assert line(*joined, HandedBack()).holder == "bot"


def test_what_the_bot_says_changes_nothing():
    asked = line(opened(), wrote("a"))

    assert line(opened(), wrote("a"), part(1), part(2)) == asked
    assert asked.by == "customer"


def test_long_texts_are_cut():
    assert len(line(opened(), wrote("a", "x" * 999)).text) == SHOWN


def test_what_was_put_off_comes_back_with_the_customers_word():
    joined = (opened(), wrote("a"), PersonJoined("Ana", ANA), Snoozed(NOON, "Ana", ANA))

    assert line(*joined).snoozed == NOON
    assert line(*joined, wrote("b")).snoozed is None


def test_a_refund_waits_until_it_is_decided():
    pressed = CustomerConfirmed("cf", "with_person")
    paid = ActionStarted(None, None, 0, "cf", "process_refund", {}, "money", "cf", "Ana")

    assert line(opened(), pressed).refunds == ("cf",)
    assert line(opened(), pressed, paid).refunds == ()
