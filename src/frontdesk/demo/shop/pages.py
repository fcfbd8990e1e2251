"""The shop's pages, each with the chat of a desk on it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from frontdesk.demo.shop.goods import Range, read_range
from frontdesk.demo.shop.help import HelpCentre
from frontdesk.demo.shop.orders import shown, tracked
from frontdesk.demo.shop.signing_in import SignIn
from frontdesk.domain.customer import CustomerId
from frontdesk.ports.store import Store

HERE = Path(__file__).parent
ARTICLES = HERE.parent / "articles"
COOKIE = "shopnova_customer"

_TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def create_shop(
    desk_url: str,
    sign_in: SignIn | None = None,
    store: Store | None = None,
    articles: Path = ARTICLES,
) -> Starlette:
    """The shop, with the chat of the desk at this address.

    Without `sign_in` everybody is a visitor; without `store` there are no orders.
    """
    site = _Site(desk_url, sign_in, store, HelpCentre(articles))
    return Starlette(
        routes=[
            Route("/", site.home),
            Route("/departments/{id}", site.department),
            Route("/products/{id}", site.product),
            Route("/orders", site.orders),
            Route("/track", site.track),
            Route("/help", site.help),
            Route("/sign-in", site.choose, methods=["POST"]),
            Mount("/static", StaticFiles(directory=HERE / "static")),
            Route("/{address:path}", site.article),
        ]
    )


@dataclass(slots=True)
class _Site:
    desk_url: str
    sign_in: SignIn | None
    store: Store | None
    help_centre: HelpCentre
    goods: Range = field(default_factory=read_range)

    async def home(self, request: Request) -> HTMLResponse:
        return self._page(request, "home")

    async def department(self, request: Request) -> HTMLResponse:
        id = request.path_params["id"]
        found = next((each for each in self.goods.departments if each.id == id), None)
        return self._page(request, "department", department=found) if found else self._no(request)

    async def product(self, request: Request) -> HTMLResponse:
        found = self.goods.good(request.path_params["id"])
        if found is None:
            return self._no(request)
        department, good = found
        return self._page(request, "product", department=department, good=good)

    async def orders(self, request: Request) -> HTMLResponse:
        customer = self._customer(request)
        found = await self.store.orders(CustomerId(customer)) if self.store and customer else ()
        orders = [shown(order, self.goods, _today()) for order in found]
        return self._page(request, "orders", orders=orders)

    async def track(self, request: Request) -> HTMLResponse:
        number = request.query_params.get("order", "")
        found = await tracked(self.store, number) if self.store and number else None
        order = shown(found, self.goods, _today()) if found else None
        return self._page(request, "track", number=number, order=order)

    async def help(self, request: Request) -> HTMLResponse:
        return self._page(request, "help", topics=self.help_centre.topics())

    async def article(self, request: Request) -> HTMLResponse:
        found = self.help_centre.article(request.url.path)
        if found is None:
            return self._no(request)
        beside = self.help_centre.topics()[found.topic]
        return self._page(request, "article", article=found, beside=beside)

    async def choose(self, request: Request) -> RedirectResponse:
        form = parse_qs((await request.body()).decode())
        chosen, back = (form.get(name, [""])[0] for name in ("customer", "back"))
        response = RedirectResponse(_own_page(back), status_code=303)
        if self.sign_in and chosen in self.sign_in.names:
            response.set_cookie(COOKIE, chosen, httponly=True, samesite="lax")
        else:
            response.delete_cookie(COOKIE)
        return response

    def _no(self, request: Request) -> HTMLResponse:
        return self._page(request, "missing", status=404)

    def _page(
        self, request: Request, name: str, *, status: int = 200, **content: object
    ) -> HTMLResponse:
        customer = self._customer(request)
        filled = _TEMPLATES.get_template(f"{name}.html").render(
            desk=self.desk_url,
            goods=self.goods,
            path=request.url.path,
            shoppers=self.sign_in.shoppers if self.sign_in else (),
            who=self.sign_in.who(customer) if self.sign_in else None,
            token=self.sign_in.token(customer) if self.sign_in else None,
            has_orders=self.store is not None,
            **content,
        )
        return HTMLResponse(filled, status, headers=self._headers())

    def _customer(self, request: Request) -> str:
        """Who is signed in; empty for a visitor."""
        customer = request.cookies.get(COOKIE, "")
        return customer if self.sign_in and customer in self.sign_in.names else ""

    def _headers(self) -> dict[str, str]:
        policy = (
            f"default-src 'none'; script-src {self.desk_url}; frame-src {self.desk_url}; "
            "style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
            "frame-ancestors 'none'"
        )
        return {
            "Content-Security-Policy": policy,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        }


def _own_page(address: str) -> str:
    """Nobody is sent to another site after signing in."""
    is_own = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_own else "/"


def _today() -> date:
    return datetime.now(UTC).date()
