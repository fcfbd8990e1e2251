"""Customer, bot, agent, retry, crash and who has the conversation, in any order (P1, P3)."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from frontdesk.domain.event import (
    Closed,
    CustomerWrote,
    Event,
    HandedBack,
    HandoverStarted,
    PersonJoined,
    PersonWrote,
    Reopened,
    ReplyPartSent,
    TurnEnded,
    TurnStarted,
)
from tests.faults.bars.schedule import Schedule

BROKEN = ("replies_after_takeover", "double_replies", "lost_messages")


async def schedules(folder: Path, *, count: int, seed: int) -> dict[str, Any]:
    """`count`: how many, each by a seed of its own that follows from `seed`."""
    begun = time.monotonic()
    broken: Counter[str] = Counter()
    done: Counter[str] = Counter()
    events = 0
    first = ""
    for number in range(count):
        own = seed * 1_000_000_000 + number
        schedule = Schedule(own)
        log = schedule.run()
        found = Counter(breaks(log))
        found["lost_messages"] += schedule.lost
        broken += found
        done += schedule.done
        events += len(log)
        first = first or (str(own) if found.total() else "")
    return {
        "bar": "schedules",
        "seed": seed,
        "schedules": count,
        "events": events,
        "calls": dict(sorted(done.items())),
        **{name: broken[name] for name in BROKEN},
        "first_broken": first,
        "seconds": round(time.monotonic() - begun),
        "missed": [name for name in BROKEN if broken[name]],
    }


@dataclass
class _Reading:
    """The log read plainly: neither the fold nor the rule is asked."""

    is_bots: bool = True
    owed: set[int] = field(default_factory=set)
    answered: set[int] = field(default_factory=set)
    current: tuple[int, int] = (0, 0)
    ended: set[int] = field(default_factory=set)
    parts: set[tuple[int, int]] = field(default_factory=set)
    written: Counter[str] = field(default_factory=Counter)


def breaks(log: Sequence[Event]) -> Iterator[str]:
    """What in the log of a conversation that came to rest breaks a promise."""
    seen = _Reading()
    for number, event in enumerate(log, start=1):
        yield from _looked_at(seen, number, event)
    yield from ("double_replies" for times in seen.written.values() if times > 1)
    yield from ("lost_messages" for _ in seen.owed if seen.is_bots)


def _looked_at(  # noqa: C901 (a line a case: every event that matters in one place)
    seen: _Reading, number: int, event: Event
) -> Iterator[str]:
    match event:
        case CustomerWrote(client_id=client_id):
            seen.written[client_id] += 1
            seen.owed.add(number)
        case PersonWrote(client_id=client_id):
            seen.written[client_id] += 1
            seen.owed = set()
        case HandoverStarted() | PersonJoined():
            seen.is_bots = False
        case Closed():
            seen.is_bots, seen.owed = False, set()
        case HandedBack() | Reopened():
            seen.is_bots = True
        case TurnStarted(turn=turn, attempt=attempt):
            seen.current = (turn, attempt)
            if not seen.is_bots:
                yield "replies_after_takeover"
        case ReplyPartSent(turn=turn, attempt=attempt, part=part):
            yield from _said(seen, turn, attempt)
            if (turn, part) in seen.parts:
                yield "double_replies"
            seen.parts.add((turn, part))
        case TurnEnded(turn=turn, attempt=attempt, answers=answers):
            yield from _said(seen, turn, attempt)
            yield from ("double_replies" for each in answers if each in seen.answered)
            seen.answered |= set(answers)
            seen.owed -= set(answers)
            seen.ended.add(turn)
        case _:
            pass


def _said(seen: _Reading, turn: int, attempt: int) -> Iterator[str]:
    """By the newest attempt of a turn that is not over, while nobody else has it."""
    if not seen.is_bots:
        yield "replies_after_takeover"
    if (turn, attempt) != seen.current or turn in seen.ended:
        yield "double_replies"
