"""Who is signed in at the company's site, as its signed token says.

A token is a JWT of the site's own server, signed with one of `[identity] keys`: HS256 with a
secret, EdDSA with a private key whose public half the desk has. `aud` "frontdesk", `sub` the
customer's id, `iat`, `exp` at most an hour ahead, and `jti`: it counts in one conversation only.
"""

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import jwt

from frontdesk.api.credentials import Credentials
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId, CustomerBound
from frontdesk.ports.sign_ins import SignIns
from frontdesk.ports.store import Store
from frontdesk.settings import SiteKey

AUDIENCE = "frontdesk"
LONGEST = 3600  # seconds from now until `exp`
LEEWAY = 30  # seconds by which the site's clock may differ from ours
CLAIMS = ["sub", "aud", "iat", "exp", "jti"]


class NotBelieved(Exception):
    """Why; it helps whoever writes the site's side, and whoever shows a token does not learn it."""


@dataclass(frozen=True, slots=True)
class Identities:
    keys: Sequence[SiteKey]
    store: Store | None
    sign_ins: SignIns
    credentials: Credentials

    async def check(
        self, token: str, conversation: ConversationId, *, holding: str | None = None
    ) -> CustomerBound:
        """The customer the site vouches for, if the order system knows one of this id.

        `conversation`: where the token is shown. In a second one it counts only for who is
        `holding` the token of the first: who was signed in there begins another. Raises
        NotBelieved, StoreUnreachable, StorageFailed.
        """
        claims = self._claims(token)
        id = CustomerId(claims["sub"])
        who = CustomerBound(id, "verified")
        if self.store is not None:
            customer = await self.store.customer(id) if id else None
            if customer is None:
                raise NotBelieved("the order system knows no such customer")
            who = CustomerBound(customer.id, "verified", customer.name)
        first = await self._first_shown(claims, conversation)
        led_to = self.credentials.conversation_of(first, who.customer)
        is_held = any(self.credentials.is_token_of(each, holding) for each in (first, led_to))
        if first != conversation and not is_held:
            raise NotBelieved("its jti was used in another conversation")
        return who

    async def _first_shown(
        self, claims: dict[str, Any], conversation: ConversationId
    ) -> ConversationId:
        named = hashlib.sha256(f"{claims['sub']}\0{claims['jti']}".encode()).hexdigest()
        expires = datetime.fromtimestamp(claims["exp"] + LEEWAY, UTC)
        return await self.sign_ins.first_shown(named, conversation, expires=expires)

    def _claims(self, token: str) -> dict[str, Any]:  # Any: whatever the site's server wrote
        reason = "[identity] keys has none for it"
        for key in self._candidates(token):
            try:
                claims = jwt.decode(
                    token,
                    key.key.get_secret_value(),
                    algorithms=["EdDSA" if key.is_public else "HS256"],
                    audience=AUDIENCE,
                    leeway=LEEWAY,
                    options={"require": CLAIMS},
                )
            except (jwt.InvalidSignatureError, jwt.InvalidAlgorithmError) as error:
                reason = str(error)
                continue  # another key may have signed it
            except jwt.InvalidTokenError as error:
                raise NotBelieved(str(error)) from error
            if claims["exp"] > time.time() + LONGEST + LEEWAY:
                raise NotBelieved("exp lies more than an hour ahead")
            return claims
        raise NotBelieved(reason)

    def _candidates(self, token: str) -> Iterator[SiteKey]:
        """A key with an id counts for the tokens that name it, one without for all."""
        try:
            named = jwt.get_unverified_header(token).get("kid", "")
        except jwt.InvalidTokenError as error:
            raise NotBelieved(str(error)) from error
        return (key for key in self.keys if not key.id or key.id == named)
