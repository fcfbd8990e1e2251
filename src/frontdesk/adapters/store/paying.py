"""The order system as the payment side: where a company's own system gives the money back."""

from collections.abc import Sequence

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.money import Money
from frontdesk.domain.order import OrderId, Refund
from frontdesk.errors import PaymentUnclear, StoreUnreachable
from frontdesk.ports.payments import Payments


class StorePayments:
    def __init__(self, system: Payments) -> None:
        """`system` raises StoreUnreachable where it does not answer."""
        self._system = system

    async def pay_back(
        self,
        customer: CustomerId,
        order: OrderId,
        amounts: Sequence[tuple[str, Money]],
        *,
        key: str,
    ) -> Refund:
        try:
            return await self._system.pay_back(customer, order, amounts, key=key)
        except StoreUnreachable as error:
            raise PaymentUnclear("The order system does not say whether it paid back.") from error

    async def paid_back(self, key: str) -> Refund | None:
        try:
            return await self._system.paid_back(key)
        except StoreUnreachable as error:
            raise PaymentUnclear("The order system does not say whether it paid back.") from error

    async def aclose(self) -> None:
        """The order system stays open: it is not ours alone."""
