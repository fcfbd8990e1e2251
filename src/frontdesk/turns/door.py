"""The door: what customers send is checked, kept and acknowledged."""

from dataclasses import dataclass

from frontdesk.domain.event import (
    ChoicesOffered,
    ConversationId,
    ConversationOpened,
    CustomerWrote,
    Reopened,
)
from frontdesk.errors import (
    ConversationFull,
    ConversationNotFound,
    MessageChanged,
    MessageEmpty,
    MessageTooLong,
)
from frontdesk.turns.log import Log, Logs, Overtaken

MAX_CHARACTERS = 4_000
MAX_MESSAGES = 200  # of a customer in one conversation; the model rereads them all each time


@dataclass(frozen=True, slots=True)
class Taken:
    number: int
    is_new: bool
    """False when the same client_id came before."""


class Door:
    def __init__(self, logs: Logs) -> None:
        self._logs = logs

    async def open_conversation(
        self, id: ConversationId, client_id: str, *, text: str | None = None, locale: str = ""
    ) -> Taken:
        """Open it, or find it open; `text` is its first message, under the same client_id.

        Raises MessageEmpty, MessageTooLong, MessageChanged, StorageFailed.
        """
        said = None if text is None else CustomerWrote(client_id, _checked(text))
        async with self._logs.use(id) as log:
            is_new = not log.state.exists
            if is_new:
                opened = ConversationOpened(locale)
                try:
                    await log.append(opened, *([said] if said else []))
                except Overtaken:
                    is_new = False
            if said is None:
                return Taken(1, is_new)
            return Taken((await self._take(log, said)).number, is_new)

    async def take_message(
        self, id: ConversationId, client_id: str, text: str, choice: str = ""
    ) -> Taken:
        """Keep a message; durable once this returns. `choice`: the offered choice it picks.

        Raises ConversationNotFound, ConversationFull, MessageEmpty, MessageTooLong,
        StorageFailed, and MessageChanged if this client_id came with another text.
        """
        checked = _checked(text)
        async with self._logs.use(id) as log:
            if not log.state.exists:
                raise ConversationNotFound
            picked = choice if _was_offered(log, choice) else ""
            return await self._take(log, CustomerWrote(client_id, checked, picked))

    async def _take(self, log: Log, said: CustomerWrote) -> Taken:
        while True:
            known = log.state.message(said.client_id)
            if known:
                number, text = known
                if text != said.text:
                    raise MessageChanged
                return Taken(number, is_new=False)
            if len(log.state.messages) >= MAX_MESSAGES:
                raise ConversationFull
            reopened = [Reopened()] if log.state.holder == "closed" else []
            try:
                recorded = await log.append(*reopened, said)
            except Overtaken:
                continue  # the same message came in parallel
            return Taken(recorded[-1].number, is_new=True)


def _was_offered(log: Log, choice: str) -> bool:
    """What nobody offered is no pick: its text counts alone."""
    return bool(choice) and any(
        choice == each.id
        for record in log.events
        if isinstance(record.event, ChoicesOffered)
        for each in record.event.choices
    )


def _checked(text: str) -> str:
    if not text.strip():
        raise MessageEmpty
    if len(text) > MAX_CHARACTERS:
        raise MessageTooLong(
            f"The message has {len(text):,} characters; {MAX_CHARACTERS:,} are allowed."
        )
    return text
