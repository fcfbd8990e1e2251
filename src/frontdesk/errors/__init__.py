"""Every error Frontdesk raises on purpose.

    FrontdeskError
    ├── WrongInput            what was sent cannot be taken
    │   └── MalformedRequest · MessageEmpty · MessageTooLong · MessageChanged · ConversationFull
    │                         ConversationClosed · NameMissing · NotTestable
    │                         UpgradeMissing · FirstFrameMissing · HeldByAnother
    │                         PasswordTooWeak · UserNameWrong · CustomerBusy · TicketMoved
    ├── NotFound
    │   └── ConversationNotFound · TicketNotFound · ConfirmationNotFound · ActionNotFound
    │                         TurnNotFound · UserNotFound · CustomerNotFound
    ├── NotAllowed            SignInRefused · SignInRequired · TokenMissing · TokenWrong
    │                         LinkExpired · LinkNotEnough
    │                         CustomerUnknown · OriginNotAllowed · OperatorKeyMissing
    │                         NotSignedIn · PasswordWrong · LinkUsed · RoleTooLow
    ├── TooMuchAtOnce         a limit was reached; the same call works later
    ├── Unavailable           it may work later
    │   ├── StorageFailed · KnowledgeMissing · StoreUnreachable · PaymentUnclear
    │   ├── MailFailed · DeskStopping
    │   └── ModelFailed       ModelBusy · ModelOverloaded · ModelUnreachable · ModelTooSlow
    │                         ModelReplyBroken · ModelKeyRefused · ModelRequestRefused
    │                         DayCostReached
    ├── RefundRefused         the payment side said no; nothing was paid
    ├── ReturnRefused         the order system said no; nothing was started
    ├── NotRefundable         the order has changed since the customer confirmed
    ├── LedgerRefused         it would pay twice, or more than was paid
    ├── Outrun · PlaceholderTaken   somebody else was first (they never leave the desk)
    └── SetupWrong            an operator has to mend something
        ├── SettingsWrong · PortInUse · DataFolderUnusable · DeskAlreadyRunning
        ├── KnowledgeFolderMissing · ArticleUnreadable · EmbeddingsUnusable · StoreUnusable
        ├── DeclarationWrong
        └── WidgetNotBuilt · DeskNotReached

A message says what happened and why; `next_step` says what to do. Both are safe to show.
"""

import math
from typing import Literal

from frontdesk.errors.custody import CustomerBusy as CustomerBusy
from frontdesk.errors.custody import CustomerNotFound as CustomerNotFound
from frontdesk.errors.model import DayCostReached as DayCostReached
from frontdesk.errors.model import ModelBusy as ModelBusy
from frontdesk.errors.model import ModelFailed as ModelFailed
from frontdesk.errors.model import ModelKeyRefused as ModelKeyRefused
from frontdesk.errors.model import ModelOverloaded as ModelOverloaded
from frontdesk.errors.model import ModelReplyBroken as ModelReplyBroken
from frontdesk.errors.model import ModelRequestRefused as ModelRequestRefused
from frontdesk.errors.model import ModelTooSlow as ModelTooSlow
from frontdesk.errors.model import ModelUnreachable as ModelUnreachable
from frontdesk.errors.outside import NotDelivered as NotDelivered
from frontdesk.errors.outside import RefundRefused as RefundRefused
from frontdesk.errors.outside import ReturnRefused as ReturnRefused
from frontdesk.errors.people import HeldByAnother as HeldByAnother
from frontdesk.errors.people import LinkUsed as LinkUsed
from frontdesk.errors.people import NameMissing as NameMissing
from frontdesk.errors.people import NotSignedIn as NotSignedIn
from frontdesk.errors.people import PasswordTooWeak as PasswordTooWeak
from frontdesk.errors.people import PasswordWrong as PasswordWrong
from frontdesk.errors.people import RoleTooLow as RoleTooLow
from frontdesk.errors.people import TicketMoved as TicketMoved
from frontdesk.errors.people import UserNameWrong as UserNameWrong
from frontdesk.errors.people import UserNotFound as UserNotFound
from frontdesk.errors.root import FrontdeskError as FrontdeskError
from frontdesk.errors.root import NotAllowed as NotAllowed
from frontdesk.errors.root import NotFound as NotFound
from frontdesk.errors.root import Unavailable as Unavailable
from frontdesk.errors.root import WrongInput as WrongInput
from frontdesk.errors.setup import (
    ArticleUnreadable as ArticleUnreadable,
)
from frontdesk.errors.setup import (
    DataFolderUnusable as DataFolderUnusable,
)
from frontdesk.errors.setup import (
    DeclarationWrong as DeclarationWrong,
)
from frontdesk.errors.setup import (
    DeskAlreadyRunning as DeskAlreadyRunning,
)
from frontdesk.errors.setup import (
    DeskNotReached as DeskNotReached,
)
from frontdesk.errors.setup import (
    EmbeddingsUnusable as EmbeddingsUnusable,
)
from frontdesk.errors.setup import (
    KnowledgeFolderMissing as KnowledgeFolderMissing,
)
from frontdesk.errors.setup import (
    PortInUse as PortInUse,
)
from frontdesk.errors.setup import (
    SettingsWrong as SettingsWrong,
)
from frontdesk.errors.setup import (
    SetupWrong as SetupWrong,
)
from frontdesk.errors.setup import (
    StoreUnusable as StoreUnusable,
)
from frontdesk.errors.setup import (
    WidgetNotBuilt as WidgetNotBuilt,
)


class MalformedRequest(WrongInput):
    """The request is not what this address takes."""

    status = 400
    next_step = "Compare the request with /openapi.json and send it again."


class UpgradeMissing(WrongInput):
    """This address speaks WebSocket, not plain HTTP."""

    status = 426
    next_step = "Open it as a WebSocket, or read /events of the same conversation."


class FirstFrameMissing(WrongInput):
    """The socket's first frame did not come in time."""

    status = 408
    next_step = "Connect again and send {token, after} at once."


class MessageEmpty(WrongInput):
    """The message has no text."""

    next_step = "Write something and send it again."


class MessageTooLong(WrongInput):
    """The message is too long."""

    status = 413
    next_step = "Shorten it or send it in several messages."


class MessageChanged(WrongInput):
    """This client_id was already used for another text."""

    status = 409
    next_step = "Send the new text with a new client_id."


class ConversationNotFound(NotFound):
    """This conversation does not exist here."""

    next_step = "Start a new conversation."


class ActionNotFound(NotFound):
    """This desk has no such action."""

    next_step = "List them with `frontdesk actions list`."


class WebhookNotFound(NotFound):
    """There is no such webhook that waits."""

    next_step = "See `frontdesk webhooks list`."


class TicketNotFound(NotFound):
    """There is no such ticket."""

    next_step = "Check the number, or list the tickets with `frontdesk tickets list`."


class ConfirmationNotFound(NotFound):
    """There is no such confirmation in this conversation."""

    next_step = "Load the conversation again; it shows what is still open."


class TurnNotFound(NotFound):
    """This conversation has no such answer, or it is still being given."""

    next_step = "Wait until the answer is complete, then rate it."


class TokenMissing(NotAllowed):
    """The request carries no conversation token."""

    status = 401
    next_step = "Send the token that came with the conversation as Authorization: Bearer."


class TokenWrong(NotAllowed):
    """The token does not belong to this conversation."""

    status = 401
    next_step = "Use the token that came with this conversation, or start a new one."


class LinkExpired(NotAllowed):
    """The link of this letter opens nothing any more, or not this conversation."""

    status = 401
    next_step = "Open the chat and write to us there; the conversation itself is kept."


class LinkNotEnough(NotAllowed):
    """This is not done for whoever came by a letter's link: a letter may have been passed on."""

    next_step = "Write here what you need, ask for a person, or use the page you first wrote on."


class SignInRefused(NotAllowed):
    """The site's token does not say who is signed in: it is not valid here, or no longer."""

    status = 401
    next_step = "Sign in again at the site, or go on as a visitor."


class SignInRequired(NotAllowed):
    """This desk answers customers who are signed in at the site, and nobody is here."""

    status = 401
    next_step = "Sign in at the site and open the chat there."


class OperatorKeyMissing(NotAllowed):
    """This is for the people who run the desk, and their key is missing or wrong."""

    status = 401
    next_step = "Open the address of the traces that `frontdesk serve` prints at its start."


class OriginNotAllowed(NotAllowed):
    """A page of this site may not use this desk in somebody's name."""

    next_step = "Operators: add the site to [server] origins and start the desk again."


class CustomerUnknown(NotAllowed):
    """Orders are shown only to a customer we know, and this conversation has none."""

    next_step = "Sign in at the shop, or tell the chat an order number and its e-mail address."


class TooMuchAtOnce(FrontdeskError):
    """We're experiencing high volume right now."""

    status = 429
    next_step = "Nothing is lost and nothing has to be sent again: it goes out by itself."

    def __init__(
        self, message: str | None = None, *, next_step: str | None = None, retry_after: float = 1.0
    ) -> None:
        seconds = max(1, math.ceil(retry_after))
        super().__init__(
            message
            or f"{type(self).__doc__} What you wrote is kept and goes out by itself in "
            f"{seconds} seconds; there is no need to send it again.",
            next_step=next_step,
        )
        self.retry_after = seconds
        """Whole seconds until the same call is taken."""


class StorageFailed(Unavailable):
    """The desk cannot write to its storage right now, so nothing was accepted."""

    next_step = "Send it again in a moment. Operators: check disk space and the data folder."


class KnowledgeMissing(Unavailable):
    """No article has been taken in yet."""

    next_step = "Operators: run `frontdesk ingest PATH`."


class StoreUnreachable(Unavailable):
    """The order system does not answer."""


class MailFailed(Unavailable):
    """The mail could not be handed over."""

    next_step = "Operators: check [mail] url; the log says what the mail server answered."


class DeskStopping(Unavailable):
    """This desk is stopping; what it has accepted is kept."""


class PaymentUnclear(Unavailable):
    """It is not known whether the payment side has paid this back."""

    next_step = "It is asked again under the same key, so nothing is paid twice."


class ConversationFull(WrongInput):
    """This conversation has become too long to go on."""

    next_step = "Start a new conversation."


class ConversationClosed(WrongInput):
    """This conversation is closed."""

    status = 409
    next_step = "The customer opens it again by writing."


class NotTestable(WrongInput):
    """Only actions that read can be tried out; this one would change something."""

    next_step = "Try it in a conversation: `frontdesk chat`."


class NotRefundable(FrontdeskError):
    """This refund is not possible any more."""

    status = 409
    next_step = "Refuse it with `frontdesk approvals refuse`; the customer is told then."


LedgerRefusal = Literal["already_open", "above_paid", "over_limit", "expired", "not_open"]


class LedgerRefused(FrontdeskError):
    """The ledger takes no such refund: it would pay twice, or more than was paid."""

    status = 409
    next_step = "Load the order again; it shows what can still be refunded."

    def __init__(
        self, message: str | None = None, *, why: LedgerRefusal = "not_open", line: str = ""
    ) -> None:
        """`line`: of the order, if one stands in the way."""
        super().__init__(message)
        self.why: LedgerRefusal = why
        self.line = line


class Outrun(FrontdeskError):
    """Somebody else appended to this conversation first."""

    status = 409


class PlaceholderTaken(FrontdeskError):
    """Somebody else gave this placeholder to another value first."""

    status = 409
