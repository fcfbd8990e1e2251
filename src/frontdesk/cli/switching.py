"""`frontdesk mode`: who answers customers, also while the desk runs."""

from pathlib import Path

from frontdesk.assembly.people import open_switch
from frontdesk.cli.plain import json_text, plain
from frontdesk.cli.projects import project_settings
from frontdesk.domain.mode import DeskMode
from frontdesk.turns.switching import Switch

SAID = {
    "bot": "The bot answers; people where rules or scores call them.",
    "drafts": "The bot writes drafts; people send them. Nothing goes out by itself.",
    "people": "People answer everything; the model is not asked.",
}


async def run_mode(
    to: DeskMode | None, *, name: str, project: Path, data: Path | None, as_json: bool
) -> None:
    with open_switch(project_settings(project, data=data)) as switch:
        if to is not None:
            await switch.turn(to, by=name)
        print(await _told(switch, as_json=as_json))


async def _told(switch: Switch, *, as_json: bool) -> str:
    newest = await switch.newest()
    mode = newest.mode if newest else switch.start
    if as_json:
        by, at = (newest.by, newest.at) if newest else ("", None)
        return json_text({"mode": mode, "by": by, "at": at})
    since = f" Since {newest.at.astimezone():%d %b %H:%M}, by {plain(newest.by)}." if newest else ""
    return f"{mode}: {SAID[mode]}{since}"
