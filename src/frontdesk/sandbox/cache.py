"""The prompt cache as Claude bills it: written only at breakpoints, read back over 20 blocks."""

import math
from dataclasses import dataclass

from frontdesk.sandbox.prompt import SECONDS, Prompt

LOOKBACK = 20
MOST_ENTRIES = 20_000
_HOUR = SECONDS["1h"]


@dataclass(frozen=True, slots=True)
class Bill:
    """How the tokens of one prompt are charged; together they are the whole prompt."""

    input: int
    read: int = 0
    write_5m: int = 0
    write_1h: int = 0

    @property
    def prompt(self) -> int:
        return self.input + self.read + self.write_5m + self.write_1h

    @property
    def cached(self) -> int:
        """What the next request with this prefix could read."""
        return self.read + self.write_5m + self.write_1h


@dataclass(slots=True)
class _Entry:
    lives: int
    readable_at: float
    expires: float


class Cache:
    def __init__(self) -> None:
        self._entries: dict[bytes, _Entry] = {}

    def clear(self) -> None:
        self._entries.clear()

    def account(
        self,
        prompt: Prompt,
        owner: str,
        *,
        minimum: int,
        now: float,
        answered_at: float | None = None,
        keep: bool = True,
    ) -> Bill:
        """Charge a prompt and remember its breakpoints, if that is to be kept.

        What is written can be read only from `answered_at` on, when its own answer begins.
        """
        totals = _totals(prompt)
        whole = totals[-1] if totals else 0
        if not prompt.breakpoints:
            return Bill(whole)
        keys = prompt.cache_keys(owner)
        read = max(self._hit(at, keys, totals, now, keep=keep) for at, _ in prompt.breakpoints)
        marks = [(at, lives) for at, lives in prompt.breakpoints if totals[at] >= minimum]
        hour = max((totals[at] for at, lives in marks if lives == _HOUR), default=0)
        last = max((totals[at] for at, _ in marks), default=0)
        for at, lives in marks if keep else ():
            self._write(keys[at], lives, now, now if answered_at is None else answered_at)
        return Bill(
            input=whole - max(read, last),
            read=read,
            write_5m=max(0, last - max(read, hour)),
            write_1h=max(0, hour - read),
        )

    def _hit(self, at: int, keys: list[bytes], totals: list[int], now: float, *, keep: bool) -> int:
        """Tokens of the longest entry that this breakpoint finds; reading renews the entry.

        UNCONFIRMED: whether a hit also renews the shorter entries inside it; here it does not
        """
        for place in range(at, max(-1, at - LOOKBACK), -1):
            entry = self._entries.get(keys[place])
            if entry and entry.readable_at <= now < entry.expires:
                entry.expires = now + entry.lives if keep else entry.expires
                return totals[place]
        return 0

    def _write(self, key: bytes, lives: int, now: float, readable_at: float) -> None:
        known = self._entries.pop(key, None)
        live = known is not None and now < known.expires
        sooner = known.readable_at if known and live else math.inf
        self._entries[key] = _Entry(lives, min(readable_at, sooner), now + lives)
        if len(self._entries) > MOST_ENTRIES:
            self._entries.pop(next(iter(self._entries)))


def _totals(prompt: Prompt) -> list[int]:
    totals: list[int] = []
    for piece in prompt.pieces:
        totals.append(piece.tokens + (totals[-1] if totals else 0))
    return totals
