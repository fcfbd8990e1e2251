"""How much one visitor, one customer and one conversation may send (R58).

What is above the limits is not taken: 429 with Retry-After. Front ends keep it and send it again
by themselves, so the customer does nothing.
"""

import time
from collections.abc import Hashable, Iterator

import structlog
from starlette.requests import HTTPConnection

from frontdesk.api.addresses import address_of
from frontdesk.assembly.admission import Admission
from frontdesk.domain.event import ConversationId
from frontdesk.errors import SignInRequired, TooMuchAtOnce
from frontdesk.guards.limiting import Limit
from frontdesk.turns.log import Logs

logger = structlog.get_logger()


class Allowance:
    def __init__(self, admission: Admission, logs: Logs) -> None:
        limits = admission.limits
        self._trusted = admission.trusted_proxies
        self._addresses = admission.addresses
        self._is_sign_in_required = admission.sign_in_required
        self._logs = logs
        self._visitor = Limit(limits.visitor)
        self._customer = Limit(limits.customer)
        self._conversation = Limit(limits.conversation)
        self._openings = Limit(limits.openings)

    def address(self, request: HTTPConnection) -> str:
        return address_of(request, self._trusted)

    def opening(self, request: HTTPConnection, id: ConversationId) -> None:
        """Let a conversation be opened from there. Raises TooMuchAtOnce."""
        address = self.address(request)
        self._addresses.seen(id, address)
        self._take("openings", [(self._openings, address), (self._visitor, address)])

    async def writing(self, request: HTTPConnection, id: ConversationId) -> None:
        """Let the conversation's customer send something.

        Raises TooMuchAtOnce, StorageFailed, and SignInRequired where only customers who are signed
        in may write.
        """
        address = self.address(request)
        self._addresses.seen(id, address)
        async with self._logs.use(id) as log:
            state = log.state
        if self._is_sign_in_required and state.exists and state.level != "verified":
            raise SignInRequired
        counted: list[tuple[Limit, Hashable]] = [
            (self._conversation, id),
            (self._visitor, address),
        ]
        if state.customer:
            counted.append((self._customer, state.customer))
        self._take("writing", counted)

    def sign_in(self, request: HTTPConnection) -> None:
        """Let a token of the site be tried. Raises TooMuchAtOnce after too many wrong ones."""
        tries = self._addresses.tries_from(self.address(request))
        if tries.wait:
            raise _too_much("sign_in", tries.wait)

    def sign_in_failed(self, request: HTTPConnection) -> None:
        self._addresses.tries_from(self.address(request)).take()

    def _take(self, what: str, counted: list[tuple[Limit, Hashable]]) -> None:
        """All of them or none: who is held back by one uses up nothing of another."""
        now = time.monotonic()
        wait = max(self._waits(counted, now))
        if wait:
            raise _too_much(what, wait)
        for limit, key in counted:
            limit.take(key, now)

    def _waits(self, counted: list[tuple[Limit, Hashable]], now: float) -> Iterator[float]:
        return (limit.wait(key, now) for limit, key in counted)


def _too_much(what: str, wait: float) -> TooMuchAtOnce:
    logger.warning("limit reached", what=what, seconds=round(wait, 1))
    return TooMuchAtOnce(retry_after=wait)
