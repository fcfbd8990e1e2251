"""What binds a card to its terms: its id is the desk's signature under them.

Whoever changes a card's customer, lines, amount or expiry, be it in the database, has a card that
nobody lets happen; and an id from elsewhere is none of ours.
"""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field, replace

from frontdesk.domain.event.acting import ConfirmationOffered
from frontdesk.domain.money import Money


@dataclass(frozen=True, slots=True)
class CardSeal:
    secret: bytes = field(repr=False, default_factory=lambda: secrets.token_bytes(32))
    """The desk's; without one, cards are good for this process only."""

    def sealed(self, conversation: str, card: ConfirmationOffered) -> ConfirmationOffered:
        """The card under the only id that fits it."""
        return replace(card, id=self._id(conversation, card))

    def fits(self, conversation: str, card: ConfirmationOffered) -> bool:
        return hmac.compare_digest(card.id.encode(), self._id(conversation, card).encode())

    def _id(self, conversation: str, card: ConfirmationOffered) -> str:
        signed = hmac.digest(self.secret, _terms(conversation, card), hashlib.sha256)
        return "cf_" + base64.b32encode(signed).decode()[:26].lower()


def _terms(conversation: str, card: ConfirmationOffered) -> bytes:
    """All that the customer agrees to, without ambiguity."""
    terms = [
        "card",
        conversation,
        card.turn,
        card.kind,
        card.customer,
        card.order,
        [[line.line, line.label, _written(line.amount)] for line in card.lines],
        _written(card.amount),
        card.expires.timestamp(),
        card.reason,
        card.policy,
    ]
    return json.dumps(terms, separators=(",", ":")).encode()


def _written(amount: Money) -> list[object]:
    return [amount.minor, amount.currency]
