"""What the model may cost a day."""

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from frontdesk.errors import DayCostReached
from frontdesk.insights.costing import cost
from frontdesk.insights.spending import read_spending
from frontdesk.ports.clock import Clock
from frontdesk.ports.model import Ended, Model, Request, Streamed
from frontdesk.ports.usage import UsageLog


class CappedModel:
    """Keeps the port Model; asks it nothing more once the day has cost `most` US dollars.

    A day is one of UTC. Calls that run when the sum is reached end as they would; a model without
    a known price costs nothing here.
    """

    def __init__(self, model: Model, most: Decimal, clock: Clock) -> None:
        self._model = model
        self._most = most
        self._clock = clock
        self._day: date = date.min
        self._spent = Decimal(0)

    async def recall(self, log: UsageLog) -> None:
        """Take in what today has cost before this process. Raises StorageFailed."""
        now = self._clock.now().astimezone(UTC)
        midnight = datetime.combine(now.date(), time(), UTC)
        spending = await read_spending(log, since=midnight)
        self._day, self._spent = now.date(), spending.total.dollars

    def answer(
        self, request: Request, *, deadline: float
    ) -> AbstractAsyncContextManager[AsyncGenerator[Streamed]]:
        return self._answer(request, deadline)

    @asynccontextmanager
    async def _answer(
        self, request: Request, deadline: float
    ) -> AsyncGenerator[AsyncGenerator[Streamed]]:
        now = self._clock.now().astimezone(UTC)
        self._begin(now.date())
        if self._spent >= self._most:
            tomorrow = datetime.combine(now.date() + timedelta(days=1), time(), UTC)
            raise DayCostReached(retry_after=(tomorrow - now).total_seconds())
        async with self._model.answer(request, deadline=deadline) as stream:
            yield self._counted(stream, request.model)

    async def _counted(
        self, stream: AsyncGenerator[Streamed], model: str
    ) -> AsyncGenerator[Streamed]:
        async for item in stream:
            if isinstance(item, Ended):
                self._spent += cost(item.usage, model) or 0
            yield item

    def _begin(self, day: date) -> None:
        if day != self._day:
            self._day, self._spent = day, Decimal(0)
