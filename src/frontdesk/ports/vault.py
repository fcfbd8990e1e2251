"""Where the values are kept that placeholders in texts stand for.

They come in with the text that holds them: as `VaultEntry` rows of an append.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from frontdesk.domain.event import ConversationId


class Vault(Protocol):
    """All raise StorageFailed."""

    async def values(self, id: ConversationId) -> Mapping[str, str]:
        """What each placeholder of this conversation stands for; "" once it was forgotten."""
        ...

    async def holding(self, fits: Callable[[str, str], bool]) -> Sequence[ConversationId]:
        """The conversations with a value that fits; `fits` is given its placeholder and it.

        Looks through everything: values are kept sealed, and nothing tells which are alike.
        """
        ...

    async def forget(self, id: ConversationId) -> int:
        """Forget the values, not that their placeholders were given; how many there were."""
        ...
