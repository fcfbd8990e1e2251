"""What is looked for: a stretch of text that must not be kept."""

from dataclasses import dataclass

from frontdesk.domain.mark import SecretKind


@dataclass(frozen=True, slots=True)
class Secret:
    kind: SecretKind
    start: int
    end: int
