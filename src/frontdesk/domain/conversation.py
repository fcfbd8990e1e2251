"""A conversation: the fold of its log."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, assert_never

from frontdesk.domain import mark
from frontdesk.domain.confirmation import NOTHING_DONE, Acting, acted
from frontdesk.domain.customer import CustomerId, Level
from frontdesk.domain.event import (
    ActingEvent,
    ActionStarted,
    AddressGiven,
    Assigned,
    CameBack,
    ChoicesOffered,
    Closed,
    CodeSent,
    ConversationOpened,
    CustomerBound,
    CustomerWrote,
    Decided,
    DraftDiscarded,
    HandedBack,
    HandoverStarted,
    HandoverSummarized,
    IdentityRefused,
    LeavingEvent,
    MessageRead,
    ModelAnswered,
    ModelAsked,
    NoteWritten,
    NoticeSent,
    PassingEvent,
    PersonJoined,
    PersonWrote,
    PieceWithheld,
    PrefixRestarted,
    Rated,
    Recalled,
    Recorded,
    Redacted,
    Reopened,
    ReplyMailed,
    ReplyPartSent,
    ReplyScored,
    Resolution,
    Snoozed,
    Summarized,
    Target,
    TargetMissed,
    Transferred,
    TurnEnded,
    TurnRated,
    TurnStarted,
)
from frontdesk.domain.mood import CALM, Mood, Telling, felt
from frontdesk.domain.open_turn import Turn, turn_outrun, turn_started, turn_went_on
from frontdesk.domain.passage import all_trusted
from frontdesk.domain.user import NOBODY, UserName

Holder = Literal["bot", "queue", "person", "closed"]


@dataclass(frozen=True, slots=True)
class Conversation:
    last: int = 0
    holder: Holder = "bot"
    turns: int = 0
    """Number of the newest turn."""
    turn: Turn | None = None
    waiting: tuple[int, ...] = ()
    """CustomerWrote that no ended turn, and no person, has answered."""
    messages: tuple[tuple[str, int, str], ...] = ()
    """client_id, number and text of everything the customer wrote."""
    answered_calls: frozenset[tuple[int, int]] = frozenset()
    """(turn, call) of every ModelAnswered: facts are taken once per key."""
    person: str = ""
    """Name of the person who has it; of whoever had it last while nobody does."""
    user: UserName = NOBODY
    """Their account; none where a command beside the desk took it."""
    person_messages: frozenset[str] = frozenset()
    """client_ids of what people wrote, notes among colleagues too."""
    drafts_discarded: frozenset[int] = frozenset()
    """Turns whose draft nobody wanted."""
    awaits_person: bool = False
    """Whether the next word is a person's."""
    resolved: Resolution = ""
    """Of one that is closed."""
    assigned: UserName = NOBODY
    """Whose it is to take, while it waits."""
    missed: frozenset[tuple[Target, datetime]] = frozenset()
    """Targets that people have missed, with when each began to run."""
    snoozed: datetime | None = None
    """Out of sight until then."""
    locale: str = ""
    language: str = ""
    """What the customer writes in, as ISO 639; empty while it is not clear."""
    generation: int = 1
    keeps: int = 1
    """The first turn that this generation's requests hold."""
    summary: str = ""
    """What they hold of the turns before."""
    at_hand: Summarized | None = None
    """The newest summary; used once `keeps` is beyond it."""
    customer: CustomerId | None = None
    customer_name: str = ""
    level: Level = "visitor"
    identity_refusals: int = 0
    """Claims that failed."""
    code_refusals: int = 0
    code: CodeSent | None = None
    """The newest one that was mailed."""
    reply_to: str = ""
    """Placeholder of the e-mail address that answers may go to."""
    mailed: int = 0
    """Number of the last event that a letter told of."""
    acting: Acting = NOTHING_DONE
    ended: frozenset[int] = frozenset()
    """Turns that came to their end."""
    helped: tuple[tuple[int, bool], ...] = ()
    """Ended turns that the customer called helpful, or not."""
    rated: Rated | None = None
    told_of_secrets: bool = False
    """Whether the customer was told that secrets are taken out of what is written."""
    mood: Mood = CALM
    is_for_people: bool = False
    """Drawn for people only; a person may give it to the bot all the same."""
    handover: int = 0
    """Number of the newest HandoverStarted; 0 for none."""
    summarized: frozenset[int] = frozenset()
    """The HandoverStarted that have their summary."""

    @property
    def exists(self) -> bool:
        return self.last > 0

    @property
    def known_customer(self) -> CustomerId | None:
        """Whose it is, as long as whoever writes has shown to be that customer."""
        return self.customer if self.level != "visitor" else None

    @property
    def needs_turn(self) -> bool:
        """Whether the bot owes an answer now."""
        return self.holder == "bot" and bool(self.waiting)

    @property
    def owes_work(self) -> bool:
        """Whether the desk has to go on here: an answer, or an effect that was let happen."""
        return self.needs_turn or bool(self.owed_effects)

    @property
    def waits_for_desk(self) -> bool:
        """Whether the customer can expect anything more without writing again."""
        is_with_people = self.awaits_person or self.snoozed is not None
        return self.owes_work or is_with_people or bool(self.acting.waiting_confirmations)

    @property
    def owed_effects(self) -> tuple[ActionStarted, ...]:
        """Writes whose outcome is not known and that no open turn will see to."""
        turn = self.turn.turn if self.turn and not self.turn.is_superseded else 0
        return tuple(
            started
            for started in self.acting.started
            if started.risk != "read" and started.turn != turn
        )

    @property
    def expects_code(self) -> bool:
        """Whether digits that the customer types may be a code from a mail."""
        return self.code is not None and self.level != "verified"

    def message(self, client_id: str) -> tuple[int, str] | None:
        """Number and text of the customer's message with this client_id."""
        for known, number, text in self.messages:
            if known == client_id:
                return number, text
        return None


def fold(recorded: Iterable[Recorded], start: Conversation | None = None) -> Conversation:
    """The state after these events. They must follow `start` without a hole."""
    state = start or Conversation()
    for record in recorded:
        if record.number != state.last + 1:
            raise ValueError(f"event {record.number} cannot follow {state.last}")
        state = replace(_apply(state, record), last=record.number)
        if isinstance(record.event, Telling):
            state = replace(state, mood=felt(state.mood, record.event, record.number))
    return state


def _apply(  # noqa: C901 (a line a case: every event in one place)
    state: Conversation, record: Recorded
) -> Conversation:
    event = record.event
    if isinstance(event, ActingEvent):
        acting = acted(state.acting, event)
        return replace(state, acting=acting, turn=turn_went_on(state.turn, event))
    if isinstance(event, PassingEvent):
        return _passed(state, event, record.number)
    if isinstance(event, LeavingEvent):
        return _left(state, event)
    match event:
        case ConversationOpened():
            return replace(state, locale=event.locale)
        case CustomerWrote():
            return _customer_wrote(state, record.number, event)
        case TurnStarted(turn=turn):
            return replace(state, turn=turn_started(state.turn, event), turns=turn)
        case NoticeSent(code=mark.SECRET_REMOVED):
            return replace(state, told_of_secrets=True)
        case ModelAnswered(turn=turn, call=call):
            return replace(state, answered_calls=state.answered_calls | {(turn, call)})
        case ModelAsked() | ReplyPartSent() | NoticeSent():
            return replace(state, turn=turn_went_on(state.turn, event))
        case TurnEnded():
            waiting = tuple(n for n in state.waiting if n not in event.answers)
            return replace(state, turn=None, waiting=waiting, ended=state.ended | {event.turn})
        case TurnRated(turn=turn, helpful=helpful):
            others = tuple(known for known in state.helped if known[0] != turn)
            return replace(state, helped=(*others, (turn, helpful)))
        case Rated():
            return replace(state, rated=event)
        case CustomerBound() | IdentityRefused() | CodeSent():
            return _identified(state, event)
        case HandoverSummarized() | Assigned() | TargetMissed():
            return _arranged(state, event)
        case PersonWrote() | NoteWritten() | DraftDiscarded() | Snoozed():
            return _worked_on(state, event)
        case Decided():
            return replace(
                state,
                language=event.language or state.language,
                is_for_people=state.is_for_people or event.drawn == "people",
            )
        case Summarized():
            return replace(state, at_hand=event)
        case PrefixRestarted():
            return replace(
                state, generation=event.generation, keeps=event.keeps, summary=event.summary
            )
        case Recalled(passages=passages):
            return state if all_trusted(passages) else _tainted(state)
        case Redacted():
            # Nobody in particular: who comes back has to become known again.
            state = replace(state, customer=None, customer_name="", level="visitor")
            return replace(state, code=None, reply_to="")
        case PieceWithheld() | ChoicesOffered() | MessageRead() | ReplyScored():
            return state
        case _:
            assert_never(event)


def _passed(state: Conversation, event: PassingEvent, number: int) -> Conversation:
    state = replace(state, snoozed=None, assigned=NOBODY, awaits_person=_calls_person(event))
    match event:
        case HandoverStarted() | Transferred(name=""):
            if isinstance(event, HandoverStarted):
                state = replace(state, handover=number)
            return replace(state, holder="queue", user=NOBODY, turn=None)
        case PersonJoined() | Transferred():
            return replace(state, holder="person", person=event.name, user=event.user, turn=None)
        case HandedBack():
            return replace(state, holder="bot", user=NOBODY, resolved="", is_for_people=False)
        case Reopened():
            return replace(state, holder="bot", user=NOBODY, resolved="")
        case Closed(resolved=resolved):
            closed = replace(state, holder="closed", user=NOBODY, turn=None, waiting=())
            return replace(closed, resolved=resolved)


def _left(state: Conversation, event: LeavingEvent) -> Conversation:
    match event:
        case AddressGiven(address=address):
            return replace(state, reply_to=address)
        case ReplyMailed(through=through):
            return replace(state, mailed=through)
        case CameBack():
            return replace(state, level="visitor")


def _calls_person(event: PassingEvent) -> bool:
    return isinstance(event, HandoverStarted | PersonJoined | Transferred)


def _worked_on(
    state: Conversation, event: PersonWrote | NoteWritten | DraftDiscarded | Snoozed
) -> Conversation:
    """What people do in it. The model reads what they write to customers, and no note."""
    match event:
        case PersonWrote() | NoteWritten():
            state = replace(state, person_messages=state.person_messages | {event.client_id})
            if isinstance(event, NoteWritten):
                return state
            state = replace(state, awaits_person=False, waiting=())
            return _tainted(state) if event.suspicion else state
        case DraftDiscarded():
            return replace(state, drafts_discarded=state.drafts_discarded | {event.turn})
        case Snoozed():
            return replace(state, snoozed=event.until)


def _arranged(
    state: Conversation, event: HandoverSummarized | Assigned | TargetMissed
) -> Conversation:
    """What the desk does for the people who have it, or will."""
    match event:
        case HandoverSummarized(started=started):
            return replace(state, summarized=state.summarized | {started})
        case Assigned(user=user):
            return replace(state, assigned=user)
        case TargetMissed(target=target, since=since):
            return replace(state, missed=state.missed | {(target, since)})


def _tainted(state: Conversation) -> Conversation:
    return replace(state, acting=replace(state.acting, is_tainted=True))


def _customer_wrote(state: Conversation, number: int, event: CustomerWrote) -> Conversation:
    state = replace(
        state,
        turn=turn_outrun(state.turn),
        snoozed=None,
        awaits_person=state.holder in {"queue", "person"},
        waiting=(*state.waiting, number),
        messages=(*state.messages, (event.client_id, number, event.text)),
    )
    return _tainted(state) if event.suspicion else state


def _identified(
    state: Conversation, event: CustomerBound | IdentityRefused | CodeSent
) -> Conversation:
    match event:
        case CustomerBound(customer=customer, name=name, level=level):
            return replace(state, customer=customer, customer_name=name, level=level)
        case CodeSent():
            return replace(state, code=event)
        case IdentityRefused(how=how):  # a token that is not believed guesses nothing
            return replace(
                state,
                identity_refusals=state.identity_refusals + (how == "claim"),
                code_refusals=state.code_refusals + (how == "code"),
            )
