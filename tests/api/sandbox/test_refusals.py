"""What the API refuses, the stand-in refuses: status, error type and message."""

from typing import Any

import anthropic
import httpx2
import pytest
from anthropic import AsyncAnthropic

from tests.api.sandbox.museum import PASSAGES, asking, assistant, search_result, user
from tests.sandbox_server import RunningSandbox

HOUR = {"type": "ephemeral", "ttl": "1h"}
SHORT = {"type": "ephemeral"}
TOOL = {"name": "find", "input_schema": {"type": "object", "properties": {}}}


def talk(*messages: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return asking("unused", **fields) | {"messages": list(messages)}


def call(id: str) -> dict[str, Any]:
    return {"type": "tool_use", "id": id, "name": "find", "input": {}}


def result(id: str, content: Any = "done") -> dict[str, Any]:
    return {"type": "tool_result", "tool_use_id": id, "content": content}


def text(words: str, **fields: Any) -> dict[str, Any]:
    return {"type": "text", "text": words, **fields}


CITED = text(
    "a",
    citations=[
        {
            "type": "search_result_location",
            "cited_text": "a",
            "source": "s",
            "title": "t",
            "search_result_index": 0,
            "start_block_index": 0,
            "end_block_index": 1,
        }
    ],
)
JSON = {"format": {"type": "json_schema", "schema": {"type": "object"}}}

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("no_messages", talk(), "messages: at least one message is required"),
    (
        "no_max_tokens",
        {**asking("a"), "max_tokens": None},
        "max_tokens: Input should be a valid integer",
    ),
    (
        "text_missing",
        talk(user("a", {"type": "text"})),
        "messages.0.content.1.text.text: Field required",
    ),
    ("type_missing", talk(user({"text": "a"})), "messages.0.content.0.type: Field required"),
    ("unknown_field", asking("a", thread={}), "thread: Extra inputs are not permitted"),
    (
        "unknown_block_field",
        talk(user({**call("t"), "text": "a"})),
        "messages.0.content.0.tool_use.text: Extra inputs are not permitted",
    ),
    ("sampling", asking("a", temperature=1), "temperature: Extra inputs are not permitted"),
    (
        "too_many_tokens",
        asking("a", max_tokens=200_000),
        "max_tokens: 200000 > 128000, which is the maximum allowed number of output tokens for "
        "claude-haiku-5-5",
    ),
    ("empty_text", talk(user("")), "messages: text content blocks must be non-empty"),
    ("prefill", talk(user("a"), assistant("b")), "does not support assistant message prefill"),
    (
        "tool_name",
        asking("a", tools=[{**TOOL, "name": "a b"}]),
        "tools.0.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'",
    ),
    ("tools_twice", asking("a", tools=[TOOL, TOOL]), "tools: Tool names must be unique."),
    (
        "choice_alone",
        asking("a", tool_choice={"type": "auto"}),
        "tool_choice may only be specified while providing tools.",
    ),
    (
        "forced_choice",
        asking("a", model="claude-opus-5-5", tools=[TOOL], tool_choice={"type": "any"}),
        'tool_choice: type "tool" and "any" are not supported for this model.',
    ),
    (
        "call_unanswered",
        talk(user("a"), assistant(call("toolu_1")), user("b")),
        "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: "
        "toolu_1.",
    ),
    (
        "result_orphaned",
        talk(user("a"), assistant("b"), user(result("toolu_1"))),
        "messages.2.content.0: unexpected `tool_use_id` found in `tool_result` blocks: toolu_1.",
    ),
    (
        "call_ids_twice",
        talk(user("a"), assistant(call("t"), call("t")), user(result("t"))),
        "messages.1.content.1: `tool_use` ids must be unique",
    ),
    (
        "result_twice",
        talk(user("a"), assistant(call("t")), user(result("t"), result("t"))),
        "messages.2.content.1: each tool_use must have a single result. Found multiple "
        "`tool_result` blocks with id: t",
    ),
    (
        "text_before_result",
        talk(user("a"), assistant(call("t")), user("b", result("t"))),
        "must come before",
    ),
    (
        "mixed_result",
        talk(user("a"), assistant(call("t")), user(result("t", [text("b"), PASSAGES[0]]))),
        "cannot be mixed",
    ),
    (
        "assistant_result",
        talk(user("a"), assistant(PASSAGES[0]), user("b")),
        "not permitted in `assistant`",
    ),
    (
        "citations_on_some",
        talk(user(PASSAGES[0], search_result("x", "x", "x", cite=False))),
        "all or none",
    ),
    ("citations_with_json", asking("a", output_config=JSON), "incompatible with citations"),
    ("customer_cites", talk(user(CITED)), "messages.0.content.0.text.citations"),
    (
        "five_breakpoints",
        talk(user(*[text("a", cache_control=SHORT)] * 4), cache_control=SHORT),
        "A maximum of 4 blocks with cache_control may be provided. Found 5.",
    ),
    (
        "longer_after_shorter",
        talk(user(text("a", cache_control=SHORT), text("b", cache_control=HOUR))),
        "messages.0.content.1.cache_control.ttl: a ttl='1h' cache_control block must not come "
        "after a ttl='5m' cache_control block.",
    ),
    (
        "system_first",
        talk({"role": "system", "content": "a"}),
        "messages.0: use the top-level 'system' parameter",
    ),
    (
        "system_after_assistant",
        talk(user("a"), assistant("b"), {"role": "system", "content": "c"}),
        "role 'system' must follow a 'user' message",
    ),
    (
        "system_before_user",
        talk(user("a"), {"role": "system", "content": "c"}, user("b")),
        "role 'system' must precede an 'assistant' message or end the array",
    ),
    (
        "system_on_old_model",
        talk(user("a"), {"role": "system", "content": "c"}, model="claude-haiku-4-5"),
        "role 'system' is not supported on this model",
    ),
    (
        "budgeted_thinking",
        asking("a", thinking={"type": "enabled", "budget_tokens": 1024}, max_tokens=2000),
        '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive"',
    ),
    (
        "thinking_off_at_high_effort",
        asking("a", thinking={"type": "disabled"}, output_config={"effort": "max"}),
        '"thinking.type.disabled" is not supported',
    ),
    (
        "effort_unknown",
        asking("a", model="claude-opus-4-6", output_config={"effort": "xhigh"}),
        "effort level 'xhigh'. Supported levels: high, low, max, medium.",
    ),
    ("prompt_too_long", asking("a" * 3_600_000), "tokens > 1000000 maximum"),
]


@pytest.mark.parametrize(
    ("request_body", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
async def test_a_broken_rule_is_a_400_that_names_it(
    claude: AsyncAnthropic, request_body: dict[str, Any], message: str
) -> None:
    with pytest.raises(anthropic.BadRequestError) as refused:
        await claude.post("/v1/messages", cast_to=object, body=request_body)

    assert message in refused.value.api_message
    assert refused.value.type == "invalid_request_error"
    assert refused.value.request_id is not None


ACCEPTED: dict[str, dict[str, Any]] = {
    "note_after_the_customer": talk(user("a"), {"role": "system", "content": "b"}),
    "parallel_calls": talk(
        user("a"), assistant("b", call("t"), call("u")), user(result("t"), result("u"), "c")
    ),
    "cited_reply_sent_back": talk(user("a"), assistant(CITED), user("b")),
    "two_customer_messages": talk(user("a"), user("b")),
    "four_breakpoints": talk(
        user(*[text("a", cache_control=HOUR)] * 2, text("b", cache_control=SHORT)),
        cache_control=SHORT,
    ),
    "prefill_on_old_model": talk(user("a"), assistant("b"), model="claude-haiku-4-5"),
    "cache_warming": asking("a", max_tokens=0),
}


@pytest.mark.parametrize("name", ACCEPTED)
async def test_what_the_api_accepts_is_answered(claude: AsyncAnthropic, name: str) -> None:
    answer = await claude.post("/v1/messages", cast_to=dict[str, Any], body=ACCEPTED[name])

    assert answer["type"] == "message"


async def test_an_unknown_model_is_not_found(claude: AsyncAnthropic) -> None:
    with pytest.raises(anthropic.NotFoundError) as refused:
        await claude.messages.create(**asking("a", model="claude-xyz"))

    assert (refused.value.api_message, refused.value.type) == (
        "model: claude-xyz",
        "not_found_error",
    )


async def test_a_refused_key_is_a_401(sandbox: RunningSandbox) -> None:
    async with AsyncAnthropic(
        base_url=sandbox.url, api_key="sk-invalid-1", max_retries=0
    ) as claude:
        with pytest.raises(anthropic.AuthenticationError) as refused:
            await claude.messages.create(**asking("a"))

    assert refused.value.api_message == "invalid x-api-key"


@pytest.mark.parametrize(
    ("headers", "status", "message"),
    [
        ({}, 401, "x-api-key header is required"),
        ({"x-api-key": "k"}, 400, "anthropic-version: header is required"),
        (
            {"authorization": "Bearer k", "anthropic-version": "1999-01-01"},
            400,
            "not a valid version",
        ),
        ({"x-api-key": "k", "anthropic-version": "2023-06-01"}, 200, ""),
        ({"authorization": "Bearer k", "anthropic-version": "2026-10-21"}, 200, ""),
    ],
    ids=["no_key", "no_version", "bad_version", "old_key_header", "bearer"],
)
async def test_the_headers_are_looked_at_first(
    sandbox: RunningSandbox, headers: dict[str, str], status: int, message: str
) -> None:
    async with httpx2.AsyncClient(base_url=sandbox.url) as plain:
        response = await plain.post("/v1/messages", json=asking("a"), headers=headers)

    assert response.status_code == status
    assert message in response.text


async def test_a_body_that_is_not_json_is_a_400(sandbox: RunningSandbox) -> None:
    headers = {"x-api-key": "k", "anthropic-version": "2026-10-21"}
    async with httpx2.AsyncClient(base_url=sandbox.url, headers=headers) as plain:
        broken = await plain.post("/v1/messages", content=b'{"model": ')
        listed = await plain.post("/v1/messages", content=b"[]")

    assert broken.json()["error"]["message"].startswith("The request body is not valid JSON")
    assert listed.json()["error"]["message"] == "Input should be an object"


async def test_a_refusal_says_whose_request_it_was(sandbox: RunningSandbox) -> None:
    """And, once the request is in, what is left of the rate limits."""
    broke = {"match": {"text": "broke"}, "error": {"named": "no_credit"}}
    headers = {"x-api-key": "k", "anthropic-version": "2026-10-21"}
    async with httpx2.AsyncClient(base_url=sandbox.url, headers=headers) as plain:
        await plain.post("/sandbox/script", json=broke)
        shapeless = await plain.post("/v1/messages", json={})
        spent = await plain.post("/v1/messages", json=asking("I am broke"))
        nobody = await plain.post("/v1/messages", json={}, headers={"x-api-key": "sk-invalid"})

    assert (shapeless.status_code, spent.status_code, nobody.status_code) == (400, 402, 401)
    whose = [each.headers.get("anthropic-workspace-id") for each in (shapeless, spent, nobody)]
    assert whose[0] == whose[1] is not None
    assert whose[2] is None
    assert "anthropic-ratelimit-requests-remaining" in spent.headers
