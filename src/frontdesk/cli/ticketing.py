"""`frontdesk tickets`: what people at the desk do with tickets, beside a running one.

Texts are shown as they are kept, with placeholders for contact data.
"""

import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from frontdesk.assembly.storage import open_ticketing
from frontdesk.cli.plain import json_text, plain
from frontdesk.cli.projects import project_settings
from frontdesk.domain.ticket import Ticket, TicketState
from frontdesk.turns.ticketing import Ticketing

Step = Callable[[Ticketing], Awaitable[Ticket]]


async def run_list(
    state: TicketState | None, *, project: Path, data: Path | None, as_json: bool
) -> None:
    with open_ticketing(project_settings(project, data=data)) as ticketing:
        found = await ticketing.listed(state)
    if as_json:
        print(json_text([_content(ticket) for ticket in found]))
        return
    for ticket in found:
        print(plain(_line(ticket)))
    if not found:
        print(f"No ticket is {state}." if state else "No ticket yet.", file=sys.stderr)


async def run_show(id: str, *, project: Path, data: Path | None, as_json: bool) -> None:
    with open_ticketing(project_settings(project, data=data)) as ticketing:
        _show(await ticketing.ticket(id), as_json=as_json)


async def run_step(step: Step, *, project: Path, data: Path | None, as_json: bool) -> None:
    """`step`: one of the calls of `Ticketing`."""
    with open_ticketing(project_settings(project, data=data)) as ticketing:
        after = await step(ticketing)
    if as_json:
        _show(after, as_json=True)
    else:
        print(plain(_line(after)))


def _show(ticket: Ticket, *, as_json: bool) -> None:
    if as_json:
        print(json_text(_content(ticket)))
    else:
        print(plain("\n".join(_told(ticket))))


def _content(ticket: Ticket) -> dict[str, object]:
    return {
        "ticket": ticket.id,
        "opened": ticket.opened,
        **asdict(ticket.request),
        "state": ticket.state,
        "owner": ticket.owner,
        "history": [asdict(note) for note in ticket.history],
    }


def _line(ticket: Ticket) -> str:
    request = ticket.request
    about = f"{request.priority:6}  {request.category:9}  {request.subject}"
    return f"{ticket.id}  {ticket.state:7}  {ticket.owner or '-':8}  {about}"


def _told(ticket: Ticket) -> Iterator[str]:
    request = ticket.request
    yield _line(ticket)
    where = [f"opened {_at(ticket.opened)}"]
    where += [f"customer {request.customer}"] if request.customer else []
    where += [f"conversation {request.conversation}"] if request.conversation else []
    yield ", ".join(where)
    yield f"\n{request.description}\n"
    for note in ticket.history:
        changes = [f"now {note.state}"] if note.state else []
        changes += [f"for {note.owner or 'nobody'}"] if note.owner is not None else []
        said = f"({', '.join(changes)}) {note.text}".strip() if changes else note.text
        yield f"{_at(note.at)}  {note.by}: {said}"


def _at(time: datetime) -> str:
    return time.astimezone().strftime("%d %b %Y %H:%M")
