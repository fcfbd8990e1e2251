"""The official SDK's own helpers work against the stand-in as they do against Claude."""

from typing import Literal

import anthropic
import pytest
from anthropic import AsyncAnthropic, beta_async_tool
from pydantic import BaseModel

from tests.sandbox_server import RunningSandbox

ASKED = {"role": "user", "content": "Where is train 4711?"}
CALL = {"type": "tool_use", "name": "find_train", "input": {"number": "4711"}}


class Reading(BaseModel):
    mood: Literal["angry", "neutral"]
    score: int
    note: str | None


@beta_async_tool(strict=True)
async def find_train(number: str) -> str:
    """Looks up a train.

    Args:
        number: Number of the train
    """
    return f"Train {number} is on time."


async def test_a_typed_answer_is_parsed(claude: AsyncAnthropic) -> None:
    message = await claude.messages.parse(
        model="claude-haiku-5-5",
        max_tokens=200,
        messages=[{"role": "user", "content": "Hm."}],
        output_format=Reading,
    )

    assert isinstance(message.parsed_output, Reading)


async def test_the_tool_runner_sends_thinking_and_calls_back(
    sandbox: RunningSandbox, claude: AsyncAnthropic
) -> None:
    sandbox.script({"reply": {"content": [{"type": "thinking"}, CALL]}})
    runner = claude.beta.messages.tool_runner(
        model="claude-haiku-5-5",
        max_tokens=300,
        messages=[ASKED],  # type: ignore[list-item]
        tools=[find_train],
        thinking={"type": "adaptive"},
        thread=False,
    )
    kinds = [[block.type for block in message.content] async for message in runner]

    assert kinds[0] == ["thinking", "tool_use"]
    assert kinds[1][0] == "thinking"
    results = sandbox.requests()[1]["messages"][-1]["content"]
    assert [result["type"] for result in results] == ["tool_result"]


async def test_threads_are_not_offered(claude: AsyncAnthropic) -> None:
    runner = claude.beta.messages.tool_runner(
        model="claude-haiku-5-5",
        max_tokens=300,
        messages=[ASKED],  # type: ignore[list-item]
        tools=[find_train],
    )

    with pytest.raises(anthropic.BadRequestError) as refused:
        await runner.until_done()
    assert refused.value.api_message == "thread: Extra inputs are not permitted"
