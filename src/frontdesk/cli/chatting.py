"""`frontdesk chat`: a conversation in the terminal."""

import asyncio
import json
import sys
import threading
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from frontdesk.cli.desk_client import DeskClient, Seen, Ticket
from frontdesk.cli.screen import Screen
from frontdesk.errors import FrontdeskError, NotAllowed, NotFound

KEPT = Path(".frontdesk") / "chat.json"
QUIT = frozenset({"/quit", "/exit"})
DECISIONS = {"y": "confirm", "yes": "confirm", "n": "decline", "no": "decline"}
RECEIPT_SECONDS = 15
PROMPT = "you> "


async def run_chat(url: str, *, new: bool) -> None:
    async with aclosing(DeskClient(url.rstrip("/"))) as client:
        facts = await client.desk()
        print(facts["greeting"])
        if "stand-in" in facts["features"]:
            print("(Answers come from an offline stand-in, not Claude.)")
        talk = await _enter(client, url, new=new)
        print("Type a question; /person asks for a person, /card shows what is open, /quit leaves.")
        print("The conversation is kept for next time.\n")
        while (line := await talk.read()) is not None:
            await talk.take(line)


async def _enter(client: DeskClient, url: str, *, new: bool) -> "Talk":
    """The conversation this terminal had with this desk, shown so far, or a new one."""
    screen = Screen()
    ticket = None if new else _kept(url)
    if ticket:
        try:
            for seen in await client.history(ticket):
                screen.show(seen, is_replay=True)
        except (NotFound, NotAllowed):
            print("(The earlier conversation is no longer there; this is a new one.)")
            ticket = None
    if ticket is None:
        ticket = await client.open()
        _keep(url, ticket)
    return Talk(client, ticket, screen)


@dataclass
class Talk:
    """What a customer says and presses, and what comes of it on the screen."""

    client: DeskClient
    ticket: Ticket
    screen: Screen
    left_open: set[str] = field(default_factory=set[str])
    """Cards that the customer has put off."""

    async def read(self) -> str | None:
        """The next line, while whatever comes is shown; None when the customer leaves."""
        offer = self._next_offer()
        if offer:
            self.screen.show_offer(offer)
        prompt = "Confirm? [y/n, Enter leaves it open] " if offer else PROMPT
        listening = asyncio.create_task(self._listen(prompt))
        try:
            return await _read_line(prompt)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def take(self, line: str) -> None:
        offer = self._next_offer()
        text = line.strip()
        try:
            if offer and text.lower() in DECISIONS:
                await self._press(offer["id"], DECISIONS[text.lower()])
                return
            if offer:
                self.left_open.add(offer["id"])
            await self._say_or_do(text)
        except FrontdeskError as error:
            print(f"Not sent: {error} {error.next_step}")

    async def _say_or_do(self, text: str) -> None:
        if text == "/person":
            await self._ask_for_person()
        elif text == "/card":
            self.left_open.clear()
            if not self.screen.offers:
                print("(No card is open.)")
        elif text.isdecimal() and 1 <= int(text) <= len(self.screen.choices):
            choice = self.screen.choices[int(text) - 1]
            await self._ask(choice["label"], choice["id"])
        elif text:
            await self._ask(text)

    def _next_offer(self) -> dict[str, Any] | None:
        offers = self.screen.offers.items()
        return next((offer for id, offer in offers if id not in self.left_open), None)

    async def _press(self, id: str, decision: str) -> None:
        outcome = await self.client.press(self.ticket, id, decision)
        ends = {"receipt", "notice"} if outcome == "confirmed" else {"confirmation.settled"}
        if not await self._show_until(ends, seconds=RECEIPT_SECONDS):
            print("(The receipt will be shown here as soon as it is made.)\n")
        self.screen.offers.pop(id, None)

    async def _ask_for_person(self) -> None:
        if self.screen.holder == "people":
            print("(You are in the queue already; a person will answer here.)")
            return
        await self.client.ask_for_person(self.ticket)
        await self._show_until({"notice"}, seconds=RECEIPT_SECONDS)

    async def _ask(self, text: str, choice: str = "") -> None:
        number = await self.client.send(self.ticket, text, choice)
        async with aclosing(self.client.follow(self.ticket, self.screen.last)) as events:
            async for seen in events:
                self.screen.show(seen)
                if self._is_over(seen, number):
                    return

    def _is_over(self, seen: Seen, number: int) -> bool:
        """Whether nothing more is to be waited for: it is answered, or left to people."""
        match seen.event:
            case "bot.finished":
                return number in seen.data["answers"]
            case "customer.wrote":
                return seen.id == number and self.screen.holder == "people"
            case _:
                return seen.event == "notice"

    async def _show_until(self, names: set[str], *, seconds: float) -> bool:
        """False if none of these came in time."""
        events = self.client.follow(self.ticket, self.screen.last)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), aclosing(events):
                async for seen in events:
                    self.screen.show(seen)
                    if seen.event in names:
                        return True
        return False

    async def _listen(self, prompt: str) -> None:
        """Show what comes while the customer is typing, such as a person's words."""
        async with aclosing(self.client.follow(self.ticket, self.screen.last)) as events:
            async for seen in events:
                if seen.event == "activity":
                    continue
                if sys.stdin.isatty():
                    print("\r\033[K", end="")
                self.screen.show(seen)
                if sys.stdin.isatty() and seen.event != "bot.part":
                    print(prompt, end="", flush=True)


async def _read_line(prompt: str) -> str | None:
    """A line of input; None at the end or when the customer leaves."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[str | None] = loop.create_future()

    def read() -> None:
        try:
            line = input(prompt if sys.stdin.isatty() else "")
        except EOFError:
            line = None
        with suppress(RuntimeError):  # Ctrl-C closed the loop meanwhile
            loop.call_soon_threadsafe(lambda: answer.done() or answer.set_result(line))

    # A daemon: the loop's own threads would keep Ctrl-C waiting for the next Enter.
    threading.Thread(target=read, daemon=True).start()
    line = await answer
    return None if line is None or line.strip() in QUIT else line


def _kept(url: str) -> Ticket | None:
    try:
        return Ticket(**_all_kept()[url])
    except (KeyError, TypeError):
        return None


def _all_kept() -> dict[str, Any]:
    """By the address of the desk; what cannot be read counts as nothing."""
    try:
        return dict(json.loads(KEPT.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _keep(url: str, ticket: Ticket) -> None:
    """For next time; a terminal that cannot keep it still talks."""
    try:
        KEPT.parent.mkdir(exist_ok=True)
        kept = {"conversation": ticket.conversation, "token": ticket.token}
        KEPT.touch(mode=0o600)
        KEPT.write_text(json.dumps(_all_kept() | {url: kept}), "utf-8")
    except OSError as error:
        print(f"(This conversation cannot be kept for next time: {error.strerror}.)")
