"""The stand-in Messages API as an ASGI app."""

import json
import time
from collections.abc import Iterable
from dataclasses import asdict, replace

from pydantic import TypeAdapter, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from frontdesk.sandbox import fault, refusal, stream
from frontdesk.sandbox.answer import Answer
from frontdesk.sandbox.answering import Answering, Clock
from frontdesk.sandbox.call import Call, identifier
from frontdesk.sandbox.catalogue import model_json, models_page
from frontdesk.sandbox.door import Door
from frontdesk.sandbox.fault import Step
from frontdesk.sandbox.journal import Journal
from frontdesk.sandbox.playing import Pace, Played
from frontdesk.sandbox.rate import ORGANIZATION, Limits, RateLimits
from frontdesk.sandbox.refusal import Refusal
from frontdesk.sandbox.reply import Text
from frontdesk.sandbox.script import Entry, Script

WHAT_THIS_IS = "offline stand-in, not Claude"
_ENTRIES: TypeAdapter[list[Entry]] = TypeAdapter(list[Entry])


def create_app(
    *,
    first_token_seconds: float = 0.3,
    tokens_per_second: float = 60.0,
    refused_keys: tuple[str, ...] = ("sk-invalid",),
    keep_requests: int = 100,
    clock: Clock = time.time,
    limits: Limits | None = None,
) -> Starlette:
    """Both paces 0: answers come at once. `keep_requests`: how many the journal holds.

    `clock` gives seconds since 1970, for whoever wants to see the cache grow old. `limits` are the
    rate limits; without them none trips.
    """
    pace = Pace(first_token_seconds, tokens_per_second)
    answering = Answering(clock, rates=RateLimits(limits or Limits()))
    sandbox = Sandbox(Door(refused_keys, clock), answering, pace, Journal(keep_requests))
    return Starlette(
        routes=[
            Route("/", sandbox.front, methods=["GET"]),
            Route("/v1/messages", sandbox.messages, methods=["POST"]),
            Route("/v1/messages/count_tokens", sandbox.count_tokens, methods=["POST"]),
            Route("/v1/models", sandbox.models, methods=["GET"]),
            Route("/v1/models/{id}", sandbox.model, methods=["GET"]),
            Route("/sandbox/script", sandbox.write_script, methods=["POST"]),
            Route("/sandbox/script", sandbox.clear_script, methods=["DELETE"]),
            Route("/sandbox/requests", sandbox.read_journal, methods=["GET"]),
            Route("/sandbox/requests", sandbox.clear_journal, methods=["DELETE"]),
            Route("/sandbox/cache", sandbox.clear_cache, methods=["DELETE"]),
            Route("/sandbox/limits", sandbox.set_limits, methods=["PUT", "DELETE"]),
        ],
        exception_handlers={404: _no_such_page, 405: _no_such_page},
    )


class Sandbox:
    def __init__(self, door: Door, answering: Answering, pace: Pace, journal: Journal) -> None:
        self._door = door
        self._answering = answering
        self._pace = pace
        self._journal = journal
        self._script = Script()

    async def front(self, request: Request) -> Response:  # noqa: ARG002
        return JSONResponse({"name": "frontdesk sandbox", "what": WHAT_THIS_IS})

    async def messages(self, request: Request) -> Response:
        raw = await request.body()
        mind = "door"
        try:
            call = self._door.admit(request.headers, raw)
            entry = self._script.take(call.request) or Entry()
            mind = "script" if entry.reply or entry.error else self._answering.mind
            response = self._answer(call, entry)
        except Refusal as no:
            response = refused(no, raw)
        self._journal.keep(
            request.url.path, request.headers, raw, status=response.status_code, mind=mind
        )
        return response

    def _answer(self, call: Call, entry: Entry) -> Response:
        """Raises Refusal if the script says so."""
        pace = _paced(self._pace, entry)
        answer = self._answering.answer(call, entry, first_token_seconds=pace.first_token_seconds)
        headers = _headers(call.raw, call.workspace) | self._answering.rate_headers(call)
        if call.request.stream:
            headers |= {"content-type": "text/event-stream; charset=utf-8"}
            headers |= {"cache-control": "no-cache"}
        else:
            headers |= {"content-type": "application/json"}
        return Played(_steps(answer, entry, headers["request-id"]), pace, headers)

    async def count_tokens(self, request: Request) -> Response:
        raw = await request.body()
        try:
            call = self._door.admit_count(request.headers, raw)
            self._answering.rates.admit_count(call.model, self._answering.clock())
        except Refusal as no:
            return refused(no, raw)
        headers = _headers(raw, call.workspace) | self._answering.rate_headers(call)
        return JSONResponse({"input_tokens": call.prompt.tokens}, headers=headers)

    async def models(self, request: Request) -> Response:
        try:
            self._door.check_headers(request.headers)
        except Refusal as no:
            return refused(no, request.url.path.encode())
        return JSONResponse(models_page(), headers=_headers(b"models"))

    async def model(self, request: Request) -> Response:
        raw = request.url.path.encode()
        try:
            self._door.check_headers(request.headers)
            shown = model_json(request.path_params["id"])
        except Refusal as no:
            return refused(no, raw)
        return JSONResponse(shown, headers=_headers(raw))

    async def write_script(self, request: Request) -> Response:
        try:
            written = json.loads(await request.body())
            entries = _ENTRIES.validate_python(written if isinstance(written, list) else [written])
        except (ValueError, ValidationError) as problem:
            return JSONResponse({"error": str(problem)}, status_code=400)
        self._script.enqueue(entries)
        return JSONResponse({"waiting": len(self._script)}, status_code=201)

    async def clear_script(self, request: Request) -> Response:  # noqa: ARG002
        self._script.clear()
        return Response(status_code=204)

    async def read_journal(self, request: Request) -> Response:  # noqa: ARG002
        return JSONResponse({"requests": [asdict(kept) for kept in self._journal.read()]})

    async def clear_journal(self, request: Request) -> Response:  # noqa: ARG002
        self._journal.clear()
        return Response(status_code=204)

    async def set_limits(self, request: Request) -> Response:
        """Full buckets of the given size; DELETE: none that trips."""
        try:
            raw = await request.body() if request.method == "PUT" else b"{}"
            self._answering.rates.set(Limits.model_validate_json(raw))
        except ValidationError as problem:
            return JSONResponse({"error": str(problem)}, status_code=400)
        return Response(status_code=204)

    async def clear_cache(self, request: Request) -> Response:  # noqa: ARG002
        self._answering.forget()
        return Response(status_code=204)


def refused(no: Refusal, raw: bytes) -> Response:
    headers = _headers(raw)
    body = refusal.envelope(no, headers["request-id"])
    return JSONResponse(body, no.status, headers | dict(no.headers))


def _headers(raw: bytes, workspace: str = "") -> dict[str, str]:
    headers = {
        "request-id": identifier("req", raw),
        "anthropic-organization-id": ORGANIZATION,
        "x-frontdesk-sandbox": WHAT_THIS_IS,
    }
    return headers | ({"anthropic-workspace-id": workspace} if workspace else {})


def _steps(answer: Answer, entry: Entry, request_id: str) -> Iterable[Step]:
    if answer.call.request.stream:
        frames = stream.frames(answer, entry.pace.delta_characters)
        return fault.faulty(frames, entry.fault, request_id) if entry.fault else fault.sound(frames)
    body = json.dumps(answer.message(), ensure_ascii=False).encode()
    said = "".join(block.text for block in answer.reply.blocks if isinstance(block, Text))
    return fault.whole(body, said, entry.fault)


def _paced(pace: Pace, entry: Entry) -> Pace:
    wished = entry.pace.model_dump(include={"first_token_seconds", "tokens_per_second"})
    return replace(pace, **{name: value for name, value in wished.items() if value is not None})


def _no_such_page(request: Request, problem: Exception) -> Response:  # noqa: ARG001
    return refused(Refusal(404, "Not Found"), request.url.path.encode())
