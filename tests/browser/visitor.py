"""Somebody at a browser: what a customer sees and does in the chat."""

import asyncio
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx2
from playwright.async_api import ConsoleMessage, Frame, FrameLocator, Locator, Page, Request, expect

from tests.browser.traffic import Traffic

UNREACHED = "Failed to load resource"
"""The browser's own line for a request that was refused or found nobody; no fault of the page."""


@dataclass
class Visitor:
    page: Page
    traffic: Traffic = field(default_factory=Traffic)
    complaints: list[str] = field(default_factory=list)
    """What the browser's console shows as a warning or an error."""

    def __post_init__(self) -> None:
        self.traffic.watch(self.page)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._read_console)

    def _read_console(self, line: ConsoleMessage) -> None:
        if line.type in ("warning", "error") and not line.text.startswith(UNREACHED):
            self.complaints.append(line.text)

    @property
    def requests(self) -> list[Request]:
        return self.traffic.requests

    @property
    def is_embedded(self) -> bool:
        return not urlsplit(self.page.url).path.endswith("/chat")

    @property
    def chat(self) -> FrameLocator | Page:
        return self.page.frame_locator("iframe.panel") if self.is_embedded else self.page

    @property
    def launcher(self) -> Locator:
        return self.page.get_by_role("button", name="Open chat")

    @property
    def panel(self) -> Locator:
        return self.page.locator("iframe.panel")

    @property
    def message(self) -> Locator:
        return self.chat.get_by_role("textbox", name="Message")

    @property
    def send(self) -> Locator:
        return self.chat.get_by_role("button", name="Send")

    @property
    def log(self) -> Locator:
        return self.chat.get_by_role("log", name="Conversation")

    @property
    def own(self) -> Locator:
        """The customer's messages."""
        return self.log.locator(".own .bubble")

    @property
    def answers(self) -> Locator:
        return self.chat.get_by_test_id("bot-message").locator(".bubble")

    @property
    def typing(self) -> Locator:
        return self.chat.get_by_test_id("typing")

    def source(self, n: int) -> Locator:
        return self.answers.last.get_by_role("button", name=re.compile(f"^Source {n}: "))

    async def say(self, text: str) -> None:
        await self.message.fill(text)
        await self.send.click()

    async def ask(self, text: str) -> None:
        """Say it and wait until it is answered."""
        number = await self.answers.count()
        await self.say(text)
        await expect(self.answers).to_have_count(number + 1)
        await expect(self.typing).to_be_empty()

    async def inside(self, script: str) -> Any:
        """What this JavaScript gives in the chat's page."""
        return await self.chat.locator("body").evaluate(script)

    def posts(self) -> list[Request]:
        return [request for request in self.requests if request.method != "GET"]

    def hosts(self) -> set[str]:
        """The hosts that anything was asked of."""
        addresses = [urlsplit(request.url) for request in self.requests]
        return {each.netloc for each in addresses if each.scheme != "data"}

    def token(self) -> str:
        """The conversation's token, as the chat last sent it."""
        return self._authorized().headers["authorization"].removeprefix("Bearer ")

    def _authorized(self) -> Request:
        return [each for each in self.requests if "authorization" in each.headers][-1]

    async def kept(self) -> list[dict[str, Any]]:
        """The conversation's visible events as the desk has them on disk."""
        address = re.sub(r"(/conversations/[^/?]+).*", r"\1", self._authorized().url)
        headers = {"Authorization": f"Bearer {self.token()}"}
        async with httpx2.AsyncClient() as http:
            return (await http.get(address, headers=headers)).json()["events"]

    async def asked(self) -> list[str]:
        """The customer's messages as the desk has them on disk."""
        events = await self.kept()
        return [each["data"]["text"] for each in events if each["event"] == "customer.wrote"]


async def holds(place: Page | Frame, condition: str, arg: object = None) -> None:
    """Once it does. `wait_for_function` asks a second time by `eval`, which our pages forbid."""
    async with asyncio.timeout(15):
        while not await place.evaluate(condition, arg):
            await asyncio.sleep(0.02)


def sentences(*texts: str) -> dict[str, Any]:
    """A scripted reply, each text in a block of its own and so shown by itself."""
    return {"content": [{"type": "text", "text": text} for text in texts]}


def until(*texts: str) -> int:
    """`after_text` for a fault that strikes when these are said."""
    return len("".join(texts))
