"""The lists: every conversation that is open, live; one search over all of them."""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query

from frontdesk.api.console.entering import PATH, Me, Session
from frontdesk.api.console.masking import for_eyes_of
from frontdesk.api.console.shapes import DueFirst, FoundLine, Line, Lines, Marked, Switched
from frontdesk.api.console.switching import switched
from frontdesk.api.given import TheDesk, not_stored
from frontdesk.api.streaming import HEARTBEAT, EventStream, event_text
from frontdesk.assembly.desk import Desk
from frontdesk.domain.conversation import Holder
from frontdesk.domain.finding import quoted, terms_of
from frontdesk.domain.user import User
from frontdesk.errors import NotSignedIn
from frontdesk.ports.listings import Listed
from frontdesk.ports.transcripts import Found
from frontdesk.turns.activity import EVERYWHERE, Activity

SHOWN: dict[Holder, int] = {"queue": 500, "person": 500, "bot": 100, "closed": 50}
"""Lines at once; what is older is found by a search."""
AT_ONCE = 200
FOUND = 50
PULSE_SECONDS = 15.0
PAUSE_SECONDS = 0.05  # what changes within it goes out together

router = APIRouter(prefix=PATH, tags=["people"], dependencies=[Depends(not_stored)])


@router.get("/conversations")
async def lines(me: Me, desk: TheDesk, search: str = "") -> Lines:
    """Who waits, whose are taken, what the bot has and what was closed; or what a search finds.

    A search looks for words by how they begin, in all that was said, and for names and numbers.
    """
    listings = desk.people.listings
    if search.strip():
        said = await desk.people.transcripts.found(search, FOUND)
        found = [line for each in said if (line := await listings.listed(each.conversation))]
    else:
        said = list[Found]()
        found = [
            line for holder, most in SHOWN.items() for line in await listings.newest(holder, most)
        ]
    revision = max((line.revision for line in found), default=0)
    quotes = [await _quote(desk, me, each, search) for each in said]
    return Lines(lines=await shown_lines(desk, me, found), found=quotes, revision=revision)


@router.get("/events", status_code=200, response_class=EventStream)
async def events(
    me: Me,
    desk: TheDesk,
    session: Session = "",
    after: Annotated[int, Query(ge=0)] = 0,
    last_event_id: Annotated[int | None, Header(ge=0)] = None,
) -> EventStream:
    """`line` for each that changed after this revision, then as they change; `mode` at first, and
    when somebody turned the desk's switch."""
    start = after if last_event_id is None else last_event_id
    return EventStream(_changes(desk, me, session, start))


async def shown_lines(desk: Desk, user: User, found: Iterable[Listed]) -> list[Line]:
    return [await shown_line(desk, user, each) for each in found]


async def shown_line(desk: Desk, user: User, listed: Listed) -> Line:
    """Contact data as far as this user may read it."""
    listing = listed.listing
    said = {"text": listing.text, "reason": listing.reason}
    (said,) = await for_eyes_of(user, desk, listed.conversation, [said])
    due = desk.people.targets.due(listing)
    return Line(
        conversation=listed.conversation,
        revision=listed.revision,
        holder=listing.holder,
        since=listing.since,
        person=listing.person,
        user=listing.user,
        assigned=Marked(**asdict(listing.assigned)) if listing.assigned else None,
        customer=listing.customer,
        name=listing.name,
        level=listing.level,
        locale=listing.locale,
        language=listing.language,
        topic=listing.topic,
        reason=said["reason"],
        priority=listing.priority,
        text=said["text"],
        by=listing.by,
        at=listing.at,
        awaits=listing.awaits,
        due=DueFirst(target=due.target, at=due.at) if due else None,
        snoozed=listing.snoozed,
        refunds=list(listing.refunds),
        has_draft=listing.has_draft,
        score=listing.score,
        resolved=listing.resolved,
    )


async def _quote(desk: Desk, me: User, found: Found, search: str) -> FoundLine:
    line = found.line
    said = {"text": quoted(line.text, terms_of(search))}
    (said,) = await for_eyes_of(me, desk, found.conversation, [said])
    return FoundLine(
        conversation=found.conversation, number=line.number, by=line.by, text=said["text"]
    )


async def _changes(desk: Desk, me: User, session: str, after: int) -> AsyncGenerator[str]:
    """Ends with the session, and with the process. Raises StorageFailed."""
    stirred, leaving = asyncio.Event(), asyncio.Event()
    stirred.set()
    checked = time.monotonic()
    told: Switched | None = None

    def heard(_: Activity) -> None:
        leaving.set()
        stirred.set()

    with desk.people.listings.subscribe(stirred.set), desk.activities.watch(EVERYWHERE, heard):
        while not leaving.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(PULSE_SECONDS):
                    await stirred.wait()
            if time.monotonic() - checked >= PULSE_SECONDS:
                checked = time.monotonic()
                try:
                    me = await desk.people.accounts.signed_in(session)
                except NotSignedIn:
                    return
                yield HEARTBEAT
            stirred.clear()
            if (stands := await switched(desk)) != told:
                told = stands
                yield event_text("mode", stands.model_dump(mode="json"))
            changed = await desk.people.listings.changed(after, AT_ONCE)
            if changed:
                after = changed[-1].revision
                yield await _written(desk, me, changed)
            if len(changed) == AT_ONCE:
                stirred.set()
            await asyncio.sleep(PAUSE_SECONDS)


async def _written(desk: Desk, me: User, changed: Sequence[Listed]) -> str:
    return "".join(
        event_text("line", line.model_dump(mode="json"), line.revision)
        for line in await shown_lines(desk, me, changed)
    )
