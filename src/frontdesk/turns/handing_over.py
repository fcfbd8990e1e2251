"""People take a conversation, answer in it and give it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import (
    ConversationId,
    Event,
    HandedBack,
    HandoverStarted,
    NoticeSent,
    PersonJoined,
    PersonWrote,
    Priority,
    Reopened,
    Route,
    TurnEnded,
)
from frontdesk.errors import (
    ConversationClosed,
    ConversationNotFound,
    MessageEmpty,
    NameMissing,
    PlaceholderTaken,
)
from frontdesk.ports.conversations import VaultEntry
from frontdesk.ports.vault import Vault
from frontdesk.turns import texts
from frontdesk.turns.exchanging import exchanged
from frontdesk.turns.log import Log, Logs, Overtaken


@dataclass(frozen=True, slots=True)
class Why:
    """Why a person takes over, for the people at the desk."""

    reason: str
    priority: Priority = "normal"
    rule: str = ""
    """Of the escalation policy, or what else in the desk asked; empty for the customer's press."""


ASKED = "The customer asked for a person."
HELD = Why("What the assistant wrote has no source; it is in the log.", "high", "held")
GAVE_UP = Why("The assistant could not answer in time.", "high", "gave_up")


class Handovers:
    """All raise ConversationNotFound and StorageFailed."""

    def __init__(self, logs: Logs, vault: Vault, support_email: str) -> None:
        self._logs = logs
        self._vault = vault
        self._support_email = support_email

    async def hand_over(self, id: ConversationId, reason: str = "") -> Literal["queue", "person"]:
        """Who has the conversation now; one that people have already stays as it is."""
        async with self._logs.use(id) as log:
            while True:
                holder = _known(log).holder
                if holder == "queue" or holder == "person":
                    return holder
                reopened = [Reopened()] if holder == "closed" else []
                text, together = await exchanged(self._vault, id, reason)
                why = Why(text or ASKED, "urgent")  # R40
                given = handing_over(log.state, why, self._support_email)
                if await _appended(log, [*reopened, *given], together):
                    return "queue"

    async def reply(self, id: ConversationId, client_id: str, text: str, *, name: str) -> None:
        """Say it as this person, who joins if need be; the same client_id is said once.

        Raises ConversationClosed, MessageEmpty, NameMissing.
        """
        if not text.strip():
            raise MessageEmpty
        if not name.strip():
            raise NameMissing
        said = PersonWrote(client_id, text, name)
        async with self._logs.use(id) as log:
            while True:
                state = _known(log)
                if client_id in state.person_messages:
                    return
                if state.holder == "closed":
                    raise ConversationClosed
                joining: Sequence[Event] = () if state.holder == "person" else joined(state, name)
                if await _appended(log, [*joining, said]):
                    return

    async def hand_back(self, id: ConversationId) -> bool:
        """Give it back to the bot; whether people had it."""
        async with self._logs.use(id) as log:
            while _known(log).holder in {"queue", "person"}:
                if await _appended(log, [HandedBack()]):
                    return True
            return False


def handing_over(
    state: Conversation, why: Why, support_email: str, route: Route = "handover"
) -> Sequence[Event]:
    """What puts the conversation into people's queue, all of it in one append.

    `route`: how the open turn ends.
    """
    return [*_ended(state, route), *queued(state, why, support_email)]


def queued(state: Conversation, why: Why, support_email: str) -> Sequence[Event]:
    """The same where no turn is open any more."""
    words = texts.wording(state, support_email)
    danger = [NoticeSent("in_danger", words.in_danger)] if why.rule == "self_harm" else []
    started = HandoverStarted(why.reason, why.priority, why.rule)
    return [started, *danger, NoticeSent("handover", words.handed_over)]


def joined(state: Conversation, name: str) -> Sequence[Event]:
    return [*_ended(state), PersonJoined(name)]


def _ended(state: Conversation, route: Route = "handover") -> Sequence[Event]:
    """The end of the open turn; one that newer messages superseded just goes."""
    turn = state.turn
    if turn is None or turn.is_superseded:
        return []
    return [TurnEnded(turn.turn, turn.attempt, route, turn.answers)]


def _known(log: Log) -> Conversation:
    if not log.state.exists:
        raise ConversationNotFound
    return log.state


async def _appended(log: Log, events: Sequence[Event], together: Sequence[VaultEntry] = ()) -> bool:
    """False if others were faster: then it has to be seen what is needed now."""
    try:
        await log.append(*events, together=together)
    except (Overtaken, PlaceholderTaken):
        return False
    return True
