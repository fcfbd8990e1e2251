"""The built web parts: the widget's loader, the chat frame and its assets."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse
from starlette.staticfiles import StaticFiles

from frontdesk.errors import WidgetNotBuilt

STATIC = Path(__file__).parent.parent / "static"
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'"
)

router = APIRouter(include_in_schema=False)


@router.get("/widget.js")
async def widget() -> FileResponse:
    return _file("widget.js", {"Cache-Control": "public, max-age=300"})


@router.get("/chat")
@router.get("/chat.html")
async def chat(request: Request) -> FileResponse:
    """The chat, in the widget's frame or as a page of its own."""
    ancestors = " ".join(["'self'", *request.app.state.desk.origins])
    policy = f"{CONTENT_POLICY}; frame-ancestors {ancestors}"
    return _file("chat.html", {"Content-Security-Policy": policy, "Cache-Control": "no-cache"})


def assets() -> StaticFiles:
    return StaticFiles(directory=STATIC / "assets", check_dir=False)


def _file(name: str, headers: dict[str, str]) -> FileResponse:
    path = STATIC / name
    if not path.is_file():
        raise WidgetNotBuilt
    return FileResponse(
        path,
        headers={
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "cross-origin",
            **headers,
        },
    )
