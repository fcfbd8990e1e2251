"""Whether what a piece of a reply claims has a source (P6).

A claim rests on the passages that are cited, on results of actions, or on what the desk itself
has said. The customer's words prove only what a customer knows: numbers, days, how long ago.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from frontdesk.guards.claims.claim import Claim, Day, Fact
from frontdesk.guards.claims.days import relative
from frontdesk.guards.claims.reading import claims_in, facts_in
from frontdesk.guards.claims.results import things_in
from frontdesk.guards.claims.statements import Statement, named_in, statements_in

COUNTED = 10  # Smaller figures are counted: "both", "3 orders". They need no source of their own.
SHARED_WORDS = (
    2  # A passage that is not cited speaks of the same thing if so many words are in both.
)
STEM = 5  # letters
FEWEST_DIGITS = 3  # that name something by the end of its number

STATES_OF = {"refund": "refunded", "cancel": "cancelled", "ship": "shipped", "replace": "replaced"}
"""What an order is in once an effect has come about."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a piece may rest on, as texts."""

    today: date
    cited: tuple[str, ...] = ()
    """Paragraphs of the passages that the reply has cited up to this piece."""
    given: tuple[str, ...] = ()
    """Those of all passages, where the piece itself cites none: of these, what fits it."""
    results: tuple[str, ...] = ()
    desk: tuple[str, ...] = ()
    """The prompt, fixed texts and cards: they prove figures, not that something was done."""
    people: tuple[str, ...] = ()
    """What people at the desk wrote."""
    customer: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """What others wrote, in passages and results: it proves nothing, and the model is told so."""
    done: frozenset[str] = frozenset()
    """Effects that events of the log prove, by their names in `words/`."""


def makes_claim(text: str) -> bool:
    """Whether it says anything that a source should stand beside; numbers of things may be the
    customer's own.
    """
    told = (fact.kind for claim in claims_in(text) for fact in claim.facts)
    return any(kind != "code" for kind in told) or any(True for _ in statements_in(text))


def unproven(text: str, evidence: Evidence) -> str | None:
    """The first thing the piece says without a source, in words for the model; None if nothing."""
    claims = (*claims_in(text), *relative(text, evidence.today))
    statements = tuple(statements_in(text))
    if not claims and not statements:
        return None
    proof = _Proof(text, evidence, claims)
    for claim in claims:
        if not any(proof.has(fact, claim) for fact in claim.facts):
            is_others = _facts(evidence.others).intersection(claim.facts)
            return (UNTRUSTED if is_others else UNSOURCED).format(claim.said)
    for statement in statements:
        if not proof.bears(statement):
            return REASONS[statement.kind].format(statement.said)
    return None


UNSOURCED = 'It says "{}", which no cited search result and no tool result says.'
UNTRUSTED = 'It says "{}", which only words of others say, and these prove nothing.'
REASONS = {
    "state": 'It says "{}", but no tool result gives that state.',
    "effect": 'It says "{}", but no tool result and no desk text confirms that this was done.',
    "promise": 'It promises "{}", but nothing here makes that happen.',
}


class _Proof:
    """What the evidence proves to one piece."""

    def __init__(self, text: str, evidence: Evidence, claims: Iterable[Claim]) -> None:
        self._evidence = evidence
        words = _stems(text)
        fits = [block for block in evidence.given if _fits(words, block)]
        self._passages = (*evidence.cited, *fits)
        sources = (*self._passages, *evidence.results, *evidence.desk, *evidence.people)
        self._told = _facts(sources)
        self._results = _facts(evidence.results)
        self._known = self._told | _facts(evidence.customer)
        self._codes = {fact for claim in claims for fact in claim.facts if fact.kind == "code"}

    def has(self, fact: Fact, claim: Claim) -> bool:
        match fact.kind:
            case "amount" | "percent":
                return fact in self._told or self._has_bare(fact)
            case "duration":
                known = self._known if claim.is_past else self._told
                return fact in known or self._has_bare(fact) or self._spans(fact)
            case "date":
                return self._has_day(fact)
            case "weekday":
                return fact in self._known or self._has_weekday(fact)
            case "figure":
                return self._has_figure(fact)
            case "code":
                return fact in self._known or self._has_digits_of(str(fact.value))
            case "time":
                return fact in self._known

    def bears(self, statement: Statement) -> bool:
        """Whether a result tells that state, or an event proves that effect.

        Passages tell what happens in general, never what the desk has just done.
        """
        name = statement.name
        general = () if statement.is_ours or statement.is_particular else self._passages
        if any(name in named_in(text) for text in (*general, *self._evidence.people)):
            return True
        done = self._evidence.done
        proven = self._states() | done | {STATES_OF[each] for each in done & STATES_OF.keys()}
        return bool({name, STATES_OF.get(name)} & proven)

    def _states(self) -> frozenset[str]:
        """Of what the piece names by its number; of everything if it names nothing."""
        things = [thing for result in self._evidence.results for thing in things_in(result)]
        named = [thing for thing in things if thing.codes & self._codes]
        return frozenset(state for thing in named or things for state in thing.states)

    def _has_bare(self, fact: Fact) -> bool:
        """Results of a company's own actions give numbers without a unit."""
        number = fact.value[0] if isinstance(fact.value, tuple) else fact.value
        return isinstance(number, Decimal) and Fact("figure", number) in self._results

    def _has_day(self, fact: Fact) -> bool:
        assert isinstance(fact.value, Day)  # noqa: S101 (narrows the type: the kind says so)
        if any(fact.value.may_be(day) for day in self._days()):
            return True
        today = self._evidence.today
        meant = fact.value.on(today)
        return meant is not None and any(
            abs((meant - known).days) in self._lengths() for known in (today, *self._dates())
        )

    def _has_weekday(self, fact: Fact) -> bool:
        return any(known.weekday() == fact.value for known in self._dates())

    def _spans(self, fact: Fact) -> bool:
        """A count of days from today to a day that is known."""
        today = self._evidence.today
        spans = {(Decimal(abs((known - today).days)), "day") for known in self._dates()}
        return fact.value in spans

    def _has_figure(self, fact: Fact) -> bool:
        number = fact.value
        assert isinstance(number, Decimal)  # noqa: S101 (narrows the type: the kind says so)
        if number < COUNTED and number == int(number):
            return True
        return number in self._numbers() or self._ends_a_code(str(number))

    def _has_digits_of(self, code: str) -> bool:
        """Customers leave the letters out: 78432 for ORD-78432."""
        digits = re.search(r"\d+$", code)
        return digits is not None and Decimal(digits[0]) in self._numbers()

    def _ends_a_code(self, digits: str) -> bool:
        """`The card ending in 9363` names card_8539363."""
        codes = (str(fact.value) for fact in self._known if fact.kind in {"code", "figure"})
        return len(digits) >= FEWEST_DIGITS and any(code.endswith(digits) for code in codes)

    def _numbers(self) -> set[Decimal]:
        values = (fact.value for fact in self._known)
        numbers = {value[0] if isinstance(value, tuple) else value for value in values}
        years = {self._evidence.today.year, *(day.year for day in self._days() if day.year)}
        return {number for number in numbers if isinstance(number, Decimal)} | set(
            map(Decimal, years)
        )

    def _days(self) -> list[Day]:
        return [fact.value for fact in self._known if isinstance(fact.value, Day)]

    def _dates(self) -> list[date]:
        found = (day.on(self._evidence.today) for day in self._days())
        return [day for day in found if day]

    def _lengths(self) -> set[int]:
        """Days that a rule or result counts."""
        values = (fact.value for fact in self._told if fact.kind == "duration")
        pairs = (value for value in values if isinstance(value, tuple))
        return {int(number) for number, unit in pairs if unit == "day"}


def _facts(texts: Iterable[str]) -> frozenset[Fact]:
    return frozenset[Fact]().union(*map(facts_in, texts))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in re.findall(r"[^\W\d_]{4,}", text.lower()))


def _fits(words: frozenset[str], block: str) -> bool:
    return len(words & _stems(block)) >= SHARED_WORDS
