"""What the desk can do, and what came of doing it."""

from dataclasses import dataclass
from typing import Literal

from frontdesk.domain.json import JsonObject
from frontdesk.domain.passage import Passage

Risk = Literal["read", "keyed_write", "unkeyed_write", "money"]
"""`read` changes nothing; `keyed_write` may be sent again under its key; `unkeyed_write` never is;
`money` is only prepared: a customer's press or a person lets it happen."""

Status = Literal["done", "refused", "failed", "unknown", "not_run"]
"""`refused` by rules; `failed`: certainly nothing happened; `unknown`: it may have happened;
`not_run`: never tried."""

NOTHING_FOUND = "Nothing found."
"""How the outcome of a search without passages begins; what follows tells the model what to do."""

Denial = Literal[
    "no_such_action",
    "level",
    "arguments",
    "not_own",
    "no_such_contact",
    "tainted",
    "names_others",
    "too_many",
    "drafts",
    "policy",
]
"""The rule that stopped an action: `level`, the desk is not sure enough who writes; `not_own`, a
foreign object and an unknown one alike; `names_others`, its words name whom nobody has given;
`drafts`, the desk only looks things
up while people send all that is said; `policy`, what the action itself decided."""


@dataclass(frozen=True, slots=True)
class Outcome:
    status: Status
    text: str = ""
    """For the model, in English: what is so, or what went wrong and what to do instead."""
    passages: tuple[Passage, ...] = ()
    """What a search found. An outcome has text or passages, never both."""
    why: Denial | None = None
    """Which rule stopped it; None: `policy` where it was refused."""

    @property
    def size(self) -> int:
        """In characters."""
        return len(self.text) + sum(len(passage.text) for passage in self.passages)


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call as the model wrote it, from a reply that ended in order to make it."""

    id: str
    name: str
    arguments: JsonObject
