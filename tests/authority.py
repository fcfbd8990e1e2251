"""Every route as every role on every foreign object: what is let through, and what tells apart."""

import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from uuid import uuid4

import httpx2

from tests.customer import Customer

OPEN = {
    "GET /api/v1/desk",
    "POST /api/v1/conversations",
    "GET /livez",
    "GET /readyz",
    "GET /version",
    "GET /metrics",
}
"""Routes that are about nobody."""

STRANGERS = ("nobody", "another customer")

REFUSED = {401, 403, 404, 426}
"""426: the socket's address, over plain HTTP; tests/api/test_socket.py has the socket itself."""

BODIES: Mapping[str, Mapping[str, Any]] = {
    "identity": {"token": "x"},
    "messages": {"client_id": str(uuid4()), "text": "Let me in"},
    "confirmations": {"decision": "confirm"},
    "turns": {"helpful": True},
    "rating": {"score": 5},
}


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    """As in the OpenAPI document."""

    @property
    def body(self) -> Mapping[str, Any] | None:
        kind = self.path.removeprefix("/api/v1/conversations/{id}").strip("/").partition("/")[0]
        return BODIES.get(kind, {}) if self.method == "POST" else None

    def address(self, **objects: str) -> str:
        return self.path.format(**objects)


@dataclass
class Seen:
    calls: int = 0
    let_through: list[str] = field(default_factory=list)
    told_apart: list[str] = field(default_factory=list)
    """Where a foreign object was answered otherwise than an unknown one."""
    broken: list[str] = field(default_factory=list)
    """Answers of 500 and more."""


async def calls_of(http: httpx2.AsyncClient) -> Sequence[Call]:
    """All that are about somebody, from the desk's own OpenAPI document."""
    paths = (await http.get("/openapi.json")).json()["paths"]
    calls = [Call(method.upper(), path) for path, each in paths.items() for method in each]
    return [call for call in calls if f"{call.method} {call.path}" not in OPEN]


async def answered(
    http: httpx2.AsyncClient, call: Call, headers: Mapping[str, str], **objects: str
) -> tuple[int, object]:
    """Status, and what it says without what is new each time; a stream's first line."""
    request = http.stream(call.method, call.address(**objects), json=call.body, headers=headers)
    async with request as response:
        if response.headers.get("content-type", "").startswith("text/event-stream"):
            async with aclosing(response.aiter_lines()) as lines:
                return response.status_code, await anext(lines, "")
        await response.aread()
        said = response.json()
    return response.status_code, {k: v for k, v in said.items() if k != "request_id"}


async def walk(
    http: httpx2.AsyncClient,
    victim: Customer,
    roles: Mapping[str, tuple[str, Mapping[str, str]]],
    foreign: Mapping[str, str],
) -> Seen:
    """`roles`: own conversation and headers of each. `foreign`: the victim's objects, by their
    name in a path.
    """
    seen = Seen()
    for call in await calls_of(http):
        for role, (own, headers) in roles.items():
            if "/desk/" in call.path and role not in STRANGERS:
                continue  # these look for a session, and at no token
            name = f"{call.method} {call.path} as {role}"
            theirs = await answered(http, call, headers, **{**foreign, "id": victim.conversation})
            nowhere = {n: "999" if id.isdigit() else "nothing" for n, id in foreign.items()}
            none = await answered(http, call, headers, **{**nowhere, "id": "a" * 26})
            _judge(seen, name, theirs, none)
            if own and "/{" in call.path.partition("{id}")[2]:
                mine = await answered(http, call, headers, **{**foreign, "id": own})
                unknown = await answered(http, call, headers, **{**nowhere, "id": own})
                _judge(seen, f"{name}, foreign object", mine, unknown)
    return seen


def _judge(seen: Seen, name: str, foreign: tuple[int, object], unknown: tuple[int, object]) -> None:
    seen.calls += 2
    if foreign[0] not in REFUSED:
        seen.let_through.append(f"{name}: {foreign}")
    if foreign != unknown:
        seen.told_apart.append(f"{name}: {foreign} {unknown}")
    if max(foreign[0], unknown[0]) >= 500:
        seen.broken.append(name)


async def timing(
    http: httpx2.AsyncClient, headers: Mapping[str, str], foreign: str, unknown: str, rounds: int
) -> tuple[float, float]:
    """Median milliseconds of a refused call for each, asked in turn."""
    times: dict[str, list[float]] = {foreign: [], unknown: []}
    for _ in range(rounds):
        for address, taken in times.items():
            begun = time.perf_counter()
            await http.get(address, headers=headers)
            taken.append(1000 * (time.perf_counter() - begun))
    return median(times[foreign]), median(times[unknown])


@asynccontextmanager
async def customers(url: str, count: int) -> AsyncGenerator[Sequence[Customer]]:
    """Each with a conversation of their own."""
    async with httpx2.AsyncClient(base_url=url, timeout=20) as http:
        found = [Customer(http) for _ in range(count)]
        for customer in found:
            await customer.open()
        yield found
