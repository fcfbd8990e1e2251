"""What people do in a conversation: answer, make notes, put it off, close it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import (
    Closed,
    ConversationId,
    DraftDiscarded,
    Event,
    NoteWritten,
    PersonWrote,
    Reopened,
    Snoozed,
)
from frontdesk.domain.user import NOBODY, User, UserName
from frontdesk.errors import (
    ConversationClosed,
    MessageEmpty,
    MessageTooLong,
    NameMissing,
    TurnNotFound,
)
from frontdesk.guards.suspicion import suspicion
from frontdesk.ports.vault import Vault
from frontdesk.turns.door import MAX_CHARACTERS
from frontdesk.turns.exchanging import exchanged
from frontdesk.turns.handing_over import appended, ended, joined, known, refuse_if_held
from frontdesk.turns.log import Logs

SOLVED = "solved"


class Casework:
    """All raise ConversationNotFound and StorageFailed."""

    def __init__(self, logs: Logs, vault: Vault) -> None:
        self._logs = logs
        self._vault = vault

    async def reply(
        self,
        id: ConversationId,
        client_id: str,
        text: str,
        *,
        name: str,
        user: UserName = NOBODY,
        draft: Literal["", "sent", "edited"] = "",
    ) -> None:
        """Say it as this person, who joins if nobody has it; the same client_id is said once.

        Without a `user`, as a command beside the desk, it is said whoever has it. Raises
        HeldByAnother, ConversationClosed, MessageEmpty, MessageTooLong, NameMissing.
        """
        _check(text)
        if not name.strip():
            raise NameMissing
        async with self._logs.use(id) as log:
            while client_id not in known(log).person_messages:
                joining = _joining(log.state, name, user)
                kept, together = await exchanged(self._vault, log, text)
                said = PersonWrote(client_id, kept, name, user, draft, suspicion(text))
                if await appended(log, [*joining, said], together):
                    return

    async def note(self, id: ConversationId, client_id: str, text: str, *, by: User) -> None:
        """For colleagues alone, whoever has it; once. Raises MessageEmpty, MessageTooLong."""
        _check(text)
        async with self._logs.use(id) as log:
            while client_id not in known(log).person_messages:
                kept, together = await exchanged(self._vault, log, text)
                if await appended(log, [NoteWritten(client_id, kept, by.shown, by.name)], together):
                    return

    async def discard_draft(self, id: ConversationId, turn: int, *, by: User) -> None:
        """Nobody wants the draft of this turn; again: the same. Raises TurnNotFound."""
        async with self._logs.use(id) as log:
            while turn not in known(log).drafts_discarded:
                if turn not in log.state.ended:
                    raise TurnNotFound
                await appended(log, [DraftDiscarded(turn, by.shown, by.name)])

    async def close(self, id: ConversationId, *, by: User, reason: str = SOLVED) -> None:
        """Done, until the customer writes again; whoever had it. Again: the same."""
        async with self._logs.use(id) as log:
            while known(log).holder != "closed":
                await appended(log, [*ended(log.state), Closed(reason, by.shown)])

    async def reopen(self, id: ConversationId, *, by: User) -> None:
        """Closed by mistake: it is theirs again."""
        async with self._logs.use(id) as log:
            while known(log).holder == "closed":
                await appended(log, [Reopened(by.shown), *joined(log.state, by.shown, by.name)])

    async def snooze(self, id: ConversationId, until: datetime | None, *, by: User) -> None:
        """Out of sight until then, or until the customer writes; None brings it back.

        Raises HeldByAnother for what neither waits nor is theirs.
        """
        async with self._logs.use(id) as log:
            while known(log).snoozed != until:
                refuse_if_held(log.state, by.name)
                if log.state.holder not in {"queue", "person"}:
                    raise ConversationClosed("Only what people have can be put off.")
                await appended(log, [Snoozed(until, by.shown, by.name)])


def _joining(state: Conversation, name: str, user: UserName) -> Sequence[Event]:
    """What comes before the reply. Raises ConversationClosed, HeldByAnother."""
    if state.holder == "closed":
        raise ConversationClosed
    if state.holder != "person":
        return joined(state, name, user)
    if user:
        refuse_if_held(state, user)
    return ()


def _check(text: str) -> None:
    if not text.strip():
        raise MessageEmpty
    if len(text) > MAX_CHARACTERS:
        raise MessageTooLong(
            f"The message has {len(text):,} characters; {MAX_CHARACTERS:,} are allowed."
        )
