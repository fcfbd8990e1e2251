"""Whatever comes over the wire ends as one of our errors, soon, and no half call ever leaves."""

import json
import time
from asyncio import create_task, get_running_loop, sleep, timeout, wait
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import structlog
from anthropic import AsyncAnthropic

from frontdesk.adapters.claude import Claude
from frontdesk.domain.event import Usage
from frontdesk.errors import (
    ModelBusy,
    ModelFailed,
    ModelKeyRefused,
    ModelOverloaded,
    ModelReplyBroken,
    ModelRequestRefused,
    ModelTooSlow,
    ModelUnreachable,
)
from frontdesk.ports.model import BlockClosed, Cited, Ended, Pause, Request, Streamed, Text
from tests.faults.raw_server import (
    HEAD,
    RawServer,
    Step,
    answer_with,
    calls,
    cites,
    closes,
    ends,
    event,
    grows,
    opens,
    raw_server,
    refusal,
    start,
    text,
)
from tests.faults.replies import BROKEN_REPLIES, GREETING, ODD_BUT_RIGHT, OVERLOADED, REFUND, REPLY

LONG = 60.0
SOON = 15.0
"""Of the seconds that a busy machine may take to what happens at once."""

ASKED = Request(
    model="claude-haiku-5-5",
    max_tokens=100,
    system=[{"type": "text", "text": "Be kind."}],
    messages=[{"role": "user", "content": "Hello?"}],
)


@pytest.fixture
async def server() -> AsyncGenerator[RawServer]:
    async with raw_server() as running:
        yield running


@pytest.fixture
async def claude(server: RawServer) -> AsyncGenerator[Claude]:
    async with aclosing(Claude(api_key="k", base_url=server.url, silence_seconds=0.3)) as claude:
        yield claude


async def heard(claude: Claude, *, seconds: float = 5) -> list[Streamed]:
    """Everything that came; a reply that hangs fails the test."""
    items: list[Streamed] = []
    await listen(claude, items, seconds=seconds)
    return items


async def failure(claude: Claude, *, seconds: float = 5) -> type[ModelFailed]:
    """How it failed, without Ended: calls are nowhere else."""
    items: list[Streamed] = []
    with pytest.raises(ModelFailed) as error:
        await listen(claude, items, seconds=seconds)
    assert not any(isinstance(item, Ended) for item in items)
    return type(error.value)


async def listen(claude: Claude, to: list[Streamed], *, seconds: float, pause: float = 0) -> None:
    async with timeout(20), claude.answer(ASKED, deadline=seconds) as stream:
        async for item in stream:
            await sleep(pause)
            to.append(item)


async def test_the_sdk_itself_hands_over_half_a_call_as_a_whole_one(server: RawServer) -> None:
    """The control of this whole file: what happens to whoever trusts the stream to be whole."""
    server.plays(HEAD, start(), *calls(0, *REFUND[:2])[:-1])
    client = AsyncAnthropic(api_key="k", base_url=server.url, max_retries=0)

    async with (
        client,
        client.messages.stream(
            model="claude-haiku-5-5", max_tokens=100, messages=[{"role": "user", "content": "Hi"}]
        ) as stream,
    ):
        message = await stream.get_final_message()

    assert message.content[0].to_dict()["input"] == {"order": "A1", "amount": 12}
    assert message.stop_reason is None


async def test_a_whole_call_arrives_with_its_strictly_read_arguments(
    server: RawServer, claude: Claude
) -> None:
    server.plays(HEAD, *REPLY)

    items = await heard(claude)

    assert items == [
        Text(0, "Let me "),
        Text(0, "see."),
        BlockClosed(0),
        BlockClosed(1),
        Ended(
            message="msg_1",
            stop_reason="tool_use",
            blocks=(
                {"type": "text", "text": "Let me see."},
                {
                    "type": "tool_use",
                    "id": "toolu_1",
                    "name": "refund",
                    "input": {"order": "A1", "amount": 12.5},
                },
            ),
            usage=Usage(input=42, cache_read=900, cache_write_5m=5, cache_write_1h=3, output=35),
        ),
    ]


@pytest.mark.parametrize("events", range(len(REPLY)))
async def test_a_reply_cut_after_any_event_is_broken(
    server: RawServer, claude: Claude, events: int
) -> None:
    server.plays(HEAD, *REPLY[:events])

    error = await failure(claude)

    assert error is ModelReplyBroken


BYTES = b"".join(REPLY)
FIRST_OF_CALL = BYTES.index(b'"partial_json"')


@pytest.mark.parametrize("how", ["eof", "reset", "half a chunk"])
async def test_a_reply_cut_at_any_byte_of_a_call_is_broken(server: RawServer, how: str) -> None:
    """From the call's first byte to the last but one of the whole reply."""
    async with aclosing(Claude(api_key="k", base_url=server.url)) as claude:
        for end in range(FIRST_OF_CALL, len(BYTES)):
            server.plays(*cut(BYTES[:end], how))

            error = await failure(claude)

            assert error is ModelReplyBroken, BYTES[:end]


def cut(sent: bytes, how: str) -> Sequence[Step]:
    match how:
        case "eof":
            return HEAD, sent
        case "reset":
            return HEAD + sent, "reset"
        case _:
            chunked = HEAD.replace(b"connection: close", b"transfer-encoding: chunked")
            return (chunked + b"%x\r\n" % (len(sent) + 1) + sent,)


@pytest.mark.parametrize("events", BROKEN_REPLIES.values(), ids=BROKEN_REPLIES.keys())
async def test_a_reply_that_makes_no_sense_is_broken(
    server: RawServer, claude: Claude, events: Sequence[Step]
) -> None:
    server.plays(HEAD, *events)

    error = await failure(claude)

    assert error is ModelReplyBroken


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((HEAD, OVERLOADED), ModelOverloaded),
        ((HEAD, start(), *text(0, "Hi."), OVERLOADED), ModelOverloaded),
        ((HEAD, start(), event("error", error={"type": "api_error"})), ModelOverloaded),
        ((HEAD, start(), event("error", error={"type": "rate_limit_error"})), ModelBusy),
        ((HEAD, start(), event("error", error={"type": "timeout_error"})), ModelTooSlow),
        (("reset",), ModelUnreachable),
        ((), ModelUnreachable),
        ((b"\x00\x01nonsense\r\n\r\n",), ModelUnreachable),
        ((HEAD[:40],), ModelUnreachable),
        ((HEAD, start(), "reset"), ModelReplyBroken),
        ((HEAD.replace(b"connection", b"content-encoding: gzip\r\nconnection"), start()), None),
        ((answer_with("302 Found", location="https://nowhere.invalid/"),), ModelUnreachable),
        ((2.0,), ModelTooSlow),
        ((HEAD, start(), opens(0, "text", text="Hi."), 2.0), ModelTooSlow),
    ],
    ids=str,
)
async def test_a_connection_that_fails_says_how(
    server: RawServer,
    claude: Claude,
    steps: Sequence[Step],
    expected: type[ModelFailed] | None,
) -> None:
    server.plays(*steps)

    error = await failure(claude)

    assert error is (expected or ModelReplyBroken)


async def test_nobody_listening_is_unreachable() -> None:
    async with raw_server() as gone:
        url = gone.url
    async with aclosing(Claude(api_key="k", base_url=url)) as claude:
        error = await failure(claude)

    assert error is ModelUnreachable


@pytest.mark.parametrize(
    ("status", "type", "code", "expected"),
    [
        ("400 Bad Request", "invalid_request_error", None, ModelRequestRefused),
        ("401 Unauthorized", "authentication_error", None, ModelKeyRefused),
        ("402 Payment Required", "billing_error", None, ModelKeyRefused),
        ("403 Forbidden", "permission_error", None, ModelKeyRefused),
        ("404 Not Found", "not_found_error", None, ModelRequestRefused),
        ("408 Request Timeout", "", None, ModelTooSlow),
        ("409 Conflict", "conflict_error", None, ModelBusy),
        ("413 Content Too Large", "request_too_large", None, ModelRequestRefused),
        ("422 Unprocessable Content", "", None, ModelRequestRefused),
        ("429 Too Many Requests", "rate_limit_error", None, ModelBusy),
        ("429 Too Many Requests", "rate_limit_error", "ramp_limit_exceeded", ModelBusy),
        (
            "429 Too Many Requests",
            "rate_limit_error",
            "enforced_spend_limit_reached",
            ModelKeyRefused,
        ),
        ("500 Internal Server Error", "api_error", None, ModelOverloaded),
        ("502 Bad Gateway", "", None, ModelOverloaded),
        ("504 Gateway Timeout", "timeout_error", None, ModelTooSlow),
        ("529 Overloaded", "overloaded_error", None, ModelOverloaded),
        ("500 Internal Server Error", "overloaded_error", None, ModelOverloaded),
    ],
)
async def test_a_refusal_is_told_by_its_type_and_asked_for_once(
    server: RawServer,
    claude: Claude,
    status: str,
    type: str,
    code: str | None,
    expected: type[ModelFailed],
) -> None:
    server.plays(answer_with(status, refusal(type, error_code=code)))

    error = await failure(claude)

    assert error is expected
    assert len(server.requests) == 1


@pytest.mark.parametrize("error", [None, [], "no", {"type": ["x"], "message": {"a": 1}}])
async def test_a_refusal_in_no_known_shape_is_told_by_its_status(
    server: RawServer, claude: Claude, error: object
) -> None:
    server.plays(answer_with("429 Too Many Requests", json.dumps({"error": error}).encode()))

    assert await failure(claude) is ModelBusy


@pytest.mark.parametrize(
    "message",
    [
        "You have reached your specified API usage limits. You will regain access on 2026-12-01.",
        "Your credit balance is too low to access the Anthropic API.",
    ],
)
async def test_a_spent_budget_is_not_the_request_s_fault(
    server: RawServer, claude: Claude, message: str
) -> None:
    server.plays(answer_with("400 Bad Request", refusal("invalid_request_error", message)))

    error = await failure(claude)

    assert error is ModelKeyRefused


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("0", 0),
        ("1.5", 1.5),
        ("86400", 86_400),
        ("4294967296", 4_294_967_296),
        ("-5", None),
        ("nan", None),
        ("inf", None),
        ("soon", None),
        ("", None),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("Wed, 99 Oct 2015 07:28:00 GMT", None),
    ],
)
async def test_the_wait_that_is_asked_for_is_passed_on(
    server: RawServer, claude: Claude, header: str, expected: float | None
) -> None:
    body = refusal("rate_limit_error")
    server.plays(answer_with("429 Too Many Requests", body, retry_after=header))

    with pytest.raises(ModelBusy) as error:
        await heard(claude)

    assert error.value.retry_after == expected


async def test_a_wait_can_be_a_date(server: RawServer, claude: Claude) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    body = refusal("overloaded_error")
    server.plays(answer_with("529 Overloaded", body, retry_after=later))

    with pytest.raises(ModelOverloaded) as error:
        await heard(claude)

    assert error.value.retry_after == pytest.approx(3600, abs=5)


async def test_pings_for_ever_end_at_the_deadline(server: RawServer, claude: Claude) -> None:
    server.plays(HEAD, start(), *[event("ping"), 0.05] * 200)
    begun = time.monotonic()

    error = await failure(claude, seconds=0.5)

    assert error is ModelTooSlow
    assert 0.4 < time.monotonic() - begun < 8  # the pings go on for ten


async def test_silence_ends_at_the_deadline(server: RawServer) -> None:
    server.plays(HEAD, start(), LONG)
    async with aclosing(Claude(api_key="k", base_url=server.url)) as claude:
        begun = time.monotonic()

        assert await failure(claude, seconds=0.3) is ModelTooSlow

    assert time.monotonic() - begun < SOON


async def test_a_flood_ends_at_the_deadline(server: RawServer, claude: Claude) -> None:
    server.plays(HEAD, start(), *[event("ping") * 1_000] * 100_000)

    error = await failure(claude, seconds=0.5)

    assert error is ModelTooSlow


async def test_the_deadline_waits_for_what_is_done_with_a_piece(
    server: RawServer, claude: Claude
) -> None:
    """An append must not be cut off by the model's clock; the next wait is."""
    server.plays(HEAD, start(), opens(0, "text", text="Hi."), 2.0)
    items: list[Streamed] = []

    with pytest.raises(ModelTooSlow):
        await listen(claude, items, seconds=0.5, pause=0.6)

    assert items == [Text(0, "Hi."), Pause()]


async def test_leaving_closes_the_connection_at_once(server: RawServer, claude: Claude) -> None:
    server.plays(HEAD, start(), opens(0, "text", text="Hi."), LONG)

    async with claude.answer(ASKED, deadline=60) as stream:
        assert await anext(stream) == Text(0, "Hi.")

    async with timeout(SOON):
        await server.gone.wait()


@pytest.mark.parametrize("steps", [(LONG,), (HEAD, start(), opens(0, "text", text="Hi."), LONG)])
async def test_a_cancelled_turn_hangs_up_and_stays_cancelled(
    server: RawServer, steps: Sequence[Step]
) -> None:
    server.plays(*steps)
    async with aclosing(Claude(api_key="k", base_url=server.url)) as claude:
        turn = create_task(heard(claude, seconds=60))
        async with timeout(SOON):
            await server.waits.wait()

        turn.cancel()

        async with timeout(SOON):
            await server.gone.wait()
        assert turn.cancelled()


async def test_a_turn_cancelled_at_its_deadline_stays_cancelled(
    server: RawServer, claude: Claude
) -> None:
    server.plays(LONG)
    turn = create_task(heard(claude, seconds=0.2))
    loop = get_running_loop()

    loop.call_later(0.1, time.sleep, 0.2)  # so that deadline and cancel come due together
    loop.call_later(0.25, turn.cancel)

    await wait([turn], timeout=SOON)
    assert turn.cancelled()


@pytest.mark.parametrize("stop_reason", ["max_tokens", "refusal", "end_turn", "pause_turn"])
async def test_no_call_leaves_a_reply_that_did_not_stop_for_it(
    server: RawServer, claude: Claude, stop_reason: str
) -> None:
    server.plays(HEAD, start(), *text(0, "Hm."), *calls(1, *REFUND[:2]), *ends(stop_reason))

    *_, ended = await heard(claude)

    assert isinstance(ended, Ended)
    assert ended.stop_reason == stop_reason
    assert ended.blocks == ({"type": "text", "text": "Hm."},)


async def test_what_the_api_would_not_take_back_is_left_out(
    server: RawServer, claude: Claude
) -> None:
    server.plays(
        HEAD,
        start(),
        *(opens(0, "thinking", thinking="", signature=""), closes(0)),
        opens(1, "thinking", thinking="", signature=""),
        grows(1, "thinking_delta", thinking="Hm. "),
        grows(1, "thinking_delta", thinking="Yes."),
        grows(1, "signature_delta", signature="EqQB"),
        closes(1),
        *(opens(2, "redacted_thinking", data="c2VjcmV0", new=1), closes(2)),
        *text(3, "\n\n"),
        *(opens(4, "text", text="It takes 5 days.", citations=None, new=1),),
        *(cites(4, "refunds#2", "5 business days"), closes(4)),
        *(opens(5, "text", text="Bye.", citations=[]), closes(5)),
        *ends(),
    )

    items = await heard(claude)

    assert Cited(4, "refunds#2", "5 business days") in items
    ended = items[-1]
    assert isinstance(ended, Ended)
    assert json.loads(json.dumps(ended.blocks)) == [
        {"type": "thinking", "thinking": "Hm. Yes.", "signature": "EqQB"},
        {"type": "redacted_thinking", "data": "c2VjcmV0"},
        {
            "type": "text",
            "text": "It takes 5 days.",
            "citations": [
                {
                    "type": "search_result_location",
                    "cited_text": "5 business days",
                    "source": "refunds#2",
                    "title": "Refunds",
                    "search_result_index": 0,
                    "start_block_index": 0,
                    "end_block_index": 1,
                }
            ],
        },
        {"type": "text", "text": "Bye."},
    ]


@pytest.mark.parametrize("steps", ODD_BUT_RIGHT.values(), ids=ODD_BUT_RIGHT.keys())
async def test_a_reply_that_is_odd_but_right_is_heard(
    server: RawServer, claude: Claude, steps: Sequence[Step]
) -> None:
    server.plays(*steps)

    items = await heard(claude)

    assert items[0] == Text(0, "Grüße 🙂")
    assert isinstance(items[-1], Ended)


async def test_one_connection_serves_many_calls(server: RawServer, claude: Claude) -> None:
    """Also where the end of the body comes a moment after the end of the message."""
    head = HEAD.replace(b"connection: close", b"transfer-encoding: chunked")
    reply = head + b"%x\r\n%s\r\n" % (len(GREETING), GREETING)
    again: list[Step] = [reply, 0.05, b"0\r\n\r\n", "next request"]
    server.plays(*again * 3)

    for _ in range(3):
        await heard(claude)

    assert len(server.requests) == 3
    assert server.connections == 1


async def test_the_log_names_the_rule_and_nobody_s_words(server: RawServer, claude: Claude) -> None:
    rule = "messages.0: text content blocks must be non-empty"
    server.plays(
        answer_with("400 Bad Request", refusal("invalid_request_error", rule), request_id="req_7")
    )

    with structlog.testing.capture_logs() as logged, pytest.raises(ModelRequestRefused) as error:
        await heard(claude)

    assert [(line["rule"], line["request_id"]) for line in logged] == [(rule, "req_7")]
    assert rule not in str(error.value)
    assert "Hello?" not in str(logged)


async def test_a_broken_reply_is_logged_with_its_request_only(
    server: RawServer, claude: Claude
) -> None:
    server.plays(HEAD, start(), *text(0, "My card is 4111 1111 1111 1111."))

    with structlog.testing.capture_logs() as logged:
        await failure(claude)

    assert [line["request_id"] for line in logged] == ["req_raw"]
    assert "4111" not in str(logged)


async def test_a_request_that_cannot_be_sent_is_refused(server: RawServer, claude: Claude) -> None:
    unsendable = Request("m", 1, (), [{"role": "user", "content": "\ud800"}])

    async with claude.answer(unsendable, deadline=5) as stream:
        with pytest.raises(ModelRequestRefused):
            await anext(stream)

    assert server.requests == []


async def test_the_request_carries_what_was_asked(server: RawServer, claude: Claude) -> None:
    server.plays(HEAD, GREETING)

    async with claude.answer(
        Request("m", 7, ASKED.system, ASKED.messages, effort="low"), deadline=5
    ) as stream:
        [_ async for _ in stream]

    assert json.loads(server.requests[0]) == {
        "model": "m",
        "max_tokens": 7,
        "system": [{"type": "text", "text": "Be kind."}],
        "messages": [{"role": "user", "content": "Hello?"}],
        "output_config": {"effort": "low"},
        "cache_control": {"type": "ephemeral"},
        "stream": True,
    }
