"""Bar 8: the provider refuses everything for a while, or fails at random."""

import asyncio
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx2

from frontdesk.domain.event import ModelAsked
from tests.customer import Customer
from tests.faults.bars.ledgers import read_kept
from tests.faults.bars.processes import program
from tests.faults.bars.shop import write_project
from tests.running_desk import open_desk_in_thread

SIGN_SECONDS, END_SECONDS = 10.0, 75.0
LEAVES_SECONDS = 150.0  # a customer who has heard no end by then waits no longer
CALLS_AN_ATTEMPT = 3
MIX = (
    "rate_limit",
    "overloaded",
    "server_error",
    "drop",
    "reset",
    "eof",
    "error_event",
    "not_json",
)


async def overloaded(
    folder: Path, *, conversations: int, seconds: float, seed: int
) -> dict[str, Any]:
    """All requests are refused for so long, then three in ten fail at random."""
    begun = time.monotonic()
    write_project(folder, orders=1, customers=1)
    signs: list[float] = []
    ends: list[float] = []
    with (
        program("tests.faults.bars.sandbox_process", "reader") as model,
        open_desk_in_thread(folder, model, project=folder) as running,
    ):
        if seconds:
            _let(model, rate=1.0, kinds=["overloaded"], seed=seed)
            mending = asyncio.create_task(_mended(model, seconds, seed))
            await asyncio.gather(*(_talk(running.url, signs, ends) for _ in range(conversations)))
            await mending
        _let(model, rate=0.3, kinds=list(MIX), seed=seed, retry_after="1")
        await asyncio.gather(*(_talk(running.url, signs, ends) for _ in range(conversations)))
    kept = read_kept(folder / "data")
    calls = [
        Counter((e.turn, e.attempt) for e in (r.event for r in log) if isinstance(e, ModelAsked))
        for log in kept.logs.values()
    ]
    most = max((max(each.values()) for each in calls if each), default=0)
    of_a_turn = max((sum(each.values()) for each in calls), default=0)
    late = {
        "sign": sum(s > SIGN_SECONDS for s in signs),
        "end": sum(s > END_SECONDS for s in ends),
        "calls": most > CALLS_AN_ATTEMPT,
        "stuck": kept.stuck,
    }
    return {
        "bar": "overload",
        "seed": seed,
        "conversations": len(ends),
        "refused_seconds": seconds,
        "most_calls_an_attempt": most,
        "most_calls_a_turn": of_a_turn,
        "slowest_first_sign_seconds": round(max(signs, default=0.0), 1),
        "slowest_end_seconds": round(max(ends), 1),
        "stuck": kept.stuck,
        "seconds": round(time.monotonic() - begun),
        "missed": [name for name, n in late.items() if n],
    }


def _let(model: str, **chance: Any) -> None:
    httpx2.post(f"{model}/sandbox/faults", json=chance).raise_for_status()


async def _mended(model: str, seconds: float, seed: int) -> None:
    await asyncio.sleep(seconds)
    await asyncio.to_thread(_let, model, rate=0.3, kinds=list(MIX), seed=seed, retry_after="1")


async def _talk(url: str, signs: list[float], ends: list[float]) -> None:
    """An answer, or a person: the turn's end in both cases; and the first word on the way."""
    async with Customer.at(url) as customer:
        customer.http.timeout = httpx2.Timeout(LEAVES_SECONDS)
        begun = time.monotonic()
        await customer.open(text="How long is the warranty?")
        is_told = False
        with suppress(TimeoutError):
            async with asyncio.timeout(LEAVES_SECONDS):
                async for event in customer.stream():
                    if not is_told and event.name in {"notice", "bot.part"}:
                        is_told = True
                        signs.append(time.monotonic() - begun)
                    if event.name == "bot.finished":
                        break
        ends.append(time.monotonic() - begun)
        if not is_told:
            signs.append(ends[-1])
