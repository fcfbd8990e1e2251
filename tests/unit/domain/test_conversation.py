"""What the fold of a log tells."""

import pytest

from frontdesk.domain.conversation import fold
from frontdesk.domain.event import (
    Closed,
    HandedBack,
    HandoverStarted,
    NoticeSent,
    PersonJoined,
    PersonWrote,
    Reopened,
    TurnEnded,
    TurnStarted,
)
from tests.builders import opened, part, recorded, wrote


def test_an_answer_is_owed_until_a_turn_that_answers_it_has_ended():
    asked = recorded(opened(), wrote("a"))
    begun = recorded(TurnStarted(1, 1, (2,)), part(1), after=2)
    ended = recorded(TurnEnded(1, 1, "sent", (2,)), after=4)

    assert fold(asked).needs_turn
    assert fold([*asked, *begun]).needs_turn
    assert not fold([*asked, *begun, *ended]).needs_turn


def test_nothing_is_owed_by_the_bot_while_a_person_has_the_conversation():
    handed_over = fold(recorded(opened(), wrote("a"), HandoverStarted("asked"), wrote("b")))

    assert handed_over.holder == "queue"
    assert not handed_over.needs_turn


def test_after_handing_back_the_bot_owes_what_no_person_answered():
    had = [opened(), wrote("a"), PersonJoined("Ana"), wrote("b")]
    answered = fold(recorded(*had, PersonWrote("p", "Yes.", "Ana"), HandedBack()))
    asked_again = fold(
        recorded(*had, PersonWrote("p", "Yes.", "Ana"), wrote("c"), HandedBack(), wrote("d"))
    )

    assert not answered.needs_turn
    assert asked_again.waiting == (6, 8)
    assert fold(recorded(*had, HandedBack())).waiting == (2, 4)


def test_a_message_reopens_a_closed_conversation_for_the_bot():
    again = fold(recorded(opened(), Closed("done"), Reopened(), wrote("a")))

    assert again.holder == "bot"
    assert again.needs_turn


def test_a_new_attempt_keeps_what_was_shown_and_said():
    turn = fold(
        recorded(
            opened(),
            wrote("a"),
            TurnStarted(1, 1, (2,)),
            part(1),
            NoticeSent("model_busy", "wait", 1, 1),
            TurnStarted(1, 2, (2,)),
        )
    ).turn

    assert turn
    assert (turn.attempt, turn.parts, turn.notices) == (2, 1, ("model_busy",))


def test_folding_in_steps_equals_folding_at_once():
    log = recorded(opened(), wrote("a"), TurnStarted(1, 1, (2,)), part(1), wrote("b"))

    assert fold(log[3:], fold(log[:3])) == fold(log)


def test_a_hole_in_the_log_is_refused():
    log = recorded(opened(), wrote("a"), wrote("b"))

    with pytest.raises(ValueError, match="cannot follow"):
        fold([log[0], log[2]])
