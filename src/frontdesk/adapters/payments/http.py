"""The port Payments, kept by an HTTP API with idempotency keys (docs/payments.md)."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Literal, TypeVar

import httpx2
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.money import Money, of_minor, total
from frontdesk.domain.order import OrderId, Refund
from frontdesk.errors import PaymentUnclear, RefundRefused

T = TypeVar("T", bound=BaseModel)

TIMEOUT_SECONDS = 10.0
MAX_BYTES = 65_536  # of an answer; a refund has a few hundred
REFUSALS = frozenset({400, 402, 404, 422})
"""Statuses that judge the refund itself. 401, 403, 409, 429 and 5xx say nothing about it."""


class Told(BaseModel):
    """A refund as the API tells of it."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: str = Field(min_length=1, max_length=255)
    amount: int = Field(gt=0)
    """In the currency's minor units."""
    currency: str
    status: Literal["pending", "requires_action", "succeeded", "failed", "canceled"]
    metadata: dict[str, str]

    @property
    def is_refused(self) -> bool:
        return self.status in {"failed", "canceled"}

    @property
    def refund(self) -> Refund:
        return Refund(self.id, of_minor(self.amount, self.currency.upper()))


class Listed(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    data: list[Told]


class HttpPayments:
    def __init__(self, url: str, *, key: str, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self._http = httpx2.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {key}"},
            timeout=timeout_seconds,
            follow_redirects=False,
        )

    async def aclose(self) -> None:
        await self._http.aclose()

    async def pay_back(
        self,
        customer: CustomerId,
        order: OrderId,
        amounts: Sequence[tuple[str, Money]],
        *,
        key: str,
    ) -> Refund:
        amount = total([amount for _, amount in amounts], amounts[0][1].currency)
        async with self._asked(
            "POST",
            "/v1/refunds",
            data=_form(customer, order, amounts, amount, key),
            headers={"Idempotency-Key": key},
        ) as (status, body):
            told = None if status in REFUSALS else _read(Told, status, body)
        if told is None or told.is_refused:
            return await self._unless_never_paid(key)
        return _own(told, key, amount)

    async def paid_back(self, key: str) -> Refund | None:
        async with self._asked("GET", "/v1/refunds", params={"idempotency_key": key}) as answer:
            listed = _read(Listed, *answer)
        paid = [told for told in listed.data if not told.is_refused]
        if any(told.metadata.get("key") != key for told in paid) or len(paid) > 1:
            raise PaymentUnclear("The payment side tells of another refund than the one asked for.")
        return paid[0].refund if paid else None

    async def _unless_never_paid(self, key: str) -> Refund:
        """A no counts only if the payment side's own book agrees: replies have been wrong."""
        if paid := await self.paid_back(key):
            return paid
        raise RefundRefused

    @asynccontextmanager
    async def _asked(
        self, method: str, path: str, **request: object
    ) -> AsyncGenerator[tuple[int, bytes]]:
        """Status and body. Raises PaymentUnclear for whatever is no answer."""
        try:
            async with self._http.stream(method, path, **request) as response:  # pyright: ignore[reportArgumentType] (httpx2's own keywords)
                body = await _bounded(response)
        except (httpx2.HTTPError, httpx2.StreamError) as error:
            raise PaymentUnclear("The payment side does not answer.") from error
        yield response.status_code, body


async def _bounded(response: httpx2.Response) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > MAX_BYTES:
            raise PaymentUnclear("The payment side's answer is too long.")
    return bytes(body)


def _form(
    customer: CustomerId,
    order: OrderId,
    amounts: Sequence[tuple[str, Money]],
    amount: Money,
    key: str,
) -> dict[str, str]:
    """Form fields, as Stripe takes them."""
    lines = {f"metadata[line_{line}]": str(each.minor) for line, each in amounts}
    return {
        "amount": str(amount.minor),
        "currency": amount.currency.lower(),
        "metadata[key]": key,
        "metadata[order]": order,
        "metadata[customer]": customer,
        **lines,
    }


def _read(kind: type[T], status: int, body: bytes) -> T:
    if status != 200:
        raise PaymentUnclear(f"The payment side answers with status {status}.")
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        raise PaymentUnclear("The payment side's answer cannot be read.") from error


def _own(told: Told, key: str, amount: Money) -> Refund:
    """Raises PaymentUnclear for an answer to another question."""
    if told.metadata.get("key") != key or told.refund.amount != amount:
        raise PaymentUnclear("The payment side tells of another refund than the one asked for.")
    return told.refund
