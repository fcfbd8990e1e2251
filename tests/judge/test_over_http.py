"""The judged answers are those of `/v1/messages`, asked by the official client."""

import pytest
from anthropic import AsyncAnthropic

from tests.judge.orders import PROMPT, UNKNOWN, asked, renamed
from tests.judge.passages import SHARED
from tests.sandbox_server import running_sandbox

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason=f"no shared data at {SHARED}")


async def test_tools_and_fallback_over_http() -> None:
    offered, names = renamed(seed=11)
    request = next(iter(asked(3)))
    shared = {"model": "claude-haiku-5-5", "max_tokens": 500, "system": PROMPT, "tools": offered}

    with running_sandbox() as sandbox:
        async with AsyncAnthropic(base_url=sandbox.url, api_key="any") as claude:
            called = await claude.messages.create(
                **shared, messages=[{"role": "user", "content": request.text}]
            )
            unknown = await claude.messages.create(
                **shared, messages=[{"role": "user", "content": "How high is the moon?"}]
            )

    assert called.stop_reason == "tool_use"
    assert [names[b.name] for b in called.content if b.type == "tool_use"] == [request.tool]
    assert [b.text for b in unknown.content if b.type == "text"] == [UNKNOWN]
