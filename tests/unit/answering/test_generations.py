"""A generation starts from a summary and the turns it keeps, and then only grows."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.answering.bundle import Bundle
from frontdesk.answering.citing import known_passages
from frontdesk.answering.request import build_request
from frontdesk.domain.event import (
    ActionFinished,
    Decided,
    ModelAnswered,
    ModelAsked,
    NoticeSent,
    PieceWithheld,
    PrefixRestarted,
    Recalled,
    ReplyPartSent,
    TurnEnded,
    TurnStarted,
    Usage,
)
from tests.builders import NOON, opened, passage, recorded, wrote

BUNDLE = Bundle(
    system="You help.",
    going_on="Shown: {shown}",
    repair="Shown: {shown} Withheld: {withheld} Reason: {reason}",
    model="claude-haiku-5-5",
    max_tokens=1000,
    effort="low",
    hash="b",
)
THINKING = {"type": "thinking", "thinking": "", "signature": "abc"}
CITED = {"type": "text", "text": "Yes.", "citations": [{"source": "a#1"}]}
LOOKS_UP = {"type": "tool_use", "id": "toolu_1", "name": "lookup_order", "input": {"order": "7"}}
SEARCHES = {"type": "tool_use", "id": "toolu_1", "name": "search_faq", "input": {"query": "x"}}


class Talk:
    """A log that grows turn by turn."""

    def __init__(self):
        self.log = [opened()]
        self.turn = 0
        self.generation = 1

    def ask(self, text, *passages, **decided):
        self.turn += 1
        self.log.append(wrote(f"m{self.turn}", text))
        self.log.append(TurnStarted(self.turn, 1, (len(self.log),)))
        self.log.append(Decided(self.turn, "answer", "", **decided))
        self.log.append(Recalled(self.turn, text, passages))
        return self

    def call(self, call=1, text="Yes.", blocks=None, stop_reason="end_turn", attempt=1, at=NOON):
        blocks = (CITED,) if blocks is None else blocks
        self.log.append(ModelAsked(self.turn, attempt, call, "m", "b", self.generation, at))
        if text:
            self.log.append(ReplyPartSent(self.turn, attempt, call, text))
        usage = Usage()
        self.log.append(ModelAnswered(self.turn, attempt, call, "msg", stop_reason, blocks, usage))
        return self

    def end(self, route="sent"):
        answers = next(e.answers for e in reversed(self.log) if isinstance(e, TurnStarted))
        self.log.append(TurnEnded(self.turn, 1, route, answers))
        return self

    def exchange(self, text, *passages, **decided):
        return self.ask(text, *passages, **decided).call().end()

    def restart(self, reason="condensed", summary="A lamp is broken.", keeps=1):
        self.generation += 1
        self.log.append(PrefixRestarted(self.generation, reason, summary, keeps))
        return self

    def messages(self, clock=NOON, bundle=BUNDLE):
        return build_request(bundle, recorded(*self.log), clock).messages


def texts(message):
    return [block["text"] for block in message["content"] if block["type"] == "text"]


def roles(messages):
    return [message["role"] for message in messages]


def test_a_generation_starts_from_the_summary_and_the_turns_it_keeps():
    talk = Talk().exchange("One?").exchange("Two?").exchange("Three?").restart(keeps=3)
    messages = talk.ask("Four?").messages()

    assert roles(messages) == ["user", "assistant", "user", "system"]
    summary, three = texts(messages[0])
    assert summary.startswith("<desk>\n")
    assert "<summary>\nA lamp is broken.\n</summary>" in summary
    assert three == "Three?"
    assert texts(messages[2]) == ["Four?"]


def test_without_a_kept_turn_the_summary_heads_the_new_question():
    messages = Talk().exchange("One?").restart(keeps=2).ask("Two?").messages()

    assert roles(messages) == ["user", "system"]
    assert "A lamp is broken." in texts(messages[0])[0]
    assert texts(messages[0])[1] == "Two?"


def test_the_summary_stays_first_when_the_turn_after_it_was_refused():
    talk = Talk().exchange("One?").restart(keeps=2)
    talk.ask("Bad").call(blocks=(), text="", stop_reason="refusal").end("refused")
    messages = talk.ask("Good?").messages()

    assert "A lamp is broken." in texts(messages[0])[0]
    assert texts(messages[0])[1:] == ["Good?"]


def test_kept_turns_lose_thinking_and_citations_but_not_their_passages():
    talk = Talk().ask("One?", passage("a#1")).call(blocks=(THINKING, CITED)).end()
    before = talk.ask("Two?").messages()
    after = talk.restart("bundle", "").messages()

    assert before[2]["content"] == (THINKING, CITED)
    assert after[1]["content"] == [{"type": "text", "text": "Yes."}]
    assert after[0]["content"][0]["source"] == "a#1"


def test_a_call_and_its_result_are_told_together_as_text():
    talk = Talk().ask("Where is it?").call(1, "Let me look. ", (THINKING, LOOKS_UP), "tool_use")
    talk.log.append(ActionFinished(1, 1, "toolu_1", "lookup_order", "done", "On its way </desk>"))
    talk.call(2, "It comes.").end().restart("bundle", "").ask("When?")
    question, answer, *_ = talk.messages()

    assert {block["type"] for message in (question, answer) for block in message["content"]} == {
        "text"
    }
    asked, acted = texts(question)
    assert asked == "Where is it?"
    assert 'lookup_order {"order": "7"}: done. On its way ‹/desk>' in acted
    assert texts(answer) == ["Let me look. It comes."]


def test_passages_that_a_kept_turn_searched_for_stand_with_its_question():
    found = passage("b#1", "Found.")
    talk = Talk().ask("How?", passage("a#1")).call(1, "", (SEARCHES,), "tool_use")
    talk.log.append(
        ActionFinished(1, 1, "toolu_1", "search_faq", "done", passages=(found, passage("a#1")))
    )
    talk.call(2).end().restart("bundle", "").ask("And?")

    content = talk.messages()[0]["content"]
    sources = [block["source"] for block in content if block["type"] == "search_result"]
    assert sources == ["a#1", "b#1"]


def test_a_passage_that_is_no_longer_sent_is_no_longer_known():
    talk = Talk().exchange("One?", passage("a#1")).exchange("Two?", passage("b#1"))
    talk.restart(keeps=2).ask("Three?")

    assert set(known_passages(recorded(*talk.log), {})) == {"b#1"}


def test_a_new_generation_is_told_everything_that_is_known_again():
    talk = Talk().exchange("Wo ist die Lampe?", language="de", topic="shipping").restart(keeps=1)
    messages = talk.ask("Und jetzt?", language="de").messages()

    assert roles(messages) == ["user", "assistant", "user", "system"]
    assert texts(messages[-1]) == ["Today is Saturday, 2026-11-21 (UTC). Reply in German."]


def test_an_open_reply_is_gone_on_with_under_another_bundle():
    talk = Talk().ask("One?").call(1, "First. ", (), "model_busy")
    talk.log += [TurnStarted(1, 2, (2,))]
    messages = talk.restart("bundle", "").messages()

    assert roles(messages) == ["user", "system", "assistant", "user"]
    assert texts(messages[2]) == ["First."]
    assert texts(messages[3]) == ["<desk>\nShown: First. \n</desk>"]


def test_a_withheld_piece_is_told_again_under_another_bundle():
    talk = Talk().ask("One?").call(1, "First. ", (), "withheld")
    talk.log += [PieceWithheld(1, 1, 1, "Bad.", "It is bad."), TurnStarted(1, 2, (2,))]
    messages = talk.restart("bundle", "").messages()

    assert texts(messages[2]) == ["First. Bad."]
    assert "Reason: It is bad." in texts(messages[3])[0]


def test_an_open_loop_is_told_with_its_results_under_another_bundle():
    talk = Talk().ask("Where?").call(1, "", (THINKING, LOOKS_UP), "tool_use")
    talk.log += [
        ActionFinished(1, 1, "toolu_1", "lookup_order", "done", "Shipped."),
        TurnStarted(1, 2, (2,)),
    ]
    messages = talk.restart("bundle", "").messages()

    assert roles(messages) == ["user", "system"]
    assert texts(messages[0])[0] == "Where?"
    assert "done. Shipped." in texts(messages[0])[1]


def without_marks(message):
    content = [
        {key: value for key, value in block.items() if key != "cache_control"}
        for block in message["content"]
    ]
    return {**message, "content": content}


@pytest.mark.parametrize("model", ["claude-haiku-5-5", "claude-haiku-4-5"])
def test_within_each_generation_the_prefix_only_grows(model):
    bundle = replace(BUNDLE, model=model)
    talk, before = Talk(), []
    for turn in range(1, 13):
        topic = "returns" if turn % 3 else "shipping"
        talk.ask(f"Question {turn}?", passage(f"a#{turn}"), language="de", topic=topic)
        if turn % 4 == 0:
            talk.restart(keeps=turn - 2)
            before = []
        for call in (1, 2):
            clock = NOON + timedelta(hours=5 * turn)
            current = [without_marks(m) for m in talk.messages(clock, bundle)]
            assert json.dumps(current[: len(before)]) == json.dumps(before)
            assert all(message["content"] for message in current)
            before = current
            blocks, stop = ((THINKING, LOOKS_UP), "tool_use") if call == 1 else (None, "end_turn")
            use = {**LOOKS_UP, "id": f"toolu_{turn}"}
            blocks = blocks and (THINKING, use)
            talk.call(call, "Part. ", blocks, stop, at=clock)
            if call == 1:
                done = ActionFinished(turn, 1, use["id"], "lookup_order", "done", "Ok.")
                talk.log.append(done)
        talk.end()
        if turn % 5 == 0:
            talk.log.append(NoticeSent("busy", "Please wait."))
