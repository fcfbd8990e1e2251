"""Every message sent three times and more: how many rows and turns come of it.

`python -m bench.repeats --messages 10000` sends each twice at once, some of them by a client that
does not wait for the answer, and once more after a restart; then another text under the same id.
Prints one JSON line, ends with 1 on a miss.
"""

import argparse
import asyncio
import json
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import httpx2

from tests.running_desk import DeskProcess, desk_process
from tests.sandbox_server import running_sandbox

AT_ONCE = 40
PATIENCE = 600  # seconds for the last answer
IMPATIENT = 0.1  # of the messages: sent once by a client that leaves at once


@dataclass(frozen=True, slots=True)
class Message:
    client_id: str
    text: str
    is_left: bool
    is_control: bool

    def body(self, text: str = "") -> dict[str, str]:
        """As a control under a new id each time: then the desk cannot know it again."""
        id = str(uuid4()) if self.is_control else self.client_id
        return {"client_id": id, "text": text or self.text}


def messages(count: int, seed: int, *, is_control: bool) -> Sequence[Message]:
    chance = random.Random(seed)
    return [
        Message(
            str(UUID(int=chance.getrandbits(128), version=4)),
            f"Hi, this is message {number}.",
            chance.random() < IMPATIENT,
            is_control,
        )
        for number in range(count)
    ]


async def send_all(
    desk: DeskProcess, all: Sequence[Message], times: int, *, other: str = ""
) -> Counter[int]:
    """Each so often at once, opening its conversation; statuses of what was answered."""
    statuses: Counter[int] = Counter()
    limit = asyncio.Semaphore(AT_ONCE)
    async with httpx2.AsyncClient(base_url=desk.url, timeout=60) as http:

        async def post(message: Message) -> int:
            body = message.body(other)
            return (await http.post("/api/v1/conversations", json=body)).status_code

        async def send(message: Message) -> None:
            async with limit:
                if message.is_left and times > 1:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(0.005):
                            await post(message)
                statuses.update(await asyncio.gather(*(post(message) for _ in range(times))))

        await asyncio.gather(*(send(message) for message in all))
    return statuses


async def answered(database: Path) -> None:
    """Once the desk owes nobody an answer."""
    until = time.monotonic() + PATIENCE
    while counted(database, "SELECT count(*) FROM turn_owed") and time.monotonic() < until:
        await asyncio.sleep(0.2)


def counted(database: Path, query: str) -> int:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30) as connection:
        return connection.execute(query).fetchone()[0]


async def check(count: int, seed: int, *, is_control: bool = False) -> dict[str, object]:
    all = messages(count, seed, is_control=is_control)
    with (
        running_sandbox() as sandbox,
        tempfile.TemporaryDirectory() as folder,
        desk_process(Path(folder), sandbox.url) as desk,
    ):
        sandbox.script({"times": "always", "reply": {"text": "Thank you."}})
        database = Path(folder) / "data" / "desk.db"
        first = await send_all(desk, all, 2)
        await answered(database)
        desk.kill()
        desk.start()
        again = await send_all(desk, all, 1)
        changed = await send_all(desk, all, 1, other="Another text")
        await answered(database)
        named = "SELECT count(*) FROM event WHERE name = '{}'"
        return {
            "messages": count,
            "seed": seed,
            "posts": sum((first + again + changed).values()),
            "rows": counted(database, named.format("CustomerWrote")),
            "turns": counted(database, named.format("TurnEnded")),
            "same_after_restart": again[200],
            "other_text_refused": changed[409],
            "server_errors": sum(n for status, n in (first + again).items() if status >= 500),
        }


def is_good(found: dict[str, object]) -> bool:
    count = found["messages"]
    same = ("rows", "turns", "same_after_restart", "other_text_refused")
    return all(found[name] == count for name in same) and not found["server_errors"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--control", action="store_true", help="under new ids: it must fail")
    given = parser.parse_args()
    begun = time.monotonic()
    found = asyncio.run(check(given.messages, given.seed, is_control=given.control))
    print(json.dumps({"bar": "repeats", **found, "seconds": round(time.monotonic() - begun, 1)}))
    sys.exit(0 if is_good(found) else 1)


if __name__ == "__main__":
    main()
