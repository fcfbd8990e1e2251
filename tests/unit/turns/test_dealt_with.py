"""What people have dealt with calls them no second time, by whichever rule it called them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from frontdesk.domain.conversation import fold
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import (
    Closed,
    ConfirmationOffered,
    CustomerConfirmed,
    HandedBack,
    HandoverStarted,
    MessageRead,
    PersonJoined,
    PersonWrote,
    Reopened,
    SignSeen,
    TurnEnded,
    TurnStarted,
)
from frontdesk.domain.money import Money
from frontdesk.domain.order import OrderId
from frontdesk.handover.policy import RULES, TABLE, Policy
from frontdesk.turns.deciding import start_turn
from frontdesk.turns.escalating import decided_again
from tests.builders import NOON, opened, recorded, wrote
from tests.means import EMAIL

SIGNS = (
    *("wants_person", "self_harm", "threat", "hate", "insult", "extreme_frustration"),
    *("legal_or_press", "churn", "contract_change", "billing_dispute", "complaint", "unresolved"),
    "suspicious",
)
ALL = Policy({name: replace(rule, do="hand_over", after=1) for name, rule in TABLE.items()})
"""Every row calls people, at the first occasion."""
CARD = ConfirmationOffered(
    *(1, 1, "c1", "refund", "Refund", CustomerId("mia"), OrderId("ORD-1"), ()),
    *(Money(Decimal(620), "USD"), NOON + timedelta(hours=1), "defective", "1"),
)
PEOPLE = [PersonJoined("Ana"), PersonWrote("p1", "I have seen to it.", "Ana")]
WAYS = {
    "handed back": [*PEOPLE, HandedBack()],
    "handed back unread": [HandedBack()],
    "closed": [*PEOPLE, Closed("solved"), Reopened()],
}


def read(message, rule, by="words"):
    shown = (SignSeen(rule, "so"),) if rule in SIGNS else ()
    model = "small" if by == "model" else ""
    return MessageRead(message, by, -0.9, signs=shown, model=model)


def called(rule):
    """A conversation in which this row has just called people."""
    start = TurnStarted(1, 1, (2,))
    card = [CARD, CustomerConfirmed("c1", "with_person")] if rule == "refund_waits" else []
    ended = TurnEnded(1, 1, "unknown" if rule == "not_knowing" else "sent", (2,))
    return [opened(), wrote("a"), start, *card, ended, wrote("b"), read(6 + len(card), rule)]


def decided(events, policy):
    return start_turn(fold(recorded(*events)), None, policy=policy)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("way", WAYS)
def test_the_old_message_calls_nobody_again(rule, way):
    policy = Policy({rule: ALL.rules[rule]})
    before = called(rule)
    verdict = decided(before, policy).verdict
    assert (verdict.do, verdict.rule) == ("hand_over", rule)  # or the rest would prove nothing

    since = [*before, HandoverStarted("x", rule=rule), *WAYS[way]]
    old = before[-1].message
    late = [*since, read(old, rule, by="model")]  # what the model says of it comes after all
    for events in (since, late):
        assert decided_again(fold(recorded(*events)), policy, EMAIL) == []
        assert decided([*events, wrote("c", "How long is delivery?")], policy).verdict.do == "stay"


@pytest.mark.parametrize("rule", [each for each in SIGNS if each != "unresolved"])
def test_a_new_message_that_shows_it_does(rule):
    policy = Policy({rule: ALL.rules[rule]})
    events = [*called(rule), HandoverStarted("x", rule=rule), *WAYS["handed back"], wrote("c")]
    new = read(len(events), rule)

    state = fold(recorded(*events, TurnStarted(2, 1, (len(events),)), new))
    assert decided_again(state, policy, EMAIL) != []
