"""What other systems refuse, or do not take."""

from collections.abc import Sequence

from frontdesk.errors.root import FrontdeskError


class RefundRefused(FrontdeskError):
    """The payment side refused to pay back; nothing was paid."""

    status = 409
    next_step = "A member of staff has to look at it."


class ReturnRefused(FrontdeskError):
    """The order system refused to start a return; nothing was started."""

    status = 409
    next_step = "A member of staff has to look at it."


class NotDelivered(FrontdeskError):
    """What the desk tells another system did not arrive; it is tried again."""

    next_step = "Operators: `frontdesk webhooks list` says what waits, and why."

    def __init__(self, message: str | None = None, *, reached: Sequence[str] = ()) -> None:
        """`reached`: receivers that have it nevertheless."""
        super().__init__(message)
        self.reached = tuple(reached)
