"""`frontdesk convs`, `conv`, `reply` and `hand-back`: people at the desk, beside a running one."""

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from uuid import uuid4

from frontdesk.assembly.attending import targets_of
from frontdesk.assembly.people import open_people, open_transcripts
from frontdesk.assembly.storage import is_desk_running
from frontdesk.cli.plain import json_text, plain
from frontdesk.cli.projects import project_settings
from frontdesk.cli.tracing import SHORT_ID, Summary, summarize, trace
from frontdesk.domain.event import ConversationId, HandoverStarted
from frontdesk.domain.finding import quoted, terms_of
from frontdesk.errors import ConversationNotFound
from frontdesk.handover.targets import Targets
from frontdesk.ports.conversations import Conversations
from frontdesk.settings import Settings

NOTHING_FOUND = 3
SEARCHED = 1000  # of those that were found, to see which of them wait
NEVER = datetime.max.replace(tzinfo=UTC)
LIST = "List them with `frontdesk convs`."


async def run_list(
    *, waiting: bool, limit: int, project: Path, data: Path | None, as_json: bool
) -> None:
    settings = project_settings(project, data=data)
    with open_people(settings) as (conversations, *_):
        rows = await _summaries(conversations, targets_of(settings), waiting=waiting, limit=limit)
    if as_json:
        print(json_text([asdict(row) for row in rows]))
        return
    for row in rows:
        print(row.line())
    if not rows:
        print("Nobody waits for you." if waiting else "No conversation yet.", file=sys.stderr)


async def _summaries(
    conversations: Conversations, targets: Targets, *, waiting: bool, limit: int
) -> list[Summary]:
    """Who waits with the one due first at the top; all, by when they were written to."""
    ids = await conversations.listed(HandoverStarted if waiting else None)
    if not waiting:
        return [summarize(id, await conversations.read(id), targets) for id in ids[:limit]]
    rows = [summarize(id, await conversations.read(id), targets) for id in ids]
    queue = [row for row in rows if row.holder == "queue"]
    return sorted(queue, key=lambda row: row.due.at if row.due else NEVER)[:limit]


async def run_search(
    words: str, *, waiting: bool, limit: int, project: Path, data: Path | None, as_json: bool
) -> None:
    """Texts are shown as they are kept, with placeholders."""
    with open_transcripts(project_settings(project, data=data)) as (conversations, transcripts):
        rows = [
            (summarize(found.conversation, records), found.line)
            for found in await transcripts.found(words, SEARCHED if waiting else limit)
            if (records := await conversations.read(found.conversation))
        ]
    rows = [row for row in rows if row[0].holder == "queue" or not waiting][:limit]
    if as_json:
        print(json_text([asdict(row) | {"found": asdict(line)} for row, line in rows]))
    else:
        for row, line in rows:
            print(row.line())
            print(f"{'':{SHORT_ID}}  {line.by}: {plain(quoted(line.text, terms_of(words)))}")
    if not rows:
        print(f"No conversation holds {words!r}.", file=sys.stderr)
        sys.exit(NOTHING_FOUND)


async def run_show(id: str, *, project: Path, data: Path | None, as_json: bool) -> None:
    with open_people(project_settings(project, data=data)) as (conversations, *_):
        records = await conversations.read(await _whole(conversations, id))
    if not as_json:
        print("\n".join(trace(records)))
        return
    shown = [
        {
            "number": record.number,
            "at": record.at,
            "event": type(record.event).__name__,
            "data": asdict(record.event),
        }
        for record in records
    ]
    print(json_text(shown))


async def run_reply(id: str, text: str, *, name: str, project: Path, data: Path | None) -> None:
    settings = project_settings(project, data=data)
    with open_people(settings) as (conversations, _, casework):
        whole = await _whole(conversations, id)
        await casework.reply(whole, str(uuid4()), text, name=name)
    print(f"Said as {name}. The assistant keeps out until `frontdesk hand-back {id}`.")
    _say_when_read(settings)


async def run_hand_back(id: str, *, project: Path, data: Path | None) -> None:
    settings = project_settings(project, data=data)
    with open_people(settings) as (conversations, handovers, _):
        whole = await _whole(conversations, id)
        was_with_people = await handovers.hand_back(whole)
    if was_with_people:
        print("The assistant has it again.")
        _say_when_read(settings)
    else:
        print("Nothing to do: no person had it.")


async def _whole(conversations: Conversations, id: str) -> ConversationId:
    """The one conversation whose id begins like this. Raises ConversationNotFound."""
    if await conversations.read(ConversationId(id)):
        return ConversationId(id)
    found = [each for each in await conversations.listed() if id and each.startswith(id)]
    if len(found) == 1:
        return found[0]
    if found:
        said = f"{len(found)} conversations begin with {id}."
        raise ConversationNotFound(said, next_step=f"Give more of its id. {LIST}")
    begins = {each[: len(id)]: each for each in await conversations.listed()}
    like = get_close_matches(id, begins, n=1)
    instead = f"Did you mean {begins[like[0]][:SHORT_ID]}? {LIST}" if like else LIST
    raise ConversationNotFound(f"No conversation begins with {id!r} here.", next_step=instead)


def _say_when_read(settings: Settings) -> None:
    if not is_desk_running(settings):
        where = settings.data.path
        print(f"No desk runs on {where}: the customer sees it once one does.", file=sys.stderr)
