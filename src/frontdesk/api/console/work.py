"""What people do in a conversation. Doing the same again changes nothing, so it can be repeated."""

from fastapi import APIRouter, Depends

from frontdesk.api.console.entering import PATH, Me, OwnPage
from frontdesk.api.console.shapes import (
    Changed,
    DiscardDraft,
    HandBack,
    Snooze,
    Transfer,
    Write,
    WriteNote,
)
from frontdesk.api.given import TheDesk, must_exist, not_stored
from frontdesk.assembly.desk import Desk
from frontdesk.domain.event import ConversationId
from frontdesk.domain.user import NOBODY, User, UserName
from frontdesk.turns.handing_over import refuse_if_held

router = APIRouter(
    prefix=f"{PATH}/conversations/{{id}}",
    tags=["people"],
    dependencies=[Depends(not_stored), OwnPage],
)


@router.post("/take")
async def take(id: ConversationId, me: Me, desk: TheDesk) -> Changed:
    """It is the caller's from now on; the bot stops in mid-sentence. 409 if a colleague has it."""
    await desk.handovers.take(id, me)
    return Changed()


@router.post("/transfer")
async def transfer(id: ConversationId, body: Transfer, me: Me, desk: TheDesk) -> Changed:
    """To a colleague, to oneself, or back to the queue."""
    to = await desk.people.accounts.user(UserName(body.to)) if body.to else None
    await desk.handovers.transfer(id, by=me, to=to, had=UserName(body.had))
    return Changed()


@router.post("/reply")
async def reply(id: ConversationId, body: Write, me: Me, desk: TheDesk) -> Changed:
    """Answer the customer; whoever writes takes what nobody has."""
    await desk.people.casework.reply(
        id, str(body.client_id), body.text, name=me.shown, user=me.name, draft=body.draft
    )
    return Changed()


@router.post("/note")
async def note(id: ConversationId, body: WriteNote, me: Me, desk: TheDesk) -> Changed:
    """For colleagues alone."""
    await desk.people.casework.note(id, str(body.client_id), body.text, by=me)
    return Changed()


@router.post("/draft/discard")
async def discard_draft(id: ConversationId, body: DiscardDraft, me: Me, desk: TheDesk) -> Changed:
    """Nobody wants the bot's draft of this turn."""
    await desk.people.casework.discard_draft(id, body.turn, by=me)
    return Changed()


@router.post("/hand-back")
async def hand_back(id: ConversationId, body: HandBack, me: Me, desk: TheDesk) -> Changed:
    """Back to the bot, which knows what was said, and what it is told here."""
    await _only_theirs(desk, id, me)
    await desk.handovers.hand_back(id, body.guidance, name=me.shown)
    desk.runner.wake(id)  # it answers what nobody did
    return Changed()


@router.post("/close")
async def close(id: ConversationId, me: Me, desk: TheDesk) -> Changed:
    """Solved, until the customer writes again."""
    await _only_theirs(desk, id, me)
    await desk.people.casework.close(id, by=me)
    return Changed()


@router.post("/reopen")
async def reopen(id: ConversationId, me: Me, desk: TheDesk) -> Changed:
    """It was closed by mistake, or there is more to say."""
    await desk.people.casework.reopen(id, by=me)
    return Changed()


@router.post("/snooze")
async def snooze(id: ConversationId, body: Snooze, me: Me, desk: TheDesk) -> Changed:
    """Out of sight until then, or until the customer writes."""
    await desk.people.casework.snooze(id, body.until, by=me)
    return Changed()


@router.post("/typing")
async def typing(id: ConversationId, me: Me, desk: TheDesk) -> Changed:
    """Customer and colleagues see it for some seconds; it is kept nowhere."""
    await _only_theirs(desk, id, me)
    desk.activities.show(id, "typing", "person", me.shown)
    return Changed()


async def _only_theirs(desk: Desk, id: ConversationId, me: User) -> None:
    """What a colleague has is taken over first. Raises HeldByAnother, ConversationNotFound."""
    await must_exist(desk, id)
    async with desk.logs.use(id) as log:
        if log.state.user != NOBODY:
            refuse_if_held(log.state, me.name)
