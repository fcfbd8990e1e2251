"""One request that has passed the door: its shape, its model, and the bytes it came as."""

import hashlib
from dataclasses import dataclass

from frontdesk.sandbox.model_table import Model
from frontdesk.sandbox.prompt import Prompt
from frontdesk.sandbox.wire import AdaptiveThinking, BudgetedThinking, MessagesRequest

NEWEST = "2026-10-21"
OLDEST = "2023-06-01"


@dataclass(frozen=True, slots=True)
class Call:
    request: MessagesRequest
    model: Model
    prompt: Prompt
    raw: bytes
    workspace: str = ""
    """Each key is a workspace of its own: nothing is shared between two."""
    version: str = NEWEST
    betas: frozenset[str] = frozenset()

    def id(self, prefix: str, *parts: object) -> str:
        """The same request gives the same ids; nothing here is random."""
        return identifier(prefix, self.raw, *parts)

    @property
    def owner(self) -> str:
        """Whom cache entries and signatures belong to."""
        return f"{self.workspace} {self.model.id}"

    @property
    def effort(self) -> str:
        asked = self.request.output_config.effort if self.request.output_config else None
        return asked or self.model.default_effort

    @property
    def drops_unbound_thinking(self) -> bool:
        asked = self.request.thinking
        if not isinstance(asked, AdaptiveThinking | BudgetedThinking) or not asked.block_binding:
            return False
        return asked.block_binding.prefix_mismatch_behavior == "drop_block"

    @property
    def wants_json(self) -> bool:
        return self.request.output_config is not None and bool(self.request.output_config.format)


def identifier(prefix: str, raw: bytes, *parts: object) -> str:
    digest = hashlib.sha256(raw)
    for part in (prefix, *parts):
        digest.update(f"\0{part}".encode())
    return f"{prefix}_01{digest.hexdigest()[:22]}"
