"""The payment side: the one place that gives money back.

What the order system promises ends where money begins: whoever keeps this port, and nobody else,
promises that a refund happens once.
"""

from collections.abc import Sequence
from typing import Protocol

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.money import Money
from frontdesk.domain.order import OrderId, Refund


class Payments(Protocol):
    """Both raise PaymentUnclear where nobody can tell what happened.

    Then the money may be on its way: the same key is asked for again, never another one.
    """

    async def pay_back(
        self,
        customer: CustomerId,
        order: OrderId,
        amounts: Sequence[tuple[str, Money]],
        *,
        key: str,
    ) -> Refund:
        """Give back these amounts of these lines. The same key gives the same refund, paid once.

        Raises RefundRefused if the payment side says no: then certainly nothing was paid, and
        nothing ever will be under this key, also by a call that arrives late.
        """
        ...

    async def paid_back(self, key: str) -> Refund | None:
        """The refund made under this key, if there is one: what an unknown outcome is asked by."""
        ...
