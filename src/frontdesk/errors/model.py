"""Why the model gave no usable reply."""

from typing import ClassVar

from frontdesk.errors.root import Unavailable


class ModelFailed(Unavailable):
    """The model gave no usable reply."""

    may_pass: ClassVar[bool] = True
    """Whether the same request may succeed when repeated soon."""

    def __init__(
        self,
        message: str | None = None,
        *,
        next_step: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, next_step=next_step)
        self.retry_after = retry_after
        """Seconds the provider asked us to wait; None if it did not say."""


class ModelBusy(ModelFailed):
    """The model's provider limits our requests (429)."""


class ModelOverloaded(ModelFailed):
    """The model's provider is overloaded (529)."""


class ModelUnreachable(ModelFailed):
    """The model cannot be reached."""

    next_step = "Operators: check the network and [claude] base_url."


class ModelTooSlow(ModelFailed):
    """The model did not finish in time."""


class ModelReplyBroken(ModelFailed):
    """The model's reply broke off or could not be read."""


class ModelKeyRefused(ModelFailed):
    """The model's provider refused our key, or its budget is used up."""

    may_pass = False
    next_step = "Operators: set a valid ANTHROPIC_API_KEY, or check the account's spend limit."


class ModelRequestRefused(ModelFailed):
    """The model's provider refused the request itself."""

    may_pass = False
    next_step = "Operators: the log line names the rule; check [claude] model and settings."


class DayCostReached(ModelFailed):
    """The model has cost as much today as [limits] day_cost allows."""

    may_pass = False
    next_step = "Operators: raise [limits] day_cost; otherwise it goes on tomorrow (UTC)."
