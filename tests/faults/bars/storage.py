"""Of bar 26: the disk is full, or fsync fails. Nothing is acknowledged, reading goes on."""

import asyncio
import os
import resource
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import httpx2

from frontdesk.domain.event import CustomerWrote
from tests.customer import Customer
from tests.faults.bars.ledgers import read_kept
from tests.faults.bars.processes import Desk, desk, program
from tests.faults.bars.shop import write_project

BACK_SECONDS = 30.0
PATIENCE_SECONDS = 35.0
KB = 1024


async def full_disk(folder: Path, *, seed: int = 1, weakness: str = "") -> dict[str, Any]:
    """No file of the desk may grow any more, as if the disk were full; then it may again."""
    project = write_project(folder, orders=1, customers=1)
    with (
        program("tests.faults.bars.told_model") as model,
        desk(project, model, weakness) as running,
    ):

        def fill() -> None:
            wal = (running.data / "desk.db-wal").stat().st_size
            limit = max(wal, (running.data / "desk.db").stat().st_size, 4 * KB)
            resource.prlimit(running.id, resource.RLIMIT_FSIZE, (limit, -1))

        def free() -> None:
            resource.prlimit(running.id, resource.RLIMIT_FSIZE, (-1, -1))

        return await _through(running, fill, free, "full_disk", seed)


async def failing_fsync(folder: Path, *, seed: int = 1, weakness: str = "") -> dict[str, Any]:
    """Each fdatasync of the desk gives EIO for a while."""
    if shutil.which("strace") is None or os.geteuid() != 0:
        return {"bar": "failing_fsync", "skipped": "needs strace and root (apt install strace)"}
    project = write_project(folder, orders=1, customers=1)
    with (
        program("tests.faults.bars.told_model") as model,
        desk(project, model, weakness) as running,
    ):
        tracers: list[subprocess.Popen[bytes]] = []

        def fail() -> None:
            command = ["strace", "-f", "-qq", "-p", str(running.id), "-o", "/dev/null"]
            calls = "fdatasync,fsync"
            faults = ["-e", f"trace={calls}", "-e", f"inject={calls}:error=EIO"]
            tracers.append(subprocess.Popen([*command, *faults]))
            until = time.monotonic() + 20
            status = Path(f"/proc/{running.id}/status")
            while "TracerPid:\t0" in status.read_text() and time.monotonic() < until:
                time.sleep(0.01)

        def mend() -> None:
            tracers[0].terminate()
            tracers[0].wait()

        return await _through(running, fail, mend, "failing_fsync", seed)


async def _through(running: Desk, fail: Any, mend: Any, name: str, seed: int) -> dict[str, Any]:
    acknowledged: list[str] = []
    statuses: list[int] = []
    async with Customer.at(running.url) as customer:
        customer.http.timeout = httpx2.Timeout(60)
        await customer.open()
        acknowledged += await _say(customer, "before", statuses)
        await customer.until("bot.finished", 0, 60)
        await asyncio.to_thread(fail)
        before = len(acknowledged)
        for n in range(12):  # a first small write may still fit
            acknowledged += await _say(customer, f"while it fails {n}: " + "x" * 3000, statuses)
        fitted = len(acknowledged) - before
        reading = (await customer.http.get(customer.path, headers=customer.auth)).status_code
        await asyncio.to_thread(mend)
        mended = time.monotonic()
        while not (said := await _say(customer, "after", statuses)):
            await asyncio.sleep(0.1)
        acknowledged += said
        back = time.monotonic() - mended
        last = (await customer.state())["last"]
        while not await _is_answered(customer) and time.monotonic() - mended < PATIENCE_SECONDS:
            await asyncio.sleep(0.1)
        answered = time.monotonic() - mended
    ended = await asyncio.to_thread(running.stop)
    kept = read_kept(running.data)
    wrote = [event.client_id for event in kept.of(CustomerWrote)]
    missing = sum(wrote.count(id) != 1 for id in acknowledged)
    refused = statuses.count(503)
    misses = {
        "missing": missing,
        "never refused": not refused,
        "other statuses": len(set(statuses) - {202, 503}),
        "reading stopped": reading != 200,
        "not back in time": answered > BACK_SECONDS,
        "exit": ended,
        "stuck": kept.stuck,
    }
    return {
        "bar": name,
        "seed": seed,
        "acknowledged": len(acknowledged),
        "still_fitted": fitted,
        "refused_503": refused,
        "acknowledged_but_missing": missing,
        "reading_status": reading,
        "back_seconds": round(back, 2),
        "all_answered_seconds": round(answered, 2),
        "last": last,
        "missed": [what for what, is_missed in misses.items() if is_missed],
    }


async def _say(customer: Customer, text: str, statuses: list[int]) -> list[str]:
    """Its client_id, if it was acknowledged."""
    answer = await customer.say(text)
    statuses.append(answer.status_code)
    return [str(_client_id(answer))] if answer.is_success else []


def _client_id(answer: httpx2.Response) -> str:
    return str(httpx2.Response(200, content=answer.request.content).json()["client_id"])


async def _is_answered(customer: Customer) -> bool:
    events = (await customer.state())["events"]
    wrote = {e["id"] for e in events if e["event"] == "customer.wrote"}
    answered = {n for e in events if e["event"] == "bot.finished" for n in e["data"]["answers"]}
    return wrote <= answered
