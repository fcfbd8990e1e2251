"""A desk whose people send everything: what the bot would say lies before them as a draft (D23)."""

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.domain.action import Outcome
from frontdesk.domain.event import Event, ReplyPartSent, TurnStarted
from frontdesk.handover.policy import escalate
from frontdesk.turns.deciding import refund_waits
from frontdesk.turns.escalating import why
from frontdesk.turns.handing_over import HELD, Why, handing_over
from frontdesk.turns.hearing import Heard
from frontdesk.turns.log import Log
from frontdesk.turns.means import Means
from frontdesk.turns.scoring import scored, text_of, without_parts

WRITTEN = Why("The assistant wrote a draft; this desk sends none of its own.", rule="drafts")
NOT_WRITTEN = Why("The assistant has no draft for this one.", rule="drafts")
WITHHELD = replace(HELD, rule="drafts")
READS_ONLY = Outcome(
    "refused",
    "Not done: what you write now goes to a member of the staff, who reads it and sends it. Only "
    "look things up; write the reply as it should be sent, and what should be done.",
    why="drafts",
)


def unsaid(means: Means, events: Sequence[Event]) -> Sequence[Event]:
    """What of these may be appended before the reply is whole."""
    if means.staffing.mode != "drafts":
        return events
    return [event for event in events if not isinstance(event, ReplyPartSent)]


def drafted(means: Means, log: Log, started: TurnStarted, heard: Heard) -> Sequence[Event]:
    """The turn's last events: the draft with its score, for a person, who takes over.

    A judge is not asked: somebody reads it anyway.
    """
    draft = text_of(heard.events)
    kept = scored(means, log, started, heard.events, was_held=True)
    scores = [replace(kept, draft=draft)] if draft else []
    reason = _reason(means, log, heard, draft)
    ending = handing_over(log.state, reason, means.support_email, "held")
    return [*without_parts(heard.events), *scores, *ending]


def _reason(means: Means, log: Log, heard: Heard, draft: str) -> Why:
    """What rules or checks say goes before that it is a draft."""
    state = log.state
    verdict = escalate(state.mood, (), means.policy, refund_waits=refund_waits(state))
    if verdict.do == "hand_over":
        return why(verdict)
    if heard.hands_over:
        asked = heard.hands_over
        return Why(asked.reason, asked.priority, asked.rule)
    if heard.stop_reason == "withheld":
        return WITHHELD
    return WRITTEN if draft else NOT_WRITTEN
