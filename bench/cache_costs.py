"""What requests cost at the input, as they were sent and as they might have been.

Tokens and breakpoints are read by the sandbox's own rules, so that all four are counted alike:

    sent          the cache as it is, a request after the other at its time
    (a) uncached  every token of every request at the input price
    (b) in system the same cache, but what was recalled for a turn stands at the end of `system`,
                  behind the breakpoint, and nowhere else: a turn later it is gone
    (c) optimum   of the tokens that a request begins with as one before it did in the same
                  conversation (for tools, system and pinned passages: in any), each at the price
                  of a read; every other at that of a write for five minutes. No lifetime, no
                  minimum, no breakpoints.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

from frontdesk.insights import prices_of
from frontdesk.sandbox.cache import Bill, Cache
from frontdesk.sandbox.model_table import MODELS
from frontdesk.sandbox.prompt import Prompt, prompt_of
from frontdesk.sandbox.wire import MessagesRequest

Body = dict[str, Any]


@dataclass(frozen=True)
class Sent:
    """A request, when it went out, and the generation it belongs to."""

    body: Body
    at: float
    generation: int


@dataclass
class Costs:
    """Dollars at the input."""

    sent: Decimal = Decimal(0)
    uncached: Decimal = Decimal(0)
    in_system: Decimal = Decimal(0)
    optimum: Decimal = Decimal(0)

    @property
    def to_optimum(self) -> Decimal:
        return self.sent / self.optimum

    def __iadd__(self, other: Self) -> Self:
        self.sent += other.sent
        self.uncached += other.uncached
        self.in_system += other.in_system
        self.optimum += other.optimum
        return self


@dataclass
class Accounts:
    """Takes one conversation after the other; what they share is cached for all."""

    is_searched: bool = True
    """Otherwise nothing is recalled for a turn, and (b) stays 0."""
    _sent: Cache = field(default_factory=Cache)
    _in_system: Cache = field(default_factory=Cache)
    _shared: set[bytes] = field(default_factory=set[bytes])

    def of(self, conversation: Sequence[Sent]) -> tuple[Costs, Sequence[Bill]]:
        costs, bills = Costs(), list[Bill]()
        known: set[bytes] = set()
        for each in conversation:
            bill = _billed(self._sent, each.body, each.at)
            model = str(each.body["model"])
            bills.append(bill)
            costs.sent += dollars(bill, model)
            costs.uncached += dollars(Bill(bill.prompt), model)
            if self.is_searched:
                moved = _billed(self._in_system, with_knowledge_in_system(each.body), each.at)
                costs.in_system += dollars(moved, model)
            costs.optimum += dollars(self._optimum(prompt(each.body), known), model)
        return costs, bills

    def add_plain(self, costs: Costs, bodies: Sequence[Body]) -> None:
        """Requests that nobody would cache: summaries."""
        for body in bodies:
            paid = dollars(Bill(prompt(body).tokens), body["model"])
            costs += Costs(paid, paid, paid if self.is_searched else Decimal(0), paid)

    def _optimum(self, prompt: Prompt, known: set[bytes]) -> Bill:
        keys = prompt.cache_keys("")
        reread = new = 0
        for piece, key in zip(prompt.pieces, keys, strict=True):
            if key in known or key in self._shared:
                reread += piece.tokens
            else:
                new += piece.tokens
        known.update(keys)
        self._shared.update(keys[: shared_pieces(prompt)])
        return Bill(0, read=reread, write_5m=new)


def shared_pieces(prompt: Prompt) -> int:
    """Tools, system and what is pinned: up to the last breakpoint of an hour."""
    hours = [at for at, lives in prompt.breakpoints if lives == 3_600]
    return hours[-1] + 1 if hours else 0


def prompt(body: Body) -> Prompt:
    return prompt_of(MessagesRequest.model_validate(body), MODELS[body["model"]])


def _billed(cache: Cache, body: Body, at: float) -> Bill:
    minimum = MODELS[body["model"]].cache_minimum
    return cache.account(prompt(body), body["model"], minimum=minimum, now=at)


def dollars(bill: Bill, model: str) -> Decimal:
    prices = prices_of(model)
    assert prices
    price = prices.for_prompt(bill.prompt)
    return (
        bill.input * price.input
        + bill.read * price.read
        + bill.write_5m * price.write_5m
        + bill.write_1h * price.write_1h
    ) / 1_000_000


def with_knowledge_in_system(body: Body) -> Body:
    """The last question's passages at the end of `system`, those of earlier ones gone."""
    messages, last = list[Body](), list[Body]()
    for message in body["messages"]:
        results = [block for block in message["content"] if block["type"] == "search_result"]
        others = [_uncited(b) for b in message["content"] if b["type"] != "search_result"]
        if message["role"] == "user" and any(block["type"] == "text" for block in others):
            last = results
        messages.append({**message, "content": others})
    said = [{"type": "text", "text": text} for text in map(_told, last)]
    return {**body, "system": [*body["system"], *said], "messages": messages}


def _uncited(block: Body) -> Body:
    """Citations for some passages and none for others would be another prompt altogether."""
    if block["type"] != "tool_result" or isinstance(block["content"], str):
        return block
    parts = [{**part, "citations": {"enabled": False}} for part in block["content"]]
    return {**block, "content": parts}


def _told(result: Body) -> str:
    texts = (block["text"] for block in result["content"])
    return "\n".join([str(result["source"]), str(result["title"]), *texts])


def broken(conversation: Sequence[Sent]) -> Iterator[int]:
    """The requests that do not begin with all blocks of their generation's request before."""
    before: Sequence[bytes] = ()
    generation = 0
    for number, each in enumerate(conversation, start=1):
        pieces = [piece.role.encode() + piece.data for piece in prompt(each.body).pieces]
        if each.generation == generation and pieces[: len(before)] != before:
            yield number
        before, generation = pieces, each.generation
