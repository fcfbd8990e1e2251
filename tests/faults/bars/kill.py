"""Bar 1: the server is killed at seeded moments while customers get their money back."""

import asyncio
import random
import time
from pathlib import Path
from typing import Any

import httpx2

from tests.faults.bars.ledgers import compared, missed, paid_by, read_kept
from tests.faults.bars.processes import Desk, desk, program
from tests.faults.bars.shop import order_id, owner_of, write_project
from tests.faults.bars.talk import Talk

CUSTOMERS = 50
AT_ONCE = 12
PATIENCE_SECONDS = 900.0  # of a customer, over many kills
RECOVERY_SECONDS = 15.0  # the bar, for 99 of 100


async def killed(
    folder: Path, *, kills: int, conversations: int, seed: int, forgets_keys: bool = False
) -> dict[str, Any]:
    """`forgets_keys`: the control, a slow payment side that pays each call again."""
    begun = time.monotonic()
    words = ("forgets", "slow") if forgets_keys else ()
    with (
        program("tests.faults.bars.told_model") as model,
        program("tests.faults.bars.payments_process", "0", str(seed), *words) as payments,
    ):
        project = write_project(
            folder, orders=conversations, customers=CUSTOMERS, payments=payments
        )
        with desk(project, model) as running:
            talks, struck = await _under_fire(running, kills, conversations, seed)
            await asyncio.sleep(1)
            ended = await asyncio.to_thread(running.stop)
        figures = compared(talks, read_kept(running.data), paid_by(payments)[0])
    recoveries = sorted(_recoveries(talks, struck))
    p99 = recoveries[int(len(recoveries) * 0.99)] if recoveries else 0.0
    figures |= {"recovery_p99_seconds": round(p99, 2), "exit_of_sigterm": ended}
    return {
        "bar": "kill",
        "seed": seed,
        "control": forgets_keys,
        "kills": len(struck),
        "conversations": len(talks),
        **figures,
        "seconds": round(time.monotonic() - begun),
        "missed": [*missed(figures), *(["recovery"] if p99 > RECOVERY_SECONDS else [])],
    }


async def _under_fire(
    running: Desk, kills: int, conversations: int, seed: int
) -> tuple[list[Talk], list[float]]:
    """Conversations begin as kills come, so that each finds some at work."""
    chance = random.Random(seed)
    struck: list[float] = []
    limit = httpx2.Limits(max_connections=AT_ONCE * 2)
    async with httpx2.AsyncClient(base_url=running.url, timeout=10, limits=limit) as http:
        numbers = iter(range(conversations))
        talks: list[Talk] = []

        async def customers() -> None:
            for n in numbers:
                while n > (len(struck) + 1) * conversations / max(kills, 1) + AT_ONCE:
                    await asyncio.sleep(0.02)
                customer = owner_of(n, CUSTOMERS)
                talk = Talk(http, n, order_id(n), customer, patience=PATIENCE_SECONDS)
                talks.append(talk)
                await talk.refund()

        everybody = [asyncio.create_task(customers()) for _ in range(AT_ONCE)]
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0.05, 1.5))
            struck.append(time.monotonic())
            await asyncio.to_thread(running.kill)
            await asyncio.to_thread(running.start)
        async with asyncio.timeout(120):
            await asyncio.gather(*everybody)
    return talks, struck


def _recoveries(talks: list[Talk], struck: list[float]) -> list[float]:
    """For each wait that a kill fell into: how long after the last such kill it was over."""
    found: list[float] = []
    for talk in talks:
        for begun, ended in talk.waits:
            during = [at for at in struck if begun <= at <= ended]
            if during:
                found.append(ended - during[-1])
    return found
