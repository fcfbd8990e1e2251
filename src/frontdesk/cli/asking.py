"""Asking a Messages API and keeping count of what it costs: what `check-model` is made of."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from anthropic import AsyncAnthropic, AsyncStream
from anthropic.types import Message, RawMessageStreamEvent

from frontdesk.sandbox.model_table import Model
from frontdesk.sandbox.prices import PROMPT, cost

BUDGET = 0.05  # dollars, by the price table; nothing more is asked beyond it

Json = Mapping[str, Any]


class DidNotHold(Exception):
    """An assumption about the model's API is wrong; the message says how."""


def holds(fact: bool, otherwise: str) -> None:
    """Raises DidNotHold."""
    if not fact:
        raise DidNotHold(otherwise)


@dataclass(slots=True)
class Spent:
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    dollars: float = 0.0


@dataclass(frozen=True, slots=True)
class Asker:
    """A client that asks one model and adds up what it is told."""

    client: AsyncAnthropic
    model: Model
    run: str
    """Stands in every prompt that is to be cached, so that no earlier run has cached it."""
    spent: Spent = field(default_factory=Spent)

    async def ask(self, *messages: Json, **fields: Any) -> Message:
        """Raises DidNotHold when the budget is used up, and anthropic's errors."""
        self._may_spend()
        create: Any = self.client.messages.create  # its overloads know no dict of fields
        message: Message = await create(**self._request(messages, fields))
        self._count(message.usage.to_dict())
        return message

    async def stream(self, *messages: Json, **fields: Any) -> list[RawMessageStreamEvent]:
        """Every event. Raises like `ask`."""
        self._may_spend()
        request = self._request(messages, fields)
        stream: AsyncStream[RawMessageStreamEvent]
        async with await self.client.messages.create(**request, stream=True) as stream:
            events = [event async for event in stream]
        for event in events:
            if event.type == "message_start":
                self._count(event.message.usage.to_dict() | {"output_tokens": 0})
            if event.type == "message_delta":
                self._count({"output_tokens": event.usage.output_tokens}, calls=0)
        return events

    def _request(self, messages: tuple[Json, ...], fields: Json) -> dict[str, Any]:
        """Without thinking where the model lets be and the check does not want it."""
        request: dict[str, Any] = {
            "model": self.model.id,
            "max_tokens": 1_000,
            "messages": messages,
        }
        if "disabled" in self.model.thinking:
            request["thinking"] = {"type": "disabled"}
        return request | dict(fields)

    def _may_spend(self) -> None:
        holds(self.spent.dollars < BUDGET, f"the budget of ${BUDGET} is used up")

    def _count(self, usage: dict[str, object], calls: int = 1) -> None:
        self.spent.calls += calls
        self.spent.tokens_in += sum(tokens_of(usage, name) for name in PROMPT)
        self.spent.tokens_out += tokens_of(usage, "output_tokens")
        self.spent.dollars += cost(usage, self.model.id)


Check = Callable[[Asker], Awaitable[str]]
"""Says in a few words what it saw. Raises DidNotHold."""


def tokens_of(usage: Mapping[str, object], name: str) -> int:
    value = usage.get(name)
    return value if isinstance(value, int) else 0


def prompt_tokens(message: Message) -> int:
    usage = message.usage.to_dict()
    return sum(tokens_of(usage, name) for name in PROMPT)


def said(message: Message) -> str:
    return "".join(block.text for block in message.content if block.type == "text")


def user(*parts: str | Json) -> Json:
    return {"role": "user", "content": [_block(part) for part in parts]}


def assistant(*parts: str | Json) -> Json:
    return {"role": "assistant", "content": [_block(part) for part in parts]}


def echoed(message: Message) -> Json:
    """The reply as history, block by block as it came."""
    return {"role": "assistant", "content": [block.to_dict() for block in message.content]}


def _block(part: str | Json) -> Json:
    return {"type": "text", "text": part} if isinstance(part, str) else part
