"""The company's order system, with its troubles: what the desk cannot see it do is seen here."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import count
from typing import Any

from frontdesk.adapters.memory.store import MemoryStore
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.money import Money
from frontdesk.domain.order import Order, OrderId, Refund, ReturnLabel
from frontdesk.errors import RefundRefused, ReturnRefused, StoreUnreachable
from frontdesk.ports.store import Store
from tests.faults.money.gates import Busy, Late

Amounts = Sequence[tuple[str, Money]]


@dataclass(frozen=True)
class Payment:
    key: str
    customer: CustomerId
    order: OrderId
    amounts: tuple[tuple[str, Money], ...]
    refund: Refund


@dataclass
class Shop:
    """`troubles` come one a call: `down` before it does anything, `lost` after it did it,
    `refuses` a payment for ever."""

    store: Store
    busy: Busy
    troubles: list[str] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    returned: dict[tuple[OrderId, str], list[str]] = field(default_factory=dict)
    labels: dict[str, ReturnLabel] = field(default_factory=dict)
    """By key."""
    wire: list[Late] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    forgets_keys: bool = False
    tells_late: bool = False
    """Orders are told as they were when it last caught up."""
    _told: dict[OrderId, Order] = field(default_factory=dict)
    _calls: int = 0
    _office: Iterator[int] = field(default_factory=count)

    def __getattr__(self, name: str) -> Any:
        async def call(*arguments: Any, **named: Any) -> Any:
            return await self._troubled(getattr(self.store, name), *arguments, **named)

        return call

    def catch_up(self) -> None:
        self._told.clear()

    async def order(self, customer: CustomerId, id: OrderId) -> Order | None:
        found = await self._troubled(self.store.order, customer, id)
        return self._as_told(found) if found else None

    async def orders(self, customer: CustomerId) -> Sequence[Order]:
        found = await self._troubled(self.store.orders, customer)
        return [self._as_told(each) for each in found]

    def _as_told(self, order: Order) -> Order:
        return self._told.setdefault(order.id, order) if self.tells_late else order

    async def pay_back(
        self, customer: CustomerId, order: OrderId, amounts: Amounts, *, key: str
    ) -> Refund:
        if key in self.refused:
            raise RefundRefused
        if self.troubles[:1] == ["refuses"] and await self._found(key) is None:
            self.troubles.pop(0)
            self.refused.add(key)
            raise RefundRefused
        self._calls += 1
        sent = f"{key}#{self._calls}" if self.forgets_keys else key

        async def pay() -> Refund:
            known = await self._found(sent)
            refund = await self.busy.through(
                self.store.pay_back(customer, order, amounts, key=sent)
            )
            if known is None:
                self.payments.append(Payment(key, customer, order, tuple(amounts), refund))
            return refund

        try:
            return await self._troubled(pay)
        except RefundRefused:
            self.refused.add(key)  # as the port promises: certainly not paid, and never will be
            raise

    async def start_return(
        self, customer: CustomerId, order: OrderId, lines: Sequence[str], *, key: str
    ) -> ReturnLabel:
        async def start() -> ReturnLabel:
            label = await self.busy.through(
                self.store.start_return(customer, order, lines, key=key)
            )
            self.labels[key] = label
            for line in lines:
                labels = self.returned.setdefault((order, line), [])
                if label.reference not in labels:
                    labels.append(label.reference)
            return label

        return await self._troubled(start)

    async def acts_on_its_own(self, order: Order, line: str, *, back: bool) -> None:
        amount = Money(Decimal(20), order.currency)
        key = f"office {next(self._office)}"
        with suppress(RefundRefused, ReturnRefused):
            if back:
                await self.store.start_return(order.customer, order.id, [line], key=key)
            else:
                await self.store.pay_back(order.customer, order.id, [(line, amount)], key=key)

    async def arrives_late(self, which: int) -> None:
        """A call whose caller is dead reaches the shop after all."""
        if self.wire:
            with suppress(RefundRefused, ReturnRefused, StoreUnreachable):  # nobody hears of it
                await self.wire.pop(which % len(self.wire))()

    async def _found(self, key: str) -> Refund | None:
        return await self.busy.through(self.store.paid_back(key))

    async def _troubled(self, work: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        trouble = self.troubles.pop(0) if self.troubles else ""
        if trouble == "down":
            raise StoreUnreachable
        answer = await self.busy.through(work(*arguments, **named))
        if trouble == "lost":
            raise StoreUnreachable
        return answer


class TrustingStore(MemoryStore):
    """Pays what it is told to, once per key: only the desk can be careful."""

    async def pay_back(
        self, customer: CustomerId, order: OrderId, amounts: Amounts, *, key: str
    ) -> Refund:
        if key not in self._refunds:
            found = self._orders[order.strip().casefold()]
            paid = dict(amounts)
            lines = tuple(
                replace(line, refunded=line.refunded + paid[line.id]) if line.id in paid else line
                for line in found.lines
            )
            self._orders[order.strip().casefold()] = replace(found, lines=lines)
            amount = sum((each.value for each in paid.values()), start=type(lines[0].price.value)())
            refund = Refund(f"RF-{len(self._refunds) + 1}", Money(amount, found.currency))
            self._refunds[key] = refund
        return self._refunds[key]
