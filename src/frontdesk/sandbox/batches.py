"""Message batches: worked off evenly over a set time, ended by cancelling or after a day."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated

import anyio
import anyio.lowlevel
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from frontdesk.sandbox import refusal
from frontdesk.sandbox.call import identifier
from frontdesk.sandbox.refusal import Refusal

DAY = 86_400
KEPT = 29 * DAY
MOST_BYTES = 256 * 1024 * 1024
MOST_BATCHES = 1_000
AT_ONCE = 20  # requests worked off before others get their turn
NOT_IN_BATCHES = ("speed", "thread", "fallbacks")

Json = Mapping[str, object]
Work = Callable[[Mapping[str, str], bytes], Json]
"""One request of a batch, with the headers of the batch: its message. Raises Refusal."""


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Item(_Shape):
    custom_id: Annotated[str, Field(pattern=r"^[a-zA-Z0-9_-]{1,64}$")]
    params: dict[str, object]


class Order(_Shape):
    requests: Annotated[list[Item], Field(min_length=1, max_length=100_000)]


@dataclass(slots=True)
class Batch:
    id: str
    workspace: str
    headers: Mapping[str, str]
    items: list[Item]
    created: float
    seconds: float
    canceled: float | None = None
    results: list[Json] | None = None
    working: anyio.Lock = field(default_factory=anyio.Lock)

    @property
    def stops(self) -> float:
        """When nothing more of it is started."""
        day = self.created + DAY
        return day if self.canceled is None else min(day, self.canceled)

    @property
    def ended(self) -> float:
        return min(self.stops, self.created + self.seconds)

    def done(self) -> int:
        """How many requests are worked off by its end."""
        if not self.seconds:
            return len(self.items)
        share = (self.ended - self.created) / self.seconds
        return min(len(self.items), int(share * len(self.items) + 1e-9))

    def is_archived(self, now: float) -> bool:
        return now >= self.created + KEPT

    def shown(self, url: str, now: float) -> dict[str, object]:
        over = self.results is not None
        kinds = [_kind(result) for result in self.results or ()]
        counts = {k: kinds.count(k) for k in ("succeeded", "errored", "canceled", "expired")}
        has_results = over and not self.is_archived(now)
        return {
            "id": self.id,
            "type": "message_batch",
            "processing_status": "ended" if over else self._status(),
            "request_counts": {"processing": 0 if over else len(self.items)} | counts,
            "created_at": _stamp(self.created),
            "expires_at": _stamp(self.created + DAY),
            "ended_at": _stamp(self.ended) if over else None,
            "cancel_initiated_at": None if self.canceled is None else _stamp(self.canceled),
            "archived_at": _stamp(self.created + KEPT) if self.is_archived(now) else None,
            "results_url": f"{url}v1/messages/batches/{self.id}/results" if has_results else None,
        }

    def _status(self) -> str:
        return "in_progress" if self.canceled is None else "canceling"


class Batches:
    def __init__(self, work: Work, clock: Callable[[], float], seconds: float) -> None:
        self._work = work
        self._clock = clock
        self._seconds = seconds
        self._batches: dict[str, Batch] = {}
        self._made = 0

    def create(self, workspace: str, headers: Mapping[str, str], raw: bytes) -> Batch:
        """Raises Refusal; then none of its requests is taken."""
        items = _ordered(raw)
        self._made += 1
        id = identifier("msgbatch", raw, self._made)
        batch = Batch(id, workspace, dict(headers), items, self._clock(), self._seconds)
        self._batches[id] = batch
        if len(self._batches) > MOST_BATCHES:
            del self._batches[next(iter(self._batches))]
        return batch

    async def get(self, workspace: str, id: str) -> Batch:
        """As it stands by now. Raises Refusal."""
        batch = self._batches.get(id)
        if batch is None or batch.workspace != workspace:
            raise Refusal(404, f"Message Batch {id} not found")
        await self._settle(batch)
        return batch

    async def all(self, workspace: str) -> list[Batch]:
        """Newest first."""
        own = [batch for batch in self._batches.values() if batch.workspace == workspace]
        for batch in own:
            await self._settle(batch)
        return own[::-1]

    async def cancel(self, workspace: str, id: str) -> Batch:
        """Raises Refusal."""
        batch = await self.get(workspace, id)
        if batch.results is not None:
            # UNCONFIRMED: wordings for cancelling, deleting and reading a batch at the wrong time
            raise Refusal(400, f"Batch {id} cannot be canceled because it has ended")
        batch.canceled = batch.canceled or self._clock()
        return batch

    async def delete(self, workspace: str, id: str) -> None:
        """Raises Refusal."""
        if (await self.get(workspace, id)).results is None:
            raise Refusal(400, f"Batch {id} cannot be deleted while it is being processed")
        del self._batches[id]

    async def results(self, workspace: str, id: str) -> list[Json]:
        """Raises Refusal."""
        batch = await self.get(workspace, id)
        if batch.results is None or batch.is_archived(self._clock()):
            raise Refusal(404, f"Batch {id} has no available results")
        return batch.results

    async def _settle(self, batch: Batch) -> None:
        async with batch.working:
            if batch.results is not None or self._clock() < batch.ended:
                return
            left = "expired" if batch.canceled is None else "canceled"
            results: list[Json] = []
            for at, item in enumerate(batch.items):
                result = self._result(batch, item) if at < batch.done() else {"type": left}
                results.append({"custom_id": item.custom_id, "result": result})
                if at % AT_ONCE == AT_ONCE - 1:
                    await anyio.lowlevel.checkpoint()
            batch.results = results

    def _result(self, batch: Batch, item: Item) -> Json:
        raw = json.dumps(item.params, ensure_ascii=False).encode()
        try:
            return {"type": "succeeded", "message": self._work(batch.headers, raw)}
        except Refusal as no:
            return {"type": "errored", "error": refusal.envelope(no, identifier("req", raw))}


def _ordered(raw: bytes) -> list[Item]:
    if len(raw) > MOST_BYTES:
        raise Refusal(413, "Request exceeds the maximum size")
    try:
        items = Order.model_validate_json(raw).requests
    except ValidationError as problem:
        raise refusal.of_shape(problem) from problem
    seen: set[str] = set()
    # UNCONFIRMED: wordings for a custom_id that comes twice and for fields that batches do not take
    for at, item in enumerate(items):
        if item.custom_id in seen:
            raise Refusal(400, f"requests.{at}.custom_id: custom_id must be unique")
        seen.add(item.custom_id)
        if problem := _out_of_place(item.params):
            raise Refusal(400, f"requests.{at}.params.{problem} is not supported in batches")
    return items


def _out_of_place(params: Json) -> str | None:
    if params.get("max_tokens") == 0:
        return "max_tokens: 0"
    if params.get("stream"):
        return "stream"
    return next((name for name in NOT_IN_BATCHES if params.get(name) is not None), None)


def _kind(result: Json) -> object:
    inside = result["result"]
    return inside["type"] if isinstance(inside, dict) else None  # pyright: ignore[reportUnknownVariableType]


def _stamp(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat().replace("+00:00", "Z")
