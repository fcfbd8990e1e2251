"""The console's page; everything in it comes from the calls beside this module."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from frontdesk.api.pages import STATIC
from frontdesk.errors import WidgetNotBuilt

PAGE = STATIC / "console" / "console.html"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Cache-Control": "no-cache",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

router = APIRouter(include_in_schema=False)


@router.get("/console")
async def to_console() -> Response:
    """What follows `#` goes along: a browser keeps it."""
    return RedirectResponse("console/", 308)


@router.get("/console/")
async def console() -> Response:
    """Raises WidgetNotBuilt."""
    if not PAGE.is_file():
        raise WidgetNotBuilt
    return Response(PAGE.read_text("utf-8"), headers=HEADERS, media_type="text/html")
