"""The endpoints of message batches; a Refusal leaves them as an error of the API."""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from frontdesk.sandbox.batches import Batch, Batches
from frontdesk.sandbox.door import Door, workspace_of
from frontdesk.sandbox.paging import page
from frontdesk.sandbox.responding import headers_of

PATH = "/v1/messages/batches"


class Batching:
    def __init__(self, door: Door, batches: Batches) -> None:
        self._door = door
        self._batches = batches

    def routes(self) -> list[Route]:
        one = PATH + "/{id}"
        return [
            Route(PATH, self.create, methods=["POST"]),
            Route(PATH, self.list, methods=["GET"]),
            Route(one, self.retrieve, methods=["GET"]),
            Route(one, self.delete, methods=["DELETE"]),
            Route(one + "/cancel", self.cancel, methods=["POST"]),
            Route(one + "/results", self.results, methods=["GET"]),
        ]

    async def create(self, request: Request) -> Response:
        raw = await request.body()
        workspace = self._workspace(request)
        return self._shown(request, self._batches.create(workspace, request.headers, raw))

    async def list(self, request: Request) -> Response:
        workspace = self._workspace(request)
        batches = await self._batches.all(workspace)
        now = self._door.clock()
        rows = [batch.shown(str(request.base_url), now) for batch in batches]
        headers = headers_of(PATH.encode(), workspace)
        return JSONResponse(page(rows, request.query_params), headers=headers)

    async def retrieve(self, request: Request) -> Response:
        return self._shown(request, await self._batches.get(*self._named(request)))

    async def cancel(self, request: Request) -> Response:
        return self._shown(request, await self._batches.cancel(*self._named(request)))

    async def delete(self, request: Request) -> Response:
        workspace, id = self._named(request)
        await self._batches.delete(workspace, id)
        headers = headers_of(id.encode(), workspace)
        return JSONResponse({"id": id, "type": "message_batch_deleted"}, headers=headers)

    async def results(self, request: Request) -> Response:
        workspace, id = self._named(request)
        results = await self._batches.results(workspace, id)
        lines = (json.dumps(result, ensure_ascii=False) + "\n" for result in results)
        headers = headers_of(id.encode(), workspace)
        return Response("".join(lines), media_type="application/x-jsonl", headers=headers)

    def _named(self, request: Request) -> tuple[str, str]:
        return self._workspace(request), request.path_params["id"]

    def _workspace(self, request: Request) -> str:
        self._door.check_headers(request.headers)
        return workspace_of(request.headers)

    def _shown(self, request: Request, batch: Batch) -> Response:
        shown = batch.shown(str(request.base_url), self._door.clock())
        return JSONResponse(shown, headers=headers_of(batch.id.encode(), batch.workspace))
