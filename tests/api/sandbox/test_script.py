"""The script mind: what a test enqueues is what the client gets."""

import time
from typing import Any

import anthropic
import httpx2
import pytest
from anthropic import AsyncAnthropic

from tests.api.sandbox.museum import asking
from tests.sandbox_server import RunningSandbox

CALL = {"type": "tool_use", "name": "find", "input": {"q": "a", "n": 12.5}}
Events = list[dict[str, Any]]


async def streamed(claude: AsyncAnthropic, **fields: Any) -> Events:
    async with await claude.messages.create(**asking("a", **fields), stream=True) as stream:
        return [event.to_dict(warnings=False) async for event in stream]


def said(events: Events) -> str:
    return "".join(e["delta"].get("text", "") for e in events if e["type"] == "content_block_delta")


async def test_replies_are_given_in_order_and_then_the_reader_answers(
    sandbox: RunningSandbox, claude: AsyncAnthropic
) -> None:
    sandbox.script({"reply": {"text": "one"}}, {"reply": {"text": "two"}})

    texts = [said(await streamed(claude)) for _ in range(3)]

    assert texts[:2] == ["one", "two"]
    assert [kept["mind"] for kept in sandbox.kept()] == ["script", "script", "reader"]


async def test_an_entry_waits_for_the_request_it_is_for(
    sandbox: RunningSandbox, claude: AsyncAnthropic
) -> None:
    sandbox.script(
        {"match": {"user_id": "ann"}, "reply": {"text": "for ann"}},
        {"match": {"text": "locker"}, "reply": {"text": "for lockers"}},
    )

    other = await claude.messages.create(**asking("a"))
    lockers = await claude.messages.create(**asking("Where is my locker?"))
    ann = await claude.messages.create(**asking("a", metadata={"user_id": "ann"}))

    assert [m.content[0].text for m in (lockers, ann)] == ["for lockers", "for ann"]  # type: ignore[union-attr]
    assert other.content[0].text not in ("for lockers", "for ann")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, anthropic.BadRequestError),
        (401, anthropic.AuthenticationError),
        (402, anthropic.PaymentRequiredError),
        (403, anthropic.PermissionDeniedError),
        (404, anthropic.NotFoundError),
        (408, anthropic.RequestTimeoutError),
        (409, anthropic.ConflictError),
        (413, anthropic.ContentTooLargeError),
        (422, anthropic.UnprocessableEntityError),
        (429, anthropic.RateLimitError),
        (500, anthropic.InternalServerError),
        (503, anthropic.ServiceUnavailableError),
        (504, anthropic.GatewayTimeoutError),
        (529, anthropic.OverloadedError),
    ],
)
async def test_errors_come_as_the_clients_own_kind(
    sandbox: RunningSandbox, claude: AsyncAnthropic, status: int, error: type[Exception]
) -> None:
    sandbox.script({"error": {"status": status}})

    with pytest.raises(error):
        await claude.messages.create(**asking("a"))


@pytest.mark.parametrize("retry_after", [None, "0", "86400", "soon"])
async def test_a_rate_limit_says_when_to_retry_or_not(
    sandbox: RunningSandbox, claude: AsyncAnthropic, retry_after: str | None
) -> None:
    sandbox.script(
        {"error": {"status": 429, "retry_after": retry_after, "error_code": "some_limit"}}
    )

    with pytest.raises(anthropic.RateLimitError) as refused:
        await claude.messages.create(**asking("a"))

    assert refused.value.response.headers.get("retry-after") == retry_after
    assert refused.value.error_code == "some_limit"


async def test_an_error_event_comes_inside_the_stream(
    sandbox: RunningSandbox, claude: AsyncAnthropic
) -> None:
    sandbox.script(
        {"reply": {"text": "one two"}, "fault": {"kind": "error_event", "after_text": 3}}
    )

    with pytest.raises(anthropic.APIStatusError) as refused:
        await streamed(claude)

    assert (refused.value.status_code, refused.value.type) == (200, "overloaded_error")


@pytest.mark.parametrize("kind", ["drop", "reset"])
@pytest.mark.parametrize("place", [{"after_events": 3}, {"after_bytes": 700}, {"after_text": 3}])
async def test_a_lost_connection_is_an_error_of_the_transport(
    sandbox: RunningSandbox, claude: AsyncAnthropic, kind: str, place: dict[str, int]
) -> None:
    sandbox.script({"reply": {"text": "one two"}, "fault": {"kind": kind, **place}})

    expected = httpx2.ReadError if kind == "reset" else httpx2.RemoteProtocolError
    with pytest.raises(expected):
        await streamed(claude)


async def test_a_body_may_end_without_the_message_ending(
    sandbox: RunningSandbox, claude: AsyncAnthropic
) -> None:
    fault = {"kind": "eof", "before": "message_delta"}
    sandbox.script({"reply": {"text": "one two"}, "fault": fault})

    events = await streamed(claude)

    assert said(events) == "one two"
    assert events[-1]["type"] == "content_block_stop"


async def test_silence_lasts_until_the_client_gives_up(
    sandbox: RunningSandbox, claude: AsyncAnthropic
) -> None:
    sandbox.script({"reply": {"text": "one two"}, "fault": {"kind": "stall", "after_text": 3}})

    with pytest.raises(httpx2.ReadTimeout):
        await streamed(claude.with_options(timeout=0.2))


async def test_silence_may_end(sandbox: RunningSandbox, claude: AsyncAnthropic) -> None:
    fault = {"kind": "stall", "after_bytes": 700, "seconds": 0.1}
    sandbox.script({"reply": {"text": "one two"}, "fault": fault})

    began = time.monotonic()
    events = await streamed(claude)

    assert said(events) == "one two"
    assert time.monotonic() - began >= 0.1


async def test_pings_come_for_ever(sandbox: RunningSandbox, claude: AsyncAnthropic) -> None:
    fault = {"kind": "pings", "after_events": 1, "seconds": 0.01}
    sandbox.script({"reply": {"text": "one"}, "fault": fault})

    async with claude.messages.with_streaming_response.create(
        **asking("a"), stream=True
    ) as response:
        pings = 0
        async for line in response.iter_lines():
            pings += line == "event: ping"
            if pings == 20:
                break

    assert pings == 20


@pytest.mark.parametrize(("kind", "error"), [("not_json", ValueError), ("wrong_index", IndexError)])
async def test_a_broken_protocol_breaks_the_clients_reading(
    sandbox: RunningSandbox, claude: AsyncAnthropic, kind: str, error: type[Exception]
) -> None:
    fault = {"kind": kind, "after_text": 3}
    sandbox.script({"reply": {"text": "one two"}, "fault": fault})

    with pytest.raises(error):
        async with claude.messages.stream(**asking("a")) as stream:
            await stream.get_final_message()


async def test_every_cut_of_a_stream_can_be_made(
    sandbox: RunningSandbox, claude: AsyncAnthropic
) -> None:
    sandbox.script({"reply": {"content": [CALL]}})
    whole = await streamed(claude)

    for events in range(len(whole) + 1):  # one more than the client shows: the ping
        fault = {"kind": "eof", "after_events": events}
        sandbox.script({"reply": {"content": [CALL]}, "fault": fault})
        cut = await streamed(claude)
        assert not any(event["type"] == "message_stop" for event in cut)


async def test_tool_calls_keep_their_input(sandbox: RunningSandbox, claude: AsyncAnthropic) -> None:
    sandbox.script({"reply": {"content": [{"type": "text", "text": "I look."}, CALL, CALL]}})

    async with claude.messages.stream(**asking("a")) as stream:
        message = await stream.get_final_message()

    calls = [block for block in message.content if block.type == "tool_use"]
    assert [call.input for call in calls] == [{"q": "a", "n": 12.5}] * 2
    assert calls[0].id != calls[1].id
    assert message.stop_reason == "tool_use"


async def test_tool_input_may_be_truncated_or_malformed(
    sandbox: RunningSandbox, claude: AsyncAnthropic
) -> None:
    broken = {"type": "tool_use", "name": "pay", "id": "toolu_x", "input_json": '{"amount": 12'}
    sandbox.script({"reply": {"content": [broken, broken], "stop_reason": "max_tokens"}})

    events = await streamed(claude)

    deltas = [e for e in events if e["type"] == "content_block_delta" and e["index"] == 0]
    assert "".join(e["delta"]["partial_json"] for e in deltas) == '{"amount": 12'
    ids = [e["content_block"]["id"] for e in events if e["type"] == "content_block_start"]
    assert ids == ["toolu_x", "toolu_x"]
    assert events[-2]["delta"]["stop_reason"] == "max_tokens"


async def test_a_loop_of_calls_never_ends_and_never_repeats_an_id(
    sandbox: RunningSandbox, claude: AsyncAnthropic
) -> None:
    sandbox.script({"times": "always", "reply": {"content": [CALL]}})

    messages = asking("a")["messages"]
    ids: list[str] = []
    for _ in range(4):
        message = await claude.messages.create(**asking("a") | {"messages": messages})
        (block,) = message.content
        assert block.type == "tool_use"
        ids.append(block.id)
        result = {"type": "tool_result", "tool_use_id": block.id, "content": "more"}
        messages = [
            *messages,
            {"role": "assistant", "content": [block.to_dict()]},
            {"role": "user", "content": [result]},
        ]

    assert len(set(ids)) == 4


async def test_stop_reasons_and_blocks_may_be_unknown(
    sandbox: RunningSandbox, claude: AsyncAnthropic
) -> None:
    sandbox.script(
        {"reply": {"content": [{"type": "hologram", "beam": 1}], "stop_reason": "bored"}},
        {
            "reply": {
                "text": "No",
                "stop_reason": "refusal",
                "stop_details": {"type": "refusal", "category": None, "explanation": None},
            }
        },
    )

    unknown, refused = await streamed(claude), await streamed(claude)

    assert unknown[1]["content_block"] == {"type": "hologram", "beam": 1}
    assert unknown[-2]["delta"]["stop_reason"] == "bored"
    assert refused[-2]["delta"]["stop_details"]["type"] == "refusal"


async def test_five_megabytes_of_text_arrive(
    sandbox: RunningSandbox, claude: AsyncAnthropic
) -> None:
    huge = {"type": "text", "text": "0123456789", "repeat": 500_000}
    sandbox.script({"reply": {"content": [huge]}, "pace": {"delta_characters": 50_000}})

    events = await streamed(claude)

    assert len(said(events)) == 5_000_000


async def test_thinking_is_sealed_and_never_shown_by_itself(
    sandbox: RunningSandbox, claude: AsyncAnthropic
) -> None:
    sandbox.script({"reply": {"content": [{"type": "thinking"}, {"type": "text", "text": "b"}]}})

    events = await streamed(claude)

    first = [e["delta"]["type"] for e in events if e.get("index") == 0 and "delta" in e]
    assert first == ["signature_delta"]


async def test_a_fault_alone_strikes_the_readers_answer(
    sandbox: RunningSandbox, claude: AsyncAnthropic
) -> None:
    sandbox.script({"fault": {"kind": "eof", "before": "message_stop"}})

    events = await streamed(claude)

    assert events[-1]["type"] == "message_delta"


async def test_a_plain_answer_can_be_cut_too(
    sandbox: RunningSandbox, claude: AsyncAnthropic
) -> None:
    sandbox.script({"reply": {"text": "one"}, "fault": {"kind": "drop"}})

    with pytest.raises(anthropic.APIConnectionError):
        await claude.messages.create(**asking("a"))


async def test_a_script_that_cannot_be_understood_is_refused(sandbox: RunningSandbox) -> None:
    entries = [{"reply": {"text": "a"}, "error": {"status": 500}}, {"replies": []}, {"times": 0}]
    entries += [{"mind": "nobody"}, {"error": {"named": "no_credit", "status": 402}}]
    async with httpx2.AsyncClient(base_url=sandbox.url) as plain:
        answers = [await plain.post("/sandbox/script", json=entry) for entry in entries]

    assert [answer.status_code for answer in answers] == [400] * 5


async def test_what_was_sent_can_be_read_without_its_key(
    sandbox: RunningSandbox, claude: AsyncAnthropic
) -> None:
    await claude.messages.create(**asking("a"))

    (kept,) = sandbox.kept()
    assert sandbox.requests()[0]["messages"] == asking("a")["messages"]
    assert kept["status"] == 200
    assert "authorization" not in kept["headers"]


async def test_faults_can_be_left_to_chance(
    sandbox: RunningSandbox, claude: AsyncAnthropic
) -> None:
    async def outcomes() -> list[str]:
        async with httpx2.AsyncClient(base_url=sandbox.url) as plain:
            chance = {"rate": 0.6, "seed": 1, "kinds": ["overloaded", "drop"], "user_id": "ann"}
            assert (await plain.post("/sandbox/faults", json=chance)).status_code == 201
            assert (await plain.post("/sandbox/faults", json={"rate": 2})).status_code == 400
        seen: list[str] = []
        for _ in range(12):
            try:
                await streamed(claude, metadata={"user_id": "ann"})
                seen.append("answered")
            except (anthropic.APIStatusError, httpx2.HTTPError) as error:
                seen.append(type(error).__name__)
        return seen

    first = await outcomes()

    assert set(first) == {"answered", "OverloadedError", "RemoteProtocolError"}
    assert await outcomes() == first
    assert said(await streamed(claude))  # nobody else is struck
