"""A desk that is killed right after a handover owes the summary and the webhook, and gives both."""

import asyncio
import time

from frontdesk.assembly.storage import open_storage
from frontdesk.domain.event import ConversationId, HandoverStarted, HandoverSummarized
from tests.customer import Customer
from tests.receiver import receiver
from tests.running_desk import desk_process
from tests.sandbox_server import running_sandbox


async def test_what_a_killed_desk_owed_is_done_once_by_the_next(tmp_path):
    with receiver() as heard, running_sandbox() as sandbox:
        settings = {
            "FRONTDESK_WEBHOOKS__URLS": f'["{heard.url}"]',
            "FRONTDESK_WEBHOOKS__SECRET": "c2lnbmVkLWJ5LXRoZS1kZXNrLWl0c2VsZi0x",
        }
        with desk_process(tmp_path, sandbox.url, **settings) as process:
            async with Customer.at(process.url) as customer:
                await customer.open()
                await customer.ask_for_person(reason="Please call me.")
            process.kill()  # most often before anything of it is done
            process.start()
            await asyncio.to_thread(heard.wait_for, 1)
            until = time.monotonic() + 30
            while HandoverSummarized not in await log_of(process, customer):
                assert time.monotonic() < until
                await asyncio.sleep(0.05)

    assert set(heard.ids) == {f"webhook_{customer.conversation}_2"}
    assert await log_of(process, customer) == [HandoverStarted, HandoverSummarized]


async def log_of(process, customer):
    with open_storage(process.folder / "data") as storage:
        records = await storage.conversations.read(ConversationId(customer.conversation))
    kinds = [type(record.event) for record in records]
    return [kind for kind in kinds if kind in {HandoverStarted, HandoverSummarized}]
