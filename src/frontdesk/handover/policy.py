"""When a conversation goes to a person: explicit rules, not the model's own judgement (R46).

One pure function of how the customer takes the conversation, of what its newest messages show,
and of the rules as an operator has set them.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Self, get_args

from frontdesk.domain.event import MessageRead, Priority
from frontdesk.domain.mode import Drawn
from frontdesk.domain.mood import Mood, felt

Do = Literal["off", "offer", "warn", "hand_over"]
"""`off`: nothing; `offer`: a button, and once the question; `warn`: the ladder of R44."""
RuleName = Literal[
    "wants_person",
    "self_harm",
    "threat",
    "hate",
    "insult",
    "extreme_frustration",
    "legal_or_press",
    "churn",
    "contract_change",
    "billing_dispute",
    "complaint",
    "persistent_negative",
    "deteriorating",
    "not_knowing",
    "unresolved",
    "refund_waits",
    "suspicious",
]
RULES: Sequence[RuleName] = get_args(RuleName)
Staffed = Literal["mode", "share"]
"""What calls people whatever the messages say (handover/staffing.py)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table. `after` and `below` mean something only where the rule counts."""

    do: Do
    priority: Priority = "normal"
    after: int = 1
    """So many messages, insults, turns or questions."""
    below: float = 0.0
    """The sentiment of each of these messages."""


TABLE: Mapping[RuleName, Rule] = {
    "self_harm": Rule("hand_over", "urgent"),  # D14
    "threat": Rule("hand_over", "urgent"),  # R40, D14
    "hate": Rule("hand_over", "urgent"),  # D14
    "wants_person": Rule("hand_over", "urgent"),  # R40, R45
    "insult": Rule("warn", "urgent", after=3),  # R40, R44, D14
    "extreme_frustration": Rule("hand_over", "urgent"),  # R40, D15
    "legal_or_press": Rule("hand_over", "high"),  # R45
    "churn": Rule("hand_over", "high"),  # R45
    "contract_change": Rule("hand_over", "high"),  # R45
    "billing_dispute": Rule("hand_over", "high"),  # R47
    "complaint": Rule("hand_over", "high"),  # R47
    "persistent_negative": Rule("hand_over", "high", after=3, below=-0.5),  # R41, D15
    "not_knowing": Rule("hand_over", "normal", after=3),  # D16
    "refund_waits": Rule("off", "high"),  # R45: a person approves it anyway
    "deteriorating": Rule("offer", below=-0.3, after=3),  # R42, R88
    "unresolved": Rule("offer", after=3),  # R43
    "suspicious": Rule("off"),  # it lowers what a turn may do; it is no reason for a person
}
"""The rules as they are without settings, the first that fires counts within each kind of `do`."""

WARNED_BY_FIRST = 1  # insult: a warning, then one with the offer of a person (R44)


@dataclass(frozen=True, slots=True)
class Policy:
    rules: Mapping[RuleName, Rule] = field(default_factory=lambda: TABLE)

    @property
    def version(self) -> str:
        """Two tables that decide otherwise never share it."""
        told = repr([(name, self.rules.get(name)) for name in RULES])
        return hashlib.sha256(told.encode()).hexdigest()[:8]

    def without_words(self) -> Self:
        """What calls a person, and nothing that the customer would read before one comes."""
        calling = {name: rule for name, rule in self.rules.items() if rule.do == "hand_over"}
        return replace(self, rules=calling)


DEFAULT = Policy()


@dataclass(frozen=True, slots=True)
class Verdict:
    do: Literal["stay", "offer", "warn", "hand_over"]
    rule: RuleName | Staffed | None = None
    priority: Priority = "normal"
    reason: str = ""
    """In words, for the people at the desk."""
    warning: int = 0
    """Which one, from 1; 0 for none."""
    drawn: Drawn = ""
    """For whom the conversation was drawn just now (handover/staffing.py)."""
    share: float = 0.0
    """That it was drawn with."""


STAY = Verdict("stay")
RANK = ("stay", "offer", "warn", "hand_over")


def escalate(
    mood: Mood,
    new: Sequence[MessageRead] = (),
    policy: Policy = DEFAULT,
    *,
    refund_waits: bool = False,
) -> Verdict:
    """What the rules ask for now.

    `mood`: before these readings; `new`: of the messages to be decided on, not in it yet.
    `refund_waits`: one of this conversation waits for a person's approval.
    """
    for reading in new:
        mood = felt(mood, reading)
    found = [
        replace(verdict, reason=reason)
        for name, rule in policy.rules.items()
        if rule.do != "off" and (reason := _reason(name, rule, mood, refund_waits))
        for verdict in [_verdict(name, rule, mood)]
        if verdict != STAY
    ]
    return max(found, key=lambda each: RANK.index(each.do), default=STAY) if found else STAY


def _verdict(name: RuleName, rule: Rule, mood: Mood) -> Verdict:
    if rule.do == "off":
        return STAY
    if rule.do != "warn":
        return Verdict(rule.do, name, rule.priority)
    count = len(mood.insults)
    if count >= rule.after:
        return Verdict("hand_over", name, rule.priority)
    return Verdict("warn", name, rule.priority, warning=count)


def _reason(name: RuleName, rule: Rule, mood: Mood, refund_waits: bool) -> str:
    """Why the rule fires, in words; empty if it does not."""
    if name in COUNTED:
        return COUNTED[name](rule, mood)
    if name == "refund_waits":
        return "A refund of this customer waits for a person's approval." if refund_waits else ""
    return _shown(name, mood) if name in SHOWN else ""


def _shown(sign: str, mood: Mood) -> str:
    """By a message that no decision has looked at."""
    for reading in mood.undecided:
        for seen in reading.signs:
            if seen.sign == sign:
                return f"{SHOWN[sign]}: {seen.reason}." if seen.reason else f"{SHOWN[sign]}."
    return ""


def _insult(rule: Rule, mood: Mood) -> str:  # noqa: ARG001 (the ladder looks at it)
    count = len(mood.insults)
    if count <= mood.warned_of or not _shown("insult", mood):
        return ""
    return f"Insult {count} of this conversation: {_shown('insult', mood)}"


def _negative(rule: Rule, mood: Mood) -> str:
    last = mood.scores[-rule.after :]
    if len(last) < rule.after or not all(score < rule.below for score in last):
        return ""
    told = ", ".join(f"{score:g}" for score in last)
    return f"The last {rule.after} messages were all below {rule.below:g} in sentiment: {told}."


def _not_knowing(rule: Rule, mood: Mood) -> str:
    if mood.unknown < rule.after:
        return ""
    return f"{mood.unknown} questions in this conversation could not be answered."


def _unresolved(rule: Rule, mood: Mood) -> str:
    if len(mood.unresolved) < rule.after:
        return ""
    return f"{len(mood.unresolved)} answers in a row did not help."


COUNTED: Mapping[RuleName, Callable[[Rule, Mood], str]] = {
    "insult": _insult,
    "persistent_negative": _negative,
    "deteriorating": _negative,
    "not_knowing": _not_knowing,
    "unresolved": _unresolved,
}
SHOWN: Mapping[str, str] = {
    "wants_person": "The customer wants a person",
    "self_harm": "The customer may harm themselves",
    "threat": "The customer threatens",
    "hate": "The message is hateful",
    "insult": "The message insults",
    "extreme_frustration": "The customer is at the end of their patience",
    "legal_or_press": "The customer speaks of law, police or press",
    "churn": "The customer says they will leave",
    "contract_change": "The customer wants a contract changed",
    "billing_dispute": "The customer disputes a charge",
    "complaint": "The customer complains formally or repeatedly",
    "suspicious": "The message is suspicious",
}
