"""The one rule of who may append what."""

from typing import assert_never

from frontdesk.domain.confirmation import stays_open, use_of
from frontdesk.domain.conversation import Conversation
from frontdesk.domain.customer import LEVELS
from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
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
    Event,
    HandedBack,
    HandoverStarted,
    HandoverSummarized,
    IdentityRefused,
    MessageRead,
    ModelAnswered,
    ModelAsked,
    NoticeSent,
    PersonJoined,
    PersonWrote,
    PieceWithheld,
    PrefixRestarted,
    Rated,
    Recalled,
    ReceiptSent,
    Reopened,
    ReplyPartSent,
    ReplyScored,
    Summarized,
    TicketOpened,
    TurnEnded,
    TurnRated,
    TurnStarted,
)


def may_append(  # noqa: C901 (a line a case: the whole rule in one place)
    state: Conversation, event: Event
) -> bool:
    """Whether this event may come next, whoever appends it and whatever happened meanwhile.

    The bot starts or says something only as the current attempt of the open turn, not
    superseded, while no person has the conversation. Who hands over, joins or closes ends the
    open turn first. Facts are taken always, once per key.
    """
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
        case NoticeSent():
            return event.turn is None or _is_current(state, event)
        case ModelAnswered(turn=turn, call=call):
            return turn <= state.turns and (turn, call) not in state.answered_calls
        case MessageRead(message=message, by=by):
            return message <= state.last and (message, by) not in state.mood.read
        case Summarized() | PrefixRestarted() | HandoverSummarized():
            return state.exists and _may_condense(state, event)
        case (
            ActionStarted()
            | ActionFinished()
            | ConfirmationOffered()
            | CustomerConfirmed()
            | CustomerDeclined()
            | ReceiptSent()
            | TicketOpened()
        ):
            return state.exists and _may_act(state, event)
        case TurnRated() | Rated():
            return state.exists and _may_rate(state, event)
        case CustomerBound() | CodeSent() | IdentityRefused():
            return state.exists and _may_identify(state, event)
        case CustomerWrote():
            return state.exists and state.message(event.client_id) is None
        case (
            PersonWrote()
            | HandoverStarted()
            | PersonJoined()
            | HandedBack()
            | Closed()
            | Reopened()
        ):
            return state.exists and _may_pass(state, event)
        case _:
            assert_never(event)


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


def _may_pass(
    state: Conversation,
    event: PersonWrote | HandoverStarted | PersonJoined | HandedBack | Closed | Reopened,
) -> bool:
    """Whether the conversation may pass from one holder to another, or its person may write."""
    match event:
        case PersonWrote():
            return state.holder == "person" and event.client_id not in state.person_messages
        case HandoverStarted():
            return state.holder == "bot" and not _speaks(state)
        case PersonJoined():
            return state.holder in {"bot", "queue"} and not _speaks(state)
        case HandedBack():
            return state.holder in {"queue", "person"}
        case Closed():
            return state.holder != "closed" and not _speaks(state)
        case Reopened():
            return state.holder == "closed"


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
    event: ActionStarted
    | ActionFinished
    | ConfirmationOffered
    | CustomerConfirmed
    | CustomerDeclined
    | ReceiptSent
    | TicketOpened,
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
