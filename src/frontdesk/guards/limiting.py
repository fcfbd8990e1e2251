"""How much of something is taken within a time; what is above has to wait.

The generic cell rate algorithm (ITU-T I.371): one time stamp a key, no matter how much comes.
"""

from collections.abc import Hashable

MOST_KEYS = 50_000  # before those are forgotten that hold nobody back any more


class Limit:
    """`most` at once, and as many again over each `seconds`."""

    def __init__(self, most: int, seconds: float = 60.0) -> None:
        self._seconds = seconds
        self._step = seconds / most
        self._full: dict[Hashable, float] = {}
        """By key, when its last unit is given back."""

    def wait(self, key: Hashable, now: float) -> float:
        """Seconds until one more is taken; 0 if it is now. Takes nothing."""
        ahead = max(self._full.get(key, now), now) + self._step - now
        return max(0.0, ahead - self._seconds)

    def take(self, key: Hashable, now: float) -> None:
        """Count one, be it above the limit."""
        self._full[key] = max(self._full.get(key, now), now) + self._step
        if len(self._full) > MOST_KEYS:
            self._full = {each: until for each, until in self._full.items() if until > now}

    def give_back(self, key: Hashable) -> None:
        """Count one less: it turned out not to be meant."""
        if key in self._full:
            self._full[key] -= self._step
