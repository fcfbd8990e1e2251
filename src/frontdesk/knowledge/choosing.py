"""Whether all articles stand in the prompt (pinned), or each question searches them.

What knowledge adds to the input of a conversation of `calls` calls, T tokens of articles:

    pinned    T · (write_1h + (h·calls - 1) · read) / h
              h conversations an hour share one write for an hour; every other call reads it.
    searched  Σ over calls: new · write_5m + given before · read
              new: 5 passages of 500 tokens with each question, none twice, so never above T.

The cheaper one is chosen, up to MOST_TOKENS and never across the step where a model's long prompts
begin to cost more. Output, system prompt and the talk itself are the same in both.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from frontdesk.domain.tokens import BYTES_PER_TOKEN
from frontdesk.ports.passages import Extent

Mode = Literal["prompt", "search"]
Setting = Literal["auto", "prompt", "search"]

MOST_TOKENS = 50_000  # More slows every first word and hides the one passage that matters.
ROOM_TOKENS = 20_000  # For system prompt, tools and a long talk, below the step of the price.
TOKENS_A_QUESTION = 5 * 500  # passages per turn, tokens per passage (requirements, R5 and R7)
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class InputPrices:
    """Dollars for a million tokens of input."""

    write_5m: Decimal
    write_1h: Decimal
    read: Decimal
    step: int | None = None
    """A prompt of more tokens than this costs more throughout; None if none does."""


USUAL = InputPrices(Decimal("1.25"), Decimal(2), Decimal("0.1"))
"""In units of the input price: what most models have, for one whose prices are not known."""


@dataclass(frozen=True, slots=True)
class Traffic:
    """10,000 conversations a month with 6 questions each (requirements, R71)."""

    conversations_an_hour: int = 14
    calls: int = 6


@dataclass(frozen=True, slots=True)
class Choice:
    mode: Mode
    reason: str
    pinned: Decimal | None = None
    """Dollars for knowledge in 1,000 conversations; None where the prices are not known."""
    searched: Decimal | None = None


def choose_mode(
    extent: Extent,
    setting: Setting = "auto",
    prices: InputPrices | None = None,
    traffic: Traffic | None = None,
) -> Choice:
    """`prices`: of the answering model; None where they are not known."""
    tokens = extent.size // BYTES_PER_TOKEN
    each = prices or USUAL
    traffic = traffic or Traffic()
    pinned, searched = _pinned(tokens, each, traffic), _searched(tokens, each, traffic)
    mode, reason = _chosen(tokens, setting, _most(each), pinned_is_cheaper=pinned <= searched)
    if prices is None:
        return Choice(mode, reason)
    return Choice(mode, reason, 1000 * pinned, 1000 * searched)


def _chosen(
    tokens: int, setting: Setting, most: int, *, pinned_is_cheaper: bool
) -> tuple[Mode, str]:
    is_too_much = f"{tokens:,} tokens of articles are more than {most:,}"
    if setting == "search":
        return "search", "set so"
    if not tokens:
        return "search", "there are no articles to pin"
    if setting == "prompt":
        return "prompt", f"set so, though {is_too_much}" if tokens > most else "set so"
    if tokens > most:
        return "search", is_too_much
    if pinned_is_cheaper:
        return "prompt", f"{tokens:,} tokens of articles cost less pinned than searched"
    return "search", f"{tokens:,} tokens of articles cost less searched than pinned"


def _most(prices: InputPrices) -> int:
    return MOST_TOKENS if prices.step is None else min(MOST_TOKENS, prices.step - ROOM_TOKENS)


def _pinned(tokens: int, prices: InputPrices, traffic: Traffic) -> Decimal:
    hour = traffic.conversations_an_hour
    reads = hour * traffic.calls - 1
    return tokens * (prices.write_1h + reads * prices.read) / hour / MILLION


def _searched(tokens: int, prices: InputPrices, traffic: Traffic) -> Decimal:
    dollars, given = Decimal(0), 0
    for _ in range(traffic.calls):
        new = min(TOKENS_A_QUESTION, tokens - given)
        dollars += new * prices.write_5m + given * prices.read
        given += new
    return dollars / MILLION
