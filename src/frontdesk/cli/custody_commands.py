"""`frontdesk forget`, `export` and `vault …` and their options."""

import asyncio
from pathlib import Path
from typing import Annotated, Literal

import typer

from frontdesk.cli.options import AsJson, Folder, Project

vault = typer.Typer(help="The keys under which contact data is kept.", no_args_is_help=True)

WHO = "Id in the order system, or an e-mail address or phone number that was written."
CustomerArgument = Annotated[str, typer.Argument(metavar="CUSTOMER", help=WHO)]
OptionalCustomer = Annotated[str, typer.Argument(metavar="CUSTOMER", help=WHO)]
Table = Literal[
    "conversations", "messages", "tickets", "ticket_notes", "refunds", "ratings", "contacts"
]


def forget(
    customer: OptionalCustomer = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go; change nothing.")
    ] = False,
    scrub: Annotated[
        bool, typer.Option("--scrub", help="Only clear traces in the database file.")
    ] = False,
    project: Project = Path(),
    data: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Forget a customer: words, names and contact data go for good, numbers stay."""
    from frontdesk.cli.forgetting import run_forget, run_scrub

    if scrub:
        run_scrub(project=project, data=data)
    elif not customer:
        raise typer.BadParameter("Name a customer, or give --scrub.")
    else:
        asyncio.run(
            run_forget(customer, dry_run=dry_run, project=project, data=data, as_json=as_json)
        )


def export(
    customer: CustomerArgument,
    out: Annotated[
        Path | None, typer.Option(help="File to write to; standard output without it.")
    ] = None,
    csv: Annotated[Table | None, typer.Option(help="This table as CSV instead of JSON.")] = None,
    project: Project = Path(),
    data: Folder = None,
) -> None:
    """Write everything held of a customer: as JSON, or one table as CSV."""
    from frontdesk.cli.exporting import run_export

    asyncio.run(run_export(customer, out=out, table=csv, project=project, data=data))


@vault.command("rotate")
def vault_rotate(project: Project = Path(), data: Folder = None, as_json: AsJson = False) -> None:
    """Seal all contact data under a new key, also while the desk runs."""
    from frontdesk.cli.rotating import run_rotate

    asyncio.run(run_rotate(project=project, data=data, as_json=as_json))
