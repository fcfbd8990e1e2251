"""What customers' calls take and answer."""

import re
from typing import Annotated, Literal

from pydantic import UUID4, AfterValidator, BaseModel, ConfigDict


def whole_characters(text: str) -> str:
    """Half an emoji (a lone surrogate, which JSON can carry) becomes U+FFFD: UTF-8 has no such."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def known_shape(locale: str) -> str:
    """A language, script and region, or nothing: it is told to the model as the desk's word."""
    return locale if LOCALE.fullmatch(locale) else ""


LOCALE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
Text = Annotated[str, AfterValidator(whole_characters)]
Locale = Annotated[str, AfterValidator(known_shape)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class OpenConversation(Body):
    client_id: UUID4
    text: Text | None = None
    locale: Locale = ""


class SendMessage(Body):
    client_id: UUID4
    text: Text


class DeskFacts(BaseModel):
    name: str
    greeting: str
    languages: tuple[str, ...]
    suggested_questions: tuple[str, ...]
    features: tuple[str, ...]
    message_characters: int


class Opened(BaseModel):
    conversation: str
    token: str
    number: int


class Accepted(BaseModel):
    number: int


class OpenTurn(BaseModel):
    turn: int
    attempt: int


class Seen(BaseModel):
    """One visible event."""

    id: int
    event: str
    data: dict[str, object]


class ConversationState(BaseModel):
    holder: Literal["bot", "queue", "person", "closed"]
    turn: OpenTurn | None
    cards: tuple[()] = ()
    last: int
    events: list[Seen]
