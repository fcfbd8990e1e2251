"""`frontdesk chat`: a conversation in the terminal."""

import asyncio
import json
import sys
import threading
from contextlib import aclosing, suppress
from pathlib import Path
from typing import Any

from frontdesk.cli.desk_client import DeskClient, Seen, Ticket
from frontdesk.errors import FrontdeskError, NotAllowed, NotFound

KEPT = Path(".frontdesk") / "chat.json"
QUIT = frozenset({"/quit", "/exit"})


async def run_chat(url: str, *, new: bool) -> None:
    async with aclosing(DeskClient(url.rstrip("/"))) as client:
        facts = await client.desk()
        print(facts["greeting"])
        if "stand-in" in facts["features"]:
            print("(Answers come from an offline stand-in, not Claude.)")
        ticket, screen = await _enter(client, url, new=new)
        print("Type a question; /quit leaves. The conversation is kept for next time.\n")
        while (text := await _read_line()) is not None:
            if text.strip():
                await _ask(client, ticket, screen, text)


async def _enter(client: DeskClient, url: str, *, new: bool) -> tuple[Ticket, "Screen"]:
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
    return ticket, screen


async def _ask(client: DeskClient, ticket: Ticket, screen: "Screen", text: str) -> None:
    try:
        number = await client.send(ticket, text)
    except FrontdeskError as error:
        print(f"Not sent: {error} {error.next_step}")
        return
    async with aclosing(client.follow(ticket, screen.last)) as events:
        async for seen in events:
            screen.show(seen)
            if seen.event == "bot.finished" and number in seen.data["answers"]:
                return
            if seen.event == "notice":
                return


class Screen:
    """Prints events as they come: text as it streams, citations as footnotes."""

    def __init__(self) -> None:
        self.last = 0
        self._sources: dict[int, dict[str, Any]] = {}

    def show(self, seen: Seen, *, is_replay: bool = False) -> None:
        self.last = seen.id or self.last
        match seen.event:
            case "customer.wrote" if is_replay:
                print(f"you> {seen.data['text']}")
            case "bot.part":
                self._part(seen.data)
            case "bot.finished":
                self._footnotes()
            case "activity" if sys.stdout.isatty():
                print(f"\r\033[K({seen.data['label']})\r", end="", flush=True)
            case "notice" | "person.wrote":
                print(seen.data["text"] + "\n")
            case _:
                pass

    def _part(self, data: dict[str, Any]) -> None:
        if sys.stdout.isatty() and data["part"] == 1:
            print("\r\033[K", end="")
        marks = ""
        for citation in data["citations"]:
            self._sources[citation["n"]] = citation
            marks += f"[{citation['n']}]"
        text = data["text"]
        body = text.rstrip()
        print(body + (f" {marks}" if marks else "") + text[len(body) :], end="", flush=True)

    def _footnotes(self) -> None:
        print()
        for n, source in sorted(self._sources.items()):
            place = " › ".join(filter(None, (source["title"], source["section"])))
            quote = " ".join(source["quote"].split())
            print(f'  [{n}] {place}: "{quote}"')
        self._sources.clear()
        print()


async def _read_line() -> str | None:
    """A line of input; None at the end or when the customer leaves."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[str | None] = loop.create_future()

    def read() -> None:
        try:
            line = input("you> " if sys.stdin.isatty() else "")
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
