"""Every rule of the table leads where it says; operators switch and tune each (R40-R47)."""

from dataclasses import replace
from pathlib import Path

import pytest

from frontdesk.domain.event import HandedBack, MessageRead, NoticeSent, SignSeen, TurnEnded
from frontdesk.domain.mood import CALM, WARNING, Mood, felt
from frontdesk.handover.policy import RULES, STAY, TABLE, Policy, Rule, escalate

PAGE = (Path(__file__).parents[3] / "docs" / "escalation.md").read_text("utf-8")


def read(message: int, *signs, mood: float | None = None) -> MessageRead:
    return MessageRead(message, "model", mood, signs=tuple(SignSeen(s, "so") for s in signs))


def moods(*scores: float) -> Mood:
    mood = CALM
    for number, score in enumerate(scores, start=1):
        mood = felt(mood, read(number, mood=score))
    return replace(mood, undecided=())


def ended(mood: Mood, *routes) -> Mood:
    for turn, route in enumerate(routes, start=1):
        mood = felt(mood, TurnEnded(turn, 1, route, (turn,)))
    return mood


@pytest.mark.parametrize(
    ("sign", "priority"),
    [
        ("self_harm", "urgent"),
        ("threat", "urgent"),
        ("hate", "urgent"),
        ("wants_person", "urgent"),
        ("extreme_frustration", "urgent"),
        ("legal_or_press", "high"),
        ("churn", "high"),
        ("contract_change", "high"),
        ("billing_dispute", "high"),
        ("complaint", "high"),
    ],
)
def test_one_sign_hands_over_at_once_with_its_priority_and_reason(sign, priority):
    verdict = escalate(CALM, [read(1, sign)])

    assert (verdict.do, verdict.rule, verdict.priority) == ("hand_over", sign, priority)
    assert verdict.reason.endswith(": so.")
    assert escalate(CALM, [read(1)]) == STAY


@pytest.mark.parametrize(
    ("scores", "rule", "do"),
    [
        ((-0.6, -0.6, -0.8), "persistent_negative", "hand_over"),
        ((0.0, -0.6, -0.6, -0.6), "persistent_negative", "hand_over"),
        ((-0.4, -0.6, -0.4), "deteriorating", "offer"),
        ((-0.4, -0.6), None, "stay"),  # the worked dialogue of R81
        ((-0.6, -0.6, 0.0), None, "stay"),
        ((-0.6, 0.0, -0.6, -0.6), None, "stay"),
        ((-0.5, -0.5, -0.5), "deteriorating", "offer"),
    ],
)
def test_moods_count_over_three_messages(scores, rule, do):
    verdict = escalate(moods(*scores))

    assert (verdict.rule, verdict.do) == (rule, do)


@pytest.mark.parametrize(
    ("scores", "trend"),
    [
        ((-0.4, -0.6), "stable"),
        ((-0.4, -0.4, -0.4), "deteriorating"),
        ((-0.8, -0.4, 0.2), "improving"),
        ((0.0, -0.2, 0.0), "stable"),
    ],
)
def test_the_trend_is_part_of_the_state(scores, trend):
    assert moods(*scores).trend == trend


def test_insults_climb_the_ladder_whatever_is_said_between():
    mood, seen = CALM, []
    for number, sign in enumerate(["insult", "", "insult", "resolved", "insult"], start=1):
        new = [read(number, *([sign] if sign else []))]
        verdict = escalate(mood, new)
        seen.append((verdict.do, verdict.warning))
        mood = felt(mood, new[0])
        if verdict.do == "warn":
            mood = felt(mood, NoticeSent(WARNING, "x"))
        mood = replace(mood, undecided=())

    assert seen == [("warn", 1), ("stay", 0), ("warn", 2), ("stay", 0), ("hand_over", 0)]


def test_a_second_reading_of_one_message_is_no_second_insult():
    by_words = MessageRead(1, "words", signs=(SignSeen("insult", "so"),))
    mood = felt(felt(CALM, by_words), NoticeSent(WARNING, "x"))

    assert escalate(mood, [replace(by_words, by="model", model="small")]) == STAY


@pytest.mark.parametrize(
    ("routes", "rule", "do"),
    [
        (["unknown"] * 2, None, "stay"),
        (["unknown"] * 3, "not_knowing", "hand_over"),
        (["unknown", "sent", "unknown", "sent", "unknown"], "not_knowing", "hand_over"),
    ],
)
def test_the_third_unknown_answer_hands_over(routes, rule, do):
    verdict = escalate(ended(CALM, *routes))

    assert (verdict.rule, verdict.do) == (rule, do)


def test_the_third_exchange_without_help_offers_a_person():
    mood = CALM
    for turn in (1, 2, 3):
        mood = felt(ended_once(mood, turn), read(turn + 10, "unresolved"))

    assert escalate(mood).rule == "unresolved"
    assert escalate(mood).do == "offer"
    assert escalate(felt(mood, read(20, "resolved"))) == STAY


def ended_once(mood, turn):
    return felt(mood, TurnEnded(turn, 1, "sent", (turn,)))


def test_what_people_have_dealt_with_calls_them_no_second_time():
    mood = felt(moods(-0.8, -0.8, -0.8), HandedBack())

    assert escalate(mood, [read(9, mood=-0.8)]) == STAY


@pytest.mark.parametrize("name", RULES)
def test_every_rule_stands_in_the_table_and_can_be_switched_off(name):
    assert name in TABLE
    quiet = Policy({**TABLE, name: replace(TABLE[name], do="off")})
    mood = ended(moods(-0.8, -0.8, -0.8), "unknown", "unknown", "unknown")
    new = [read(30, "unresolved", *([name] if name in SIGNS else []))]

    assert escalate(mood, new, quiet, refund_waits=True).rule != name
    alone = Policy({name: Rule("hand_over", after=1, below=-0.3)})
    assert escalate(mood, new, alone, refund_waits=True).rule == name
    assert quiet.version != Policy().version or TABLE[name].do == "off"


SIGNS = {
    *("self_harm", "threat", "hate", "wants_person", "insult", "extreme_frustration"),
    *("legal_or_press", "churn", "contract_change", "billing_dispute", "complaint", "suspicious"),
}


def test_tuning_moves_the_bound():
    tuned = Policy({**TABLE, "not_knowing": Rule("offer", after=2)})

    assert escalate(ended(CALM, "unknown", "unknown"), (), tuned).do == "offer"


@pytest.mark.parametrize("name", RULES)
def test_the_page_tells_each_rule_as_it_is(name):
    rule = TABLE[name]
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |"))
    cells = [cell.strip() for cell in row.split("|")[2:6]]

    assert cells == [
        f"`{rule.do}`",
        rule.priority,
        str(rule.after) if rule.after > 1 else "",
        f"{rule.below:g}" if rule.below else "",
    ]
