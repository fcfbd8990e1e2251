"""Coming in and going; one's own account; who else is there."""

from fastapi import APIRouter, Depends, Request, Response

from frontdesk.api.console.entering import (
    COOKIE,
    COOKIE_PATH,
    PATH,
    Me,
    OwnPage,
    Session,
    TheTries,
    keep_session,
)
from frontdesk.api.console.masking import sees_contact_data
from frontdesk.api.console.shapes import (
    ChangeAccount,
    Changed,
    Colleague,
    Colleagues,
    Enter,
    EnterByLink,
    NewPassword,
    OwnAccount,
)
from frontdesk.api.console.switching import SWITCHED_FROM
from frontdesk.api.given import TheDesk, not_stored
from frontdesk.assembly.desk import Desk
from frontdesk.domain.user import User, may
from frontdesk.errors import LinkUsed, PasswordWrong

router = APIRouter(prefix=PATH, tags=["people"], dependencies=[Depends(not_stored)])


@router.post("/session", dependencies=[OwnPage])
async def enter(
    body: Enter, desk: TheDesk, tries: TheTries, request: Request, response: Response
) -> OwnAccount:
    """Sign in by name and password."""
    name = body.name.strip().casefold()
    tries.check(request, name)
    try:
        user, key = await desk.people.accounts.enter(name, body.password)
    except PasswordWrong:
        tries.failed(request, name)
        raise
    keep_session(request, response, key)
    return await _account(desk, user)


@router.post("/session/link", dependencies=[OwnPage])
async def enter_by_link(
    body: EnterByLink, desk: TheDesk, tries: TheTries, request: Request, response: Response
) -> OwnAccount:
    """Sign in by a link that a command printed; it counts once."""
    tries.check(request)
    try:
        user, key = await desk.people.accounts.enter_by_link(body.key)
    except LinkUsed:
        tries.failed(request)
        raise
    keep_session(request, response, key)
    return await _account(desk, user)


@router.get("/session")
async def account(me: Me, desk: TheDesk) -> OwnAccount:
    """Who is signed in."""
    return await _account(desk, me)


@router.post("/session/end", dependencies=[OwnPage])
async def leave(desk: TheDesk, response: Response, session: Session = "") -> Changed:
    """Sign out; the session is over everywhere."""
    await desk.people.accounts.leave(session)
    response.delete_cookie(COOKIE, path=COOKIE_PATH)
    return Changed()


@router.post("/session/password", dependencies=[OwnPage])
async def choose_password(
    body: NewPassword,
    me: Me,
    desk: TheDesk,
    tries: TheTries,
    request: Request,
    response: Response,
) -> OwnAccount:
    """Choose a password; all other sessions of this user end."""
    tries.check(request, me.name)
    try:
        key = await desk.people.accounts.choose_password(me, body.password, old=body.old)
    except PasswordWrong:
        tries.failed(request, me.name)
        raise
    keep_session(request, response, key)
    return await _account(desk, me)


@router.post("/session/account", dependencies=[OwnPage])
async def change_account(body: ChangeAccount, me: Me, desk: TheDesk) -> OwnAccount:
    """The name that customers read, and whether one is there.

    Who leaves gives back what they have not answered.
    """
    changed = await desk.people.accounts.change(me, shown=body.shown, is_away=body.is_away)
    if body.is_away:
        await desk.people.assigner.release(changed)
    return await _account(desk, changed)


@router.get("/people")
async def colleagues(_: Me, desk: TheDesk) -> Colleagues:
    """Everybody who works at this desk."""
    known = await desk.people.users.listed()
    return Colleagues(
        people=[
            Colleague(
                user=user.name,
                name=user.shown,
                role=user.role,
                is_away=user.is_away,
                languages=list(user.languages),
            )
            for user in known
        ]
    )


async def _account(desk: Desk, user: User) -> OwnAccount:
    return OwnAccount(
        user=user.name,
        name=user.shown,
        role=user.role,
        is_away=user.is_away,
        has_password=await desk.people.accounts.has_password(user),
        desk=desk.front.name,
        support_email=desk.front.support_email,
        decides_refunds=may(user.role, desk.front.refunds_from),
        turns_switch=may(user.role, SWITCHED_FROM),
        sees_contact_data=sees_contact_data(desk, user),
    )
