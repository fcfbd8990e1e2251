"""The HTTP application of an open desk."""

from fastapi import FastAPI

from frontdesk import __version__
from frontdesk.api import asks, customers, health, pages, socket
from frontdesk.api.credentials import Credentials
from frontdesk.api.frames import PATIENCE, Patience
from frontdesk.api.headers import SafeHeaders
from frontdesk.api.identities import Identities
from frontdesk.api.limits import BodyLimit
from frontdesk.api.problems import answer_problems
from frontdesk.assembly.desk import Desk


def create_app(desk: Desk, patience: Patience = PATIENCE) -> FastAPI:
    # No /docs: FastAPI's page loads its scripts from another host.
    app = FastAPI(title="Frontdesk", version=__version__, docs_url=None, redoc_url=None)
    app.state.desk = desk
    app.state.patience = patience
    app.state.credentials = Credentials(desk.secret)
    app.state.identities = Identities(desk.identity_keys, desk.store)
    app.include_router(customers.router)
    app.include_router(asks.router)
    app.include_router(socket.router)
    app.include_router(health.router)
    app.include_router(pages.router)
    app.mount("/assets", pages.assets())
    app.add_middleware(BodyLimit)
    app.add_middleware(SafeHeaders)
    answer_problems(app)
    return app
