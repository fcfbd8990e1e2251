"""What the escalation policy asks for, as events of the log."""

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import Decided, Event, NoticeSent, ReplyPartSent, TurnEnded
from frontdesk.domain.mood import LAST_WARNING, OFFER, WARNING, felt
from frontdesk.handover.policy import Policy, Verdict, escalate
from frontdesk.turns import texts
from frontdesk.turns.deciding import Beginning, refund_waits
from frontdesk.turns.handing_over import Why, handing_over, queued
from frontdesk.turns.means import Means
from frontdesk.turns.wordings import Wording


def why(verdict: Verdict) -> Why:
    return Why(verdict.reason, verdict.priority, verdict.rule or "")


def handed_over(state: Conversation, beginning: Beginning, support_email: str) -> Sequence[Event]:
    """The whole turn where its first decision is that a person takes over."""
    started = beginning.started
    end = TurnEnded(started.turn, started.attempt, "handover", started.answers)
    passed = queued(state, why(beginning.verdict), support_email)
    return [*beginning.readings, started, *beginning.decided, end, *passed]


def warned_last(beginning: Beginning, words: Wording) -> Sequence[Event]:
    """The whole turn where an insult follows a warning: a button for a person."""
    started = beginning.started
    part = ReplyPartSent(started.turn, started.attempt, 1, words.warning_last)
    controls = ("person",)
    end = TurnEnded(started.turn, started.attempt, "sent", started.answers, controls)
    return [*beginning.readings, started, *beginning.decided, part, end]


def opening_of(beginning: Beginning, words: Wording) -> Sequence[Event]:
    """What begins a turn that is answered; a first insult is answered beside it."""
    warning = [NoticeSent(WARNING, words.warning_first)] if beginning.verdict.do == "warn" else []
    return [*beginning.readings, *warning, beginning.started, *beginning.decided]


def decided_again(state: Conversation, policy: Policy, support_email: str) -> Sequence[Event]:
    """What a reading that came in time asks for, whether its turn is still open or not."""
    if state.holder != "bot":
        return []
    verdict = escalate(state.mood, (), policy, refund_waits=refund_waits(state))
    if verdict.do == "warn":
        words = texts.wording(state, support_email)
        if verdict.warning == 1:
            return [NoticeSent(WARNING, words.warning_first)]
        return [NoticeSent(LAST_WARNING, words.warning_last)]
    if verdict.do != "hand_over":
        return []
    passed = handing_over(state, why(verdict), support_email)
    turn = state.turn
    if turn is None or turn.is_superseded:
        return passed
    decided = Decided(
        turn.turn,
        "hand_over",
        verdict.reason,
        priority=verdict.priority,
        rule=verdict.rule or "",
        policy=policy.version,
    )
    return [decided, *passed]


def at_end(means: Means, state: Conversation, end: TurnEnded) -> Sequence[Event]:
    """The end of a reply, with what the rules make of it: a person is offered, or takes over."""
    mood = felt(replace(state.mood, undecided=()), end)
    verdict = escalate(mood, (), means.policy, refund_waits=refund_waits(state))
    if verdict.do == "hand_over":
        return [end, *queued(state, why(verdict), means.support_email)]
    if verdict.do != "offer" or "person" in end.controls:
        return [end]
    end = replace(end, controls=(*end.controls, "person"))
    if state.mood.has_offered:
        return [end]
    words = texts.wording(state, means.support_email)
    return [NoticeSent(OFFER, words.offer_person, end.turn, end.attempt), end]
