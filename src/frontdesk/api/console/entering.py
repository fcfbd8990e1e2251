"""Who is signed in at the console, and that a request is their own.

The session's key stands in a cookie that no script reads and no other site's page sends along;
what changes something must also come from a page of the desk's own origin.
"""

import time
from typing import Annotated

from fastapi import Cookie, Depends, Request, Response
from starlette.requests import HTTPConnection

from frontdesk.api.addresses import address_of
from frontdesk.api.given import TheDesk
from frontdesk.api.origins import is_allowed
from frontdesk.assembly.admission import Admission
from frontdesk.domain.user import Role, User, may
from frontdesk.errors import OriginNotAllowed, RoleTooLow, TooMuchAtOnce
from frontdesk.guards.limiting import Limit

COOKIE = "frontdesk_session"
PATH = "/api/v1/desk"
COOKIE_PATH = f"{PATH}/"
"""No call of customers stands below it."""
HOUR = 3600.0
NAME_TRIES = 30  # an hour for one account from anywhere, besides [limits] identity_tries by address

Session = Annotated[str, Cookie(alias=COOKIE)]


class Tries:
    """Failed sign-ins by address and by account; remembered, never kept."""

    def __init__(self, admission: Admission) -> None:
        self._trusted = admission.trusted_proxies
        self._by_address = Limit(admission.limits.identity_tries, HOUR)
        self._by_name = Limit(max(NAME_TRIES, admission.limits.identity_tries), HOUR)

    def check(self, request: HTTPConnection, name: str = "") -> None:
        """Nobody guesses a link's key, so without a name only the address counts.

        Raises TooMuchAtOnce.
        """
        now = time.monotonic()
        by_name = self._by_name.wait(name, now) if name else 0.0
        wait = max(self._by_address.wait(address_of(request, self._trusted), now), by_name)
        if wait:
            minutes = max(1, round(wait / 60))
            raise TooMuchAtOnce(
                f"Too many failed tries to sign in. The next one counts in {minutes} min.",
                next_step="Wait, or come in by a link: `frontdesk users link NAME`.",
                retry_after=wait,
            )

    def failed(self, request: HTTPConnection, name: str = "") -> None:
        now = time.monotonic()
        self._by_address.take(address_of(request, self._trusted), now)
        if name:
            self._by_name.take(name, now)


async def the_tries(request: Request) -> Tries:
    return request.app.state.tries


TheTries = Annotated[Tries, Depends(the_tries)]


async def signed_in(desk: TheDesk, session: Session = "") -> User:
    """Raises NotSignedIn."""
    return await desk.people.accounts.signed_in(session)


Me = Annotated[User, Depends(signed_in)]


async def from_own_page(request: Request) -> None:
    """A browser names the origin of whatever it posts. Raises OriginNotAllowed."""
    if "origin" not in request.headers or not is_allowed(request.headers, ()):
        raise OriginNotAllowed(next_step="Open the console at the desk's own address.")


OwnPage = Depends(from_own_page)


def need(me: User, role: Role) -> None:
    """Raises RoleTooLow."""
    if not may(me.role, role):
        raise RoleTooLow(f"This is for the role {role}, and yours is {me.role}.")


def keep_session(request: Request, response: Response, key: str) -> None:
    """`Secure` where the browser came by TLS, also by a proxy that ends it: it says so itself."""
    is_secure = request.headers.get("origin", "").startswith("https://")
    response.set_cookie(
        COOKIE,
        key,
        path=COOKIE_PATH,
        httponly=True,
        samesite="strict",
        secure=is_secure or request.url.scheme == "https",
    )
