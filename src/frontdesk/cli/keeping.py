"""The conversations that this terminal had, kept in the folder it is called from."""

import json
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from frontdesk.cli.desk_client import Ticket
from frontdesk.errors import ConversationNotFound

FOLDER = Path(".frontdesk")
KEPT = FOLDER / "chat.json"
LAST = "last"


def kept(url: str, which: str = LAST) -> Ticket | None:
    """The one whose id begins like this, or the last; None if there was none.

    Raises ConversationNotFound if others there were, but none or several like this.
    """
    tickets = _of(url)
    if which == LAST:
        return tickets[0] if tickets else None
    found = [each for each in tickets if which and each.conversation.startswith(which)]
    if len(found) == 1:
        return found[0]
    raise ConversationNotFound(
        f"{len(found)} of this terminal's conversations begin with {which!r}."
        if found
        else f"This terminal had no conversation {which!r} with {url}.",
        next_step=_instead(which, [each.conversation for each in tickets]),
    )


def keep(url: str, ticket: Ticket) -> None:
    """As the last one with this desk. Raises OSError."""
    others = [each for each in _of(url) if each != ticket]
    rows = [{"conversation": each.conversation, "token": each.token} for each in [ticket, *others]]
    kept_now = _all() | {url: {**rows[0], "earlier": rows[1:]}}
    FOLDER.mkdir(exist_ok=True)
    KEPT.touch(mode=0o600)
    KEPT.write_text(json.dumps(kept_now), "utf-8")


def _of(url: str) -> list[Ticket]:
    """The last one first."""
    try:
        last = dict(_all()[url])
        rows = [last, *last.pop("earlier", ())]
        return [Ticket(row["conversation"], row["token"]) for row in rows]
    except (KeyError, TypeError, ValueError):
        return []


def _all() -> dict[str, Any]:
    """By the address of the desk; what cannot be read counts as nothing."""
    try:
        return dict(json.loads(KEPT.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _instead(which: str, ids: list[str]) -> str:
    if not ids:
        return "Start one with `frontdesk chat`."
    like = get_close_matches(which, ids, n=1, cutoff=0.5) or ids[:1]
    return f"Go on with `frontdesk chat --resume {like[0]}`, or start one with --new."
