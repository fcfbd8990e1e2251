"""How long a turn waits for the model: the one retry policy."""

import random
from dataclasses import dataclass

from frontdesk.errors import FrontdeskError, ModelFailed, StorageFailed


@dataclass(frozen=True, slots=True)
class Patience:
    quiet_seconds: float = 0.0
    """After the customer's last message, before a turn begins: on slow channels one thought comes
    in several messages."""
    turn_seconds: float = 60.0
    """One attempt of a turn ends within this, whatever the model does."""
    calls: int = 3
    """Calls of the model in one attempt; one that fails is not repeated in it any more once the
    customer has been told that the model is away."""
    notice_seconds: float = 8.0
    """A customer who would wait longer for a retry is told so instead."""
    retry_seconds: float = 0.5
    """Before a failed call is repeated; doubles each time."""
    attempt_seconds: float = 2.0
    """Before a turn whose model stayed away is tried again; doubles each time."""
    longest_pause_seconds: float = 300.0
    storage_pause_seconds: float = 4.0
    """At most, while nothing can be written: what was acknowledged has waited long enough."""
    hand_over_seconds: float = 60.0
    """After the customer wrote: what would be tried again later than that goes to a person."""
    unclear_seconds: float = 20.0
    """A payment of which nothing is known for so long is made known to a person."""

    def before_retry(self, retries: int, retry_after: float | None) -> float:
        """Seconds: what the provider asks for, else our own."""
        if retry_after is not None:
            return max(0.0, retry_after)
        return self.retry_seconds * 2**retries * _jitter()

    def before_attempt(self, failures: int, failure: FrontdeskError) -> float:
        """Seconds after so many failed attempts in a row, the last of them with `failure`."""
        pause = self.attempt_seconds * 2 ** min(failures - 1, 16) * _jitter()
        if isinstance(failure, ModelFailed) and failure.retry_after is not None:
            pause = max(pause, failure.retry_after)
        storage = isinstance(failure, StorageFailed)
        return min(pause, self.storage_pause_seconds if storage else self.longest_pause_seconds)


def _jitter() -> float:
    return random.uniform(0.75, 1.0)  # noqa: S311 (spreads load; no secret)
