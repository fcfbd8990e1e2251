"""What a customer says and presses in the terminal, and what comes of it."""

import asyncio
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from frontdesk.cli.desk_client import DeskClient, Seen, Ticket
from frontdesk.cli.line_reading import LineReader
from frontdesk.cli.screen import JsonLines, Screen
from frontdesk.cli.standing import Standing
from frontdesk.errors import DeskNotReached, FrontdeskError, WrongInput

DECISIONS = {"y": "confirm", "yes": "confirm", "n": "decline", "no": "decline"}
RECEIPT_SECONDS = 15
PROMPT = "you> "
COMMANDS = {
    "/person": "ask for a person",
    "/card": "show what waits for your decision",
    "/rate": "say how it was: /rate 5, or /rate 2 and why",
    "/help": "this list",
    "/quit": "leave; the conversation is kept",
    "/exit": "the same",
}


class NoSuchCommand(WrongInput):
    """There is no such command here."""


@dataclass
class Talk:
    client: DeskClient
    ticket: Ticket
    screen: Screen | JsonLines
    standing: Standing
    reader: LineReader
    is_all_taken: bool = True
    unsent: str = ""
    """What the desk has not acknowledged yet."""
    left_open: set[str] = field(default_factory=set[str])
    """Cards that the customer has put off."""

    async def read(self) -> str | None:
        """The next line, while whatever comes is shown; None when the customer leaves."""
        offer = self._next_offer()
        if offer:
            self.screen.show_offer(offer)
        prompt = "Confirm? [y/n, Enter leaves it open] " if offer else PROMPT
        listening = asyncio.create_task(self._listen())
        try:
            return await self.reader.read(prompt)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def take(self, line: str) -> None:
        """Raises DeskNotReached."""
        offer = self._next_offer()
        text = line.strip()
        try:
            if offer and text.lower() in DECISIONS:
                await self._press(offer["id"], DECISIONS[text.lower()])
                return
            if offer:
                self.left_open.add(offer["id"])
            await self._say_or_do(text)
        except DeskNotReached:
            raise
        except FrontdeskError as error:
            self.is_all_taken = False
            told = {"code": error.code, "detail": str(error), "next_step": error.next_step}
            self.screen.refuse(told)

    async def _say_or_do(self, text: str) -> None:
        word, _, rest = text.partition(" ")
        choices = self.standing.choices
        if word[:1] == "/" and word[1:].isalpha():
            await self._do(word, rest.strip())
        elif text.isdecimal() and 1 <= int(text) <= len(choices):
            choice = choices[int(text) - 1]
            await self._ask(choice["label"], choice["id"])
        elif text:
            await self._ask(text)

    async def _do(self, command: str, rest: str) -> None:
        match command:
            case "/person":
                await self._ask_for_person()
            case "/card":
                self.left_open.clear()
                if not self.standing.offers:
                    self.screen.say("(No card is open.)")
            case "/rate":
                await self._rate(rest)
            case "/help":
                self.screen.say("".join(f"  {name:8} {what}\n" for name, what in COMMANDS.items()))
            case _:
                like = get_close_matches(command, COMMANDS, n=1)
                instead = f"Did you mean {like[0]}? " if like else ""
                raise NoSuchCommand(
                    f"There is no command {command}.", next_step=f"{instead}/help lists them."
                )

    def _next_offer(self) -> dict[str, Any] | None:
        offers = self.standing.offers.items()
        return next((offer for id, offer in offers if id not in self.left_open), None)

    def _show(self, seen: Seen) -> None:
        self.standing.take(seen)
        self.screen.show(seen)

    async def _press(self, id: str, decision: str) -> None:
        outcome = await self.client.press(self.ticket, id, decision)
        ends = {"receipt", "notice"} if outcome == "confirmed" else {"confirmation.settled"}
        if not await self._show_until(ends, seconds=RECEIPT_SECONDS):
            self.screen.say("(The receipt will be shown here as soon as it is made.)\n")
        self.standing.offers.pop(id, None)

    async def _ask_for_person(self) -> None:
        if self.standing.holder == "people":
            self.screen.say("(You are in the queue already; a person will answer here.)")
            return
        await self.client.ask_for_person(self.ticket)
        await self._show_until({"notice"}, seconds=RECEIPT_SECONDS)

    async def _rate(self, rest: str) -> None:
        score, _, text = rest.partition(" ")
        if score not in {"1", "2", "3", "4", "5"}:
            raise WrongInput(
                "A rating is a number from 1 (bad) to 5 (very good).",
                next_step="Type /rate 5, or /rate 2 and why.",
            )
        await self.client.rate(self.ticket, int(score), text.strip())
        await self._show_until({"rated"}, seconds=RECEIPT_SECONDS)

    async def _ask(self, text: str, choice: str = "") -> None:
        self.unsent = text
        number = await self.client.send(self.ticket, text, choice)
        self.unsent = ""
        async with aclosing(self.client.follow(self.ticket, self.standing.last)) as events:
            async for seen in events:
                self._show(seen)
                if self._is_over(seen, number):
                    return

    def _is_over(self, seen: Seen, number: int) -> bool:
        """Whether nothing more is to be waited for: it is answered, or left to people."""
        match seen.event:
            case "bot.finished":
                return number in seen.data["answers"]
            case "customer.wrote":
                return seen.id == number and self.standing.holder == "people"
            case _:
                return seen.event == "notice"

    async def _show_until(self, names: set[str], *, seconds: float) -> bool:
        """False if none of these came in time."""
        events = self.client.follow(self.ticket, self.standing.last)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), aclosing(events):
                async for seen in events:
                    self._show(seen)
                    if seen.event in names:
                        return True
        return False

    async def _listen(self) -> None:
        """Show what comes while the customer is typing, such as a person's words."""
        async with aclosing(self.client.follow(self.ticket, self.standing.last)) as events:
            is_prompted = True
            async for seen in events:
                if seen.event == "activity":
                    continue
                if is_prompted:
                    self.screen.take_back_line()
                self._show(seen)
                is_prompted = seen.event != "bot.part"
                if is_prompted:
                    self.screen.prompt(self.reader.unfinished())
