"""A stand-in payment API: keyed refunds over real HTTP, whose answers go astray by a seed.

    POST /v1/refunds                        Idempotency-Key; the first result is stored
    GET  /v1/refunds?idempotency_key=KEY    what was done under a key
    GET  /sandbox/refunds                   all that was paid, for tests and the curious

Its book is always right. What goes wrong is what a caller hears of it.
"""

import asyncio
import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

Json = Mapping[str, object]
Mishap = Literal[
    "unheard",  # nothing is done, and nothing answered
    "lost",  # it is done, and nothing answered
    "delayed",  # it is done, and answered too late
    "failing",  # it is done, and answered with 500
    "busy",  # nothing is done; 503
    "repeated",  # it is done, and the answer to somebody else's refund comes back
    "contradicted",  # it is done, and denied
    "garbled",  # it is done, and the answer is cut in the middle
]
MISHAPS: tuple[Mishap, ...] = get_args(Mishap)
BEFORE: frozenset[Mishap] = frozenset({"unheard", "busy"})


@dataclass
class PaymentBook:
    """What was paid. `forgets_keys`: pays each call again, and finds none by its key."""

    refused: frozenset[str] = frozenset()
    """Orders for which nothing is paid back."""
    forgets_keys: bool = False
    results: dict[str, dict[str, object]] = field(default_factory=dict[str, dict[str, object]])
    """By key: the first answer, which every later call gets too."""
    paid: list[dict[str, object]] = field(default_factory=list[dict[str, object]])

    def refund(self, key: str, form: Mapping[str, str]) -> dict[str, object]:
        if key in self.results:
            return self.results[key]
        metadata = {
            name[len("metadata[") : -1]: value
            for name, value in form.items()
            if name.startswith("metadata[")
        }
        is_refused = metadata.get("order", "") in self.refused
        told: dict[str, object] = {
            "id": f"re_{len(self.results) + len(self.paid) + 1:06}",
            "object": "refund",
            "amount": int(form["amount"]),
            "currency": form["currency"],
            "status": "failed" if is_refused else "succeeded",
            "metadata": metadata,
        }
        if not self.forgets_keys:
            self.results[key] = told
        if not is_refused:
            self.paid.append(told)
        return told


@dataclass
class Mishaps:
    rate: float = 0.0
    seed: int = 0
    kinds: tuple[Mishap, ...] = MISHAPS
    delay_seconds: float = 30.0
    happened: dict[str, int] = field(default_factory=dict[str, int])

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)  # noqa: S311 (must be the same again)

    def next(self) -> Mishap | None:
        if self._chance.random() >= self.rate:
            return None
        kind = self._chance.choice(self.kinds)
        self.happened[kind] = self.happened.get(kind, 0) + 1
        return kind


class Silence(Response):
    """The connection closes before an answer is whole."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"content-length", b"1000"), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


class PaymentApi:
    def __init__(self, book: PaymentBook, mishaps: Mishaps) -> None:
        self._book = book
        self._mishaps = mishaps

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/v1/refunds", self.refund, methods=["POST"]),
                Route("/v1/refunds", self.look_up, methods=["GET"]),
                Route("/sandbox/refunds", self.tell_all, methods=["GET"]),
            ]
        )

    async def refund(self, request: Request) -> Response:
        if problem := _problem(request):
            return problem
        key = request.headers.get("idempotency-key", "")
        form = dict(parse_qsl((await request.body()).decode()))
        if not key or not form.get("amount", "").isdecimal() or "currency" not in form:
            return _error(400, "invalid_request_error")
        mishap = self._mishaps.next()
        if mishap in BEFORE:
            return Silence() if mishap == "unheard" else _error(503, "api_error")
        told = self._book.refund(key, form)
        return await self._answer(told, mishap)

    async def look_up(self, request: Request) -> Response:
        """Never contradicts the book, but may fail to answer."""
        if problem := _problem(request):
            return problem
        mishap = self._mishaps.next()
        if mishap in {"unheard", "lost"}:
            return Silence()
        if mishap in {"busy", "failing"}:
            return _error(503, "api_error")
        key = request.query_params.get("idempotency_key", "")
        known = self._book.results.get(key)
        return JSONResponse({"object": "list", "data": [known] if known else []})

    async def tell_all(self, _request: Request) -> Response:
        told = {"paid": self._book.paid, "mishaps": self._mishaps.happened}
        return JSONResponse(told)

    async def _answer(self, told: dict[str, object], mishap: Mishap | None) -> Response:
        match mishap:
            case "lost":
                return Silence()
            case "delayed":
                await asyncio.sleep(self._mishaps.delay_seconds)
            case "failing":
                return _error(500, "api_error")
            case "repeated" if self._book.paid:
                return JSONResponse(self._book.paid[0])
            case "contradicted":
                return JSONResponse({**told, "status": "failed"})
            case "garbled":
                return Response(json.dumps(told)[:-30], media_type="application/json")
            case _:
                pass
        return JSONResponse(told)


def _problem(request: Request) -> Response | None:
    signed = request.headers.get("authorization", "").startswith("Bearer ")
    return None if signed else _error(401, "authentication_error")


def _error(status: int, kind: str) -> Response:
    return JSONResponse({"error": {"type": kind}}, status)
