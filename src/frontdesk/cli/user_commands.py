"""`frontdesk users …` and `frontdesk db …`, and their options."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from frontdesk.cli.options import AsJson, Folder, Project
from frontdesk.domain.user import Role

users = typer.Typer(help="The people who work at the desk.", no_args_is_help=True)
db = typer.Typer(help="The desk's database.", no_args_is_help=True)

UserArgument = Annotated[str, typer.Argument(metavar="NAME", help="What they sign in with.")]


@users.command("add")
def users_add(  # noqa: PLR0913 (each is an option)
    name: UserArgument,
    shown: Annotated[str, typer.Option(help="The name that customers read; else NAME.")] = "",
    role: Annotated[Role | None, typer.Option(help="What they may do; else agent.")] = None,
    capacity: Annotated[
        int | None, typer.Option(min=0, help="Assigned so many at most; else [people] capacity.")
    ] = None,
    languages: Annotated[
        str | None, typer.Option(help="They answer in these, as `de,en`; else any.")
    ] = None,
    project: Project = Path(),
    data: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Add somebody, or change their name and role; prints a link that lets them in once."""
    from frontdesk.cli.users import Added, run_add, spoken_languages

    spoken = None if languages is None else spoken_languages(languages)
    added = Added(name, shown, role, capacity, spoken)
    asyncio.run(run_add(added, project=project, data=data, as_json=as_json))


@users.command("link")
def users_link(
    name: UserArgument, project: Project = Path(), data: Folder = None, as_json: AsJson = False
) -> None:
    """Print a link that lets somebody in once, within a day: for a forgotten password, too."""
    from frontdesk.cli.users import run_link

    asyncio.run(run_link(name, project=project, data=data, as_json=as_json))


@users.command("list")
def users_list(project: Project = Path(), data: Folder = None, as_json: AsJson = False) -> None:
    """List the people who work at the desk."""
    from frontdesk.cli.users import run_list

    asyncio.run(run_list(project=project, data=data, as_json=as_json))


@users.command("remove")
def users_remove(name: UserArgument, project: Project = Path(), data: Folder = None) -> None:
    """Remove somebody, who is signed out at once; what they wrote stays."""
    from frontdesk.cli.users import run_remove

    asyncio.run(run_remove(name, project=project, data=data))


@db.command("rebuild")
def db_rebuild(project: Project = Path(), data: Folder = None, as_json: AsJson = False) -> None:
    """Make the console's lists again from the conversations; also while the desk runs."""
    from frontdesk.cli.users import run_rebuild

    asyncio.run(run_rebuild(project=project, data=data, as_json=as_json))
