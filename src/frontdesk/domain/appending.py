"""The one rule of who may append what."""

from typing import assert_never

from frontdesk.domain import mark
from frontdesk.domain.confirmation import stays_open, use_of
from frontdesk.domain.conversation import Conversation
from frontdesk.domain.customer import LEVELS
from frontdesk.domain.event import (
    ActingEvent,
    ActionFinished,
    ActionStarted,
    AddressGiven,
    Assigned,
    CameBack,
    ChoicesOffered,
    Closed,
    CodeSent,
    ConfirmationOffered,
    ConversationOpened,
    CustomerBound,
    CustomerConfirmed,
    CustomerDeclined,
    CustomerWrote,
    Decided,
    DraftDiscarded,
    Event,
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
    ReceiptSent,
    Redacted,
    Reopened,
    ReplyMailed,
    ReplyPartSent,
    ReplyScored,
    Snoozed,
    Summarized,
    TargetMissed,
    TicketOpened,
    Transferred,
    TurnEnded,
    TurnRated,
    TurnStarted,
)
from frontdesk.domain.user import NOBODY


def may_append(  # noqa: C901 (a line a case: the whole rule in one place)
    state: Conversation, event: Event
) -> bool:
    """Whether this event may come next, whoever appends it and whatever happened meanwhile.

    The bot starts or says something only as the current attempt of the open turn, not
    superseded, while no person has the conversation. Who hands over, joins or closes ends the
    open turn first. Facts are taken always, once per key.
    """
    if isinstance(event, ActingEvent):
        return state.exists and _may_act(state, event)
    if isinstance(event, PassingEvent):
        return state.exists and _may_pass(state, event)
    if isinstance(event, LeavingEvent):
        return state.exists and _may_reach(state, event)
    match event:
        case ConversationOpened():
            return not state.exists
        case TurnStarted():
            return _may_start(state, event)
        case (
            Decided()
            | Recalled()
            | ModelAsked()
            | PieceWithheld()
            | ReplyPartSent()
            | ReplyScored()
            | ChoicesOffered()
            | TurnEnded()
        ):
            return _is_current(state, event)
        case NoticeSent(code=mark.SECRET_REMOVED):
            return not state.told_of_secrets
        case NoticeSent():
            return event.turn is None or _is_current(state, event)
        case ModelAnswered() | MessageRead():
            return _is_new_fact(state, event)
        case Summarized() | PrefixRestarted() | HandoverSummarized():
            return state.exists and _may_condense(state, event)
        case Redacted():
            return state.exists and state.turn is None and not state.owes_work
        case TurnRated() | Rated():
            return state.exists and _may_rate(state, event)
        case CustomerBound() | CodeSent() | IdentityRefused():
            return state.exists and _may_identify(state, event)
        case CustomerWrote() | PersonWrote() | NoteWritten():
            return state.exists and _may_write(state, event)
        case Assigned(user=user, had=had):
            return state.holder == "queue" and state.assigned == had != user
        case TargetMissed(target=target, since=since):
            return state.exists and (target, since) not in state.missed
        case DraftDiscarded() | Snoozed():
            return state.exists and _may_remark(state, event)
        case _:
            assert_never(event)


def _is_new_fact(state: Conversation, event: ModelAnswered | MessageRead) -> bool:
    match event:
        case ModelAnswered(turn=turn, call=call):
            return turn <= state.turns and (turn, call) not in state.answered_calls
        case MessageRead():
            return event.message <= state.last and event.key not in state.mood.read


def _may_rate(state: Conversation, event: TurnRated | Rated) -> bool:
    """Only what came to its end, and only what says something new."""
    match event:
        case TurnRated(turn=turn, helpful=helpful):
            return turn in state.ended and (turn, helpful) not in state.helped
        case Rated():
            return state.rated != event


def _may_identify(state: Conversation, event: CustomerBound | CodeSent | IdentityRefused) -> bool:
    """Once and for good; after that the desk can only become surer of the same customer."""
    if isinstance(event, IdentityRefused):
        return True
    if isinstance(event, CodeSent):
        sent = state.code.number if state.code else 0
        return state.customer == event.customer and event.number == sent + 1
    if state.customer is None:
        return True
    is_surer = LEVELS.index(event.level) > LEVELS.index(state.level)
    return state.customer == event.customer and is_surer


def _may_write(state: Conversation, event: CustomerWrote | PersonWrote | NoteWritten) -> bool:
    """Once per client_id; to the customer only whoever has the conversation.

    A command beside the desk names no account, and may.
    """
    match event:
        case CustomerWrote():
            is_new = state.message(event.client_id) is None
            return is_new and state.holder != "closed"  # it is reopened first
        case PersonWrote():
            is_theirs = state.holder == "person" and event.user in {NOBODY, state.user}
            return is_theirs and event.client_id not in state.person_messages
        case NoteWritten():
            return event.client_id not in state.person_messages


def _may_pass(
    state: Conversation,
    event: PassingEvent,
) -> bool:
    """Whether the conversation may pass from one holder to another."""
    match event:
        case Transferred():
            return state.holder == "person" and event.had == state.user
        case HandoverStarted():
            return state.holder == "bot" and not _speaks(state)
        case PersonJoined():
            return state.holder in {"bot", "queue"} and not _speaks(state)
        case HandedBack():
            return state.holder in {"queue", "person"}
        case Closed(resolved=resolved):
            is_due = not resolved or not state.waits_for_desk
            return state.holder != "closed" and not _speaks(state) and is_due
        case Reopened():
            return state.holder == "closed"


def _may_reach(state: Conversation, event: LeavingEvent) -> bool:
    """An address is asked for by who waits for people; no event is told of in two letters."""
    match event:
        case AddressGiven(address=address):
            return state.holder in {"queue", "person"} and address != state.reply_to
        case ReplyMailed(first=first, through=through):
            answered = state.messages[-1][1] if state.messages else 0
            return max(state.mailed, answered) < first <= through <= state.last
        case CameBack():
            return state.level != "visitor"


def _may_remark(state: Conversation, event: DraftDiscarded | Snoozed) -> bool:
    """What stays among colleagues."""
    match event:
        case DraftDiscarded():
            return event.turn in state.ended and event.turn not in state.drafts_discarded
        case Snoozed():
            return state.holder in {"queue", "person"} and event.until != state.snoozed


def _speaks(state: Conversation) -> bool:
    """Whether a turn is open that has to end, in the same append, before others take over."""
    return state.turn is not None and not state.turn.is_superseded


def _may_start(state: Conversation, event: TurnStarted) -> bool:
    answers = set(event.answers)
    if state.holder != "bot" or not answers or not answers <= set(state.waiting):
        return False
    turn = state.turn
    if turn is None:
        return (event.turn, event.attempt) == (state.turns + 1, 1)
    if turn.is_superseded:
        return (event.turn, event.attempt) == (turn.turn + 1, 1)
    return (event.turn, event.attempt) == (turn.turn, turn.attempt + 1)


def _may_condense(
    state: Conversation, event: Summarized | PrefixRestarted | HandoverSummarized
) -> bool:
    """A summary that goes further than the one before; a restart while no request is out.

    Each handover is summed up once, while it is the newest.
    """
    match event:
        case HandoverSummarized(started=number):
            return 0 < number == state.handover and number not in state.summarized
        case Summarized():
            before = state.at_hand.through if state.at_hand else 0
            return before < event.through <= state.turns
        case PrefixRestarted():
            turn = state.turn
            is_next = event.generation == state.generation + 1 and event.keeps >= state.keeps
            return is_next and (turn is None or turn.is_superseded or not turn.has_asked)


def _may_act(
    state: Conversation,
    event: ActingEvent,
) -> bool:
    acting = state.acting
    match event:
        case ActionStarted(turn=None):
            known = acting.confirmation(event.use)
            allowed = known is not None and known.standing in {"confirmed", "with_person"}
            return allowed and use_of(event) not in acting.seen | acting.finished
        case ActionStarted():
            return _is_current(state, event) and use_of(event) not in acting.seen | acting.finished
        case ActionFinished():
            is_told = stays_open(event) and use_of(event) in acting.unclear
            return use_of(event) not in acting.finished and not is_told
        case ConfirmationOffered():
            return _is_current(state, event) and acting.confirmation(event.id) is None
        case CustomerConfirmed() | CustomerDeclined():
            known = acting.confirmation(event.id)
            return known is not None and known.standing == "open"
        case ReceiptSent():
            return acting.has_settled(event.id) and event.id not in acting.receipts
        case TicketOpened():
            return event.key not in acting.tickets


def _is_current(
    state: Conversation,
    event: Decided
    | Recalled
    | ModelAsked
    | ActionStarted
    | ConfirmationOffered
    | ChoicesOffered
    | PieceWithheld
    | ReplyPartSent
    | ReplyScored
    | TurnEnded
    | NoticeSent,
) -> bool:
    turn = state.turn
    if turn is None or turn.is_superseded or state.holder != "bot" or event.turn != turn.turn:
        return False
    match event:
        case Decided() | Recalled():
            return True
        case ModelAsked():
            return event.attempt == turn.attempt and event.generation == state.generation
        case ReplyPartSent():
            return event.attempt == turn.attempt and event.part == turn.parts + 1
        case _:
            return event.attempt == turn.attempt
