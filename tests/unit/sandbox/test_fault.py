"""Faults as a pure rewriting of frames."""

import pytest

from frontdesk.sandbox.fault import Break, Fault, Piece, faulty, sound, whole
from frontdesk.sandbox.stream import Frame

FRAMES = [
    Frame("message_start", "{}"),
    Frame("content_block_delta", '{"index":0}', "one "),
    Frame("content_block_delta", '{"index":0,"größe":1}', "two"),
    Frame("message_stop", "{}"),
]
WHOLE = b"".join(frame.bytes for frame in FRAMES)


def sent(fault: Fault) -> tuple[bytes, list[str]]:
    steps = list(faulty(FRAMES, fault, "req_1"))
    data = b"".join(step.data for step in steps if isinstance(step, Piece))
    return data, [step.kind for step in steps if isinstance(step, Break)]


def test_without_a_fault_all_bytes_are_sent() -> None:
    assert b"".join(s.data for s in sound(FRAMES) if isinstance(s, Piece)) == WHOLE


@pytest.mark.parametrize("at", range(len(WHOLE) + 1))
def test_a_cut_at_any_byte_sends_exactly_that_much(at: int) -> None:
    assert sent(Fault(kind="drop", after_bytes=at)) == (WHOLE[:at], ["drop"])


@pytest.mark.parametrize("at", range(len(FRAMES) + 2))
def test_a_cut_at_any_event_sends_exactly_those(at: int) -> None:
    expected = b"".join(frame.bytes for frame in FRAMES[:at])

    assert sent(Fault(kind="eof", after_events=at)) == (expected, ["eof"])


@pytest.mark.parametrize("at", [0, 1, 40, len(WHOLE)])
def test_silence_that_ends_loses_nothing(at: int) -> None:
    assert sent(Fault(kind="stall", after_bytes=at, seconds=1)) == (WHOLE, ["stall"])


def test_without_a_place_it_strikes_at_once() -> None:
    assert sent(Fault(kind="reset")) == (b"", ["reset"])


def test_the_first_place_that_comes_true_counts() -> None:
    data, _ = sent(Fault(kind="eof", after_events=3, before="content_block_delta"))

    assert data == FRAMES[0].bytes


def test_a_wrong_index_is_one_that_was_never_opened() -> None:
    data, _ = sent(Fault(kind="wrong_index", after_text=4))

    assert b'"index":0}' in data
    assert b'"index":7,' in data


def test_a_plain_answer_is_cut_in_its_middle() -> None:
    steps = list(whole(b"0123456789", "said", Fault(kind="reset")))

    assert steps[1:] == [Piece(b"01234", " "), Break("reset")]
