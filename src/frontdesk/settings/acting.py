"""What the bot may do, and whose money it moves."""

from decimal import Decimal

from pydantic import (
    Field,
    SecretStr,
)

from frontdesk.settings.section import Section


class Actions(Section):
    off: tuple[str, ...] = ()
    """Built-in actions that this desk does not have, by name: `frontdesk actions list`."""


class Refunds(Section):
    """Amounts are in the currency of the order."""

    window_days: int = Field(default=30, ge=0)
    """Days after delivery in which money may go back."""
    person_above: Decimal = Field(default=Decimal("500.00"), ge=0)
    """Above this sum for one order a person decides."""
    lost_after_days: int = Field(default=14, ge=0)
    """Days after its promised date from which a parcel counts as lost."""
    customer_per_day: Decimal = Field(default=Decimal("1000.00"), ge=0)
    """Above this sum for one customer within 24 hours a person decides."""
    desk_per_day: Decimal = Field(default=Decimal("10000.00"), ge=0)
    """Above this sum for all customers within 24 hours a person decides."""


class Payments(Section):
    url: str = ""
    """Address of a payment API with keys (docs/payments.md); empty: the order system pays back."""
    key: SecretStr = SecretStr("")
    """Sent to it as Authorization: Bearer; as `FRONTDESK_PAYMENTS__KEY` rather than in the file."""
