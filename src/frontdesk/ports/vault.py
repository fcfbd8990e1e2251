"""Where the values are kept that placeholders in texts stand for.

They come in with the text that holds them: as `VaultEntry` rows of an append.
"""

from collections.abc import Mapping
from typing import Protocol

from frontdesk.domain.event import ConversationId


class Vault(Protocol):
    """All raise StorageFailed."""

    async def values(self, id: ConversationId) -> Mapping[str, str]:
        """What each placeholder of this conversation stands for; "" once it was forgotten."""
        ...

    async def forget(self, id: ConversationId) -> int:
        """Forget the values, not that their placeholders were given; how many there were."""
        ...
