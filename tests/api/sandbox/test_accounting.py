"""What the official client is told about tokens, cache and cache misses."""

from typing import Any

from anthropic import AsyncAnthropic

from tests.api.sandbox.museum import asking, assistant, user
from tests.sandbox_server import running_sandbox

RULES = "Say only what the results say, and say it kindly and briefly. " * 60
STABLE: list[Any] = [
    {"type": "text", "text": RULES, "cache_control": {"type": "ephemeral", "ttl": "1h"}}
]
AUTOMATIC: Any = {"type": "ephemeral"}


async def turn(claude: AsyncAnthropic, *messages: Any, **fields: Any):
    request = asking("unused") | {"system": STABLE, "cache_control": AUTOMATIC} | fields
    return await claude.messages.create(**request | {"messages": list(messages)})


async def test_a_growing_conversation_rereads_what_it_sent(claude: AsyncAnthropic) -> None:
    first = await turn(claude, user("When do you open?"))
    second = await turn(claude, user("When do you open?"), assistant("At 9."), user("And close?"))

    written = first.usage.cache_creation_input_tokens
    assert first.usage.cache_creation is not None
    assert first.usage.cache_creation.ephemeral_1h_input_tokens > 512
    assert first.usage.cache_creation.ephemeral_5m_input_tokens > 0
    assert first.usage.input_tokens == 0
    assert second.usage.cache_read_input_tokens == written


async def test_a_stream_tells_the_same_usage_at_both_ends(claude: AsyncAnthropic) -> None:
    request = asking("When do you open?") | {"system": STABLE, "cache_control": AUTOMATIC}
    stream = await claude.messages.create(**request, stream=True)
    events = [event.to_dict() async for event in stream]

    opening: Any = events[0]["message"]
    ending: Any = next(event for event in events if event["type"] == "message_delta")
    names = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
    assert [opening["usage"][n] for n in names] == [ending["usage"][n] for n in names]
    assert opening["usage"]["cache_creation_input_tokens"] > 512


async def test_the_cache_grows_old_by_the_clock() -> None:
    now = [1_800_000_000.0]
    with running_sandbox(clock=lambda: now[0]) as sandbox:
        async with AsyncAnthropic(base_url=sandbox.url, api_key="any") as claude:
            first = await turn(claude, user("Hello there, museum."))
            now[0] += 301
            later = await turn(claude, user("Hello there, museum."))
            now[0] += 3_601
            last = await turn(claude, user("Hello there, museum."))

    hour = first.usage.cache_creation.ephemeral_1h_input_tokens  # type: ignore[union-attr]
    assert later.usage.cache_read_input_tokens == hour
    assert last.usage.cache_read_input_tokens == 0


async def test_parallel_first_requests_all_miss() -> None:
    now = [1_800_000_000.0]
    with running_sandbox(clock=lambda: now[0], first_token_seconds=0.05) as sandbox:
        async with AsyncAnthropic(base_url=sandbox.url, api_key="any") as claude:
            reads = []
            for later in (0, 0.04, 0.02):
                now[0] += later
                message = await turn(claude, user("Hello there, museum."))
                reads.append(message.usage.cache_read_input_tokens)

    assert reads[:2] == [0, 0]
    assert reads[2] > 0


async def test_another_key_is_another_cache(claude: AsyncAnthropic) -> None:
    await turn(claude, user("Hello there, museum."))
    other = await turn(claude.with_options(api_key="another"), user("Hello there, museum."))

    assert other.usage.cache_read_input_tokens == 0


async def test_warming_the_cache_says_nothing_and_writes(claude: AsyncAnthropic) -> None:
    warm = await turn(claude, user("Hello there, museum."), max_tokens=0)
    after = await turn(claude, user("Hello there, museum."))

    assert (warm.content, warm.stop_reason) == ([], "max_tokens")
    assert warm.usage.output_tokens == 0
    assert after.usage.cache_read_input_tokens == warm.usage.cache_creation_input_tokens


async def reason(claude: AsyncAnthropic, before: str, *messages: Any, **fields: Any) -> Any:
    asked = {"previous_message_id": before}
    answer = await turn(claude, *messages, diagnostics=asked, **fields)
    return answer.diagnostics and answer.diagnostics.cache_miss_reason


async def test_a_miss_names_its_reason(claude: AsyncAnthropic) -> None:
    said = (user("Hello there, museum."), assistant("Hello."), user("Bye."))
    opened = await turn(claude, said[0], diagnostics={"previous_message_id": None})
    id = opened.id
    edited = [STABLE[0] | {"text": RULES + "Always."}]
    tool = {"name": "find", "input_schema": {"type": "object"}}

    assert opened.diagnostics is None
    assert await reason(claude, id, *said) is None
    changed = await reason(claude, id, user("Goodbye, museum."))
    assert (changed.type, changed.cache_missed_input_tokens > 0) == ("messages_changed", True)
    rules = await reason(claude, id, *said, system=edited)
    assert rules.type == "system_changed"
    assert rules.cache_missed_input_tokens == opened.usage.cache_creation_input_tokens
    assert (await reason(claude, id, *said, tools=[tool])).type == "tools_changed"
    assert (await reason(claude, id, *said, model="claude-opus-5-5")).type == "model_changed"
    effort = await reason(claude, id, *said, output_config={"effort": "low"})
    assert effort.type == "unavailable"
    unknown = await reason(claude, "msg_unknown", *said)
    assert unknown.type == "previous_message_not_found"
