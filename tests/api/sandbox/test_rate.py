"""Rate limits: nothing trips unasked, headers on every answer, and the bucket's own arithmetic."""

import anthropic
import httpx2
import pytest
from anthropic import AsyncAnthropic

from frontdesk.sandbox import Limits
from tests.api.sandbox.museum import asking, user
from tests.sandbox_server import RunningSandbox, running_sandbox

LONG = "All of this has been said before. " * 80


async def test_every_answer_tells_what_is_left(claude: AsyncAnthropic) -> None:
    answer = await claude.messages.with_raw_response.create(**asking("When do you close?"))

    told = {name for name in answer.headers if name.startswith("anthropic-ratelimit-")}
    assert told == {
        f"anthropic-ratelimit-{kind}-{what}"
        for kind in ("requests", "tokens", "input-tokens", "output-tokens")
        for what in ("limit", "remaining", "reset")
    }
    assert answer.headers["anthropic-workspace-id"].startswith("wrkspc_")
    assert answer.headers["anthropic-ratelimit-requests-reset"].endswith("Z")


async def test_requests_are_counted_and_come_back_with_time() -> None:
    now = [1_800_000_000.0]
    limits = Limits(requests=2)
    with running_sandbox(clock=lambda: now[0], limits=limits) as sandbox:
        async with AsyncAnthropic(base_url=sandbox.url, api_key="k", max_retries=0) as claude:
            for _ in range(2):
                await claude.messages.create(**asking("a"))
            with pytest.raises(anthropic.RateLimitError) as refused:
                await claude.messages.create(**asking("a"))
            other = await claude.messages.create(**asking("a", model="claude-opus-5-5"))
            now[0] += 30
            again = await claude.messages.create(**asking("a"))

    headers = refused.value.response.headers
    assert headers["retry-after"] == "30"
    assert headers["anthropic-ratelimit-requests-remaining"] == "0"
    assert refused.value.api_message.startswith(
        "This request would exceed your organization's rate limit of 2 requests per minute (org: "
    )
    assert "model: claude-haiku-5-5)" in refused.value.api_message
    assert (other.type, again.type) == ("message", "message")


async def test_what_is_read_from_the_cache_is_free_of_the_limit() -> None:
    now = [1_800_000_000.0]
    said = {"system": LONG, "cache_control": {"type": "ephemeral"}, "messages": [user("Hello")]}
    limits = Limits(input_tokens=1_000)
    with running_sandbox(clock=lambda: now[0], limits=limits) as sandbox:
        async with AsyncAnthropic(base_url=sandbox.url, api_key="k", max_retries=0) as claude:
            cached = [await claude.messages.create(**asking("a") | said) for _ in range(5)]
            with pytest.raises(anthropic.RateLimitError) as refused:
                await claude.messages.create(**asking("a") | said | {"system": LONG + "!"})

    assert cached[4].usage.cache_read_input_tokens == cached[0].usage.cache_creation_input_tokens
    assert "1,000 input tokens per minute" in refused.value.api_message


async def test_a_fast_request_is_told_of_its_own_limits(claude: AsyncAnthropic) -> None:
    fast = {"extra_headers": {"anthropic-beta": "fast-mode-2026-02-01"}}
    answer = await claude.messages.with_raw_response.create(
        **asking("When do you close?"), extra_body={"speed": "fast"}, **fast
    )

    assert "anthropic-fast-input-tokens-remaining" in answer.headers
    assert (await answer.parse()).usage.speed == "fast"


async def test_limits_can_be_set_on_a_running_sandbox(
    sandbox: RunningSandbox, claude: AsyncAnthropic
) -> None:
    async with httpx2.AsyncClient(base_url=sandbox.url) as plain:
        limits = {"counts": 1, "priority_input_tokens": 5, "priority_output_tokens": 6}
        assert (await plain.put("/sandbox/limits", json=limits)).status_code == 204
        assert (await plain.put("/sandbox/limits", json={"rpm": 1})).status_code == 400
        said = {"model": "claude-haiku-5-5", "messages": [user("Hello")]}
        counted = await claude.messages.with_raw_response.count_tokens(**said)
        with pytest.raises(anthropic.RateLimitError):
            await claude.messages.count_tokens(**said)
        assert (await plain.delete("/sandbox/limits")).status_code == 204
        await claude.messages.count_tokens(**said)

    assert counted.headers["anthropic-priority-output-tokens-limit"] == "6"
