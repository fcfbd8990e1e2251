"""Where that is kept which went into requests beside the log: prompts, tools, pinned passages."""

from typing import Protocol

from frontdesk.domain.json import JsonObject


class Bundles(Protocol):
    """Both raise StorageFailed."""

    async def keep(self, hash: str, content: JsonObject) -> None:
        """Under this hash for ever; nothing where something is kept under it already."""
        ...

    async def read(self, hash: str) -> JsonObject | None:
        """None for a hash that was never kept."""
        ...
