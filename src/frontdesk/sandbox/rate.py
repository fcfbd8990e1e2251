"""Rate limits: token buckets for each class of models, and the headers that tell of them."""

import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from frontdesk.sandbox.cache import Bill
from frontdesk.sandbox.model_table import Model
from frontdesk.sandbox.refusal import Refusal

ORGANIZATION = "00000000-0000-0000-0000-0000000000fd"
MINUTE = 60
NOUNS = {
    "requests": "requests",
    "input-tokens": "input tokens",
    "output-tokens": "output tokens",
    "counts": "token counting requests",
}


Positive = Annotated[int, Field(gt=0)]


class Limits(BaseModel):
    """Per minute and class of models. So high that nothing trips until somebody lowers them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    requests: Positive = 1_000_000
    input_tokens: Positive = 1_000_000_000
    output_tokens: Positive = 1_000_000_000
    counts: Positive = 1_000_000
    """Calls of count_tokens."""
    priority_input_tokens: Positive | None = None
    """With these two the headers of Priority Tier are sent as well."""
    priority_output_tokens: Positive | None = None
    fast_input_tokens: Positive = 1_000_000_000
    """Sent with requests of `speed: "fast"`; nothing is taken from it."""
    fast_output_tokens: Positive = 1_000_000_000


class Bucket:
    """Fills evenly, to the brim in a minute."""

    def __init__(self, limit: int, now: float) -> None:
        self.limit = limit
        self._level = float(limit)
        self._at = now

    def level(self, now: float) -> float:
        self._level = min(self.limit, self._level + max(0.0, now - self._at) * self.limit / MINUTE)
        self._at = max(now, self._at)
        return self._level

    def take(self, amount: int, now: float) -> None:
        self._level = self.level(now) - amount

    def wait(self, amount: int, now: float) -> float:
        """Seconds until so much is there; more than it holds is never there, and said the same."""
        missing = amount - self.level(now)
        return max(0.0, missing * MINUTE / self.limit)


class RateLimits:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._buckets: dict[tuple[str, str], Bucket] = {}

    def set(self, limits: Limits) -> None:
        """From full buckets."""
        self._limits = limits
        self._buckets.clear()

    def admit(self, model: Model, bill: Bill, now: float) -> None:
        """Take a request and what of its prompt is not read from the cache. Raises Refusal.

        Output counts as it is made, not as `max_tokens`: one token must be left.
        """
        wanted = {"requests": 1, "input-tokens": bill.prompt - bill.read, "output-tokens": 1}
        for name, amount in wanted.items():
            self._check(model, name, amount, now)
        self._bucket(model, "requests", now).take(1, now)
        self._bucket(model, "input-tokens", now).take(wanted["input-tokens"], now)

    def admit_count(self, model: Model, now: float) -> None:
        """Raises Refusal."""
        self._check(model, "counts", 1, now)
        self._bucket(model, "counts", now).take(1, now)

    def answered(self, model: Model, output_tokens: int, now: float) -> None:
        self._bucket(model, "output-tokens", now).take(output_tokens, now)

    def headers(self, model: Model, now: float, *, fast: bool = False) -> dict[str, str]:
        names = ("requests", "input-tokens", "output-tokens")
        shown = {name: self._bucket(model, name, now) for name in names}
        headers = dict(_headers("ratelimit", shown, now))
        # all tokens together, as the API sums input and output up
        both = (shown["input-tokens"], shown["output-tokens"])
        headers |= {
            "anthropic-ratelimit-tokens-limit": str(sum(bucket.limit for bucket in both)),
            "anthropic-ratelimit-tokens-remaining": str(sum(_left(b, now) for b in both)),
            "anthropic-ratelimit-tokens-reset": max(_reset(bucket, now) for bucket in both),
        }
        limits = self._limits
        if limits.priority_input_tokens and limits.priority_output_tokens:
            both = (limits.priority_input_tokens, limits.priority_output_tokens)
            headers |= _full("priority", both, now)
        if fast:
            headers |= _full("fast", (limits.fast_input_tokens, limits.fast_output_tokens), now)
        return headers

    def _check(self, model: Model, name: str, amount: int, now: float) -> None:
        bucket = self._bucket(model, name, now)
        wait = bucket.wait(amount, now)
        if not wait:
            return
        raise Refusal(
            429,
            f"This request would exceed your organization's rate limit of {bucket.limit:,} "
            f"{NOUNS[name]} per minute (org: {ORGANIZATION}, model: {model.id}). For details, "
            "refer to: https://docs.claude.com/en/api/rate-limits. You can see the response "
            "headers for current usage.",
            headers=self.headers(model, now) | {"retry-after": str(math.ceil(wait))},
        )

    def _bucket(self, model: Model, name: str, now: float) -> Bucket:
        key = (model.line, name)
        if key not in self._buckets:
            limit = getattr(self._limits, name.replace("-", "_"))
            self._buckets[key] = Bucket(limit, now)
        return self._buckets[key]


def _headers(family: str, buckets: Mapping[str, Bucket], now: float) -> Iterator[tuple[str, str]]:
    for name, bucket in buckets.items():
        start = f"anthropic-{family}-{name}"
        yield f"{start}-limit", str(bucket.limit)
        yield f"{start}-remaining", str(_left(bucket, now))
        yield f"{start}-reset", _reset(bucket, now)


def _full(family: str, limits: tuple[int, int], now: float) -> dict[str, str]:
    names = ("input-tokens", "output-tokens")
    buckets = {name: Bucket(limit, now) for name, limit in zip(names, limits, strict=True)}
    return dict(_headers(family, buckets, now))


def _left(bucket: Bucket, now: float) -> int:
    return max(0, math.floor(bucket.level(now)))


def _reset(bucket: Bucket, now: float) -> str:
    """When it is full again."""
    at = now + bucket.wait(bucket.limit, now)
    return datetime.fromtimestamp(math.ceil(at), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
