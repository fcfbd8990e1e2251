"""Batches through the official client: states, results, limits, expiry."""

from collections.abc import AsyncGenerator
from typing import Any

import anthropic
import httpx2
import pytest
from anthropic import AsyncAnthropic

from tests.api.sandbox.museum import asking, user
from tests.sandbox_server import running_sandbox

HOUR, DAY = 3_600, 86_400


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slow(clock: Clock) -> AsyncGenerator[AsyncAnthropic]:
    """A sandbox whose batches take four hours."""
    with running_sandbox(clock=clock, batch_seconds=4 * HOUR) as sandbox:
        async with AsyncAnthropic(base_url=sandbox.url, api_key="k", max_retries=0) as client:
            yield client


def ordered(number: int, **fields: Any) -> list[Any]:
    return [{"custom_id": f"r{n}", "params": asking("a", **fields)} for n in range(number)]


async def outcomes(claude: AsyncAnthropic, id: str) -> list[str]:
    return [line.result.type async for line in await claude.messages.batches.results(id)]


async def test_a_batch_is_answered_at_half_the_price(claude: AsyncAnthropic) -> None:
    good = {"custom_id": "good", "params": asking("What does an adult ticket cost?")}
    bad = {"custom_id": "bad", "params": asking("a", max_tokens=200_000)}
    made = await claude.messages.batches.create(requests=[good, bad])
    ended = await claude.messages.batches.retrieve(made.id)
    results = {
        line.custom_id: line.result async for line in await claude.messages.batches.results(made.id)
    }

    assert (made.processing_status, made.request_counts.processing) == ("in_progress", 2)
    assert (ended.processing_status, ended.ended_at is None) == ("ended", False)
    assert (ended.request_counts.succeeded, ended.request_counts.errored) == (1, 1)
    assert results["good"].type == "succeeded"
    assert results["good"].message.usage.service_tier == "batch"
    assert "costs $12.50" in "".join(b.text for b in results["good"].message.content)  # type: ignore[union-attr]
    assert results["bad"].type == "errored"
    assert results["bad"].error.error.type == "invalid_request_error"


async def test_a_batch_goes_from_working_to_ended(slow: AsyncAnthropic, clock: Clock) -> None:
    made = await slow.messages.batches.create(requests=ordered(2))
    clock.now += 3 * HOUR
    working = await slow.messages.batches.retrieve(made.id)
    with pytest.raises(anthropic.AnthropicError):
        await outcomes(slow, made.id)
    with pytest.raises(anthropic.BadRequestError):
        await slow.messages.batches.delete(made.id)
    clock.now += HOUR
    ended = await slow.messages.batches.retrieve(made.id)

    assert (working.processing_status, working.results_url) == ("in_progress", None)
    assert working.request_counts.processing == 2
    assert ended.processing_status == "ended"
    assert await outcomes(slow, made.id) == ["succeeded", "succeeded"]


async def test_cancelling_keeps_what_was_done(slow: AsyncAnthropic, clock: Clock) -> None:
    made = await slow.messages.batches.create(requests=ordered(4))
    clock.now += 2 * HOUR
    canceling = await slow.messages.batches.cancel(made.id)
    ended = await slow.messages.batches.retrieve(made.id)

    assert canceling.processing_status == "canceling"
    assert canceling.cancel_initiated_at is not None
    assert ended.processing_status == "ended"
    assert await outcomes(slow, made.id) == ["succeeded"] * 2 + ["canceled"] * 2
    with pytest.raises(anthropic.BadRequestError):
        await slow.messages.batches.cancel(made.id)


async def test_what_is_not_done_in_a_day_expires(clock: Clock) -> None:
    with running_sandbox(clock=clock, batch_seconds=2 * DAY) as sandbox:
        async with AsyncAnthropic(base_url=sandbox.url, api_key="k") as claude:
            made = await claude.messages.batches.create(requests=ordered(2))
            clock.now += DAY
            ended = await claude.messages.batches.retrieve(made.id)
            kinds = await outcomes(claude, made.id)
            clock.now += 28 * DAY
            archived = await claude.messages.batches.retrieve(made.id)

    assert ended.ended_at == ended.expires_at
    assert kinds == ["succeeded", "expired"]
    assert (archived.archived_at is None, archived.results_url) == (False, None)


async def test_batches_are_listed_newest_first_and_for_their_key_alone(
    claude: AsyncAnthropic,
) -> None:
    own = claude.with_options(api_key="somebody")
    made = [(await own.messages.batches.create(requests=ordered(1))).id for _ in range(5)]

    listed = [batch.id async for batch in own.messages.batches.list(limit=2)]
    back = await own.messages.batches.list(limit=2, before_id=made[0])

    assert listed == made[::-1]
    assert [batch.id for batch in back.data] == [made[2], made[1]]
    assert back.has_more
    with pytest.raises(anthropic.NotFoundError):
        await claude.messages.batches.retrieve(made[0])


async def test_a_deleted_batch_is_gone(claude: AsyncAnthropic) -> None:
    made = await claude.messages.batches.create(requests=ordered(1))
    deleted = await claude.messages.batches.delete(made.id)

    assert (deleted.id, deleted.type) == (made.id, "message_batch_deleted")
    with pytest.raises(anthropic.NotFoundError):
        await claude.messages.batches.retrieve(made.id)


@pytest.mark.parametrize(
    ("requests", "message"),
    [
        ([], "requests: List should have at least 1 item"),
        (
            [{"custom_id": "a b", "params": {}}],
            "requests.0.custom_id: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'",
        ),
        (ordered(1) * 2, "requests.1.custom_id"),
        (ordered(1, stream=True), "requests.0.params.stream"),
        (ordered(1, max_tokens=0), "requests.0.params.max_tokens: 0"),
        (ordered(1, speed="fast"), "requests.0.params.speed"),
        (ordered(1, thread={"type": "create"}), "requests.0.params.thread"),
        (ordered(1, fallbacks=[]), "requests.0.params.fallbacks"),
        ([{"custom_id": "a"}], "requests.0.params: Field required"),
    ],
)
async def test_a_wrong_order_is_refused_as_a_whole(
    claude: AsyncAnthropic, requests: Any, message: str
) -> None:
    with pytest.raises(anthropic.BadRequestError) as refused:
        await claude.messages.batches.create(requests=requests)

    assert message in refused.value.api_message


async def test_every_answer_about_a_batch_can_be_asked_about(claude: AsyncAnthropic) -> None:
    batches = claude.messages.batches.with_raw_response
    made = await batches.create(requests=ordered(1))
    id = (await made.parse()).id
    read, listed = await batches.results(id), await batches.list()
    answers = [made, await batches.retrieve(id), read, listed, await batches.delete(id)]

    assert all("request-id" in answer.headers for answer in answers)
    assert len({answer.headers.get("anthropic-workspace-id") for answer in answers}) == 1


async def test_counting_is_what_a_message_is_billed(claude: AsyncAnthropic) -> None:
    tool = {"name": "find", "input_schema": {"type": "object", "properties": {}}}
    request = asking("What does an adult ticket cost?", tools=[tool])
    counted = await claude.messages.count_tokens(
        **{name: request[name] for name in ("model", "system", "tools", "messages")}
    )
    message = await claude.messages.create(**request)

    assert counted.input_tokens == message.usage.input_tokens


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"max_tokens": 5}, "max_tokens: Extra inputs are not permitted"),
        ({"messages": []}, "at least one message"),
        ({"tool_choice": {"type": "any"}}, "tool_choice may only be specified"),
    ],
)
async def test_counting_validates_like_a_message(
    claude: AsyncAnthropic, fields: Any, message: str
) -> None:
    body = {"model": "claude-haiku-5-5", "messages": [user("Hello")]} | fields
    with pytest.raises(anthropic.BadRequestError) as refused:
        await claude.post("/v1/messages/count_tokens", cast_to=object, body=body)

    assert message in refused.value.api_message


async def test_models_come_in_pages(claude: AsyncAnthropic) -> None:
    everything = await claude.models.list(limit=1_000)
    paged = [model.id async for model in claude.models.list(limit=4)]
    retired = await claude.models.list(lifecycle=["retired"])

    assert paged == [model.id for model in everything.data]
    assert not everything.has_more
    assert {model.lifecycle for model in everything.data} <= {"active", "deprecated"}
    assert {model.lifecycle for model in retired.data} <= {"retired"}
    with pytest.raises(anthropic.BadRequestError):
        await claude.models.list(limit=0)


async def test_what_is_not_there_is_an_error_of_the_api(claude: AsyncAnthropic) -> None:
    with pytest.raises(anthropic.NotFoundError) as refused:
        await claude.models.retrieve("claude-xyz")
    async with httpx2.AsyncClient(base_url=str(claude.base_url)) as plain:
        nowhere = await plain.get("/v1/nowhere")
        keyless = await plain.get("/v1/messages/batches")

    assert refused.value.api_message == "model: claude-xyz"
    assert nowhere.json()["error"]["type"] == "not_found_error"
    assert keyless.status_code == 401
