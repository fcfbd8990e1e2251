"""`frontdesk chat`: a conversation in the terminal, or of a program by lines of JSON."""

import asyncio
import signal
from contextlib import aclosing, nullcontext
from functools import partial

from frontdesk.cli.desk_client import DeskClient, Ticket
from frontdesk.cli.keeping import FOLDER, LAST, keep, kept
from frontdesk.cli.line_reading import LineReader, history
from frontdesk.cli.screen import JsonLines, Screen
from frontdesk.cli.standing import Standing
from frontdesk.cli.talking import Talk
from frontdesk.errors import NotAllowed, NotFound

HISTORY = FOLDER / "chat_history"
QUIT = frozenset({"/quit", "/exit"})
HOW_TO = "Type a question; /person asks for a person, /help lists the rest, /quit leaves.\n"
LOST = "(The desk does not answer; trying again … What it has taken is kept.)"
BACK = "(The desk answers again.)"


async def run_chat(url: str, *, new: bool, resume: str, as_json: bool) -> bool:
    """Whether everything that was said was taken."""
    url = url.rstrip("/")
    reader = LineReader()
    screen = JsonLines() if as_json else Screen()
    is_at_terminal = reader.is_tty and not as_json
    client = DeskClient(
        url,
        tell=partial(_tell, screen, reader),
        is_patient=is_at_terminal,
    )
    lines = history(HISTORY) if is_at_terminal else nullcontext()
    async with aclosing(client):
        facts = await client.desk()
        screen.say(facts["greeting"])
        if "stand-in" in facts["features"]:
            screen.say("(Answers come from an offline stand-in, not Claude.)")
        talk = await _enter(client, screen, reader, url, None if new else resume)
        screen.say(
            "Type a question; /person asks for a person, /help lists the rest, /quit leaves.\n"
        )
        with lines:
            await _go_on(talk, reader, screen)
        screen.say("(The conversation is kept: `frontdesk chat` goes on with it.)")
    return talk.is_all_taken or reader.is_tty


def _tell(screen: Screen | JsonLines, reader: LineReader, is_reached: bool) -> None:
    unfinished = reader.unfinished()
    if unfinished:
        screen.take_back_line()
    screen.say(BACK if is_reached else LOST)
    screen.prompt(unfinished)


async def _enter(
    client: DeskClient, screen: Screen | JsonLines, reader: LineReader, url: str, which: str | None
) -> Talk:
    """The conversation this terminal had with this desk, shown so far, or a new one.

    Raises ConversationNotFound if `which` is named and was never had.
    """
    standing = Standing()
    ticket = kept(url, which) if which else None
    if ticket:
        try:
            for seen in await client.history(ticket):
                standing.take(seen)
                screen.show(seen, is_replay=True)
        except (NotFound, NotAllowed):
            if which != LAST:
                raise
            screen.say("(The earlier conversation is no longer there; this is a new one.)")
            ticket = None
    ticket = ticket or await client.open()
    _keep(url, ticket, screen)
    return Talk(client, ticket, screen, standing, reader)


async def _go_on(talk: Talk, reader: LineReader, screen: Screen | JsonLines) -> None:
    """Line by line until the customer leaves."""
    while (line := await talk.read()) is not None and line.strip() not in QUIT:
        if reader.is_tty:
            await _interruptible(talk, line, screen)
        else:
            screen.say(f"you> {line}")
            await talk.take(line)


async def _interruptible(talk: Talk, line: str, screen: Screen | JsonLines) -> None:
    """Ctrl-C ends the waiting, not the conversation."""
    taking = asyncio.create_task(talk.take(line))
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, taking.cancel)
    await asyncio.wait([taking])
    if not taking.cancelled():
        taking.result()
    elif talk.unsent:
        screen.say(f"\n(Not sent, because the desk did not answer: {talk.unsent})")
        talk.unsent = ""
    else:
        screen.say("\n(Not waited for; what comes is shown here.)\n")


def _keep(url: str, ticket: Ticket, screen: Screen | JsonLines) -> None:
    """For next time; a terminal that cannot keep it still talks."""
    try:
        keep(url, ticket)
    except OSError as error:
        screen.say(f"(This conversation cannot be kept for next time: {error.strerror}.)")
