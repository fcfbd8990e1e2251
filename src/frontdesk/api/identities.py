"""Who is signed in at the company's site, as its signed token says.

A token is a JWT of the site's own server: HS256 under one of `[identity] keys`, `aud`
"frontdesk", `sub` the customer's id, `iat`, and `exp` at most an hour ahead.
"""

import time
from collections.abc import Sequence
from typing import Any

import jwt
import structlog
from pydantic import SecretStr

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import CustomerBound
from frontdesk.errors import SignInRefused
from frontdesk.ports.store import Store

AUDIENCE = "frontdesk"
LONGEST = 3600  # seconds from now until `exp`
LEEWAY = 30  # seconds by which the site's clock may differ from ours
CLAIMS = ["sub", "aud", "iat", "exp"]

logger = structlog.get_logger()


class Identities:
    def __init__(self, keys: Sequence[SecretStr], store: Store | None) -> None:
        self._keys = keys
        self._store = store

    async def check(self, token: str) -> CustomerBound:
        """The customer the site vouches for, if the order system knows one of this id.

        Raises SignInRefused, in the same words whatever is wrong, and StoreUnreachable.
        """
        id = CustomerId(self._claims(token)["sub"])
        if self._store is None:
            return CustomerBound(id, "verified")
        customer = await self._store.customer(id) if id else None
        if customer is None:
            raise _refused("the order system knows no such customer")
        return CustomerBound(customer.id, "verified", customer.name)

    def _claims(self, token: str) -> dict[str, Any]:  # Any: whatever the site's server wrote
        reason = "[identity] keys is empty"
        for key in self._keys:
            try:
                claims = jwt.decode(
                    token,
                    key.get_secret_value(),
                    algorithms=["HS256"],
                    audience=AUDIENCE,
                    leeway=LEEWAY,
                    options={"require": CLAIMS},
                )
            except jwt.InvalidSignatureError as error:
                reason = str(error)
                continue  # an older key may have signed it
            except jwt.InvalidTokenError as error:
                raise _refused(str(error)) from error
            if claims["exp"] > time.time() + LONGEST + LEEWAY:
                raise _refused("exp lies more than an hour ahead")
            return claims
        raise _refused(reason)


def _refused(reason: str) -> SignInRefused:
    """The reason helps whoever writes the site's side; whoever shows a token does not learn it."""
    logger.warning("sign-in refused", reason=reason)
    return SignInRefused()
