"""What the desk spent on its model: by day, and in all."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from frontdesk.domain.event import ConversationId, ModelAsked, Usage
from frontdesk.insights.calls import CallReader, ModelCall
from frontdesk.insights.costing import cost, cost_without_cache
from frontdesk.ports.usage import Told, UsageLog


@dataclass(slots=True)
class Tally:
    """What a number of calls came to. Dollars are those of models with a known price."""

    conversations: set[ConversationId] = field(default_factory=set[ConversationId])
    turns: set[tuple[ConversationId, int]] = field(default_factory=set[tuple[ConversationId, int]])
    calls: int = 0
    """As many as were asked, answered or not."""
    counted: int = 0
    """Calls whose usage is known; the others failed, broke off or are still running."""
    usage: Usage = field(default_factory=Usage)
    dollars: Decimal = Decimal(0)
    dollars_without_cache: Decimal = Decimal(0)
    unpriced: dict[str, int] = field(default_factory=dict[str, int])
    """Counted calls by model, of models that the price table does not know."""
    cold: int = 0
    """Calls that found nothing in the cache."""
    uncached: int = 0
    """Cold calls that put nothing into it for an hour either: their fixed prefix is too short."""
    broken: int = 0
    """Calls that did not read again what the call before them had cached."""

    def ask(self, conversation: ConversationId, turn: int | None) -> None:
        """`turn`: the one to be answered; None for a call that answers nobody."""
        self.conversations.add(conversation)
        self.calls += 1
        if turn is not None:
            self.turns.add((conversation, turn))

    def add(self, call: ModelCall) -> None:
        if not call.is_counted:
            return
        self.counted += 1
        self.usage += call.usage
        self.cold += call.is_cold
        self.uncached += call.is_cold and not call.usage.cache_write_1h
        self.broken += call.broken > 0
        dollars = cost(call.usage, call.model)
        without_cache = cost_without_cache(call.usage, call.model)
        if dollars is None or without_cache is None:
            self.unpriced[call.model] = self.unpriced.get(call.model, 0) + 1
        else:
            self.dollars += dollars
            self.dollars_without_cache += without_cache

    @property
    def saved(self) -> Decimal:
        """Dollars that caching saved; below 0 where it wrote more than was ever read."""
        return self.dollars_without_cache - self.dollars

    @property
    def cache_read_share(self) -> float | None:
        """Of all tokens sent; None where none were."""
        return self.usage.cache_read / self.usage.prompt if self.usage.prompt else None

    @property
    def dollars_per_conversation(self) -> Decimal | None:
        return self.dollars / len(self.conversations) if self.conversations else None


@dataclass(slots=True)
class Spending:
    days: dict[date, Tally] = field(default_factory=dict[date, Tally])
    """By the day, in UTC, on which a call was asked; oldest first, none without a call."""
    total: Tally = field(default_factory=Tally)
    last_cold: dict[str, ModelCall] = field(default_factory=dict[str, ModelCall])
    """Of each model, its last call that found nothing in the cache."""


async def read_spending(log: UsageLog, *, since: datetime | None = None) -> Spending:
    """Raises StorageFailed."""
    spending = Spending()
    readers: dict[ConversationId, CallReader] = {}
    async for told in log.events(since=since):
        _take(spending, readers.setdefault(told.conversation, CallReader()), told)
    return spending


def _take(spending: Spending, reader: CallReader, told: Told) -> None:
    event = told.record.event
    if isinstance(event, ModelAsked):
        for tally in (_day(spending, told.record.at), spending.total):
            tally.ask(told.conversation, event.turn)
    if call := reader.take(told.record):
        for tally in (_day(spending, call.asked_at), spending.total):
            if call.purpose != "answer":
                tally.ask(told.conversation, None)
            tally.add(call)
        if call.is_cold:
            spending.last_cold[call.model] = call


def _day(spending: Spending, at: datetime) -> Tally:
    return spending.days.setdefault(at.astimezone(UTC).date(), Tally())
