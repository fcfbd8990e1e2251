"""Random faults are no dice: seed, conversation and number decide."""

import json
from typing import Any, get_args

import pytest

from frontdesk.sandbox.answering import Answering
from frontdesk.sandbox.chance import FAULTS, SPOILS, STATUS, Chance, Chances
from frontdesk.sandbox.fault import Break, Fault, faulty
from frontdesk.sandbox.refusal import Refusal
from frontdesk.sandbox.script import Entry, WrittenError
from frontdesk.sandbox.spending import NAMED, ErrorName
from frontdesk.sandbox.spoiling import Spoil
from frontdesk.sandbox.stream import Frame
from tests.unit.sandbox.prompts import admitted, user

REPLY = {"content": [{"type": "text", "text": "one two three four five six"}]}
CALLED = {"content": [{"type": "tool_use", "name": "find", "input": {"q": "abcdef"}}]}
TOOL = {"name": "find", "input_schema": {"type": "object", "properties": {"q": {"type": "string"}}}}


def fates(chances: Chances, user_id: str, number: int) -> list[Entry]:
    call = admitted(metadata={"user_id": user_id})
    return [chances.befall(Entry(), call.request) for _ in range(number)]


def chances(**fields: Any) -> Chances:
    drawn = Chances()
    drawn.set(Chance.model_validate(fields))
    return drawn


KINDS = tuple(kind for kind in (*STATUS, *FAULTS, *SPOILS) if kind != "tool_loop")


def test_the_same_seed_gives_a_conversation_the_same_fate_whatever_runs_beside():
    alone, beside = (chances(rate=0.5, seed=7, kinds=KINDS) for _ in range(2))
    first = fates(alone, "ann", 20)
    mixed = []
    for _ in range(20):
        fates(beside, "bob", 1)
        mixed += fates(beside, "ann", 1)

    assert first == mixed
    assert first != fates(chances(rate=0.5, seed=8, kinds=KINDS), "ann", 20)


def test_the_rate_is_how_often_and_every_kind_comes():
    fallen = fates(chances(rate=0.3, kinds=KINDS), "ann", 2_000)
    struck = [e for e in fallen if e.error or e.fault or e.spoil]

    assert 500 < len(struck) < 700
    assert {e.fault.kind for e in struck if e.fault} == set(FAULTS)
    assert {e.spoil.kind for e in struck if e.spoil} == set(SPOILS) - {"tool_loop"}
    assert {e.error.status for e in struck if e.error} == set(STATUS.values())


def test_nothing_befalls_others_or_what_is_at_fault_already():
    request = admitted(metadata={"user_id": "ann"}).request
    one = chances(rate=1, user_id="ann", kinds=["drop"])
    scripted = Entry(fault=Fault(kind="eof"))

    assert fates(one, "bob", 5) == [Entry()] * 5
    assert one.befall(scripted, request) == scripted
    assert fates(one, "ann", 1)[0].fault is not None


def test_a_loop_of_calls_goes_on():
    loop = fates(chances(rate=0.2, seed=3, kinds=["tool_loop"]), "ann", 50)
    kinds = [bool(entry.spoil) for entry in loop]

    assert kinds == sorted(kinds)
    assert kinds[-1]


def spoiled(kind: str, at: float = 0.5, reply: dict[str, Any] = REPLY, **fields: Any) -> Any:
    entry = Entry.model_validate({"reply": reply, "spoil": Spoil(kind=kind, at=at)})  # type: ignore[arg-type]
    return Answering(clock=lambda: 0).answer(admitted(user("a"), **fields), entry).message()


@pytest.mark.parametrize("kind", ["max_tokens", "refusal"])
def test_an_answer_may_end_in_its_middle(kind):
    message = spoiled(kind)

    assert message["stop_reason"] == kind
    assert "one two three four five six".startswith(message["content"][0]["text"])
    assert (message["stop_details"] is not None) is (kind == "refusal")
    assert spoiled(kind, at=0)["content"] == []


@pytest.mark.parametrize("at", [0, 0.5, 1])
def test_the_input_of_a_call_may_be_cut_off(at):
    entry = Entry.model_validate({"reply": CALLED, "spoil": {"kind": "bad_tool_json", "at": at}})
    answer = Answering(clock=lambda: 0).answer(admitted(tools=[TOOL]), entry)

    (block,) = answer.reply.blocks
    with pytest.raises(json.JSONDecodeError):
        json.loads(block.input_json)  # type: ignore[union-attr]
    assert answer.reply.stop_reason == "tool_use"


def test_a_call_is_made_where_there_is_none_and_tools_are():
    assert spoiled("tool_loop", tools=[TOOL])["content"][0]["type"] == "tool_use"
    assert spoiled("bad_tool_json", tools=[TOOL])["content"][-1]["type"] == "tool_use"
    assert spoiled("tool_loop")["content"] == REPLY["content"]


FRAMES = [Frame("a", "{}"), Frame("b", '{"index":0}'), Frame("c", "{}"), Frame("d", "{}")]


@pytest.mark.parametrize(("kind", "at", "kept"), [("eof", 0.5, None), ("error_event", 0.5, 2)])
def test_a_fault_may_strike_at_a_share_of_the_answer(kind, at, kept):
    steps = list(faulty(FRAMES, Fault(kind=kind, at=at), "req"))
    whole = b"".join(frame.bytes for frame in FRAMES)
    data = b"".join(step.data for step in steps if not isinstance(step, Break))

    expected = (
        whole[: len(whole) // 2] if kept is None else b"".join(f.bytes for f in FRAMES[:kept])
    )
    assert data.startswith(expected)
    assert kind == "error_event" or data == expected


@pytest.mark.parametrize("name", get_args(ErrorName))
def test_limits_of_spending_have_their_shapes(name):
    no = WrittenError.model_validate({"named": name}).refusal()

    assert (no.status, no.error_code) == (NAMED[name].status, NAMED[name].error_code)
    assert "retry-after" not in no.headers


def test_an_error_is_named_or_has_a_status():
    with pytest.raises(ValueError, match="workspace_spend_limit"):
        WrittenError.model_validate({"message": "a"})
    with pytest.raises(Refusal):
        Answering(clock=lambda: 0).answer(
            admitted(), Entry.model_validate({"error": {"named": "no_credit"}})
        )
