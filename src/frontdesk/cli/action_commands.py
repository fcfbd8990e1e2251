"""`frontdesk actions …` and its options."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from frontdesk.cli.options import AsJson, Folder, Project

actions = typer.Typer(
    help="What the bot can do: built in, and by the project's actions.py.", no_args_is_help=True
)


@actions.command("list")
def actions_list(project: Project = Path(), as_json: AsJson = False) -> None:
    """List what the model may call, with the risk of each and who may have it called."""
    from frontdesk.cli.trying import run_list

    run_list(project=project, as_json=as_json)


@actions.command("test")
def actions_test(
    name: Annotated[str, typer.Argument(help="Name of an action that reads.")],
    arguments: Annotated[str, typer.Option(help="What the model would write, as JSON.")] = "{}",
    customer: Annotated[
        str, typer.Option("--as", help="Id of the customer whose conversation it is.")
    ] = "",
    project: Project = Path(),
    data: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Run a read against the project's store and print what the model would be told."""
    from frontdesk.cli.trying import Trial, run_test

    trial = Trial(name, arguments, customer)
    asyncio.run(run_test(trial, project=project, data=data, as_json=as_json))
