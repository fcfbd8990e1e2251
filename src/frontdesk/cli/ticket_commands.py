"""`frontdesk tickets …` and its options."""

import asyncio
from pathlib import Path
from typing import Annotated, Literal

import typer

from frontdesk.cli.options import AsJson, Folder, Project

tickets = typer.Typer(
    help="Tickets: what people have to see to, and who does.", no_args_is_help=True
)

TicketArgument = Annotated[str, typer.Argument(help="Number of a ticket: TIC-1042, or 1042.")]
StaffName = Annotated[str, typer.Option(help="Your name, for the ticket's history.")]
State = Literal["open", "waiting", "solved", "closed"]


@tickets.command("list")
def tickets_list(
    state: Annotated[State | None, typer.Option(help="Only those in this state.")] = None,
    project: Project = Path(),
    data: Folder = None,
    as_json: AsJson = False,
) -> None:
    """List the tickets, oldest first."""
    from frontdesk.cli.ticketing import run_list

    asyncio.run(run_list(state, project=project, data=data, as_json=as_json))


@tickets.command("show")
def tickets_show(
    id: TicketArgument, project: Project = Path(), data: Folder = None, as_json: AsJson = False
) -> None:
    """Show a ticket and its history."""
    from frontdesk.cli.ticketing import run_show

    asyncio.run(run_show(id, project=project, data=data, as_json=as_json))


@tickets.command("reply")
def tickets_reply(
    id: TicketArgument,
    text: Annotated[str, typer.Argument(help="What the customer will read.")],
    name: StaffName,
    project: Project = Path(),
    data: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Answer the customer; an open ticket waits for the customer then."""
    from frontdesk.cli.ticketing import run_step

    step = run_step(
        lambda tickets: tickets.reply(id, text, by=name),
        project=project,
        data=data,
        as_json=as_json,
    )
    asyncio.run(step)


@tickets.command("assign")
def tickets_assign(
    id: TicketArgument,
    owner: Annotated[str, typer.Argument(help="Who sees to it from now on.")],
    name: StaffName,
    project: Project = Path(),
    data: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Give a ticket to somebody."""
    from frontdesk.cli.ticketing import run_step

    step = run_step(
        lambda tickets: tickets.assign(id, owner, by=name),
        project=project,
        data=data,
        as_json=as_json,
    )
    asyncio.run(step)


@tickets.command("state")
def tickets_state(
    id: TicketArgument,
    state: Annotated[State, typer.Argument(help="The state it is in from now on.")],
    name: StaffName,
    project: Project = Path(),
    data: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Change a ticket's state."""
    from frontdesk.cli.ticketing import run_step

    step = run_step(
        lambda tickets: tickets.change_state(id, state, by=name),
        project=project,
        data=data,
        as_json=as_json,
    )
    asyncio.run(step)
