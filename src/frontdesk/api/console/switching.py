"""The desk's switch: who answers customers, from the next turn on."""

from fastapi import APIRouter, Depends

from frontdesk.api.console.entering import PATH, Me, OwnPage, need
from frontdesk.api.console.shapes import Switched, TurnSwitch
from frontdesk.api.given import TheDesk, not_stored
from frontdesk.assembly.desk import Desk
from frontdesk.domain.user import Role

SWITCHED_FROM: Role = "lead"
"""It changes everybody's work."""

router = APIRouter(prefix=f"{PATH}/mode", tags=["people"], dependencies=[Depends(not_stored)])


@router.get("")
async def mode(_: Me, desk: TheDesk) -> Switched:
    """How the switch stands, and who turned it."""
    return await switched(desk)


@router.post("", dependencies=[OwnPage])
async def turn(body: TurnSwitch, me: Me, desk: TheDesk) -> Switched:
    """Let the bot answer, write drafts for people, or keep quiet."""
    need(me, SWITCHED_FROM)
    await desk.people.switch.turn(body.mode, by=me.shown)
    return await switched(desk)


async def switched(desk: Desk) -> Switched:
    newest = await desk.people.switch.newest()
    if newest is None:
        return Switched(mode=desk.people.switch.start, by="", at=None)
    return Switched(mode=newest.mode, by=newest.by, at=newest.at)
