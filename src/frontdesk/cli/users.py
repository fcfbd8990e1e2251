"""`frontdesk users`: who works at the desk, and how they come in; `frontdesk db rebuild`."""

import re
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import typer

from frontdesk.assembly.people import open_accounts, rebuild_lists
from frontdesk.assembly.storage import is_desk_running
from frontdesk.cli.plain import json_text, plain
from frontdesk.cli.projects import project_settings
from frontdesk.domain.user import Role, User
from frontdesk.settings import Settings


@dataclass(frozen=True, slots=True)
class Added:
    name: str
    shown: str
    role: Role | None
    capacity: int | None = None
    languages: tuple[str, ...] | None = None


def spoken_languages(text: str) -> tuple[str, ...]:
    """`de,en` as ISO 639 codes; an empty text for none. Raises typer's BadParameter."""
    codes = tuple(code.strip().lower() for code in text.split(",") if code.strip())
    for code in codes:
        if not re.fullmatch("[a-z]{2,3}", code):
            raise typer.BadParameter(f"{code!r} is no language: write them as `de,en`.")
    return codes


async def run_add(added: Added, *, project: Path, data: Path | None, as_json: bool) -> None:
    settings = project_settings(project, data=data)
    with open_accounts(settings) as (_, accounts):
        user = await accounts.put(
            added.name,
            shown=added.shown,
            role=added.role,
            capacity=added.capacity,
            languages=added.languages,
        )
        key = await accounts.link(user.name)
    if as_json:
        print(json_text({**asdict(user), "link": address(settings, key)}))
        return
    print(f"{user.name} works here as {user.shown!r}, {user.role}.")
    _say_link(settings, key)


async def run_link(name: str, *, project: Path, data: Path | None, as_json: bool) -> None:
    settings = project_settings(project, data=data)
    with open_accounts(settings) as (_, accounts):
        key = await accounts.link(name)
    if as_json:
        print(json_text({"name": name, "link": address(settings, key)}))
    else:
        _say_link(settings, key)


async def run_list(*, project: Path, data: Path | None, as_json: bool) -> None:
    with open_accounts(project_settings(project, data=data)) as (users, _):
        known = await users.listed()
    if as_json:
        print(json_text([asdict(user) for user in known]))
        return
    for user in known:
        print(plain(_line(user)))
    if not known:
        print("Nobody yet. Add somebody with `frontdesk users add NAME`.", file=sys.stderr)


def _line(user: User) -> str:
    facts = [
        "away" if user.is_away else "",
        "" if user.capacity is None else f"capacity {user.capacity}",
        " ".join(user.languages),
    ]
    told = ", ".join(fact for fact in facts if fact)
    return f"{user.name:16}  {user.role:6}  {user.shown}" + (f"  ({told})" if told else "")


async def run_remove(name: str, *, project: Path, data: Path | None) -> None:
    with open_accounts(project_settings(project, data=data)) as (_, accounts):
        await accounts.remove(name)
    print(f"{name} is removed and signed out.")


async def run_rebuild(*, project: Path, data: Path | None, as_json: bool) -> None:
    made = await rebuild_lists(project_settings(project, data=data))
    print(json_text({"lines": made}) if as_json else f"The lists hold {made} conversations.")


def link_at(url: str, key: str) -> str:
    """What follows `#` is never sent, so no log and no proxy has it."""
    return f"{url}/console/#link={key}"


def address(settings: Settings, key: str) -> str:
    """Where the settings have the desk; behind a proxy the host is another."""
    server = settings.server
    host = f"[{server.host}]" if ":" in server.host else server.host
    return link_at(f"http://{host}:{server.port}", key)


def _say_link(settings: Settings, key: str) -> None:
    print(f"It opens the console once, within a day:\n\n  {address(settings, key)}\n")
    if not is_desk_running(settings):
        print(f"No desk runs on {settings.data.path}: start it first.", file=sys.stderr)
