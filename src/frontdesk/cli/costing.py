"""`frontdesk cost`: what the model's calls cost, by day or call by call."""

import json
from collections.abc import Sequence
from contextlib import aclosing
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Table

from frontdesk.assembly.storage import open_usage
from frontdesk.cli.projects import project_settings
from frontdesk.domain.event import ConversationId
from frontdesk.errors import ConversationNotFound
from frontdesk.insights import (
    AS_OF,
    SOURCE,
    ModelCall,
    Spending,
    Tally,
    read_calls,
    read_spending,
)
from frontdesk.insights import (
    cost as cost_of,
)
from frontdesk.ports.usage import UsageLog


async def run_cost(
    *, project: Path, data: Path | None, days: int, conversation: str, as_json: bool
) -> None:
    settings = project_settings(project, data=data)
    with open_usage(settings) as usage:
        if conversation:
            calls = await _calls(usage, ConversationId(conversation))
            print(_calls_as_json(conversation, calls)) if as_json else _show_calls(calls)
            return
        today = datetime.now(UTC).date()
        since = datetime.combine(today - timedelta(days=days - 1), time(), UTC)
        spending = await read_spending(usage, since=since)
    print(_as_json(spending, since)) if as_json else _show(spending, days)


async def _calls(usage: UsageLog, id: ConversationId) -> Sequence[ModelCall]:
    async with aclosing(usage.events(conversation=id)) as events:
        recorded = [told.record async for told in events]
    if not recorded:
        raise ConversationNotFound(
            f"The model was asked nothing in a conversation {id!r}.",
            next_step="Check the id, and with --data the folder of the desk that had it.",
        )
    return list(read_calls(recorded))


def _show(spending: Spending, days: int) -> None:
    if not spending.total.calls:
        print(f"The model was not asked in the last {days} days (UTC).")
        return
    table = _table("day", "conv.", "turns", "calls", "tokens in", "cached", "out", "cost", "/conv.")
    for day, tally in spending.days.items():
        table.add_row(day.isoformat(), *_cells(tally))
    table.add_section()
    table.add_row(f"{days} days", *_cells(spending.total))
    Console().print(table)
    _show_total(spending.total)


def _show_calls(calls: Sequence[ModelCall]) -> None:
    table = _table("asked (UTC)", "turn", "in", "read", "written", "out", "cost", "ended")
    total = Tally()
    for call in calls:
        total.ask(ConversationId(""), call.turn if call.call else None)
        total.add(call)
        used = call.usage
        numbers = (used.input, used.cache_read, used.cached - used.cache_read, used.output)
        dollars = cost_of(used, call.model) if call.is_counted else None
        table.add_row(
            f"{call.asked_at:%m-%d %H:%M:%S}",
            f"{call.turn}.{call.call}" if call.call else call.purpose,
            *(f"{number:,}" for number in numbers),
            _dollars(dollars),
            call.stop_reason + (", prefix broken" if call.broken else ""),
        )
    Console().print(table)
    _show_total(total)


def _show_total(total: Tally) -> None:
    print(f"{_dollars(total.dollars)}, {_dollars(total.saved)} less than without a cache.")
    if not_counted := total.calls - total.counted:
        print(f"Calls without a count (failed, broken off or still running): {not_counted}.")
    for model, calls in total.unpriced.items():
        print(f"Calls in no sum, because the price list does not know {model}: {calls}.")
    if total.broken:
        print(f"Calls that paid again for what was cached (prefix broken): {total.broken}.")
    if total.uncached:
        print(f"Calls whose fixed prefix was not cached: {total.uncached}. See frontdesk doctor.")
    print(f"By the list prices of {AS_OF}.")


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="left" if name == "ended" else "right")
    return table


def _cells(tally: Tally) -> Sequence[str]:
    share = tally.cache_read_share
    return (
        f"{len(tally.conversations):,}",
        f"{len(tally.turns):,}",
        f"{tally.calls:,}",
        f"{tally.usage.prompt:,}",
        "-" if share is None else f"{share:.0%}",
        f"{tally.usage.output:,}",
        _dollars(tally.dollars),
        _dollars(tally.dollars_per_conversation),
    )


def _dollars(amount: Decimal | None) -> str:
    """With four digits that say something: a conversation costs fractions of a cent."""
    if amount is None:
        return "-"
    return f"${amount:,.2f}" if abs(amount) >= 10 else f"${amount:.5f}"


def _as_json(spending: Spending, since: datetime) -> str:
    days = [{"day": day.isoformat(), **_tally(tally)} for day, tally in spending.days.items()]
    told = {"since": since.date().isoformat(), "days": days, "total": _tally(spending.total)}
    return json.dumps(told | {"prices": {"as_of": AS_OF.isoformat(), "source": SOURCE}})


def _tally(tally: Tally) -> dict[str, object]:
    share = tally.cache_read_share
    return {
        "conversations": len(tally.conversations),
        "turns": len(tally.turns),
        "calls": tally.calls,
        "calls_not_counted": tally.calls - tally.counted,
        "tokens": _tokens(tally),
        "cache_read_share": None if share is None else round(share, 4),
        "dollars": _number(tally.dollars),
        "dollars_per_conversation": _number(tally.dollars_per_conversation),
        "dollars_saved": _number(tally.saved),
        "calls_without_price": tally.unpriced,
        "prefixes_broken": tally.broken,
        "prefixes_uncached": tally.uncached,
    }


def _tokens(counted: Tally | ModelCall) -> dict[str, int]:
    used = counted.usage
    return {
        "input": used.input,
        "cache_read": used.cache_read,
        "cache_write_5m": used.cache_write_5m,
        "cache_write_1h": used.cache_write_1h,
        "output": used.output,
    }


def _calls_as_json(conversation: str, calls: Sequence[ModelCall]) -> str:
    lines = [
        {
            "asked_at": call.asked_at.isoformat(),
            "answered_at": call.answered_at.isoformat(),
            "purpose": call.purpose,
            "turn": call.turn,
            "call": call.call,
            "generation": call.generation,
            "model": call.model,
            "stop_reason": call.stop_reason,
            "tokens": _tokens(call),
            "dollars": _number(cost_of(call.usage, call.model)) if call.is_counted else None,
            "tokens_read_less": call.broken,
        }
        for call in calls
    ]
    return json.dumps({"conversation": conversation, "calls": lines})


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else round(float(amount), 8)
