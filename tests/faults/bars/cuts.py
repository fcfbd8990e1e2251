"""Bar 7: the model's stream is cut at every event and at every byte of a reply with a call."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2

from frontdesk.domain.event import (
    ActionStarted,
    ConfirmationOffered,
    Recorded,
    ReplyPartSent,
)
from tests.customer import Customer
from tests.faults.bars.ledgers import read_kept
from tests.faults.bars.shop import KEY, order_id, owner_of, signed_in, write_project
from tests.faults.bars.talk import repeated
from tests.running_desk import open_desk_in_thread
from tests.sandbox_server import running_sandbox

AT_ONCE = 16
CUSTOMERS = 20
SAID = "Let me see to that. "
GOES_ON = "Here is what I know."
Cut = dict[str, Any]


async def cut(
    folder: Path, *, step: int = 1, kinds: tuple[str, ...] = ("eof", "drop"), seed: int = 1
) -> dict[str, Any]:
    """`step`: only every so many-th byte."""
    begun = time.monotonic()
    write_project(folder, orders=CUSTOMERS, customers=CUSTOMERS)
    slow: list[float] = []
    with (
        running_sandbox(keep_requests=1) as sandbox,
        open_desk_in_thread(folder, sandbox.url, project=folder, identity_keys=(KEY,)) as running,
    ):
        places = list(_places(_length(sandbox.url), step, kinds))
        left = iter(enumerate(places))

        async def customers() -> None:
            for number, place in left:
                reply = {"content": _content(number)}
                match = {"text": f"cut {number}."}
                await asyncio.to_thread(
                    sandbox.script,
                    {"match": match, "reply": reply, "fault": place},
                    {"match": match, "reply": {"text": GOES_ON}, "times": "always"},
                )
                async with Customer.at(running.url) as customer:
                    began = time.monotonic()
                    identity = signed_in(owner_of(number, CUSTOMERS))
                    customer.http.timeout = httpx2.Timeout(600)
                    id = str(uuid4())
                    opening = partial(customer.open, text=f"cut {number}.", identity=identity)
                    opened = await repeated(partial(opening, client_id=id))
                    assert opened.is_success, opened.text
                    await repeated(partial(customer.until, "bot.finished", seconds=600))
                    slow.append(time.monotonic() - began)

        await asyncio.gather(*(customers() for _ in range(AT_ONCE)))
    kept = read_kept(folder / "data")
    run = len(kept.of(ActionStarted)) + len(kept.of(ConfirmationOffered))
    unfinished = sum(_ended_partial(log) for log in kept.logs.values())
    late = sum(seconds > 60 for seconds in slow)
    return {
        "bar": "cuts",
        "seed": seed,
        "cuts": len(places),
        "tools_run": run,
        "partial_as_final": unfinished,
        "stuck": kept.stuck,
        "later_than_60_seconds": late,
        "slowest_seconds": round(max(slow), 1),
        "seconds": round(time.monotonic() - begun),
        "missed": [
            name
            for name, n in (("tools_run", run), ("partial_as_final", unfinished), ("late", late))
            if n
        ],
    }


def _content(number: int) -> list[dict[str, Any]]:
    asked = {"order_id": order_id(number % CUSTOMERS), "reason": "defective", "lines": ["1"]}
    return [
        {"type": "text", "text": SAID},
        {"type": "tool_use", "name": "process_refund", "input": asked},
    ]


def _length(url: str) -> int:
    """Of the shortest such reply, in bytes."""
    entry = {"reply": {"content": _content(0)}}
    httpx2.post(f"{url}/sandbox/script", json=[entry])
    tool = {"name": "process_refund", "input_schema": {"type": "object"}}
    body = {
        "model": "claude-haiku-5-5",
        "max_tokens": 500,
        "stream": True,
        "tools": [tool],
        "messages": [{"role": "user", "content": "?"}],
    }
    headers = {"x-api-key": "sk-test", "anthropic-version": "2023-06-01"}
    return len(httpx2.post(f"{url}/v1/messages", json=body, headers=headers).content) - 8


def _places(length: int, step: int, kinds: tuple[str, ...]) -> Iterator[Cut]:
    for kind in kinds:
        yield from ({"kind": kind, "after_bytes": at} for at in range(0, length, step))
        yield from ({"kind": kind, "before": name} for name in ("message_delta", "message_stop"))
        yield from ({"kind": kind, "after_events": at} for at in range(8))


def _ended_partial(log: Sequence[Recorded]) -> bool:
    """Whether a reply stayed as it was cut off: not begun anew, and not gone on with."""
    shown = "".join(r.event.text for r in log if isinstance(r.event, ReplyPartSent)).strip()
    return shown != GOES_ON and not shown.startswith(SAID)
