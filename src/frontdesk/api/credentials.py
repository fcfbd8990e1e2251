"""Conversation ids and tokens, made from the desk's secret; tokens are stored nowhere.

Whoever has the client_id that opened a conversation gets its token again: it is a secret of the
front end that made it. A token of a letter's link (domain/return_link.py) opens its conversation
too, for less and not for ever.
"""

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from uuid import UUID

from frontdesk.domain import return_link
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId
from frontdesk.errors import LinkExpired, TokenMissing, TokenWrong
from frontdesk.ports.clock import Clock


class Credentials:
    def __init__(self, secret: bytes, clock: Clock | None = None) -> None:
        """`clock`: the system's without one."""
        self._secret = secret
        self._clock = clock

    def conversation(self, client_id: UUID) -> ConversationId:
        """The same client_id always opens the same conversation."""
        return ConversationId(self._sign("conversation", str(client_id))[:26])

    def conversation_of(self, id: ConversationId, customer: CustomerId) -> ConversationId:
        """This customer's own, where conversation `id` is another's; always the same one."""
        return ConversationId(self._sign("conversation of customer", f"{id}:{customer}")[:26])

    def token(self, id: ConversationId) -> str:
        return self._sign("token", id)

    def is_token_of(self, id: ConversationId, authorization: str | None) -> bool:
        """Whether an Authorization header holds this conversation's token."""
        scheme, _, token = (authorization or "").partition(" ")
        is_same = hmac.compare_digest(token.encode(), self.token(id).encode())
        return scheme.lower() == "bearer" and is_same

    def check(self, id: ConversationId, authorization: str | None) -> None:
        """Raises TokenMissing, TokenWrong, LinkExpired."""
        self.check_token(id, _bearers(authorization))

    def check_token(self, id: ConversationId, token: str) -> None:
        """The page's own, or that of a letter's link. Raises TokenWrong, LinkExpired."""
        if return_link.is_one(token):
            now = self._clock.now() if self._clock else datetime.now(UTC)
            if not return_link.is_good(token, self._secret, id, now):
                raise LinkExpired
        elif not self.is_token_of(id, f"Bearer {token}"):
            raise TokenWrong

    def _sign(self, purpose: str, value: str) -> str:
        digest = hmac.digest(self._secret, f"{purpose}:{value}".encode(), hashlib.sha256)
        return base64.b32encode(digest).decode().rstrip("=").lower()


def came_by_letter(authorization: str | None) -> bool:
    """Whether the token in an Authorization header is that of a letter's link, good or not."""
    return return_link.is_one((authorization or "").partition(" ")[2])


def _bearers(authorization: str | None) -> str:
    """Raises TokenMissing."""
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise TokenMissing
    return token
