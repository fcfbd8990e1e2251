"""`frontdesk tickets`: what people at the desk do with tickets, beside a running one.

Texts are shown as they are kept, with placeholders for contact data.
"""

import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from frontdesk.assembly.storage import open_tickets
from frontdesk.cli.plain import json_text, plain
from frontdesk.cli.projects import project_settings
from frontdesk.domain.event import TicketId
from frontdesk.domain.ticket import NOT_STAFF, Ticket, TicketNote, TicketState
from frontdesk.errors import MessageEmpty, NameMissing, TicketNotFound
from frontdesk.ports.tickets import Tickets


@dataclass(frozen=True, slots=True)
class Step:
    """What a member of staff does with a ticket."""

    name: str
    text: str | None = None
    state: TicketState | None = None
    owner: str | None = None

    def on(self, ticket: Ticket) -> TicketNote:
        """Raises MessageEmpty, NameMissing."""
        if self.text is not None and not self.text.strip():
            raise MessageEmpty
        if not self.name.strip() or self.name.strip().casefold() in NOT_STAFF:
            raise NameMissing(f"{self.name!r} is not the name of a person.")
        state = self.state
        if self.text is not None and ticket.state == "open":
            state = "waiting"
        return TicketNote(datetime.now(UTC), self.name, self.text or "", state, self.owner)


async def run_list(
    state: TicketState | None, *, project: Path, data: Path | None, as_json: bool
) -> None:
    with open_tickets(project_settings(project, data=data)) as tickets:
        found = await tickets.listed(state)
    if as_json:
        print(json_text([_content(ticket) for ticket in found]))
        return
    for ticket in found:
        print(plain(_line(ticket)))
    if not found:
        print(f"No ticket is {state}." if state else "No ticket yet.", file=sys.stderr)


async def run_show(id: str, *, project: Path, data: Path | None, as_json: bool) -> None:
    with open_tickets(project_settings(project, data=data)) as tickets:
        _show(await _ticket(tickets, id), as_json=as_json)


async def run_step(id: str, step: Step, *, project: Path, data: Path | None, as_json: bool) -> None:
    with open_tickets(project_settings(project, data=data)) as tickets:
        ticket = await _ticket(tickets, id)
        after = await tickets.add(ticket.id, step.on(ticket))
    if as_json:
        _show(after, as_json=True)
    else:
        print(plain(_line(after)))


async def _ticket(tickets: Tickets, id: str) -> Ticket:
    """Raises TicketNotFound."""
    number = id.strip().upper().removeprefix("TIC-")
    found = await tickets.ticket(TicketId(f"TIC-{number}"))
    if found is None:
        raise TicketNotFound(f"There is no ticket {id!r} here.")
    return found


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
