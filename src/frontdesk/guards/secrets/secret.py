"""What is looked for: a stretch of text that must not be kept."""

from typing import NamedTuple

from frontdesk.domain.mark import SecretKind


class Secret(NamedTuple):
    """A tuple: hostile texts look as if they held ten thousand."""

    kind: SecretKind
    start: int
    end: int
