"""What is looked for: a stretch of text that must not be kept."""

from dataclasses import dataclass

from frontdesk.domain.mark import SecretKind

LONGEST_WORD = 128
"""Characters before and after which a detector looks for nothing that belongs together."""


@dataclass(frozen=True, slots=True)
class Secret:
    kind: SecretKind
    start: int
    end: int
