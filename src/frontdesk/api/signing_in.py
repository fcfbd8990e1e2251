"""Tokens of the site, shown to the desk: believed, or refused with the reason on record."""

from dataclasses import dataclass
from typing import Annotated

import structlog
from fastapi import Depends
from starlette.requests import HTTPConnection, Request

from frontdesk.api.allowing import Allowance
from frontdesk.api.credentials import Credentials
from frontdesk.api.identities import Identities, NotBelieved
from frontdesk.domain.event import ConversationId, CustomerBound, IdentityRefused
from frontdesk.errors import ConversationNotFound, SignInRefused, SignInRequired
from frontdesk.turns.log import Logs

MOST_RECORDED = 10  # of one conversation: nobody fills its log with tokens

logger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SigningIn:
    identities: Identities
    allowance: Allowance
    logs: Logs
    is_required: bool

    @property
    def credentials(self) -> Credentials:
        return self.identities.credentials

    async def at_opening(
        self, request: Request, id: ConversationId, token: str | None
    ) -> CustomerBound | None:
        """Whose the conversation is to be; None: a visitor's.

        Raises SignInRefused in the same words whatever is wrong, SignInRequired, TooMuchAtOnce,
        StoreUnreachable, StorageFailed.
        """
        self.allowance.opening(request, id)
        if token is not None:
            return await self._check(request, id, token)
        if self.is_required:
            raise SignInRequired
        return None

    async def later(self, request: Request, id: ConversationId, token: str) -> CustomerBound:
        """As above, and ConversationNotFound."""
        async with self.logs.use(id) as log:
            if not log.state.exists:
                raise ConversationNotFound
        return await self._check(request, id, token)

    async def _check(self, request: Request, id: ConversationId, token: str) -> CustomerBound:
        self.allowance.sign_in(request)
        holding = request.headers.get("authorization")
        try:
            return await self.identities.check(token, id, holding=holding)
        except NotBelieved as fault:
            self.allowance.sign_in_failed(request)
            logger.warning("sign-in refused", reason=str(fault))
            await self._record(id, str(fault))
            raise SignInRefused from None

    async def _record(self, id: ConversationId, reason: str) -> None:
        async with self.logs.use(id) as log:
            before = sum(
                isinstance(record.event, IdentityRefused) and record.event.how == "token"
                for record in log.events
            )
            if log.state.exists and before < MOST_RECORDED:
                await log.append(IdentityRefused(reason, "token"))


async def the_signing_in(connection: HTTPConnection) -> SigningIn:
    return connection.app.state.signing_in


TheSigningIn = Annotated[SigningIn, Depends(the_signing_in)]
