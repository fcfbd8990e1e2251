"""What may go wrong with an answer on its way, and where: a pure rewriting of its frames."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from frontdesk.sandbox.stream import Frame

FaultKind = Literal[
    "drop",  # the connection closes in the middle of the body
    "reset",  # the same by a TCP reset
    "eof",  # the body ends properly, but the message does not
    "stall",  # nothing more is sent
    "pings",  # nothing but pings is sent
    "error_event",  # `event: error`, then the body ends
    "not_json",  # one frame that cannot be parsed, then the rest
    "wrong_index",  # the rest with block numbers that were never opened
]


class Fault(BaseModel):
    """Where: after so many frames, bytes or characters of text, or before a named event.

    If several are given, the first that comes true; if none, at once.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: FaultKind
    after_events: Annotated[int, Field(ge=0)] | None = None
    after_bytes: Annotated[int, Field(ge=0)] | None = None
    after_text: Annotated[int, Field(ge=0)] | None = None
    before: str | None = None
    at: Annotated[float, Field(ge=0, le=1)] | None = None
    """After this share of the answer, in bytes; in events where a frame must stay whole."""
    seconds: Annotated[float, Field(gt=0)] | None = None
    """stall: go on after so long (without it: never); pings: between two of them (default 1)."""
    type: str = "overloaded_error"
    message: str = "Overloaded"


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes to send, and what of them is said aloud."""

    data: bytes
    text: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """Here the wire itself does something."""

    kind: Literal["drop", "reset", "eof", "stall", "pings"]
    seconds: float | None = None


Step = Piece | Break


def sound(frames: Iterable[Frame]) -> Iterator[Step]:
    return (Piece(frame.bytes, frame.text) for frame in frames)


def whole(body: bytes, said: str, fault: Fault | None) -> Iterator[Step]:
    """An answer that does not stream comes after all its tokens, and breaks only at a byte."""
    yield Piece(b"", said)
    if fault is None:
        yield Piece(body, " ")
        return
    share = 0.5 if fault.at is None else fault.at
    cut = int(len(body) * share) if fault.after_bytes is None else fault.after_bytes
    yield Piece(body[:cut], " ")
    match fault.kind:
        case "drop" | "reset":
            yield Break(fault.kind)
        case "stall" | "pings":
            yield Break("stall", fault.seconds)
            yield Piece(body[cut:])
        case _:
            yield Break("eof")


def faulty(frames: Iterable[Frame], fault: Fault, request_id: str) -> Iterator[Step]:
    """A place beyond the end is the end."""
    if fault.at is not None:
        frames = list(frames)
        fault = _placed(fault, frames, fault.at)
    rest = iter(frames)
    events = sent = said = 0
    for frame in rest:
        data = frame.bytes
        if _due(fault, frame, events, said):
            yield from _strike(fault, [frame, *rest], request_id)
            return
        if fault.after_bytes is not None and sent + len(data) > fault.after_bytes:
            yield from _strike_inside(frame, fault.after_bytes - sent, fault, rest, request_id)
            return
        yield Piece(data, frame.text)
        events, sent, said = events + 1, sent + len(data), said + len(frame.text)
    yield from _strike(fault, [], request_id)


def _placed(fault: Fault, frames: list[Frame], at: float) -> Fault:
    if fault.kind in {"drop", "reset", "eof", "stall"}:
        place = {"after_bytes": int(at * sum(len(frame.bytes) for frame in frames))}
    else:
        place = {"after_events": int(at * len(frames))}
    return fault.model_copy(update=place | {"at": None})


def _due(fault: Fault, frame: Frame, events: int, said: int) -> bool:
    places = (fault.after_events, fault.after_bytes, fault.after_text, fault.before)
    if all(place is None for place in places):
        return True
    if fault.after_events is not None and events >= fault.after_events:
        return True
    if fault.after_text is not None and said >= fault.after_text:
        return True
    return frame.event == fault.before


def _strike_inside(
    frame: Frame, cut: int, fault: Fault, rest: Iterator[Frame], request_id: str
) -> Iterator[Step]:
    data = frame.bytes
    if cut:
        yield Piece(data[:cut])
    if fault.kind == "stall":  # the frame is whole again once the silence ends
        yield Break("stall", fault.seconds)
        yield Piece(data[cut:], frame.text)
        yield from sound(rest)
    else:
        yield from _strike(fault, list(rest), request_id)


def _strike(fault: Fault, following: list[Frame], request_id: str) -> Iterator[Step]:
    match fault.kind:
        case "drop" | "reset" | "eof" | "pings":
            yield Break(fault.kind, fault.seconds)
        case "stall":
            yield Break("stall", fault.seconds)
            yield from sound(following)
        case "error_event":
            yield Piece(_error(fault, request_id).bytes)
        case "not_json":
            yield Piece(b'event: content_block_delta\ndata: {"type":"content_block_del\n\n')
            yield from sound(following)
        case "wrong_index":
            yield from sound(_renumbered(frame) for frame in following)


def _error(fault: Fault, request_id: str) -> Frame:
    error = {"type": fault.type, "message": fault.message}
    body = {"type": "error", "error": error, "request_id": request_id}
    return Frame("error", json.dumps(body, separators=(",", ":")))


def _renumbered(frame: Frame) -> Frame:
    data = json.loads(frame.data)
    if "index" not in data:
        return frame
    data["index"] += 7
    return Frame(frame.event, json.dumps(data, separators=(",", ":")), frame.text)
