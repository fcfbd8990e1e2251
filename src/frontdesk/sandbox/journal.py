"""The last requests as they came, for tests and benches to look at."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

MOST_BYTES = 32 * 1024 * 1024
HIDDEN = frozenset({"authorization", "x-api-key"})


@dataclass(frozen=True, slots=True)
class Kept:
    path: str
    headers: Mapping[str, str]
    """Without the key."""
    body: str
    status: int
    mind: str
    """Who answered: script, reader, or the door."""


class Journal:
    """Bounded by number and by bytes; the oldest go first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: deque[tuple[Kept, int]] = deque()
        self._bytes = 0

    def keep(
        self, path: str, headers: Mapping[str, str], raw: bytes, *, status: int, mind: str
    ) -> None:
        shown = {name: value for name, value in headers.items() if name not in HIDDEN}
        kept = Kept(path, shown, raw.decode("utf-8", "replace"), status, mind)
        self._kept.append((kept, len(raw)))
        self._bytes += len(raw)
        while self._kept and (len(self._kept) > self._most or self._bytes > MOST_BYTES):
            self._bytes -= self._kept.popleft()[1]

    def read(self) -> tuple[Kept, ...]:
        return tuple(kept for kept, _ in self._kept)

    def clear(self) -> None:
        self._kept.clear()
        self._bytes = 0
