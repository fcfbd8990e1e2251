"""How a customer's message was read, and how a reply was scored."""

from dataclasses import dataclass
from typing import Literal

from frontdesk.domain.event.model import NOTHING_USED, Usage

Sign = Literal[
    "wants_person",
    "declines_person",
    "threat",
    "hate",
    "self_harm",
    "insult",
    "extreme_frustration",
    "legal_or_press",
    "churn",
    "contract_change",
    "billing_dispute",
    "complaint",
    "unresolved",
    "resolved",
    "suspicious",
]
"""What a message may show. `unresolved` and `resolved` speak of the reply before it; `suspicious`:
the model refused to read it."""

Priority = Literal["normal", "high", "urgent"]
"""How soon a person should look."""


@dataclass(frozen=True, slots=True)
class SignSeen:
    sign: Sign
    reason: str = ""
    """What shows it, in a few words."""


@dataclass(frozen=True, slots=True)
class MessageRead:
    """A fact about one message of the customer, taken once from each reader."""

    message: int
    """Number of its CustomerWrote."""
    by: Literal["words", "model"]
    sentiment: float | None = None
    """From -1 to 1; None where nothing tells."""
    language: str = ""
    """As ISO 639; empty where nothing tells."""
    topic: str = ""
    signs: tuple[SignSeen, ...] = ()
    model: str = ""
    """The model asked, be it that its answer could not be used; empty for none."""
    message_id: str = ""
    """The API's id of its answer; empty when none came."""
    stop_reason: str = ""
    """As the API gave it, or one of our error codes."""
    usage: Usage = NOTHING_USED

    def shows(self, sign: Sign) -> bool:
        return any(seen.sign == sign for seen in self.signs)


@dataclass(frozen=True, slots=True)
class SignalScored:
    name: str
    value: float
    """From 0, bad, to 1, good."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReplyScored:
    """What a whole reply was worth, by the formula in docs/scoring.md."""

    turn: int
    attempt: int
    score: float
    """From 0 to 1."""
    band: Literal["send", "footer", "hold"]
    """Where the score lies among the desk's bands."""
    signals: tuple[SignalScored, ...] = ()
    was_held: bool = False
    """Nothing of it was shown before it was scored."""
    draft: str = ""
    """The reply, where it was not shown: for the person who takes over."""
    model: str = ""
    """The model that judged it; empty for none."""
    message_id: str = ""
    stop_reason: str = ""
    usage: Usage = NOTHING_USED
