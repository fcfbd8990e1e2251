"""Who has the conversation: it goes to people, from one to another, and back to the bot."""

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
    Priority,
    Reopened,
    Route,
    Transferred,
    TurnEnded,
)
from frontdesk.domain.user import NOBODY, User, UserName
from frontdesk.errors import (
    ConversationNotFound,
    HeldByAnother,
    MessageTooLong,
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
MAX_GUIDANCE = 1_000
"""Characters; the model reads them before every reply from then on."""
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
                holder = known(log).holder
                if holder == "queue" or holder == "person":
                    return holder
                reopened = [Reopened()] if holder == "closed" else []
                text, together = await exchanged(self._vault, log, reason)
                why = Why(text or ASKED, "urgent")  # R40
                given = handing_over(log.state, why, self._support_email)
                if await appended(log, [*reopened, *given], together):
                    return "queue"

    async def take(self, id: ConversationId, who: User) -> None:
        """It is theirs from now on, from the bot's hands or the queue; a closed one opens again.

        Taking what they have already changes nothing. Raises HeldByAnother: of two at once one
        gets it, the other hears who.
        """
        async with self._logs.use(id) as log:
            while not is_theirs(known(log), who.name):
                refuse_if_held(log.state, who.name)
                reopened = [Reopened(who.shown)] if log.state.holder == "closed" else []
                if await appended(log, [*reopened, *joined(log.state, who.shown, who.name)]):
                    return

    async def transfer(
        self, id: ConversationId, *, by: User, to: User | None, had: UserName
    ) -> None:
        """From `had` to this colleague, or back to the queue.

        Raises HeldByAnother if somebody else than `had` has it by now.
        """
        async with self._logs.use(id) as log:
            passed = Transferred(by.shown, had, to.shown if to else "", to.name if to else NOBODY)
            if known(log).exists and not await appended(log, [passed]):
                refuse_if_held(log.state, had)
                raise HeldByAnother("Nobody has this conversation any more.")

    async def hand_back(self, id: ConversationId, guidance: str = "", *, name: str = "") -> bool:
        """Give it back to the bot; whether people had it.

        `guidance`: what the bot should know or do from here on. Raises MessageTooLong.
        """
        if len(guidance) > MAX_GUIDANCE:
            raise MessageTooLong(f"Guidance has {MAX_GUIDANCE:,} characters at most.")
        async with self._logs.use(id) as log:
            while known(log).holder in {"queue", "person"}:
                kept, together = await exchanged(self._vault, log, guidance.strip())
                if await appended(log, [HandedBack(kept, name)], together):
                    return True
            return False


def handing_over(
    state: Conversation, why: Why, support_email: str, route: Route = "handover"
) -> Sequence[Event]:
    """What puts the conversation into people's queue, all of it in one append.

    `route`: how the open turn ends.
    """
    return [*ended(state, route), *queued(state, why, support_email)]


def queued(state: Conversation, why: Why, support_email: str) -> Sequence[Event]:
    """The same where no turn is open any more."""
    words = texts.wording(state, support_email)
    danger = [NoticeSent("in_danger", words.in_danger)] if why.rule == "self_harm" else []
    started = HandoverStarted(why.reason, why.priority, why.rule)
    return [started, *danger, NoticeSent("handover", texts.handed_over(words, why.rule))]


def joined(state: Conversation, name: str, user: UserName = NOBODY) -> Sequence[Event]:
    return [*ended(state), PersonJoined(name, user)]


def is_theirs(state: Conversation, user: UserName) -> bool:
    return state.holder == "person" and state.user == user


def refuse_if_held(state: Conversation, user: UserName) -> None:
    """Raises HeldByAnother."""
    if state.holder == "person" and state.user != user:
        raise HeldByAnother(f"{state.person or 'A colleague'} has this conversation.")


def ended(state: Conversation, route: Route = "handover") -> Sequence[Event]:
    """The end of the open turn; one that newer messages superseded just goes."""
    turn = state.turn
    if turn is None or turn.is_superseded:
        return []
    return [TurnEnded(turn.turn, turn.attempt, route, turn.answers)]


def known(log: Log) -> Conversation:
    if not log.state.exists:
        raise ConversationNotFound
    return log.state


async def appended(log: Log, events: Sequence[Event], together: Sequence[VaultEntry] = ()) -> bool:
    """False if others were faster: then it has to be seen what is needed now."""
    try:
        await log.append(*events, together=together)
    except (Overtaken, PlaceholderTaken):
        return False
    return True
