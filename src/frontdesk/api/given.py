"""What routes are given: the desk, its credentials, the caller's own conversation.

All of it by coroutines: FastAPI hands each plain function to a thread, several times a request.
"""

from typing import Annotated

from fastapi import Depends, Header, Response
from starlette.requests import HTTPConnection

from frontdesk.api.allowing import Allowance
from frontdesk.api.credentials import Credentials, came_by_letter
from frontdesk.assembly.desk import Desk
from frontdesk.domain.event import ConversationId
from frontdesk.errors import ConversationNotFound, LinkNotEnough


async def not_stored(response: Response) -> None:
    """Answers hold tokens and what customers wrote: no cache keeps them."""
    response.headers["Cache-Control"] = "no-store"


async def the_desk(connection: HTTPConnection) -> Desk:
    return connection.app.state.desk


async def the_credentials(connection: HTTPConnection) -> Credentials:
    return connection.app.state.credentials


TheDesk = Annotated[Desk, Depends(the_desk)]


async def the_allowance(connection: HTTPConnection) -> Allowance:
    return connection.app.state.allowance


TheAllowance = Annotated[Allowance, Depends(the_allowance)]
TheCredentials = Annotated[Credentials, Depends(the_credentials)]


async def own_conversation(
    id: str, credentials: TheCredentials, authorization: Annotated[str | None, Header()] = None
) -> ConversationId:
    """The conversation in the address, which the token must belong to."""
    conversation = ConversationId(id)
    credentials.check(conversation, authorization)
    return conversation


Own = Annotated[ConversationId, Depends(own_conversation)]


async def by_letter(authorization: Annotated[str | None, Header()] = None) -> bool:
    return came_by_letter(authorization)


ByLetter = Annotated[bool, Depends(by_letter)]
"""Whether the caller came by a letter's link."""


async def not_by_letter(by_letter: ByLetter) -> None:
    """A letter may have been passed on. Raises LinkNotEnough."""
    if by_letter:
        raise LinkNotEnough


OnlyPage = Depends(not_by_letter)


async def written_conversation(
    id: Own, connection: HTTPConnection, allowance: TheAllowance
) -> ConversationId:
    """The caller's own, in which something may be sent now. Raises as `Allowance.writing`."""
    await allowance.writing(connection, id)
    return id


Written = Annotated[ConversationId, Depends(written_conversation)]


async def known_conversation(id: Own, desk: TheDesk) -> ConversationId:
    """Raises ConversationNotFound, before a stream has begun."""
    await must_exist(desk, id)
    return id


async def must_exist(desk: Desk, id: ConversationId) -> None:
    """Raises ConversationNotFound."""
    async with desk.logs.use(id) as log:
        if not log.state.exists:
            raise ConversationNotFound


Known = Annotated[ConversationId, Depends(known_conversation)]
