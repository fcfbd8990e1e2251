"""The HTTP application of an open desk."""

from fastapi import FastAPI

from frontdesk import __version__
from frontdesk.api import asks, console, customers, health, operators, pages, socket
from frontdesk.api.allowing import Allowance
from frontdesk.api.console.entering import Tries
from frontdesk.api.credentials import Credentials
from frontdesk.api.frames import PATIENCE, Patience
from frontdesk.api.headers import SafeHeaders
from frontdesk.api.identities import Identities
from frontdesk.api.limits import BodyLimit
from frontdesk.api.operators.key import NO_KEY, OperatorKey
from frontdesk.api.problems import answer_problems
from frontdesk.api.signing_in import SigningIn
from frontdesk.assembly.desk import Desk


def create_app(
    desk: Desk, operator_key: OperatorKey = NO_KEY, *, patience: Patience = PATIENCE
) -> FastAPI:
    """`operator_key` opens the operators' pages; without one nobody gets in."""
    # No /docs: FastAPI's page loads its scripts from another host.
    app = FastAPI(title="Frontdesk", version=__version__, docs_url=None, redoc_url=None)
    app.state.desk = desk
    credentials = Credentials(desk.secret, desk.clock)
    admission = desk.admission
    allowance = Allowance(admission, desk.logs)
    identities = Identities(admission.keys, desk.store, admission.sign_ins, credentials)
    app.state.patience = patience
    app.state.credentials = credentials
    app.state.allowance = allowance
    app.state.signing_in = SigningIn(
        identities, allowance, desk.logs, is_required=admission.sign_in_required
    )
    app.state.operator_key = operator_key
    app.state.tries = Tries(admission)
    app.include_router(customers.router)
    app.include_router(asks.router)
    app.include_router(socket.router)
    app.include_router(health.router)
    app.include_router(pages.router)
    app.include_router(operators.router)
    app.include_router(socket.elsewhere)
    for router in console.ROUTERS:
        app.include_router(router)
    app.mount("/assets", pages.assets())
    app.mount("/console/assets", pages.assets("console/assets"))
    app.add_middleware(BodyLimit)
    app.add_middleware(SafeHeaders)
    answer_problems(app)
    return app
