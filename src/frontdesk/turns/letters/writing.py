"""What stands in a letter: plain text, contact data of the customer's own masked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from frontdesk.domain import mark, return_link
from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import (
    ActionFinished,
    ConversationId,
    CustomerWrote,
    Recorded,
)
from frontdesk.domain.placeholder import placeholders_in, restore
from frontdesk.domain.visible import visible
from frontdesk.guards.masking import masked
from frontdesk.turns.letters.unheard import Said
from frontdesk.turns.letters.wordings import ENGLISH, WORDINGS, LetterWords


@dataclass(frozen=True, slots=True)
class Page:
    """Where customers reach this desk."""

    brand: str
    address: str
    """Of the desk, as `https://desk.shop.example`."""
    secret: bytes = field(repr=False)


def letter_words(state: Conversation) -> LetterWords:
    """In the language the customer writes, else the browser's, else English."""
    language = state.language or state.locale.partition("-")[0].lower()
    return WORDINGS.get(language, ENGLISH)


def letter_text(
    words: LetterWords, page: Page, said: Sequence[Said], link: str, until: datetime
) -> str:
    """`said`: as they may be read in a mailbox."""
    told = "\n\n".join(f"{each.by or page.brand}: {visible(each.text).strip()}" for each in said)
    parts = [
        words.opening.format(brand=page.brand),
        told,
        words.back.format(until=f"{until:%Y-%m-%d}"),
        link,
        words.caution,
        words.closing,
    ]
    return "\n\n".join(parts) + "\n"


def link_to(page: Page, id: ConversationId, until: datetime) -> str:
    """Behind the `#`, which a browser tells no server."""
    token = return_link.token(page.secret, id, until)
    return f"{page.address}/chat#" + urlencode({"conversation": id, "token": token})


def for_mailbox(text: str, events: Sequence[Recorded], values: Mapping[str, str]) -> str:
    """With what people of the desk wrote themselves, such as a number to call; what the customer
    wrote, or a result for the customer held, is masked: others may read the mailbox, or the
    address may be mistyped.
    """
    own = {
        name
        for record in events
        if isinstance(record.event, CustomerWrote | ActionFinished)
        for name in placeholders_in(record.event.text)
    }
    shown = {name: masked(value) if name in own else value for name, value in values.items()}
    return mark.shown(restore(text, shown))
