"""The server is killed: nothing acknowledged is lost, everything is answered once (P1)."""

import asyncio
import random
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest

from tests.customer import Customer
from tests.running_desk import DeskProcess, desk_process
from tests.sandbox_server import RunningSandbox, running_sandbox

QUESTION = "How long does standard delivery take?"
REPLY = ["It takes three business days. ", "Express is faster. ", "It costs more. ", "Your choice."]
WHOLE = "".join(REPLY)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[RunningSandbox]:
    with running_sandbox(first_token_seconds=0.1, tokens_per_second=40) as sandbox:
        yield sandbox


@contextmanager
def desk(folder: Path, sandbox: RunningSandbox, **settings: str) -> Iterator[DeskProcess]:
    """A desk whose model always says the same four sentences, or what is left of them."""
    sandbox.forget()
    reply = {"content": [{"type": "text", "text": text} for text in REPLY]}
    sandbox.script({"times": "always", "reply": reply})
    with desk_process(folder, sandbox.url, **settings) as process:
        yield process


async def first_part(customer: Customer) -> None:
    async with asyncio.timeout(20), aclosing(customer.stream()) as stream:
        async for event in stream:
            if event.name == "bot.part":
                return


async def settled(customer: Customer) -> list[dict]:
    """The visible events once every message has its answer."""
    async with asyncio.timeout(60):
        while True:
            events = (await customer.state())["events"]
            wrote = {e["id"] for e in events if e["event"] == "customer.wrote"}
            if wrote <= set(answers(events)):
                return events
            await asyncio.sleep(0.05)


def answers(events: list[dict]) -> list[int]:
    return [n for e in events if e["event"] == "bot.finished" for n in e["data"]["answers"]]


def text(events: list[dict]) -> str:
    return "".join(e["data"]["text"] for e in events if e["event"] == "bot.part")


async def test_killed_in_mid_answer_the_reply_goes_on_where_it_was(tmp_path, sandbox):
    with desk(tmp_path, sandbox) as process:
        async with Customer.at(process.url) as customer:
            await customer.open(text=QUESTION)
            await first_part(customer)
            process.kill()
            process.start()
            events = await settled(customer)

    parts = [e["data"]["part"] for e in events if e["event"] == "bot.part"]
    assert parts == list(range(1, len(parts) + 1))
    assert text(events).startswith(REPLY[0].strip())
    assert len(answers(events)) == 1
    # The request that was cut off may be the last that the sandbox is done with.
    asked = [request["messages"] for request in sandbox.requests()]
    (said,) = [each[-2] for each in asked if len(each) > 1 and each[-2]["role"] == "assistant"]
    assert REPLY[0].strip() in str(said)


async def test_stopped_by_sigterm_it_finishes_tells_its_listeners_and_ends_well(tmp_path, sandbox):
    with desk(tmp_path, sandbox) as process:
        async with Customer.at(process.url) as customer:
            await customer.open(text=QUESTION)
            await first_part(customer)
            connected = asyncio.Event()
            listening = asyncio.create_task(to_the_end(customer, connected))
            async with asyncio.timeout(20):
                await connected.wait()
                await asyncio.to_thread(process.stop, signal.SIGTERM)
                heard = await listening

    assert process.process.returncode == 0
    assert "bot.finished" in heard
    assert heard.endswith("retry: 1000\n\n")
    assert "Traceback" not in process.output()


async def to_the_end(customer: Customer, connected: asyncio.Event) -> str:
    """Everything that a listener's connection carries."""
    address = f"{customer.path}/events"
    async with customer.http.stream("GET", address, headers=customer.auth) as response:
        connected.set()
        return "".join([text async for text in response.aiter_text()])


async def test_what_does_not_finish_in_time_goes_on_in_the_next_process(tmp_path, sandbox):
    with desk(tmp_path, sandbox, FRONTDESK_SERVER__DRAIN_SECONDS="1") as process:
        sandbox.forget()
        endless = {"pace": {"first_token_seconds": 0.1, "tokens_per_second": 25}}
        reply = {"content": [{"type": "text", "text": text * 9} for text in REPLY]}
        sandbox.script({"reply": reply, **endless}, {"reply": {"text": "The end."}})
        async with Customer.at(process.url) as customer:
            await customer.open(text=QUESTION)
            await first_part(customer)
            process.stop(signal.SIGTERM)  # within 20 s, or this raises
            assert process.process.returncode == 0
            process.start()
            events = await settled(customer)

    assert len(answers(events)) == 1


async def test_killed_at_random_nothing_acknowledged_is_lost_or_answered_twice(
    tmp_path, sandbox, rounds
):
    chance = random.Random(20261121)
    acknowledged: Counter[str] = Counter()
    with desk(tmp_path, sandbox) as process:
        async with Customer.at(process.url) as customer:
            await customer.open()
            for _ in range(rounds):
                pending = [asyncio.create_task(keep_sending(customer)) for _ in range(2)]
                await asyncio.sleep(chance.uniform(0.0, 1.2))
                process.kill()
                process.start()
                acknowledged.update(await asyncio.gather(*pending))
            events = await settled(customer)

    wrote = Counter(e["data"]["client_id"] for e in events if e["event"] == "customer.wrote")
    assert wrote == acknowledged
    assert set(wrote.values()) == {1}
    numbers = [e["id"] for e in events if e["event"] == "customer.wrote"]
    assert sorted(answers(events)) == numbers


async def keep_sending(customer: Customer) -> str:
    """As the widget does: the same message under the same client_id until it is acknowledged."""
    client_id = str(uuid4())
    async with asyncio.timeout(60):
        while True:
            try:
                response = await customer.say(QUESTION, client_id)
                if response.is_success:
                    return client_id
            except httpx2.HTTPError:
                await asyncio.sleep(0.05)


async def test_a_second_desk_on_the_same_data_is_refused(tmp_path, sandbox):
    with desk(tmp_path, sandbox) as process:
        second = DeskProcess(tmp_path, sandbox.url)
        with pytest.raises(AssertionError, match="Another desk is already running"):
            second.start()
        async with httpx2.AsyncClient() as http:
            assert (await http.get(f"{process.url}/readyz")).is_success
