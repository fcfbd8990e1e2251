"""A proper request through the official client: the shapes of Claude."""

import json
from itertools import pairwise
from typing import Any

from anthropic import AsyncAnthropic

from frontdesk.sandbox.schema import misfit
from tests.api.sandbox.museum import FALLBACK, PASSAGES, asking
from tests.sandbox_server import RunningSandbox, running_sandbox


async def test_an_answer_quotes_with_citations_that_name_whole_blocks(
    claude: AsyncAnthropic,
) -> None:
    message = await claude.messages.create(**asking("What does an adult ticket cost?"))

    cited = [block for block in message.content if block.type == "text" and block.citations]
    assert [block.text for block in cited] == ["An adult ticket costs $12.50 at the door"]
    (location,) = cited[0].citations or []
    assert location.to_dict() == {
        "type": "search_result_location",
        "cited_text": "An adult ticket costs $12.50 at the door.",
        "source": "tickets",
        "title": "Tickets › Prices",
        "search_result_index": 1,
        "start_block_index": 0,
        "end_block_index": 1,
    }
    assert message.stop_reason == "end_turn"
    assert message.usage.input_tokens > 100
    assert message.usage.output_tokens > 5


async def test_quoted_and_connecting_text_alternate_in_mid_sentence(
    claude: AsyncAnthropic,
) -> None:
    message = await claude.messages.create(**asking("How long does a guided tour take?"))

    kinds = [bool(block.citations) for block in message.content if block.type == "text"]
    assert kinds[:3] == [False, True, False]
    assert all(one is not other for one, other in pairwise(kinds))
    text = "".join(block.text for block in message.content if block.type == "text")
    assert ": A guided tour takes 90 minutes." in text


async def test_a_stream_and_a_plain_answer_say_the_same(claude: AsyncAnthropic) -> None:
    request = asking("What does an adult ticket cost?")

    plain = await claude.messages.create(**request)
    async with claude.messages.stream(**request) as stream:
        streamed = await stream.get_final_message()

    assert [b.to_dict() for b in streamed.content] == [b.to_dict() for b in plain.content]
    assert streamed.usage.output_tokens == plain.usage.output_tokens
    assert streamed.usage.input_tokens == plain.usage.input_tokens


async def test_citations_come_one_a_delta_after_their_text(claude: AsyncAnthropic) -> None:
    stream = await claude.messages.create(**asking("What does an adult ticket cost?"), stream=True)
    events = [event.to_dict() async for event in stream]

    kinds = [event["type"] for event in events]
    assert kinds[:2] == ["message_start", "content_block_start"]
    assert kinds[-2:] == ["message_delta", "message_stop"]
    deltas = [
        event["delta"]["type"] for event in events if event.get("index") == 1 and "delta" in event
    ]  # type: ignore[index]
    assert deltas == ["text_delta"] * (len(deltas) - 1) + ["citations_delta"]
    starts = [e["content_block"] for e in events if e["type"] == "content_block_start"]
    assert starts[:2] == [
        {"type": "text", "text": ""},
        {"type": "text", "text": "", "citations": []},
    ]


async def test_the_same_request_gets_the_same_bytes(
    claude: AsyncAnthropic, sandbox: RunningSandbox
) -> None:
    first = await claude.messages.with_raw_response.create(**asking("When do you close?"))
    second = await claude.messages.with_raw_response.create(**asking("When do you close?"))

    assert await first.text() == await second.text()
    assert first.headers["request-id"] == second.headers["request-id"]
    assert first.headers["request-id"].startswith("req_")


async def test_without_an_answer_the_prompts_own_sentence_is_said(claude: AsyncAnthropic) -> None:
    message = await claude.messages.create(**asking("What are the coordinates of the crater?"))

    assert [block.to_dict() for block in message.content] == [{"type": "text", "text": FALLBACK}]


async def test_results_inside_tool_results_are_read_and_counted(claude: AsyncAnthropic) -> None:
    request = asking("unused")
    request["messages"] = [
        {"role": "user", "content": [PASSAGES[0], {"type": "text", "text": "Are there lockers?"}]},
        {
            "role": "assistant",
            "content": [{"type": "tool_use", "id": "toolu_1", "name": "search", "input": {}}],
        },
        {
            "role": "user",
            "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": PASSAGES[2:]}],
        },
    ]
    message = await claude.messages.create(**request)

    cited = [block.citations[0] for block in message.content if block.citations]  # type: ignore[union-attr]
    assert {citation.search_result_index for citation in cited} == {2}


async def test_a_reply_ends_at_max_tokens(claude: AsyncAnthropic) -> None:
    message = await claude.messages.create(**asking("What does a ticket cost?", max_tokens=8))

    assert message.stop_reason == "max_tokens"
    assert message.usage.output_tokens <= 8


async def test_a_reply_ends_at_a_stop_sequence(claude: AsyncAnthropic) -> None:
    request = asking("What does an adult ticket cost?", stop_sequences=["$12"])
    message = await claude.messages.create(**request)

    assert (message.stop_reason, message.stop_sequence) == ("stop_sequence", "$12")
    assert message.content[-1].text.endswith("costs ")  # type: ignore[union-attr]


async def test_thinking_is_streamed_sealed_and_taken_back(claude: AsyncAnthropic) -> None:
    request = asking("What does an adult ticket cost?")
    for display, deltas in (
        ("summarized", {"thinking_delta", "signature_delta"}),
        ("omitted", {"signature_delta"}),
    ):
        thinking: Any = {"type": "adaptive", "display": display}
        async with claude.messages.stream(**request, thinking=thinking) as stream:
            events = [event async for event in stream]
            message = await stream.get_final_message()

        seen = [e.delta.type for e in events if e.type == "content_block_delta" and e.index == 0]
        assert set(seen) == deltas
        assert seen[-1] == "signature_delta"
        messages: Any = [*request["messages"], message.to_param(), {"role": "user", "content": "a"}]
        again = await claude.messages.create(**request | {"messages": messages}, thinking=thinking)
        assert again.content[0].type == "thinking"


async def test_a_schema_gets_json_that_fits_it(claude: AsyncAnthropic) -> None:
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {
            "mood": {"enum": ["angry", "neutral"]},
            "topics": {"type": "array", "items": {"type": "string"}},
            "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        },
        "required": ["mood", "topics", "note"],
        "additionalProperties": False,
    }
    message = await claude.messages.create(
        model="claude-haiku-5-5",
        max_tokens=100,
        messages=[{"role": "user", "content": "Read this."}],
        output_config={"format": {"type": "json_schema", "schema": schema}},
    )

    value = json.loads(message.content[0].text)  # type: ignore[union-attr]
    assert misfit(value, schema) is None
    assert set(value) == {"mood", "topics", "note"}


async def test_models_are_listed_with_what_they_can(claude: AsyncAnthropic) -> None:
    model = await claude.models.retrieve("claude-haiku-5-5")
    listed = [each.id async for each in claude.models.list()]

    assert model.max_tokens == 128_000
    assert model.capabilities is not None
    assert model.capabilities.thinking.types.enabled.supported is False
    assert "claude-haiku-5-5" in listed


async def test_text_comes_at_the_set_pace() -> None:
    with running_sandbox(first_token_seconds=0.05, tokens_per_second=200.0) as sandbox:
        async with AsyncAnthropic(base_url=sandbox.url, api_key="any") as claude:
            async with claude.messages.stream(**asking("How long is a guided tour?")) as stream:
                arrived = [event async for event in stream.text_stream]
                message = await stream.get_final_message()
            kept = sandbox.kept()

    assert len(arrived) > 10
    assert message.usage.output_tokens > 10
    assert kept[0]["mind"] == "reader"


async def test_it_says_what_it_is(sandbox: RunningSandbox, claude: AsyncAnthropic) -> None:
    answer = await claude.get("/", cast_to=object)

    assert answer == {"name": "frontdesk sandbox", "what": "offline stand-in, not Claude"}
