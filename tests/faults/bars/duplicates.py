"""Bar 5: each message is posted three times, and again two days later after a restart."""

import asyncio
import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2

from frontdesk.domain.event import CustomerWrote, TurnEnded
from tests.customer import Customer
from tests.faults.bars.ledgers import read_kept
from tests.faults.bars.processes import program
from tests.faults.bars.shop import write_project
from tests.faults.bars.talk import repeated
from tests.running_desk import open_desk_in_thread

A_TALK = 10
AT_ONCE = 16
DAYS = timedelta(days=2)


class Later:
    """The system's clock, some days ahead."""

    def __init__(self, ahead: timedelta = timedelta(0)) -> None:
        self._ahead = ahead

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead


async def duplicates(folder: Path, *, messages: int, seed: int) -> dict[str, Any]:
    begun = time.monotonic()
    write_project(folder, orders=1, customers=1)
    told: Counter[str] = Counter()
    talks: list[tuple[Customer, list[tuple[str, int]]]] = []
    with program("tests.faults.bars.told_model") as model:
        with open_desk_in_thread(folder, model, project=folder, clock=Later()) as running:
            await _each(messages, lambda n, http: _talk(http, n, seed, talks, told), running.url)
        with open_desk_in_thread(folder, model, project=folder, clock=Later(DAYS)) as running:
            left = dict(enumerate(talks))
            await _each(messages, lambda n, http: _again(http, *left[n], told), running.url)
    kept = read_kept(folder / "data")
    wrote = Counter(event.client_id for event in kept.of(CustomerWrote))
    answered = Counter(
        (id, number)
        for id, log in kept.logs.items()
        for record in log
        if isinstance(record.event, TurnEnded)
        for number in record.event.answers
    )
    figures = {
        "rows": sum(wrote.values()),
        "turns": len(kept.of(TurnEnded)),
        "answered_twice": sum(n > 1 for n in answered.values()),
        "same_number": told["same"],
        "other_number": told["other"],
        "other_text_409": told["409"],
        "other_text_taken": told["taken"],
        "stuck": kept.stuck,
    }
    is_whole = figures["rows"] == figures["turns"] == figures["other_text_409"] == messages
    zero = ("answered_twice", "other_number", "other_text_taken", "stuck")
    return {
        "bar": "duplicates",
        "seed": seed,
        "messages": messages,
        **figures,
        "seconds": round(time.monotonic() - begun),
        "missed": [name for name in zero if figures[name]] + ([] if is_whole else ["rows"]),
    }


async def _each(messages: int, work: Any, url: str) -> None:
    numbers = iter(range(messages // A_TALK))
    async with httpx2.AsyncClient(base_url=url, timeout=600) as http:

        async def some() -> None:
            for number in numbers:
                await work(number, http)

        await asyncio.gather(*(some() for _ in range(AT_ONCE)))


async def _talk(
    http: httpx2.AsyncClient, number: int, seed: int, talks: list[Any], told: Counter[str]
) -> None:
    chance = random.Random(f"{seed} {number}")
    customer = Customer(http)
    await repeated(customer.open)
    kept: list[tuple[str, int]] = []
    talks.append((customer, kept))
    for n in range(A_TALK):
        id = str(UUID(int=chance.getrandbits(128), version=4))
        dropped = asyncio.create_task(customer.say(f"message {n}", id))
        await asyncio.sleep(chance.choice((0, 0.001, 0.005)))
        dropped.cancel()  # this answer is never heard
        post = partial(customer.say, f"message {n}", id)
        posts = [repeated(post) for _ in range(2)]
        heard = {answer.json()["number"] for answer in await asyncio.gather(*posts)}
        told["other"] += len(heard) - 1
        kept.append((id, min(heard)))
        await repeated(partial(customer.until, "bot.finished", min(heard), 600))


async def _again(
    http: httpx2.AsyncClient, customer: Customer, kept: list[tuple[str, int]], told: Counter[str]
) -> None:
    customer.http = http
    for n, (id, number) in enumerate(kept):
        again = await repeated(partial(customer.say, f"message {n}", id))
        told["same" if again.json().get("number") == number else "other"] += 1
        changed = await repeated(partial(customer.say, "Another text.", id))
        told["409" if changed.status_code == 409 else "taken"] += 1
