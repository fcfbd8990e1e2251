"""The built web parts: the widget's loader, the chat frame and its assets."""

from os import PathLike
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.staticfiles import StaticFiles

from frontdesk.assembly.desk import Desk
from frontdesk.errors import WidgetNotBuilt

STATIC = Path(__file__).parent.parent / "static"
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
LOOK = "__FRONTDESK_LOOK__"
"""Where the built files want the desk's look: percent-encoded, so it can break out of no quotes."""

router = APIRouter(include_in_schema=False)


@router.get("/widget.js")
async def widget(request: Request) -> Response:
    headers = {"Cache-Control": "public, max-age=300"}
    return _built("widget.js", "text/javascript", request.app.state.desk, headers)


@router.get("/chat")
@router.get("/chat.html")
async def chat(request: Request) -> Response:
    """The chat, in the widget's frame or as a page of its own."""
    desk: Desk = request.app.state.desk
    ancestors = " ".join(["'self'", *desk.front.origins])
    policy = f"{CONTENT_POLICY}; frame-ancestors {ancestors}"
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-cache"}
    return _built("chat.html", "text/html", desk, headers)


def _built(name: str, kind: str, desk: Desk, headers: dict[str, str]) -> Response:
    path = STATIC / name
    if not path.is_file():
        raise WidgetNotBuilt
    look = urlencode({"theme": desk.front.widget.theme, "color": desk.front.widget.color})
    shared = {"Cross-Origin-Resource-Policy": "cross-origin"}
    content = path.read_text("utf-8").replace(LOOK, look)
    return Response(content, headers=shared | headers, media_type=kind)


class Assets(StaticFiles):
    """Their names change with their content, so a browser never asks for one again."""

    def file_response(self, full_path: str | PathLike[str], *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(full_path, *args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def assets(folder: str = "assets") -> StaticFiles:
    return Assets(directory=STATIC / folder, check_dir=False)
