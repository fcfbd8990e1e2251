"""The stand-in Messages API as an ASGI app."""

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from frontdesk.sandbox import fault, stream
from frontdesk.sandbox.answer import Answer
from frontdesk.sandbox.answering import Answering, Clock
from frontdesk.sandbox.batches import Batches
from frontdesk.sandbox.batching import Batching
from frontdesk.sandbox.call import Call
from frontdesk.sandbox.catalogue import model_json, model_rows
from frontdesk.sandbox.chance import Chances
from frontdesk.sandbox.controls import Controls
from frontdesk.sandbox.door import Door
from frontdesk.sandbox.fault import Step
from frontdesk.sandbox.journal import Journal
from frontdesk.sandbox.paging import page
from frontdesk.sandbox.playing import Pace, Played
from frontdesk.sandbox.rate import Limits, RateLimits
from frontdesk.sandbox.refusal import Refusal
from frontdesk.sandbox.reply import Text
from frontdesk.sandbox.responding import WHAT_THIS_IS, headers_of, on_failure, on_refusal, refused
from frontdesk.sandbox.script import Entry, Script


def create_app(  # noqa: PLR0913 (each is a promise of docs/sandbox.md)
    *,
    first_token_seconds: float = 0.3,
    tokens_per_second: float = 60.0,
    refused_keys: tuple[str, ...] = ("sk-invalid",),
    keep_requests: int = 100,
    clock: Clock = time.time,
    limits: Limits | None = None,
    batch_seconds: float = 0,
    mind: str = "reader",
) -> Starlette:
    """Both paces 0: answers come at once. `keep_requests`: how many the journal holds.

    `clock` gives seconds since 1970, for whoever wants to see caches and batches grow old.
    `limits` are the rate limits; without them none trips. A batch takes `batch_seconds`.
    `mind` is who answers what no script entry answers.
    """
    door = Door(refused_keys, clock)
    answering = Answering(clock, mind, rates=RateLimits(limits or Limits()))
    pace = Pace(first_token_seconds, tokens_per_second)
    sandbox = Sandbox(door, answering, pace, Journal(keep_requests))
    batching = Batching(door, Batches(sandbox.batched, clock, batch_seconds))
    return Starlette(
        routes=[*sandbox.routes(), *batching.routes()],
        exception_handlers={
            404: on_refusal,
            405: on_refusal,
            Refusal: on_refusal,
            Exception: on_failure,
        },
    )


class Sandbox:
    def __init__(self, door: Door, answering: Answering, pace: Pace, journal: Journal) -> None:
        self._door = door
        self._answering = answering
        self._pace = pace
        self._journal = journal
        self._script = Script()
        self._chances = Chances()

    def routes(self) -> list[Route]:
        controls = Controls(self._script, self._chances, self._journal, self._answering)
        return [
            Route("/", self.front, methods=["GET"]),
            Route("/v1/messages", self.messages, methods=["POST"]),
            Route("/v1/messages/count_tokens", self.count_tokens, methods=["POST"]),
            Route("/v1/models", self.models, methods=["GET"]),
            Route("/v1/models/{id}", self.model, methods=["GET"]),
            *controls.routes(),
        ]

    async def front(self, request: Request) -> Response:  # noqa: ARG002
        return JSONResponse({"name": "frontdesk sandbox", "what": WHAT_THIS_IS})

    async def messages(self, request: Request) -> Response:
        raw = await request.body()
        mind, call = "door", None
        try:
            call = self._door.admit(request.headers, raw)
            written = self._script.take(call.request) or Entry()
            mind = written.mind or self._answering.mind
            mind = "script" if written.reply or written.error else mind
            entry = self._chances.befall(written, call.request)
            response = self._answer(call, entry)
        except Refusal as no:
            told = self._answering.rate_headers(call) if call else {}
            response = refused(no, raw, request.headers, told)
        self._journal.keep(
            request.url.path, request.headers, raw, status=response.status_code, mind=mind
        )
        return response

    def _answer(self, call: Call, entry: Entry) -> Response:
        """Raises Refusal over a rate limit, or if the script says so."""
        pace = _paced(self._pace, entry)
        answer = self._answering.answer(call, entry, first_token_seconds=pace.first_token_seconds)
        headers = headers_of(call.raw, call.workspace) | self._answering.rate_headers(call)
        if call.request.stream:
            headers |= {"content-type": "text/event-stream; charset=utf-8"}
            headers |= {"cache-control": "no-cache"}
        else:
            headers |= {"content-type": "application/json"}
        return Played(_steps(answer, entry, headers["request-id"]), pace, headers)

    def batched(self, headers: Mapping[str, str], raw: bytes) -> Mapping[str, object]:
        """One request of a batch: its message. Raises Refusal."""
        call = self._door.admit(headers, raw)
        entry = self._script.take(call.request) or Entry()
        return self._answering.batched(call, entry).message()

    async def count_tokens(self, request: Request) -> Response:
        raw = await request.body()
        try:
            call = self._door.admit_count(request.headers, raw)
            self._answering.rates.admit_count(call.model, self._answering.clock())
        except Refusal as no:
            return refused(no, raw, request.headers, {})
        headers = headers_of(raw, call.workspace) | self._answering.rate_headers(call)
        return JSONResponse({"input_tokens": call.prompt.tokens}, headers=headers)

    async def models(self, request: Request) -> Response:
        self._door.check_headers(request.headers)
        asked = request.query_params
        lifecycles = [*asked.getlist("lifecycle"), *asked.getlist("lifecycle[]")]
        rows = model_rows(self._door.clock(), lifecycles)
        return JSONResponse(page(rows, asked), headers=headers_of(b"models"))

    async def model(self, request: Request) -> Response:
        self._door.check_headers(request.headers)
        shown = model_json(request.path_params["id"], self._door.clock())
        return JSONResponse(shown, headers=headers_of(request.url.path.encode()))


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
