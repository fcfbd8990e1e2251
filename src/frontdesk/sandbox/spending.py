"""The shapes in which the API says that money or a spend limit has run out."""

from dataclasses import dataclass
from typing import Literal

ErrorName = Literal[
    "workspace_spend_limit", "organization_spend_limit", "ramp_limit", "no_credit", "no_credit_old"
]
_NO_CREDIT = (
    "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to "
    "upgrade or purchase credits."
)


@dataclass(frozen=True, slots=True)
class Spent:
    status: int
    message: str
    error_code: str | None = None


# UNCONFIRMED: messages of the two spend limits that come as 429
NAMED: dict[ErrorName, Spent] = {
    "workspace_spend_limit": Spent(
        400,
        "You have reached your specified API usage limits. You will regain access on 2026-12-01 "
        "at 00:00 UTC.",
    ),
    "organization_spend_limit": Spent(
        429,
        "Your organization has reached its enforced spend limit.",
        "enforced_spend_limit_reached",
    ),
    "ramp_limit": Spent(
        429,
        "Your organization's usage is growing faster than its ramp limit allows.",
        "ramp_limit_exceeded",
    ),
    "no_credit": Spent(402, _NO_CREDIT),
    "no_credit_old": Spent(400, _NO_CREDIT),
}
