"""`frontdesk webhooks …` and its options."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from frontdesk.cli.options import AsJson, Folder, Project

webhooks = typer.Typer(
    help="Webhooks: what other systems have not been told yet.", no_args_is_help=True
)


@webhooks.command("list")
def webhooks_list(project: Project = Path(), data: Folder = None, as_json: AsJson = False) -> None:
    """List what waits or was given up, oldest first, and why."""
    from frontdesk.cli.webhooks import run_list

    asyncio.run(run_list(project=project, data=data, as_json=as_json))


@webhooks.command("retry")
def webhooks_retry(
    id: Annotated[
        str, typer.Argument(help="Of one, as the list shows it; empty for all given up.")
    ] = "",
    project: Project = Path(),
    data: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Tell them again now, under the same id; a running desk does it within a second."""
    from frontdesk.cli.webhooks import run_retry

    asyncio.run(run_retry(id, project=project, data=data, as_json=as_json))
