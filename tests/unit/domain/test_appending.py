"""The one rule of who may append what."""

from dataclasses import replace

import pytest

from frontdesk.domain.appending import may_append
from frontdesk.domain.conversation import fold
from frontdesk.domain.customer import LEVELS, CustomerId
from frontdesk.domain.event import (
    Assigned,
    Closed,
    CustomerBound,
    CustomerWrote,
    DraftDiscarded,
    HandedBack,
    HandoverStarted,
    ModelAnswered,
    ModelAsked,
    NoteWritten,
    NoticeSent,
    PersonJoined,
    PersonWrote,
    PrefixRestarted,
    Rated,
    Reopened,
    ReplyPartSent,
    Snoozed,
    Summarized,
    Transferred,
    TurnEnded,
    TurnRated,
    TurnStarted,
    Usage,
)
from frontdesk.domain.user import NOBODY, UserName
from tests.builders import NOON, opened, part, recorded, wrote

ASKED = ModelAsked(1, 1, 1, "claude-haiku-5-5", "bundle", 1, NOON)
ANSWERED = ModelAnswered(1, 1, 1, "msg", "end_turn", (), Usage())
HANDED_OVER = TurnEnded(1, 1, "handover", (2,))
IN_TURN = [opened(), wrote("a"), TurnStarted(1, 1, (2,))]


def state(*events):
    return fold(recorded(*events))


@pytest.mark.parametrize(
    "event",
    [ASKED, part(1), TurnEnded(1, 1, "sent", (2,)), NoticeSent("busy", "wait", 1, 1)],
    ids=lambda event: type(event).__name__,
)
class TestTheBotSpeaks:
    def test_as_the_current_attempt(self, event):
        assert may_append(state(*IN_TURN), event)

    def test_not_without_a_turn(self, event):
        assert not may_append(state(opened(), wrote("a")), event)

    def test_not_as_an_attempt_that_was_taken_over(self, event):
        assert not may_append(state(*IN_TURN, TurnStarted(1, 2, (2,))), event)

    def test_not_once_a_newer_message_superseded_the_turn(self, event):
        assert not may_append(state(*IN_TURN, wrote("b")), event)

    @pytest.mark.parametrize("taken", [HandoverStarted("asked"), PersonJoined("Ana"), Closed("x")])
    def test_not_while_a_person_has_the_conversation(self, event, taken):
        assert not may_append(state(*IN_TURN, HANDED_OVER, taken), event)

    def test_not_after_the_turn_ended(self, event):
        assert not may_append(state(*IN_TURN, TurnEnded(1, 1, "sent", (2,))), event)


def test_parts_count_on_without_a_hole_or_a_repeat():
    after_one = state(*IN_TURN, part(1))

    assert may_append(after_one, part(2))
    assert not may_append(after_one, part(1))
    assert not may_append(after_one, part(3))


def test_a_message_after_the_first_part_waits_instead_of_superseding():
    after = state(*IN_TURN, part(1), wrote("b"))

    assert may_append(after, part(2))
    assert after.waiting == (2, 5)


def test_a_burst_supersedes_twice_and_no_more():
    thrice = state(
        *IN_TURN,
        wrote("b"),
        TurnStarted(2, 1, (2, 4)),
        wrote("c"),
        TurnStarted(3, 1, (2, 4, 6)),
        wrote("d"),
    )

    assert may_append(thrice, ReplyPartSent(3, 1, 1, "Hello"))
    assert not may_append(thrice, TurnStarted(4, 1, (2, 4, 6, 8)))


def test_a_turn_starts_only_as_the_next_turn_or_the_next_attempt():
    waiting = state(opened(), wrote("a"))

    assert may_append(waiting, TurnStarted(1, 1, (2,)))
    assert not may_append(waiting, TurnStarted(2, 1, (2,)))
    assert not may_append(waiting, TurnStarted(1, 2, (2,)))
    assert may_append(state(*IN_TURN), TurnStarted(1, 2, (2,)))
    assert not may_append(state(*IN_TURN), TurnStarted(2, 1, (2,)))
    assert may_append(state(*IN_TURN, wrote("b")), TurnStarted(2, 1, (2, 4)))


@pytest.mark.parametrize("taken", [HandoverStarted("asked"), PersonJoined("Ana"), Closed("x")])
def test_who_takes_over_ends_the_open_turn_first(taken):
    assert not may_append(state(*IN_TURN), taken)
    assert may_append(state(*IN_TURN, HANDED_OVER), taken)
    assert may_append(state(*IN_TURN, wrote("b")), taken)


def test_a_turn_answers_only_what_waits_and_something():
    assert not may_append(state(opened(), wrote("a")), TurnStarted(1, 1, ()))
    assert not may_append(state(opened(), wrote("a")), TurnStarted(1, 1, (2, 3)))


def test_no_turn_starts_while_a_person_has_the_conversation():
    held = state(opened(), wrote("a"), HandoverStarted("asked"))

    assert not may_append(held, TurnStarted(1, 1, ()))


def test_facts_are_taken_late_but_once_per_key():
    taken_over = state(*IN_TURN, ASKED, HANDED_OVER, PersonJoined("Ana"))
    known = state(*IN_TURN, ASKED, ANSWERED)

    assert may_append(taken_over, ANSWERED)
    assert not may_append(known, ANSWERED)


def test_a_message_is_taken_once_per_client_id_whoever_has_the_conversation():
    held = state(opened(), wrote("a"), PersonJoined("Ana"))

    assert may_append(held, wrote("b"))
    assert not may_append(held, wrote("a", "another text"))
    assert not may_append(state(), wrote("a"))


def test_a_person_writes_only_after_joining_and_once_per_client_id():
    joined = state(opened(), PersonJoined("Ana"))
    hello = PersonWrote("p1", "Hello")

    assert may_append(joined, hello)
    assert not may_append(state(opened()), hello)
    assert not may_append(state(opened(), PersonJoined("Ana"), hello), hello)


def test_handing_back_and_reopening_need_something_to_undo():
    assert may_append(state(opened(), HandoverStarted("x")), HandedBack())
    assert not may_append(state(opened()), HandedBack())
    assert may_append(state(opened(), Closed("done")), Reopened())
    assert not may_append(state(opened()), Reopened())


def test_a_conversation_opens_once():
    assert may_append(state(), opened())
    assert not may_append(state(opened()), opened())


def test_the_builders_write_what_the_rule_allows():
    current = fold([])
    for record in recorded(*IN_TURN, ASKED, part(1), ANSWERED, TurnEnded(1, 1, "sent", (2,))):
        assert may_append(current, record.event), record
        current = fold([record], current)
    assert isinstance(IN_TURN[1], CustomerWrote)


RESTARTED = PrefixRestarted(2, "condensed", "A lamp broke.", 1)


def test_an_answer_is_rated_once_it_is_given_and_again_only_by_a_changed_mind():
    assert not may_append(state(*IN_TURN, part(1)), TurnRated(1, helpful=True))
    ended = [*IN_TURN, part(1), TurnEnded(1, 1, "sent", (2,))]

    assert may_append(state(*ended), TurnRated(1, helpful=True))
    assert not may_append(state(*ended), TurnRated(2, helpful=True))
    rated = [*ended, TurnRated(1, helpful=True)]
    assert not may_append(state(*rated), TurnRated(1, helpful=True))
    assert may_append(state(*rated), TurnRated(1, helpful=False))


def test_a_conversation_is_rated_whoever_has_it_and_the_same_rating_once():
    closed = [opened(), Closed("done")]
    assert may_append(state(*closed), Rated(4))
    assert not may_append(state(*closed, Rated(4)), Rated(4))
    assert may_append(state(*closed, Rated(4)), Rated(4, "but slow"))


def test_a_generation_begins_between_turns_or_before_an_attempt_asks():
    asked = [*IN_TURN, ASKED]

    assert not may_append(state(), RESTARTED)
    assert may_append(state(opened()), RESTARTED)
    assert may_append(state(*IN_TURN), RESTARTED)
    assert not may_append(state(*asked), RESTARTED)
    assert may_append(state(*asked, TurnStarted(1, 2, (2,))), RESTARTED)
    assert may_append(state(*asked, wrote("b")), RESTARTED)
    assert may_append(state(*asked, TurnEnded(1, 1, "sent", (2,))), RESTARTED)


def test_generations_count_on_and_never_bring_back_what_was_left_out():
    after = state(opened(), PrefixRestarted(2, "condensed", "S", 5))

    assert (after.generation, after.keeps, after.summary) == (2, 5, "S")
    assert not may_append(after, PrefixRestarted(2, "condensed", "S", 6))
    assert not may_append(after, PrefixRestarted(4, "condensed", "S", 6))
    assert not may_append(after, PrefixRestarted(3, "condensed", "S", 4))
    assert may_append(after, PrefixRestarted(3, "bundle", "S", 5))


def test_a_request_of_another_generation_is_refused():
    restarted = [opened(), wrote("a"), RESTARTED, TurnStarted(1, 1, (2,))]

    assert not may_append(state(*restarted), ASKED)
    assert may_append(state(*restarted), replace(ASKED, generation=2))


def test_a_summary_is_a_fact_that_only_goes_further():
    first, further = Summarized(1, "S", "extract"), Summarized(2, "T", "extract")
    ended = [*IN_TURN, TurnEnded(1, 1, "sent", (2,))]
    second = [*ended, wrote("b"), TurnStarted(2, 1, (5,))]

    assert not may_append(state(opened()), first)
    assert may_append(state(*second), first)
    assert not may_append(state(*second, first), first)
    assert may_append(state(*second, first), further)
    assert not may_append(state(*ended), further)


class TestTheCustomer:
    MIA, TOM = CustomerId("mia"), CustomerId("tom")

    def test_is_bound_once_and_for_good(self):
        assert not may_append(state(), CustomerBound(self.MIA, "claimed"))
        assert may_append(state(opened()), CustomerBound(self.MIA, "claimed"))
        for level in LEVELS:
            bound = state(opened(), CustomerBound(self.MIA, "claimed"))
            assert not may_append(bound, CustomerBound(self.TOM, level))

    @pytest.mark.parametrize(
        ("before", "after"), [(one, other) for one in LEVELS for other in LEVELS]
    )
    def test_can_only_become_surer(self, before, after):
        bound = state(opened(), CustomerBound(self.MIA, before))

        is_surer = LEVELS.index(after) > LEVELS.index(before)
        assert may_append(bound, CustomerBound(self.MIA, after)) == is_surer


ANA, BEN = UserName("ana"), UserName("ben")
TO_ANA = Assigned(ANA, "Ana", "By turns.")
HELD = [opened(), PersonJoined("Ana", ANA)]


@pytest.mark.parametrize(("by", "may"), [(ANA, True), (BEN, False), (NOBODY, True)])
def test_to_the_customer_writes_only_who_has_the_conversation(by, may):
    assert may_append(state(*HELD), PersonWrote("p1", "Hello", "Somebody", by)) is may
    queued = state(*HELD, Transferred("Ana", ANA))
    assert not may_append(queued, PersonWrote("p1", "Hello", "Somebody", by))


def test_it_is_passed_on_only_from_whoever_has_it():
    to_ben = Transferred("Ana", ANA, "Ben", BEN)

    assert may_append(state(*HELD), to_ben)
    assert not may_append(state(*HELD, to_ben), to_ben)
    assert not may_append(state(opened(), HandoverStarted("x")), Transferred("Ana", NOBODY))


def test_notes_are_taken_once_whoever_has_it():
    note = NoteWritten("n1", "Be kind.", "Ben", BEN)

    for holder in ([], [PersonJoined("Ana", ANA)], [Closed("x")]):
        assert may_append(state(opened(), *holder), note)
    assert not may_append(state(opened(), note), note)


def test_only_what_people_have_is_put_off_and_only_anew():
    later = Snoozed(NOON, "Ana", ANA)

    assert may_append(state(*HELD), later)
    assert not may_append(state(*HELD, later), later)
    assert not may_append(state(*HELD), Snoozed(None, "Ana", ANA))
    assert not may_append(state(opened()), later)
    assert may_append(state(*HELD, later, wrote("a")), later)


def test_a_draft_is_discarded_once_and_after_its_turn():
    discarded = DraftDiscarded(1, "Ana", ANA)
    ended = [*IN_TURN, TurnEnded(1, 1, "held", (2,))]

    assert not may_append(state(*IN_TURN), discarded)
    assert may_append(state(*ended), discarded)
    assert not may_append(state(*ended, discarded), discarded)


def test_only_what_waits_is_assigned_and_only_from_whoever_had_it():
    waits = state(opened(), wrote("a"), HandoverStarted("asked"))
    anas = state(opened(), wrote("a"), HandoverStarted("asked"), TO_ANA)

    assert may_append(waits, TO_ANA)
    assert not may_append(waits, Assigned(BEN, "Ben", "", had=ANA))
    assert not may_append(anas, TO_ANA)
    assert not may_append(anas, Assigned(BEN, "Ben", ""))
    assert may_append(anas, Assigned(BEN, "Ben", "", had=ANA))
    assert may_append(anas, PersonJoined("Ben", BEN))
    assert not may_append(state(opened(), wrote("a")), TO_ANA)
    assert not may_append(state(opened(), wrote("a"), PersonJoined("Ben", BEN)), TO_ANA)
