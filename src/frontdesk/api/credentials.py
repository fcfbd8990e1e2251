"""Conversation ids and tokens, made from the desk's secret; tokens are stored nowhere.

Whoever has the client_id that opened a conversation gets its token again: it is a secret of the
front end that made it.
"""

import base64
import hashlib
import hmac
from uuid import UUID

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId
from frontdesk.errors import TokenMissing, TokenWrong


class Credentials:
    def __init__(self, secret: bytes) -> None:
        self._secret = secret

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
        """Raises TokenMissing, TokenWrong."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise TokenMissing
        self.check_token(id, token)

    def check_token(self, id: ConversationId, token: str) -> None:
        """Raises TokenWrong."""
        if not self.is_token_of(id, f"Bearer {token}"):
            raise TokenWrong

    def _sign(self, purpose: str, value: str) -> str:
        digest = hmac.digest(self._secret, f"{purpose}:{value}".encode(), hashlib.sha256)
        return base64.b32encode(digest).decode().rstrip("=").lower()
