"""Decide what to do with what waits: a pure function with a written reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frontdesk.answering.language import language_after
from frontdesk.answering.topics import topic_of
from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import Decided, Decision, MessageRead, TurnStarted
from frontdesk.handover.policy import DEFAULT, STAY, Policy, Verdict, escalate
from frontdesk.handover.word_rules import read_by_words
from frontdesk.ports.language import Languages
from frontdesk.turns.plain_answers import Answer, plain_answer

REASONS = {
    "answer": "the bot has the conversation and a message waits",
    "confirm": "a plain yes right after the only open card",
    "decline": "a plain no right after the only open card",
}
FOLLOWS = {"confirm": True, "decline": False}


@dataclass(frozen=True, slots=True)
class Beginning:
    """What begins a turn, in the order in which it is appended."""

    readings: Sequence[MessageRead]
    started: TurnStarted
    decided: Sequence[Decided] = ()
    """None where an open turn goes on with its next attempt."""
    verdict: Verdict = STAY


def start_turn(
    state: Conversation,
    languages: Languages | None,
    answer: Answer | None = None,
    policy: Policy = DEFAULT,
    *,
    reads_by_model: bool = False,
    staffed: Verdict = STAY,
) -> Beginning:
    """What begins the turn this conversation needs, and the decision behind it.

    An open turn goes on with its next attempt; one that newer messages superseded gives way to
    a new turn, which answers those too. `answer`: what the message plainly says to the only open
    card. `reads_by_model`: each message is read by the model too; words are kept if they say much.
    `staffed`: may call people whatever the messages say.
    """
    open_turn = state.turn
    if open_turn and not open_turn.is_superseded:
        started = TurnStarted(open_turn.turn, open_turn.attempt + 1, open_turn.answers)
        return Beginning((), started, verdict=staffed)
    turn = state.turns + 1
    waiting = {number: said for _, number, said in state.messages if number in state.waiting}
    readings = () if answer else _readings(state, waiting)
    verdict = escalate(state.mood, readings, policy, refund_waits=refund_waits(state))
    if verdict.do != "hand_over" and staffed.do == "hand_over":
        verdict = staffed
    text = "\n".join(waiting.values())
    language = language_after(text, state.language, languages) if languages else ""
    decided = Decided(
        turn,
        answer or _decision(verdict),
        REASONS[answer] if answer else verdict.reason or REASONS["answer"],
        language=language,
        topic=topic_of(text),
        priority=verdict.priority if verdict.do == "hand_over" else None,
        rule=verdict.rule or "",
        policy=policy.version if verdict.rule in policy.rules else "",
        drawn=staffed.drawn,
        share=staffed.share,
    )
    kept = tuple(each for each in readings if each.signs or not reads_by_model)
    return Beginning(kept, TurnStarted(turn, 1, state.waiting), [decided], verdict)


def refund_waits(state: Conversation) -> bool:
    """Whether a person has to approve a refund that came since people last had it."""
    return state.mood.refund_asked and bool(state.acting.waiting_confirmations)


def words_of(state: Conversation, number: int) -> MessageRead:
    """What the message with this number shows by its words."""
    text = next(said for _, known, said in state.messages if known == number)
    asked = state.mood.offers_person and state.messages[-1][1] == number
    plain = plain_answer(text) if asked else None
    return read_by_words(number, text, answers_offer=FOLLOWS[plain] if plain else None)


def _readings(state: Conversation, waiting: Iterable[int]) -> tuple[MessageRead, ...]:
    """Of messages that no turn before was decided on."""
    new = (number for number in waiting if (number, False) not in state.mood.read)
    return tuple(words_of(state, number) for number in new)


def _decision(verdict: Verdict) -> Decision:
    if verdict.do == "hand_over":
        return "hand_over"
    return "warn" if verdict.warning > 1 else "answer"
