"""What every error of ours has."""

import re
from typing import ClassVar


class FrontdeskError(Exception):
    """Something in the desk went wrong."""

    status: ClassVar[int] = 500
    next_step: str = "Try again in a moment."

    def __init__(self, message: str | None = None, *, next_step: str | None = None) -> None:
        super().__init__(message or (self.__doc__ or "").strip().splitlines()[0])
        if next_step is not None:
            self.next_step = next_step

    @property
    def code(self) -> str:
        """The class name in snake_case: what programs match on."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()


class WrongInput(FrontdeskError):
    """What was sent cannot be taken."""

    status = 422
    next_step = "Change the request and send it again."


class NotFound(FrontdeskError):
    """There is nothing at this address."""

    status = 404
    next_step = "Check the address; /openapi.json lists what there is."


class NotAllowed(FrontdeskError):
    """This is not allowed."""

    status = 403


class Unavailable(FrontdeskError):
    """This does not work right now."""

    status = 503
