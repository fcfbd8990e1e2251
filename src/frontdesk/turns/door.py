"""The door: what customers send is checked, kept and acknowledged."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from frontdesk.answering.language import language_after
from frontdesk.domain import mark
from frontdesk.domain.conversation import Conversation, fold
from frontdesk.domain.event import (
    AddressGiven,
    CameBack,
    ChoicesOffered,
    ConversationId,
    ConversationOpened,
    CustomerBound,
    CustomerWrote,
    Event,
    NoticeSent,
    Reopened,
)
from frontdesk.domain.placeholder import placeholders_in
from frontdesk.errors import (
    ConversationFull,
    ConversationNotFound,
    MessageChanged,
    MessageEmpty,
    MessageTooLong,
    PlaceholderTaken,
)
from frontdesk.guards.suspicion import suspicion
from frontdesk.ports.conversations import VaultEntry
from frontdesk.ports.language import Languages
from frontdesk.ports.vault import Vault
from frontdesk.turns import texts
from frontdesk.turns.exchanging import VERSION, exchanged
from frontdesk.turns.identifying import bind
from frontdesk.turns.log import Log, Logs, Overtaken
from frontdesk.turns.wordings import Wording

MAX_CHARACTERS = 4_000
MAX_MESSAGES = 200  # of a customer in one conversation; the model rereads them all each time


@dataclass(frozen=True, slots=True)
class Taken:
    number: int
    is_new: bool
    """False when the same client_id came before."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A message as the customer typed it: it may hold contact data, so it is not kept."""

    client_id: str
    text: str = field(repr=False)
    choice: str = ""
    by_letter: bool = False


class Door:
    def __init__(
        self,
        logs: Logs,
        vault: Vault,
        languages: Languages | None = None,
        *,
        writes_letters: bool = False,
    ) -> None:
        """`languages`: tells in which one a first message is; without it the locale decides.

        `writes_letters`: an address that is left is where answers go to.
        """
        self._logs = logs
        self._vault = vault
        self._languages = languages
        self._writes_letters = writes_letters

    async def open_conversation(
        self,
        id: ConversationId,
        client_id: str,
        *,
        text: str | None = None,
        locale: str = "",
        who: CustomerBound | None = None,
    ) -> Taken:
        """Open it, or find it open; `text` is its first message, under the same client_id.

        `who`: the customer it belongs to, before anything is said. Raises MessageEmpty,
        MessageTooLong, MessageChanged, AnotherCustomer, StorageFailed.
        """
        said = None if text is None else _Said(client_id, _checked(text))
        async with self._logs.use(id) as log:
            is_new = not log.state.exists
            if is_new:
                first, together = await self._kept(log, said) if said else (None, ())
                first_words = self._with_notice(log, first, locale) if first else ()
                try:
                    await log.append(
                        ConversationOpened(locale),
                        *([who] if who else []),
                        *first_words,
                        together=together,
                    )
                except Overtaken:
                    is_new = False
            if who:
                await bind(log, who)
            if said is None:
                return Taken(1, is_new)
            return Taken((await self._take(log, said)).number, is_new)

    async def take_message(
        self,
        id: ConversationId,
        client_id: str,
        text: str,
        choice: str = "",
        *,
        by_letter: bool = False,
    ) -> Taken:
        """Keep a message; durable once this returns. `choice`: the offered choice it picks.

        `by_letter`: its writer came by the link in a letter, which proves nobody's identity.

        Raises ConversationNotFound, ConversationFull, MessageEmpty, MessageTooLong,
        StorageFailed, and MessageChanged if this client_id came with another text.
        """
        checked = _checked(text)
        async with self._logs.use(id) as log:
            if not log.state.exists:
                raise ConversationNotFound
            picked = choice if _was_offered(log, choice) else ""
            return await self._take(log, _Said(client_id, checked, picked, by_letter))

    async def _take(self, log: Log, said: _Said) -> Taken:
        while True:
            known = log.state.message(said.client_id)
            wrote, together = await self._kept(log, said, known[0] if known else None)
            if known:
                number, _ = known
                if _differs(log.events[number - 1].event, wrote):
                    raise MessageChanged
                return Taken(number, is_new=False)
            if len(log.state.messages) >= MAX_MESSAGES:
                raise ConversationFull
            before: list[Event] = [Reopened()] if log.state.holder == "closed" else []
            if said.by_letter and log.state.level != "visitor":
                before.append(CameBack())
            try:
                told = self._with_notice(log, wrote, log.state.locale)
                noted = () if said.by_letter else self._address_noted(log.state, wrote.text)
                recorded = await log.append(*before, *told, *noted, together=together)
            except (Overtaken, PlaceholderTaken):
                continue  # the same message, or another new value, came in parallel
            return Taken(recorded[len(before)].number, is_new=True)

    def _with_notice(self, log: Log, wrote: CustomerWrote, locale: str) -> Sequence[Event]:
        """The message and, the first time a secret was taken out of one, what the customer is told
        of it.
        """
        if log.state.told_of_secrets or not mark.stands_in(wrote.text):
            return [wrote]
        words = self._words(log.state, wrote.text, locale)
        return [wrote, NoticeSent(mark.SECRET_REMOVED, words.scrubbed)]

    def _address_noted(self, state: Conversation, text: str) -> Sequence[Event]:
        address = address_left(state, text) if self._writes_letters else ""
        if not address:
            return ()
        told = self._words(state, text, state.locale).address_noted.format(address=address)
        return AddressGiven(address), NoticeSent("address_noted", told)

    def _words(self, state: Conversation, text: str, locale: str) -> Wording:
        """In the language that the conversation has with this message."""
        state = replace(state, locale=locale)
        if self._languages:
            language = language_after(text, state.language, self._languages)
            state = replace(state, language=language)
        return texts.wording(state)

    async def _kept(
        self, log: Log, said: _Said, number: int | None = None
    ) -> tuple[CustomerWrote, Sequence[VaultEntry]]:
        """As it is kept now or, for a repeated message, was kept at its number."""
        then = log.state if number is None else fold(log.events[: number - 1])
        text, together = await exchanged(
            self._vault, log, said.text, expects_code=then.expects_code
        )
        return CustomerWrote(said.client_id, text, said.choice, VERSION, suspicion(text)), together


def _differs(before: Event, now: CustomerWrote) -> bool:
    """Texts of another version of the detector cannot be compared: then the first counts."""
    if not isinstance(before, CustomerWrote) or before.detector != now.detector:
        return False
    return before.text != now.text


def address_left(state: Conversation, text: str) -> str:
    """Placeholder of the one e-mail address in what is written while people have it; empty for
    none. A signed-in customer's own is known, and two leave open which is meant.
    """
    if state.holder not in {"queue", "person"} or state.level == "verified":
        return ""
    given = [name for name in placeholders_in(text) if name.startswith("[email_")]
    return given[0] if len(given) == 1 and given[0] != state.reply_to else ""


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
