"""By which route a turn ends (R51): what is sent, what gets a button, what a person has to do."""

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.domain.event import (
    Event,
    ReplyPartSent,
    ReplyScored,
    Route,
    TurnEnded,
    TurnStarted,
)
from frontdesk.turns import texts
from frontdesk.turns.drafting import drafted
from frontdesk.turns.escalating import at_end
from frontdesk.turns.handing_over import HELD, Why, handing_over
from frontdesk.turns.hearing import Heard
from frontdesk.turns.log import Log
from frontdesk.turns.means import Means
from frontdesk.turns.releasing import shown_so_far
from frontdesk.turns.scoring import is_in_doubt, judged, scored, text_of, without_parts

CONTROLS: dict[Route, tuple[str, ...]] = {
    "sent": ("helpful",),
    "footer": ("helpful", "person"),
    "unknown": ("person",),
    "refused": ("person",),
}
"""What the customer is offered below a reply; a card speaks for itself."""


async def ending_of(means: Means, log: Log, started: TurnStarted, heard: Heard) -> Sequence[Event]:
    """The turn's last events: what was heard, its score where it has one, and the end."""
    if means.staffing.mode == "drafts":
        return drafted(means, log, started, heard)
    ending = _end(means, log, started, heard)
    end = next((event for event in ending if isinstance(event, TurnEnded)), None)
    shown = shown_so_far(log, started.turn) + text_of(heard.events)
    if end is None or end.route != "sent" or heard.stop_reason == "acted" or not shown:
        return [*heard.events, *ending]
    kept = scored(means, log, started, heard.events, was_held=heard.was_held)
    if is_in_doubt(means, kept):
        if not heard.was_held:  # nobody waits for a judge with what they may read already
            await log.append(*heard.events)
            heard = replace(heard, events=())
        kept = await judged(means, log, started, kept, heard.events)
    if kept.band == "send":
        return [*heard.events, kept, *ending]
    if kept.band == "hold" and heard.was_held:
        kept = replace(kept, draft=text_of(heard.events))
        return [*without_parts(heard.events), kept, *_left_to_people(means, log, kept, "held")]
    words = texts.wording(log.state, means.support_email)
    parts = (log.state.turn.parts if log.state.turn else 0) + sum(
        isinstance(event, ReplyPartSent) for event in heard.events
    )
    footer = ReplyPartSent(started.turn, started.attempt, parts + 1, f"\n\n{words.footer}")
    if kept.band == "footer":
        end = replace(end, route="footer", controls=CONTROLS["footer"])
        return [*heard.events, kept, footer, *at_end(means, log.state, end)]
    return [*heard.events, kept, *_left_to_people(means, log, kept, "footer")]


def _left_to_people(means: Means, log: Log, kept: ReplyScored, route: Route) -> Sequence[Event]:
    """A reply that is worth too little: a person looks at it, seen by the customer or not."""
    weak = min(kept.signals, key=lambda each: each.value)
    why = f"The reply scored {kept.score:g}: {weak.reason.rstrip('.?!') or weak.name}."
    return handing_over(log.state, Why(why, "normal", "low_score"), means.support_email, route)


def _end(means: Means, log: Log, started: TurnStarted, heard: Heard) -> Sequence[Event]:
    """The turn's last events: a fixed text where the model's words are not enough, and the end."""
    if heard.hands_over:
        asked = heard.hands_over
        reason = Why(asked.reason, asked.priority, asked.rule)
        return handing_over(log.state, reason, means.support_email)
    if heard.stop_reason == "withheld":
        return handing_over(log.state, HELD, means.support_email, "held")
    new = [event for event in heard.events if isinstance(event, ReplyPartSent)]
    shown = shown_so_far(log, started.turn) + "".join(part.text for part in new)
    words = texts.wording(log.state, means.support_email)
    route: Route = "sent"
    fixed = ""
    if heard.stop_reason == "refusal":
        route, fixed = "refused", words.refused
    elif heard.stop_reason == "acted":
        fixed = "" if shown else words.card
    elif not heard.settles:
        route, fixed = "unknown", words.not_knowing
    elif texts.is_not_knowing(shown, means.support_email):
        route = "unknown"
    controls = () if heard.stop_reason == "acted" else CONTROLS.get(route, ())
    end = TurnEnded(started.turn, started.attempt, route, started.answers, controls)
    ending = at_end(means, log.state, end)
    if not fixed:
        return ending
    part = (log.state.turn.parts if log.state.turn else 0) + len(new) + 1
    text = f"\n\n{fixed}" if shown else fixed
    return [ReplyPartSent(started.turn, started.attempt, part, text), *ending]
