"""Somebody at the desk, at a browser: what they see and do in the console."""

import re
from dataclasses import dataclass, field

from playwright.async_api import ConsoleMessage, Locator, Page, expect

from tests.browser.visitor import UNREACHED


@dataclass
class Colleague:
    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._read_console)

    def _read_console(self, line: ConsoleMessage) -> None:
        if line.type in ("warning", "error") and not line.text.startswith(UNREACHED):
            self.complaints.append(line.text)

    async def enters(self, url: str, key: str) -> None:
        await self.page.goto(f"{url}/console/#link={key}")
        await expect(self.page.get_by_role("navigation", name="Lists")).to_be_visible()

    def place(self, name: str) -> Locator:
        return self.page.get_by_role("navigation").get_by_role(
            "button", name=re.compile(f"^{name}")
        )

    @property
    def account(self) -> Locator:
        return self.page.get_by_title("Your account")

    def row(self, text: str) -> Locator:
        return self.page.locator(".row").filter(has_text=text)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("main").get_by_role("button", name=name)

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log", name="What was said")

    @property
    def reply(self) -> Locator:
        return self.page.get_by_role("textbox", name="Reply")

    @property
    def note(self) -> Locator:
        return self.page.get_by_role("textbox", name="Note")

    @property
    def details(self) -> Locator:
        return self.page.get_by_role("complementary", name="Details")

    @property
    def presence(self) -> Locator:
        """Whether they are here, to be switched."""
        return self.page.get_by_role("navigation").get_by_role(
            "button", name=re.compile("^(Here|Away)$")
        )

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    async def says(self, text: str) -> None:
        await self.reply.fill(text)
        await self.reply.press("Control+Enter")
