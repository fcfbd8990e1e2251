"""Whom the desk believes, how much it takes, and what it never keeps."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    model_validator,
)

from frontdesk.domain.customer import Level
from frontdesk.settings.section import Section

LONGEST_SHAPE = 48
FEWEST_OF_CARD = 12  # digits
KEY_CHARACTERS = 32  # RFC 7518, 3.2: HS256 wants 256 bits


class SiteKey(Section):
    """What the site's own server signs with: a secret (HS256) or a public key in PEM (EdDSA)."""

    id: str = ""
    """The `kid` of the tokens it counts for; empty: for all of them."""
    key: SecretStr

    @property
    def is_public(self) -> bool:
        return self.key.get_secret_value().lstrip().startswith("-----BEGIN PUBLIC KEY-----")

    @model_validator(mode="after")
    def long_enough(self) -> Self:
        if not self.is_public and len(self.key.get_secret_value()) < KEY_CHARACTERS:
            raise ValueError(f"a key has at least {KEY_CHARACTERS} characters")
        return self


def as_site_key(given: object) -> object:
    """A key alone is one without an id."""
    return {"key": given} if isinstance(given, str | SecretStr) else given


class Identity(Section):
    keys: tuple[Annotated[SiteKey, BeforeValidator(as_site_key)], ...] = ()
    """What the site signs its customers' tokens with, the newest first: a secret, a public key in
    PEM, or `{id = "kid", key = "…"}`; none: no sign-in."""
    required: bool = False
    """Only customers who are signed in at the site may write."""
    levels: Mapping[str, Level] = {}
    """How sure the desk must be who writes, by action: visitor, claimed or verified."""


class Mail(Section):
    url: SecretStr = SecretStr("")
    """Where the desk's mail goes: `smtp://user:password@host:587` (with STARTTLS), `smtps://…:465`,
    or `file:folder`; empty: it sends none."""
    sender: str = ""
    """From whom, as `ShopNova <support@shopnova.example>`; empty for [desk] support_email."""
    answers_after_seconds: int = Field(default=90, ge=1)
    """How long nobody may have written, nor the customer been there, before an answer is mailed."""


class Limits(Section):
    """How much is taken within a minute; what is above waits at the customer's side."""

    visitor: int = Field(default=120, ge=1)
    """Messages and presses from one address a minute; of IPv6, from one /64 network."""
    customer: int = Field(default=60, ge=1)
    """Messages and presses of one known customer a minute, over all conversations."""
    conversation: int = Field(default=30, ge=1)
    """Messages and presses in one conversation a minute."""
    openings: int = Field(default=60, ge=1)
    """Conversations opened from one address a minute."""
    identity_tries: int = Field(default=10, ge=1)
    """Failed tries an hour from one address to be taken for a customer."""
    day_cost: Decimal = Field(default=Decimal("100.00"), ge=0)
    """US dollars for the model a day (UTC), by its list prices; 0: as much as it costs."""


def as_kept(shape: str) -> str:
    """A number of digits alone that long would let every card pass."""
    free = sum(sign in "#@*" for sign in shape)
    if not free or len(shape) > LONGEST_SHAPE:
        raise ValueError(f"a shape has #, @ or *, and at most {LONGEST_SHAPE} characters")
    if free >= FEWEST_OF_CARD and not any(sign.isalnum() for sign in shape):
        raise ValueError("a shape this long needs a letter or digit of its own, as PO-############")
    return shape


class Privacy(Section):
    keep: tuple[Annotated[str, AfterValidator(as_kept)], ...] = ()
    """Shapes of numbers that are no secrets, as `INV-####-######`: `#` is a digit, `@` a letter,
    `*` either, everything else itself. `[store] order_number` is known."""
