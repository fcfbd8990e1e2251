"""Bundles in this process's memory."""

from frontdesk.domain.json import JsonObject


class MemoryBundles:
    def __init__(self) -> None:
        self._contents: dict[str, JsonObject] = {}

    async def keep(self, hash: str, content: JsonObject) -> None:
        self._contents.setdefault(hash, content)

    async def read(self, hash: str) -> JsonObject | None:
        return self._contents.get(hash)
