"""What routes are given: the desk, its credentials, the caller's own conversation.

All of it by coroutines: FastAPI hands each plain function to a thread, several times a request.
"""

from typing import Annotated

from fastapi import Depends, Header, Response
from starlette.requests import HTTPConnection

from frontdesk.api.credentials import Credentials
from frontdesk.api.identities import Identities
from frontdesk.assembly.desk import Desk
from frontdesk.domain.event import ConversationId
from frontdesk.errors import ConversationNotFound


async def not_stored(response: Response) -> None:
    """Answers hold tokens and what customers wrote: no cache keeps them."""
    response.headers["Cache-Control"] = "no-store"


async def the_desk(connection: HTTPConnection) -> Desk:
    return connection.app.state.desk


async def the_credentials(connection: HTTPConnection) -> Credentials:
    return connection.app.state.credentials


TheDesk = Annotated[Desk, Depends(the_desk)]


async def the_identities(connection: HTTPConnection) -> Identities:
    return connection.app.state.identities


TheCredentials = Annotated[Credentials, Depends(the_credentials)]
TheIdentities = Annotated[Identities, Depends(the_identities)]


async def own_conversation(
    id: str, credentials: TheCredentials, authorization: Annotated[str | None, Header()] = None
) -> ConversationId:
    """The conversation in the address, which the token must belong to."""
    conversation = ConversationId(id)
    credentials.check(conversation, authorization)
    return conversation


Own = Annotated[ConversationId, Depends(own_conversation)]


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
