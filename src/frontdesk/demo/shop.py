"""The demo shop's web page: another origin than the desk, with the one script tag on it."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

PAGES = Path(__file__).parent / "shop"


def create_shop(desk_url: str) -> Starlette:
    """The shop, with the chat of the desk at this address."""
    index = (PAGES / "index.html").read_text("utf-8").replace("__DESK__", desk_url)
    policy = (
        f"default-src 'self'; script-src {desk_url}; frame-src {desk_url}; "
        "style-src 'self'; base-uri 'none'; form-action 'none'"
    )

    async def home(_request: Request) -> HTMLResponse:
        return HTMLResponse(index, headers={"Content-Security-Policy": policy})

    async def style(_request: Request) -> FileResponse:
        return FileResponse(PAGES / "shop.css")

    return Starlette(
        routes=[
            Route("/", home),
            Route("/shop.css", style),
            Mount("/img", StaticFiles(directory=PAGES / "img")),
        ]
    )
