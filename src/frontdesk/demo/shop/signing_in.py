"""Who is signed in at the shop.

Its server does what any site's does: it signs a token that says who the customer is, and the page
hands it to the chat. Whom to be is chosen in the page's header, without a password.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

import jwt

TOKEN_SECONDS = 3600  # the desk takes no longer ones

SHOPPERS = {
    "C-1001": "headphones that arrived",
    "C-1002": "a coffee table and a sofa that arrived",
    "C-1003": "a speaker that is late",
    "C-1004": "a floor lamp that arrived",
    "C-1009": "refunds, in whole and in part",
    "C-1011": "a bookshelf on its way",
    "C-1012": "a couch that is being packed",
    "C-1013": "a chair on its way back",
}
"""Whom the page offers to be, and what they wait or have waited for."""


@dataclass(frozen=True, slots=True)
class Shopper:
    id: str
    """Empty for a visitor."""
    name: str
    waits_for: str


VISITOR = Shopper("", "Visitor", "not signed in")


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who can be signed in at the shop."""

    key: str = field(repr=False)
    """The desk knows it too."""
    names: Mapping[str, str]
    """By the customer's id."""

    def who(self, customer: str) -> Shopper:
        return next((each for each in self.shoppers if each.id == customer), VISITOR)

    @property
    def shoppers(self) -> tuple[Shopper, ...]:
        known = (Shopper(id, name, SHOPPERS.get(id, "")) for id, name in self.names.items())
        return (VISITOR, *known)

    def token(self, customer: str) -> str:
        """Empty for a visitor."""
        if customer not in self.names:
            return ""
        now = int(time.time())
        claims = {"sub": customer, "aud": "frontdesk", "iat": now, "exp": now + TOKEN_SECONDS}
        claims["jti"] = uuid4().hex  # it counts in one conversation only
        return jwt.encode(claims, self.key, algorithm="HS256")
