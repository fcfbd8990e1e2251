"""Bar 2: killed at every write, fsync and send of a refund turn, one after the other.

A tracer lets the N-th call of one kind, in whichever thread comes to it first, end the process;
N grows until the turn survives. What is left must be finished by the next process, once.
"""

import asyncio
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx2

from tests.faults.bars.ledgers import compared, missed, paid_by, read_kept
from tests.faults.bars.processes import Desk, desk, program
from tests.faults.bars.shop import order_id, owner_of, write_project
from tests.faults.bars.talk import Talk

CALLS = ("pwrite64", "fdatasync", "fsync", "write", "sendto", "sendmsg", "writev")
CUSTOMERS = 50
MOST = 400  # of one kind in a turn


async def crash_points(
    folder: Path,
    *,
    calls: Sequence[str] = CALLS,
    step: int = 1,
    seed: int = 1,
    forgets_keys: bool = False,
) -> dict[str, Any]:
    """`step`: every so many-th point only. `forgets_keys`: the control, as of the kills."""
    if shutil.which("strace") is None or os.geteuid() != 0:
        return {"bar": "crash_points", "skipped": "needs strace and root (apt install strace)"}
    begun = time.monotonic()
    words = ("forgets",) if forgets_keys else ()
    tried: dict[str, int] = {}
    talks: list[Talk] = []
    with (
        program("tests.faults.bars.told_model") as model,
        program("tests.faults.bars.payments_process", "0", str(seed), *words) as payments,
    ):
        project = write_project(folder, orders=4000, customers=CUSTOMERS, payments=payments)
        with desk(project, model) as running:
            running.stop()
            for call in calls:
                tried[call] = 0
                for n in range(1, MOST, step):
                    if not await _dies_at(running, call, n, talks):
                        break
                    tried[call] += 1
        figures = compared(talks, read_kept(running.data), paid_by(payments)[0])
    broken = missed(figures)
    return {
        "bar": "crash_points",
        "seed": seed,
        "control": forgets_keys,
        "points": sum(tried.values()),
        "by_call": tried,
        **figures,
        "seconds": round(time.monotonic() - begun),
        "missed": broken,
    }


async def _dies_at(running: Desk, call: str, n: int, talks: list[Talk]) -> bool:
    """Whether the refund turn came as far as this call; it is finished in any case."""
    running.start(held=True)
    while _state(running.id) != "T":  # else it would miss the signal to go on
        await asyncio.sleep(0.005)
    fault = f"inject={call}:signal=KILL:when={n}"
    tracer = await asyncio.create_subprocess_exec(
        *("strace", "-f", "-qq", "-p", str(running.id), "-o", "/dev/null"),
        *("-e", f"trace={call}", "-e", fault),
        stderr=subprocess.DEVNULL,
    )
    await _until_traced(running.id)
    os.kill(running.id, signal.SIGCONT)
    async with httpx2.AsyncClient(base_url=running.url, timeout=10) as http:
        number = len(talks)
        talk = Talk(http, number, order_id(number), owner_of(number, CUSTOMERS))
        talks.append(talk)
        refund = asyncio.create_task(talk.refund())
        died = await _died(running.id, refund)
        if died:
            running.ended()
            await tracer.wait()
            await asyncio.to_thread(running.start)
        await refund
    await asyncio.to_thread(running.stop)
    if not died:
        await tracer.wait()
    return died


def _state(id: int) -> str:
    return _told(id, "stat").rpartition(")")[2].split()[0]


def _told(id: int, what: str) -> str:
    return Path(f"/proc/{id}/{what}").read_text()


async def _until_traced(id: int) -> None:
    async with asyncio.timeout(20):
        while "TracerPid:\t0" in _told(id, "status"):
            await asyncio.sleep(0.01)


async def _died(id: int, refund: asyncio.Task[None]) -> bool:
    while not refund.done():
        if _state(id) == "Z":
            return True
        await asyncio.sleep(0.02)
    return False
