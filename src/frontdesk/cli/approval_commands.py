"""`frontdesk approvals …` and its options."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from frontdesk.cli.options import AsJson, Folder, Project

approvals = typer.Typer(
    help="Refunds that wait for a person: agree to them, or refuse them.", no_args_is_help=True
)

ConfirmationArgument = Annotated[
    str, typer.Argument(metavar="CONFIRMATION", help="As the list shows it, or how it begins.")
]
DeciderName = Annotated[str, typer.Option(help="Your name: the log says who decided.")]


@approvals.command("list")
def approvals_list(project: Project = Path(), data: Folder = None, as_json: AsJson = False) -> None:
    """List the refunds that wait for a person, oldest first."""
    from frontdesk.cli.approving import run_list

    asyncio.run(run_list(project=project, data=data, as_json=as_json))


@approvals.command("approve")
def approvals_approve(
    confirmation: ConfirmationArgument,
    name: DeciderName,
    project: Project = Path(),
    data: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Let a refund be paid, once; the running desk pays it and tells the customer."""
    from frontdesk.cli.approving import run_approve

    asyncio.run(run_approve(confirmation, name=name, project=project, data=data, as_json=as_json))


@approvals.command("unclear")
def approvals_unclear(
    project: Project = Path(), data: Folder = None, as_json: AsJson = False
) -> None:
    """List the refunds of which the payment side does not say whether they were paid."""
    from frontdesk.cli.approving import run_unclear

    asyncio.run(run_unclear(project=project, data=data, as_json=as_json))


@approvals.command("settle")
def approvals_settle(  # noqa: PLR0913 (each is an option)
    confirmation: ConfirmationArgument,
    name: DeciderName,
    paid: Annotated[
        str, typer.Option(metavar="REFERENCE", help="It was paid; how the payment side calls it.")
    ] = "",
    not_paid: Annotated[bool, typer.Option("--not-paid", help="It was not, and will not be.")] = (
        False
    ),
    project: Project = Path(),
    data: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Say what became of an unclear refund, after a look at the payment side itself."""
    from frontdesk.cli.approving import run_settle

    if bool(paid) == not_paid:
        raise typer.BadParameter("Say either --paid REFERENCE or --not-paid.")
    run = run_settle(
        confirmation, name=name, reference=paid, project=project, data=data, as_json=as_json
    )
    asyncio.run(run)


@approvals.command("refuse")
def approvals_refuse(
    confirmation: ConfirmationArgument,
    name: DeciderName,
    reason: Annotated[str, typer.Option(help="Why; the customer does not see it.")],
    project: Project = Path(),
    data: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Refuse a refund; the customer is told that nothing was paid."""
    from frontdesk.cli.approving import Refusing, run_refuse

    refusing = Refusing(confirmation, name, reason)
    asyncio.run(run_refuse(refusing, project=project, data=data, as_json=as_json))
