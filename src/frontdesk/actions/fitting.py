"""What an action returned becomes a result that fits: text of a bounded size, or passages."""

import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from frontdesk.actions.done import Done
from frontdesk.actions.wording import holds_free_text
from frontdesk.domain.action import Outcome
from frontdesk.domain.money import Money
from frontdesk.domain.passage import Passage

NOTHING = "Done, without a result."


def fit(returned: object, size: int) -> Done:
    """Raises TypeError or ValueError if it cannot be told.

    A Done says itself whether it holds words of others; anything else is judged by its looks.
    """
    match returned:
        case Done():
            done = returned
        case Outcome():
            done = Done(returned, taints=holds_free_text(returned.text))
        case str():
            done = Done(Outcome("done", returned), taints=holds_free_text(returned))
        case _:
            done = Done(Outcome("done", told(returned)), taints=holds_free_text(returned))
    return replace(done, outcome=shortened(done.outcome, size))


def told(value: object) -> str:
    """Records and lists as compact JSON; amounts as `89.99 USD`, days as 2026-01-31."""
    return json.dumps(
        value, default=_plain, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )


def _plain(value: object) -> str:
    match value:
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case Money() | Decimal():
            return str(value)
        case _:
            raise TypeError(f"{type(value).__name__} cannot be told to the model")


def shortened(outcome: Outcome, size: int) -> Outcome:
    """At most so many characters and a note, or the passages that fit and the best always."""
    if outcome.passages:
        return replace(outcome, text="", passages=_first(outcome.passages, size))
    text = outcome.text.encode("utf-8", "replace").decode() or NOTHING
    if len(text) > size:
        note = f"\n[Cut here: {len(text) - size:,} more characters are not shown.]"
        text = text[:size] + note
    return replace(outcome, text=text)


def _first(passages: tuple[Passage, ...], size: int) -> tuple[Passage, ...]:
    """As many as fit, and the best one always."""
    kept: list[Passage] = []
    for passage in passages:
        size -= len(passage.text)
        if kept and size < 0:
            break
        kept.append(passage)
    return tuple(kept)
