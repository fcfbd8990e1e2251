"""The endpoints under /sandbox: what a test tells the stand-in and asks it."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict

from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from frontdesk.sandbox.answering import Answering
from frontdesk.sandbox.chance import Chance, Chances
from frontdesk.sandbox.journal import Journal
from frontdesk.sandbox.rate import Limits
from frontdesk.sandbox.script import Entry, Script

_ENTRIES: TypeAdapter[list[Entry]] = TypeAdapter(list[Entry])


class Controls:
    def __init__(
        self, script: Script, chances: Chances, journal: Journal, answering: Answering
    ) -> None:
        self._script = script
        self._chances = chances
        self._journal = journal
        self._answering = answering

    def routes(self) -> list[Route]:
        forgetting = {
            "script": self._script.clear,
            "faults": self._chances.clear,
            "requests": self._journal.clear,
            "cache": self._answering.forget,
            "limits": lambda: self._answering.rates.set(Limits()),
        }
        return [
            Route("/sandbox/script", self.write_script, methods=["POST"]),
            Route("/sandbox/faults", self.set_chance, methods=["POST"]),
            Route("/sandbox/requests", self.read_journal, methods=["GET"]),
            Route("/sandbox/limits", self.set_limits, methods=["PUT"]),
            *(
                Route(f"/sandbox/{name}", _forgets(clear), methods=["DELETE"])
                for name, clear in forgetting.items()
            ),
        ]

    async def write_script(self, request: Request) -> Response:
        try:
            written = json.loads(await request.body())
            entries = _ENTRIES.validate_python(written if isinstance(written, list) else [written])
        except ValueError as problem:
            return _not_understood(problem)
        self._script.enqueue(entries)
        return JSONResponse({"waiting": len(self._script)}, status_code=201)

    async def set_chance(self, request: Request) -> Response:
        try:
            chance = Chance.model_validate_json(await request.body())
        except ValidationError as problem:
            return _not_understood(problem)
        self._chances.set(chance)
        return JSONResponse(chance.model_dump(), status_code=201)

    async def read_journal(self, request: Request) -> Response:  # noqa: ARG002
        return JSONResponse({"requests": [asdict(kept) for kept in self._journal.read()]})

    async def set_limits(self, request: Request) -> Response:
        try:
            self._answering.rates.set(Limits.model_validate_json(await request.body()))
        except ValidationError as problem:
            return _not_understood(problem)
        return Response(status_code=204)


def _forgets(clear: Callable[[], None]) -> Callable[[Request], Awaitable[Response]]:
    async def forget(request: Request) -> Response:  # noqa: ARG001
        clear()
        return Response(status_code=204)

    return forget


def _not_understood(problem: ValueError) -> Response:
    return JSONResponse({"error": str(problem)}, status_code=400)
