"""Bar 6: the payment side loses, delays, repeats and contradicts its answers."""

import asyncio
import time
from pathlib import Path
from typing import Any

import httpx2

from tests.faults.bars.ledgers import compared, missed, paid_by, read_kept
from tests.faults.bars.processes import desk, program
from tests.faults.bars.shop import order_id, owner_of, write_project
from tests.faults.bars.talk import Talk

CUSTOMERS = 50
AT_ONCE = 40
LEAST_PAID = 0.95  # of the refunds; a payment that stays unclear goes to a person, rarely
SETTLED_SECONDS = 60.0  # after a press: settled, or with a person


class Asking(Talk):
    """Waits for the receipt, for a no, or for a person to have it."""

    async def refund(self) -> None:
        async with asyncio.timeout(self.patience):
            await self.open(f"refund {self.order}")
            await self.press((await self.until(_card))["id"])
            await self.until(_settled)


async def unknown(
    folder: Path, *, refunds: int, rate: float, seed: int, forgets_keys: bool = False
) -> dict[str, Any]:
    """`forgets_keys`: the control, a payment side that pays each call again."""
    begun = time.monotonic()
    words = ("forgets",) if forgets_keys else ()
    with (
        program("tests.faults.bars.told_model") as model,
        program("tests.faults.bars.payments_process", str(rate), str(seed), *words) as payments,
    ):
        project = write_project(folder, orders=refunds, customers=CUSTOMERS, payments=payments)
        with desk(project, model) as running:
            numbers = iter(range(refunds))
            talks: list[Asking] = []
            late: list[int] = []

            async with httpx2.AsyncClient(base_url=running.url, timeout=30) as http:

                async def customers() -> None:
                    for n in numbers:
                        talk = Asking(http, n, order_id(n), owner_of(n, CUSTOMERS), patience=200)
                        talks.append(talk)
                        await talk.refund()
                        begun, ended = talk.waits[-1]
                        if ended - begun > SETTLED_SECONDS:
                            late.append(n)

                await asyncio.gather(*(customers() for _ in range(AT_ONCE)))
            running.stop()
        paid, mishaps = paid_by(payments)
        figures = compared(talks, read_kept(running.data), paid)
    figures |= {"paid": len(paid), "unresolved_without_person": len(late)}
    short = {"paid": len(paid) < LEAST_PAID * refunds, "unresolved_without_person": bool(late)}
    return {
        "bar": "unknown",
        "seed": seed,
        "refunds": refunds,
        "rate": rate,
        "control": forgets_keys,
        "mishaps": sum(mishaps.values()),
        **figures,
        "seconds": round(time.monotonic() - begun),
        "missed": [*missed(figures), *(name for name, is_short in short.items() if is_short)],
    }


def _card(state: dict[str, Any]) -> dict[str, Any] | None:
    offered = [e["data"] for e in state["events"] if e["event"] == "confirmation.offered"]
    return offered[0] if offered else None


def _settled(state: dict[str, Any]) -> bool | None:
    names = {event["event"] for event in state["events"]}
    refused = any(event["data"].get("code") == "refund_refused" for event in state["events"])
    return True if refused or names & {"receipt", "handover.started"} else None
