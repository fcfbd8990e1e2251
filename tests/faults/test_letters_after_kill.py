"""A desk that is killed while it writes to customers who left writes to each of them once."""

import asyncio
import random
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from frontdesk.assembly.people import open_people
from frontdesk.assembly.storage import open_storage
from frontdesk.domain.event import ConversationId
from frontdesk.settings import Settings
from frontdesk.turns.presence import GRACE
from tests.customer import Customer
from tests.faults.test_bars import SOAK
from tests.running_desk import desk_process
from tests.sandbox_server import running_sandbox

SEED, KILLS, CUSTOMERS = 1, 3, 12


async def test_each_customer_gets_one_letter_whenever_the_desk_dies(tmp_path, rounds):
    if rounds < SOAK:
        pytest.skip("a minute: `make faults`")
    chance = random.Random(SEED)
    settings = {"FRONTDESK_MAIL__URL": f"file:{tmp_path}/outbox"}
    settings["FRONTDESK_MAIL__ANSWERS_AFTER_SECONDS"] = "1"
    with (
        running_sandbox() as sandbox,
        desk_process(tmp_path, sandbox.url, **settings) as process,
    ):
        ids = [await leaves(process.url, f"c{n}@mail.example") for n in range(CUSTOMERS)]
        await answer(tmp_path, ids)
        for _ in range(KILLS):
            process.kill()
            process.start()
            # All are due at once when pages had the time to come back.
            await asyncio.sleep(GRACE.total_seconds() - 1 + 1.2 * chance.random())
        process.kill()
        process.start()
        async with asyncio.timeout(30):
            while await owed(tmp_path):
                await asyncio.sleep(0.1)

    letters = [
        message_from_bytes(file.read_bytes(), policy=policy.default)
        for file in (tmp_path / "outbox").glob("*.eml")
    ]
    assert sorted(letter["To"] for letter in letters) == sorted(
        f"c{n}@mail.example" for n in range(CUSTOMERS)
    )
    assert all("First.\n" in str(each) and "Second.\n" in str(each) for each in letters)


async def leaves(url: str, address: str) -> ConversationId:
    async with Customer.at(url) as customer:
        await customer.open()
        await customer.ask_for_person()
        await customer.say(f"Write to {address}")
    return ConversationId(customer.conversation)


async def answer(folder: Path, ids: list[ConversationId]) -> None:
    with open_people(Settings().overridden(data={"path": folder / "data"})) as (*_, casework):
        for id in ids:
            for text in ("First.", "Second."):
                await casework.reply(id, text, text, name="Ana")


async def owed(folder: Path) -> bool:
    with open_storage(folder / "data") as storage:
        return bool(await storage.outbox.listed("mail"))
