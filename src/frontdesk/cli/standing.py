"""Where a conversation stands, as its events tell a front end."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from frontdesk.cli.desk_client import Seen


@dataclass
class Standing:
    last: int = 0
    holder: Literal["bot", "people"] = "bot"
    offers: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    """Cards that nobody has settled, by id."""
    choices: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    """What can be picked by its number now."""

    def take(self, seen: Seen) -> None:
        self.last = seen.id or self.last
        data = seen.data
        match seen.event:
            case "customer.wrote":
                self.choices = []
            case "choices.offered":
                self.choices = data["choices"]
            case "confirmation.offered":
                if datetime.fromisoformat(data["expires"]) > datetime.now(UTC):
                    self.offers[data["id"]] = data
            case "confirmation.settled":
                self.offers.pop(data["id"], None)
            case "handover.started" | "person.joined":
                self.holder = "people"
            case "handed.back" | "reopened":
                self.holder = "bot"
            case _:
                pass
