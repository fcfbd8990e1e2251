"""Recorded calls, made again by a model that a conversation of a desk really has."""

import json
from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Any

from bench.tau.owning import Owners
from frontdesk.actions import Action, Catalog
from frontdesk.adapters.memory.model import Calls, Says, ScriptedModel
from frontdesk.adapters.memory.passages import MemoryPassages
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ActionFinished, CustomerBound, HandedBack
from frontdesk.domain.json import JsonObject
from frontdesk.guards.contacts import find_contacts
from frontdesk.knowledge import Library
from frontdesk.ports.model import Request, Streamed
from tests.unit.turns.desk import HERE, SmallDesk, small_desk

LIKE = "#W0000000"


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: Mapping[str, Any]
    says: str = ""
    """What the customer wrote before it; empty: what the call holds."""

    def without_customer(self) -> "Call":
        """The desk knows who is meant: no call of its model says so."""
        kept = {name: value for name, value in self.arguments.items() if name != "user_id"}
        return replace(self, arguments=kept)


async def replay(
    actions: Sequence[Action],
    owners: Owners,
    calls: Sequence[Call],
    customer: CustomerId | None,
) -> Sequence[ActionFinished]:
    """What each came to, one a turn, in one conversation; of this customer, or of a visitor."""
    placed = list(_placed(calls))
    model = Recorded(call for call, _ in placed)
    catalog = Catalog(actions, order_number=LIKE)
    means = {"catalog": catalog, "store": owners, "order_number": LIKE}
    async with small_desk(model=model, library=Library(MemoryPassages()), **means) as desk:
        await desk.door.open_conversation(HERE, "opening")
        if customer:
            await _append(desk, CustomerBound(customer, "verified"))
        for number, (_, says) in enumerate(placed):
            await desk.say(f"message-{number}", says)
            await desk.settled()
            async with desk.logs.use(HERE) as log:
                if log.state.holder != "bot":
                    await log.append(HandedBack())
        return [event for event in await desk.log() if isinstance(event, ActionFinished)]


async def _append(desk: SmallDesk, *events: Any) -> None:
    async with desk.logs.use(HERE) as log:
        await log.append(*events)


def _placed(calls: Sequence[Call]) -> Iterator[tuple[Call, str]]:
    """With e-mail addresses as the model has them, and what the customer says for it."""
    known: dict[str, str] = {}
    for call in calls:
        says = call.says or _held(call) or "Please."
        for contact in find_contacts(says):
            value = says[contact.start : contact.end].casefold()
            same_kind = sum(name.startswith(f"[{contact.kind}") for name in known.values())
            known.setdefault(value, f"[{contact.kind}_{same_kind + 1}]")
        arguments = {name: _known(value, known) for name, value in call.arguments.items()}
        yield Call(call.name, arguments), says[:4000]


def _known(value: Any, known: Mapping[str, str]) -> Any:
    return known.get(value.casefold(), value) if isinstance(value, str) else value


def _held(call: Call) -> str:
    return " ".join(json.dumps(value) for value in call.arguments.values())


class Recorded:
    """Keeps the port Model: makes the next call, and says that it is done once it has a result."""

    def __init__(self, calls: Iterable[Call]) -> None:
        self._calls = iter(calls)

    def answer(
        self, request: Request, *, deadline: float
    ) -> AbstractAsyncContextManager[AsyncGenerator[Streamed]]:
        says: Says | str = "Done."
        if not any(block.get("type") == "tool_result" for block in _last_words(request)):
            call = next(self._calls)
            says = Says((Calls(call.name, dict(call.arguments)),), stop_reason="tool_use")
        return ScriptedModel([says]).answer(request, deadline=deadline)


def _last_words(request: Request) -> Sequence[JsonObject]:
    """Of the customer, or what an action gave."""
    last = next(each for each in reversed(request.messages) if each["role"] == "user")
    return [block for block in last["content"] if isinstance(block, dict)]
