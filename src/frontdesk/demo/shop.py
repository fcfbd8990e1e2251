"""The demo shop's web page: another origin than the desk, with the one script tag on it.

Its server does what any site's does for customers who are signed in: it signs a token that says
who they are, and the page hands it to the chat. Whom to be is chosen in the page's header.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import parse_qs
from uuid import uuid4

import jwt
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

PAGES = Path(__file__).parent / "shop"
COOKIE = "shopnova_customer"
VISITOR = "Visitor"
TOKEN_SECONDS = 3600  # the desk takes no longer ones

SHOPPERS = {
    "C-1001": "headphones that arrived",
    "C-1002": "a coffee table and a sofa that arrived",
    "C-1003": "a speaker that is late",
    "C-1004": "a floor lamp that arrived",
    "C-1012": "a couch that is being packed",
    "C-1013": "a chair on its way back",
}
"""Whom the page offers to be, and what they wait or have waited for."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who can be signed in at the shop."""

    key: str = field(repr=False)
    """The desk knows it too."""
    names: Mapping[str, str]
    """By the customer's id."""

    def token(self, customer: str) -> str:
        """Empty for a visitor."""
        if customer not in self.names:
            return ""
        now = int(time.time())
        claims = {"sub": customer, "aud": "frontdesk", "iat": now, "exp": now + TOKEN_SECONDS}
        claims["jti"] = uuid4().hex  # it counts in one conversation only
        return jwt.encode(claims, self.key, algorithm="HS256")

    def chooser(self, customer: str) -> str:
        shown = escape(self.names.get(customer, VISITOR))
        choices = [("", VISITOR, "not signed in"), *self._shoppers()]
        buttons = "".join(
            f'<button name="customer" value="{escape(id)}">{escape(name)}'
            f"<small>{escape(what)}</small></button>"
            for id, name, what in choices
        )
        label = "Signed in as" if customer in self.names else "You are a"
        return (
            f'<details class="who"><summary>{label} <b>{shown}</b></summary>'
            f'<form method="post" action="sign-in">{buttons}</form></details>'
        )

    def _shoppers(self) -> list[tuple[str, str, str]]:
        return [(id, name, SHOPPERS.get(id, "")) for id, name in self.names.items()]


def create_shop(desk_url: str, sign_in: SignIn | None = None) -> Starlette:
    """The shop, with the chat of the desk at this address."""
    page = (PAGES / "index.html").read_text("utf-8").replace("__DESK__", desk_url)
    policy = (
        f"default-src 'self'; script-src {desk_url}; frame-src {desk_url}; "
        "style-src 'self'; base-uri 'none'; form-action 'self'"
    )
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}

    async def home(request: Request) -> HTMLResponse:
        who, identity = "", ""
        if sign_in:
            customer = request.cookies.get(COOKIE, "")
            who = sign_in.chooser(customer)
            identity = f' data-identity="{sign_in.token(customer)}"'
        filled = page.replace("<!-- who -->", who).replace(" data-identity", identity)
        return HTMLResponse(filled, headers=headers)

    async def choose(request: Request) -> RedirectResponse:
        chosen = parse_qs((await request.body()).decode()).get("customer", [""])[0]
        response = RedirectResponse("/", status_code=303)
        if sign_in and chosen in sign_in.names:
            response.set_cookie(COOKIE, chosen, httponly=True, samesite="lax")
        else:
            response.delete_cookie(COOKIE)
        return response

    async def style(_request: Request) -> FileResponse:
        return FileResponse(PAGES / "shop.css")

    return Starlette(
        routes=[
            Route("/", home),
            Route("/sign-in", choose, methods=["POST"]),
            Route("/shop.css", style),
            Mount("/img", StaticFiles(directory=PAGES / "img")),
        ]
    )
