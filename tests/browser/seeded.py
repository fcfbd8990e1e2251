"""Visitors whose conversation a test writes, so that cards need no model and no actions."""

import json
from dataclasses import dataclass
from uuid import uuid4

import httpx2
from playwright.async_api import Locator

from frontdesk.domain.event import (
    ChoicesOffered,
    ConfirmationOffered,
    CustomerBound,
    Event,
)
from tests.browser.visitor import Visitor
from tests.cards import a_turn
from tests.one_shop import MAYA
from tests.running_desk import DeskInThread

KEEP = "opened => localStorage.setItem('frontdesk.conversation', JSON.stringify(opened))"


@dataclass
class Seeded:
    """A visitor in a conversation of the test's own."""

    visitor: Visitor
    desk: DeskInThread
    opened: dict[str, str]

    @property
    def conversation(self) -> str:
        return self.opened["conversation"]

    def happens(self, *events: Event) -> None:
        self.desk.append(self.conversation, *events)

    def offers(self, *cards: ConfirmationOffered | ChoicesOffered, turn: int = 1) -> None:
        """A turn ends with these cards."""
        last = len(self.desk.log(self.conversation))
        self.happens(*a_turn(last, *cards, turn=turn))

    def signs_in(self) -> None:
        self.happens(CustomerBound(MAYA.id, "verified", MAYA.name))

    def logged(self, *kinds: type[Event]) -> list[Event]:
        return [event for event in self.desk.log(self.conversation) if isinstance(event, kinds)]

    def card(self, title: str = "Refund for order ORD-78432") -> Locator:
        return self.visitor.chat.get_by_role("group", name=title)

    def button(self, name: str) -> Locator:
        return self.visitor.chat.get_by_role("button", name=name)

    @property
    def announced(self) -> Locator:
        """What a screen reader was told last."""
        return self.visitor.chat.locator(".hidden[role=status] p").last


def open_conversation(desk: DeskInThread) -> dict[str, str]:
    body = {"client_id": str(uuid4())}
    opened = httpx2.post(f"{desk.url}/api/v1/conversations", json=body).json()
    return {key: opened[key] for key in ("conversation", "token")}


async def enter(visitor: Visitor, desk: DeskInThread, opened: dict[str, str]) -> Seeded:
    """Put the visitor into this conversation, all of it read: what happens from now on is news."""
    await visitor.page.evaluate(KEEP, json.loads(json.dumps(opened)))
    async with visitor.page.expect_request("**/events?after=*"):
        await visitor.page.reload()
    return Seeded(visitor, desk, opened)
