"""`frontdesk webhooks`: what other systems have not been told yet, beside a running desk."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from frontdesk.assembly.storage import open_outbox
from frontdesk.cli.plain import json_text, plain
from frontdesk.cli.projects import project_settings
from frontdesk.errors import WebhookNotFound
from frontdesk.ports.outbox import Outgoing


async def run_list(*, project: Path, data: Path | None, as_json: bool) -> None:
    with open_outbox(project_settings(project, data=data)) as outbox:
        waiting = await outbox.listed("webhook")
    if as_json:
        print(json_text([_content(each) for each in waiting]))
        return
    for each in waiting:
        print(plain(_line(each)))
    if not waiting:
        print("Everything has been told.", file=sys.stderr)


async def run_retry(id: str, *, project: Path, data: Path | None, as_json: bool) -> None:
    """Raises WebhookNotFound."""
    with open_outbox(project_settings(project, data=data)) as outbox:
        waiting = await outbox.listed("webhook")
        chosen = [each.id for each in waiting if (each.id == id if id else each.due is None)]
        if id and not chosen:
            raise WebhookNotFound(f"No webhook {id!r} waits here.")
        for each in chosen:
            await outbox.retry(each, datetime.now(UTC))
    print(json_text(chosen) if as_json else f"{len(chosen)} will be told again.")


def _content(outgoing: Outgoing) -> dict[str, object]:
    return {
        "id": outgoing.id,
        "event": outgoing.item.event,
        "conversation": outgoing.conversation,
        "since": outgoing.since,
        "tries": outgoing.tries,
        "next": outgoing.due,
        "problem": outgoing.problem,
    }


def _line(outgoing: Outgoing) -> str:
    due = outgoing.due
    again = f"next {due.astimezone():%d %b %H:%M:%S}" if due else "given up"
    told = f"{outgoing.id}  {outgoing.item.event:19}  tries {outgoing.tries}  {again}"
    return f"{told}  {outgoing.problem}".rstrip()
