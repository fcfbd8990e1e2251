"""What customers' calls take and answer."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import UUID4, AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from frontdesk.answering.note import LOCALE


def whole_characters(text: str) -> str:
    """Half an emoji (a lone surrogate, which JSON can carry) becomes U+FFFD: UTF-8 has no such."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def known_shape(locale: str) -> str:
    """A language, script and region, or nothing: it is told to the model as the desk's word."""
    return locale if LOCALE.fullmatch(locale) else ""


Text = Annotated[str, AfterValidator(whole_characters)]
Locale = Annotated[str, AfterValidator(known_shape)]
SiteToken = Annotated[str, StringConstraints(max_length=4096)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class OpenConversation(Body):
    client_id: UUID4
    text: Text | None = None
    locale: Locale = ""
    identity: SiteToken | None = None


class SignIn(Body):
    token: SiteToken


class SendMessage(Body):
    client_id: UUID4
    text: Text
    choice: str = ""
    """Id of the choice that the text is the label of."""


class Press(Body):
    decision: Literal["confirm", "decline"]


class AskForPerson(Body):
    reason: Annotated[Text, StringConstraints(max_length=500)] = ""


class Noticed(BaseModel):
    """It was passed on, and is kept nowhere."""


class RateTurn(Body):
    helpful: bool


class Rate(Body):
    score: Annotated[int, Field(ge=1, le=5)]
    text: Annotated[Text, StringConstraints(max_length=2000)] = ""


class TurnFeedback(BaseModel):
    turn: int
    helpful: bool


class Rating(BaseModel):
    score: int


class DeskFacts(BaseModel):
    name: str
    greeting: str
    languages: tuple[str, ...]
    suggested_questions: tuple[str, ...]
    features: tuple[str, ...]
    message_characters: int
    link_hosts: tuple[str, ...]
    """Replies' links may lead there, and to the articles they cite."""


class Opened(BaseModel):
    conversation: str
    token: str
    number: int


class SignedIn(BaseModel):
    level: Literal["visitor", "claimed", "verified"]


class Accepted(BaseModel):
    number: int


class OpenTurn(BaseModel):
    turn: int
    attempt: int


class Settled(BaseModel):
    id: str
    outcome: Literal["confirmed", "declined", "expired", "refused", "with_person"]


class HandedOver(BaseModel):
    holder: Literal["queue", "person"]


class BoundCustomer(BaseModel):
    name: str
    level: Literal["visitor", "claimed", "verified"]


class Amount(BaseModel):
    value: str
    currency: str


class ShownLine(BaseModel):
    product: str
    quantity: int
    amount: Amount


class ShownOrder(BaseModel):
    id: str
    state: str
    placed: datetime
    lines: list[ShownLine]
    total: Amount


class Orders(BaseModel):
    """Newest first."""

    orders: list[ShownOrder]


class ShownReply(BaseModel):
    at: datetime
    text: str


class ShownTicket(BaseModel):
    number: str
    subject: str
    state: Literal["open", "waiting", "solved", "closed"]
    opened: datetime
    replies: list[ShownReply]
    """What staff wrote, oldest first."""


class ShownTickets(BaseModel):
    """Newest first."""

    tickets: list[ShownTicket]


class Seen(BaseModel):
    """One visible event."""

    id: int
    event: str
    data: dict[str, object]


class ConversationState(BaseModel):
    holder: Literal["bot", "queue", "person", "closed"]
    turn: OpenTurn | None
    customer: BoundCustomer | None
    cards: list[dict[str, object]]
    last: int
    events: list[Seen]
