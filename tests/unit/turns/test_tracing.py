"""The trace: each event in its place, each request as it was sent."""

from contextlib import suppress
from dataclasses import replace
from typing import get_args

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.answering.request import build_request
from frontdesk.domain.event import (
    ConversationId,
    Decided,
    Event,
    HandoverStarted,
    ModelAsked,
    PersonJoined,
    PieceWithheld,
    Recalled,
    TurnStarted,
)
from frontdesk.turns.tracing import told, trace_of
from tests.builders import NOON, answered, asked, ended, opened, part, passage, recorded, wrote
from tests.means import some_means

BUNDLE = some_means(MemoryConversations()).bundle
BUNDLES = {"bundle": BUNDLE}
USED = {"input": 10, "cache_write_1h": 600, "output": 5}


def a_turn(turn: int, number: int, *passages: str) -> list[Event]:
    """The events of a turn that answers the message of this number."""
    found = tuple(passage(id) for id in passages)
    scores = tuple(float(at) for at in range(len(found), 0, -1))
    return [
        TurnStarted(turn, 1, (number,)),
        Decided(turn, "answer", "a message waits"),
        Recalled(turn, "Where is it?", found, 0.7, scores=scores),
        asked(turn),
        part(1, turn=turn),
        answered(turn, **USED),
        replace(ended(turn), answers=(number,)),
    ]


LOG = [opened(), wrote("a"), *a_turn(1, 2, "a#1", "a#2")]
LOG += [wrote("b", "And the other?"), *a_turn(2, len(LOG) + 1, "b#1")]


def traced(*events: Event, bundles=BUNDLES):
    return trace_of(ConversationId("c"), recorded(*events), bundles)


def steps(trace):
    return [step for section in trace.sections for step in section.steps]


def test_every_event_is_there_once_in_its_order():
    assert [step.number for step in steps(traced(*LOG))] == list(range(1, len(LOG) + 1))


@pytest.mark.parametrize("kind", get_args(Event))
def test_every_event_has_words_of_its_own(kind):
    empty = object.__new__(kind)  # whoever asks for its fields has words for it
    with suppress(AttributeError):
        assert told(empty)[1] != kind.__name__


def test_a_message_begins_a_section_that_ends_with_its_answer():
    first, second = traced(*LOG).sections

    assert (first.title, first.route, len(first.calls)) == ("Where is it?", "sent", 1)
    assert (second.title, second.steps[-1].event) == ("And the other?", "TurnEnded")


def test_a_request_is_shown_block_by_block_as_it_was_sent():
    (at, event) = [(n, e) for n, e in enumerate(LOG) if isinstance(e, ModelAsked)][1]
    sent = build_request(BUNDLE, recorded(*LOG[:at]), event.clock)
    shown = next(s.request for s in reversed(steps(traced(*LOG))) if s.request)
    blocks = [*sent.tools, *sent.system]
    blocks += [block for message in sent.messages for block in message["content"]]

    assert len(shown.blocks) == len(blocks)
    for block, raw in zip(shown.blocks[:-1], blocks[:-1], strict=True):
        assert bool(block.cached) == ("cache_control" in raw)
    assert shown.blocks[-1].cached == "automatic, 5 min"
    assert "And the other?" in [block.text for block in shown.blocks]


def test_what_the_request_before_held_is_told_from_what_is_new():
    first, second = [step.request for step in steps(traced(*LOG)) if step.request]

    assert not first.known
    assert [block.text for run in second.known for block in run.blocks] == [
        block.text for block in first.blocks
    ]
    assert any(block.title.endswith("(b#1)") for run in second.new for block in run.blocks)


def test_a_request_whose_bundle_is_not_kept_is_left_out():
    trace = traced(*LOG, bundles={})

    assert [step.request for step in steps(trace) if step.event == "ModelAsked"] == [None, None]


def test_passages_come_with_their_scores_and_logs_from_before_there_were_any_without():
    old = [replace(e, scores=()) if isinstance(e, Recalled) else e for e in LOG]
    new_step, old_step = (
        next(s for s in steps(traced(*log)) if s.event == "Recalled") for log in (LOG, old)
    )

    assert [score for _, score in new_step.passages] == [2.0, 1.0]
    assert [score for _, score in old_step.passages] == [None, None]


def test_calls_show_what_they_used_and_cost_and_the_trace_adds_them_up():
    trace = traced(*LOG)
    spent = [step.spent for step in steps(trace) if step.spent]

    assert [each.usage.cache_write_1h for each in spent] == [600, 600]
    assert trace.total.dollars == sum(each.dollars for each in spent)


def test_a_piece_says_whether_it_was_released_and_why_not():
    withheld = PieceWithheld(1, 1, 1, "See www.bad.example.", "It names an address.")
    trace = traced(*LOG[:6], withheld, *LOG[6:9])
    step = next(s for s in steps(trace) if s.event == "PieceWithheld")
    released = next(s for s in steps(trace) if s.event == "ReplyPartSent")

    assert step.who == "withheld"
    assert "Why: It names an address." in step.says
    assert ("check", "released") in released.facts


def test_what_people_do_has_a_section_too():
    trace = traced(*LOG, HandoverStarted("wanted"), PersonJoined("Kim"))

    assert trace.sections[-1].title == "Kim joined"
    assert trace.state.holder == "person"
    assert steps(trace)[0].at == NOON
