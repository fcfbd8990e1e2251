"""What every keeper of the port Model promises."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import aclosing
from typing import Any

import pytest

from frontdesk.adapters.claude import Claude
from frontdesk.adapters.memory.model import BreaksOff, Cites, Line, Says, ScriptedModel
from frontdesk.domain.event import Usage
from frontdesk.domain.passage import PassageId
from frontdesk.errors import (
    ModelBusy,
    ModelFailed,
    ModelKeyRefused,
    ModelOverloaded,
    ModelReplyBroken,
    ModelTooSlow,
)
from frontdesk.ports.model import BlockClosed, Cited, Ended, Model, Pause, Request, Streamed, Text
from tests.sandbox_server import RunningSandbox, running_sandbox

SOURCE = PassageId("shipping/times#1")
QUOTE = "Parcels take 2 to 4 days."
ANSWER = Says(("We are quick: ", Cites("2 to 4 days.", SOURCE, QUOTE), " Anything else?"))
ASKED = Request(
    model="claude-haiku-5-5",
    max_tokens=500,
    system=[{"type": "text", "text": "Be kind."}],
    messages=[
        {
            "role": "user",
            "content": [
                {
                    "type": "search_result",
                    "source": SOURCE,
                    "title": "Shipping",
                    "content": [{"type": "text", "text": QUOTE}],
                    "citations": {"enabled": True},
                },
                {"type": "text", "text": "How long does it take?"},
            ],
        }
    ],
)

Keeper = Callable[..., Model]
"""Makes a model that plays the lines, one a call."""


@pytest.fixture(scope="module")
def sandbox() -> Generator[RunningSandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture(params=["scripted", "claude"])
async def keeper(request: pytest.FixtureRequest) -> AsyncGenerator[Keeper]:
    if request.param == "scripted":
        yield lambda *lines: ScriptedModel(lines)
        return
    sandbox: RunningSandbox = request.getfixturevalue("sandbox")
    sandbox.forget()
    async with aclosing(Claude(api_key="k", base_url=sandbox.url)) as claude:

        def plays(*lines: Line) -> Model:
            sandbox.script(*map(entry, lines))
            return claude

        yield plays


def entry(line: Line) -> dict[str, Any]:
    """The line in the sandbox's words."""
    match line:
        case ModelFailed():
            wait = None if line.retry_after is None else str(line.retry_after)
            return {"error": {"status": STATUS[type(line)], "retry_after": wait}}
        case BreaksOff():
            fault = FAULT[type(line.failure)] | {"after_text": line.after}
            return entry(line.says) | {"fault": fault, "pace": {"delta_characters": 1}}
        case Says():
            reply: dict[str, Any] = {
                "content": list(map(block, line.parts)),
                "stop_reason": line.stop_reason,
                "usage": counted(line.usage),
            }
            pause = line.pause_seconds
            pace = {
                "first_token_seconds": pause,
                "tokens_per_second": 1 / pause if pause else None,
            }
            return {"reply": reply, "pace": pace}
        case str():
            return entry(Says((line,)))


STATUS = {ModelBusy: 429, ModelOverloaded: 529, ModelKeyRefused: 401}
FAULT = {ModelReplyBroken: {"kind": "eof"}, ModelOverloaded: {"kind": "error_event"}}


def block(part: str | Cites) -> dict[str, Any]:
    if isinstance(part, str):
        return {"type": "text", "text": part}
    citation = {
        "type": "search_result_location",
        "cited_text": part.quote,
        "source": part.source,
        "title": None,
        "search_result_index": 0,
        "start_block_index": 0,
        "end_block_index": 1,
    }
    return {"type": "text", "text": part.text, "citations": [citation]}


def counted(usage: Usage) -> dict[str, Any]:
    return {
        "input_tokens": usage.input,
        "output_tokens": usage.output,
        "cache_read_input_tokens": usage.cache_read,
        "cache_creation_input_tokens": usage.cache_write_5m + usage.cache_write_1h,
        "cache_creation": {
            "ephemeral_5m_input_tokens": usage.cache_write_5m,
            "ephemeral_1h_input_tokens": usage.cache_write_1h,
        },
    }


async def heard(model: Model, request: Request = ASKED) -> list[Streamed]:
    items: list[Streamed] = []
    await listen(model, items, request)
    return items


async def listen(
    model: Model, to: list[Streamed], request: Request = ASKED, *, deadline: float = 5
) -> None:
    async with model.answer(request, deadline=deadline) as stream:
        async for item in stream:
            to.append(item)  # noqa: PERF401 - what came before a failure counts


def said(items: Sequence[Streamed], block: int) -> str:
    return "".join(item.text for item in items if isinstance(item, Text) and item.block == block)


async def test_texts_and_citations_come_within_their_block_and_the_end_comes_last(
    keeper: Keeper,
) -> None:
    items = await heard(keeper(ANSWER))

    assert [said(items, block) for block in range(3)] == [
        "We are quick: ",
        "2 to 4 days.",
        " Anything else?",
    ]
    assert [item for item in items if isinstance(item, Cited)] == [Cited(1, SOURCE, QUOTE)]
    content = [item for item in items if not isinstance(item, Pause | Ended)]
    places = [item.block for item in content]
    assert places == sorted(places)
    assert [at for at, item in enumerate(content) if isinstance(item, BlockClosed)] == [
        max(at for at, place in enumerate(places) if place == block) for block in range(3)
    ]
    assert [at for at, item in enumerate(items) if isinstance(item, Ended)] == [len(items) - 1]


async def test_before_it_waits_for_more_it_says_so(keeper: Keeper) -> None:
    slow = Says(("One. Two.",), pause_seconds=0.05)

    items = await heard(keeper(slow))

    first = next(at for at, item in enumerate(items) if isinstance(item, Text))
    assert any(isinstance(item, Pause) for item in items[first:])
    assert not isinstance(items[0], Pause)


async def test_the_end_carries_what_is_sent_back(keeper: Keeper) -> None:
    model = keeper(ANSWER, "You are welcome.")

    *_, ended = await heard(model)
    assert isinstance(ended, Ended)
    again = Request(
        ASKED.model,
        ASKED.max_tokens,
        ASKED.system,
        [
            *ASKED.messages,
            {"role": "assistant", "content": json.loads(json.dumps(ended.blocks))},
            {"role": "user", "content": "Thanks!"},
        ],
    )
    *_, last = await heard(model, again)

    assert ended.message
    assert ended.stop_reason == "end_turn"
    assert ended.blocks == tuple(map(block, ANSWER.parts))
    assert isinstance(last, Ended)
    assert last.message != ended.message


async def test_the_end_counts_the_tokens(keeper: Keeper) -> None:
    usage = Usage(input=3, cache_read=5, cache_write_5m=7, cache_write_1h=11, output=13)

    *_, ended = await heard(keeper(Says(("Hi.",), usage=usage)))

    assert isinstance(ended, Ended)
    assert ended.usage == usage


@pytest.mark.parametrize("stop_reason", ["max_tokens", "refusal"])
async def test_a_reply_says_why_it_stopped(keeper: Keeper, stop_reason: str) -> None:
    *_, ended = await heard(keeper(Says(("Well",), stop_reason=stop_reason)))

    assert isinstance(ended, Ended)
    assert ended.stop_reason == stop_reason


@pytest.mark.parametrize(
    "failure",
    [ModelBusy(retry_after=86_400), ModelOverloaded(), ModelKeyRefused()],
    ids=lambda failure: type(failure).__name__,
)
async def test_a_refusal_is_a_model_failure(keeper: Keeper, failure: ModelFailed) -> None:
    model = keeper(failure, "Now it works.")

    with pytest.raises(type(failure)) as error:
        await heard(model)

    assert error.value.retry_after == failure.retry_after
    assert said(await heard(model), 0) == "Now it works."


@pytest.mark.parametrize("failure", [ModelReplyBroken(), ModelOverloaded()], ids=repr)
@pytest.mark.parametrize("after", [0, 1, 9, 14, 20, 41])
async def test_a_reply_that_breaks_off_is_no_reply(
    keeper: Keeper, after: int, failure: ModelFailed
) -> None:
    items: list[Streamed] = []

    with pytest.raises(type(failure)):
        await listen(keeper(BreaksOff(ANSWER, after, failure)), items)

    assert not any(isinstance(item, Ended) for item in items)
    assert (
        "".join(said(items, block) for block in range(3))
        == ("We are quick: 2 to 4 days. Anything else?"[:after])
    )


async def test_a_slow_reply_ends_at_the_deadline(keeper: Keeper) -> None:
    model = keeper(Says(("Wait for it.",), pause_seconds=30))

    async with asyncio.timeout(5):
        with pytest.raises(ModelTooSlow):
            await listen(model, [], deadline=0.1)


async def test_a_reply_can_be_left_in_the_middle(keeper: Keeper) -> None:
    model = keeper(ANSWER, "And now?")

    async with model.answer(ASKED, deadline=5) as stream:
        await anext(stream)

    assert said(await heard(model), 0) == "And now?"


async def test_a_cancelled_reply_stays_cancelled(keeper: Keeper) -> None:
    turn = asyncio.create_task(heard(keeper(Says(("Wait for it.",), pause_seconds=30))))
    await asyncio.sleep(0.1)

    turn.cancel()

    with pytest.raises(asyncio.CancelledError):
        await turn


async def test_replies_at_the_same_time_do_not_mix(keeper: Keeper) -> None:
    texts = {f"{number} " * 200 for number in range(8)}
    model = keeper(*texts)

    replies = await asyncio.gather(*(heard(model) for _ in texts))

    assert {said(items, 0) for items in replies} == texts


async def test_the_scripted_model_keeps_what_it_was_asked_and_says_when_it_runs_out() -> None:
    model = ScriptedModel(["Hi."])

    await heard(model)

    assert model.requests == [ASKED]
    with pytest.raises(LookupError, match="call 2"):
        await heard(model)
