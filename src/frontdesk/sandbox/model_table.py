"""Which models the stand-in knows, what each costs and accepts: one row a model.

Prices are US dollars per million tokens. Rows and limits follow the vendor's model pages of
October 2026; what could not be confirmed there says so, here and in docs/sandbox.md.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

ThinkingKind = Literal["adaptive", "disabled", "between_tools", "enabled"]
Effort = Literal["low", "medium", "high", "xhigh", "max"]

ALL_EFFORTS: tuple[Effort, ...] = ("low", "medium", "high", "xhigh", "max")
NO_XHIGH: tuple[Effort, ...] = ("low", "medium", "high", "max")
UP_TO_HIGH: tuple[Effort, ...] = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Price:
    input: float
    output: float
    write_5m: float
    write_1h: float
    read: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    id: str
    name: str
    price: Price
    long_prompt_price: Price | None = None
    """For the whole request once its prompt passes LONG_PROMPT tokens."""
    context: int = 1_000_000
    max_output: int = 128_000
    cache_minimum: int = 512
    """A shorter prefix is silently not cached."""
    thinking: frozenset[ThinkingKind] = frozenset({"adaptive", "disabled"})
    thinks_at_high_effort: bool = False
    """`thinking: disabled` is refused at effort xhigh and max."""
    efforts: tuple[Effort, ...] = ALL_EFFORTS
    default_effort: Effort = "high"
    prefill: bool = False
    forced_tools: bool = True
    system_role: bool = True
    placed: bool = True
    """Takes `inference_geo`."""
    samples: bool = False
    """Takes temperature and top_p under version 2023-06-01."""
    shows_thinking: bool = False
    """Summarizes thinking unless asked to omit it; newer models omit it unless asked to show."""
    binds_thinking: bool = False
    """Refuses thinking that is sent back after an edited history."""
    tool_prompt: tuple[int, int] = (286, 406)
    """Tokens the API adds when there are tools: left to the model, forced."""
    lifecycle: Literal["active", "deprecated"] = "active"
    retires: str | None = None
    released: str = "1970-01-01T00:00:00Z"  # what the API gives where it has no date

    def is_retired(self, now: float) -> bool:
        """From the day on that its row names."""
        return self.retires is not None and now >= datetime.fromisoformat(self.retires).timestamp()

    @property
    def line(self) -> str:
        """Models of one line share a rate limit."""
        return self.id.split("-")[1]


LONG_PROMPT = 100_000

# UNCONFIRMED: efforts and output limits of models before 5
# UNCONFIRMED: what tools add to the prompt of any model but Opus 5, Sonnet 5 and Haiku 4.5
_ALWAYS_THINKS: frozenset[ThinkingKind] = frozenset({"adaptive"})
_OPUS = Price(5, 25, 6.25, 10, 0.50)
_SONNET = Price(3, 15, 3.75, 6, 0.30)

_HAIKU_5_5 = Model(
    id="claude-haiku-5-5",
    name="Claude Haiku 5.5",
    binds_thinking=True,
    tool_prompt=(496, 588),
    price=Price(0.10, 0.50, 0.125, 0.20, 0.01),
    long_prompt_price=Price(0.50, 2.50, 0.625, 1.00, 0.05),
    thinks_at_high_effort=True,
    default_effort="medium",
    released="2026-10-07T00:00:00Z",
)
_SONNET_5_5 = Model(
    id="claude-sonnet-5-5",
    name="Claude Sonnet 5.5",
    binds_thinking=True,
    tool_prompt=(354, 474),
    price=Price(2, 10, 2.50, 4, 0.10),
    thinking=frozenset({"adaptive", "between_tools"}),
    forced_tools=False,
)
_OPUS_5_5 = Model(
    id="claude-opus-5-5",
    name="Claude Opus 5.5",
    binds_thinking=True,
    price=Price(4, 20, 5, 8, 0.20),
    thinking=_ALWAYS_THINKS,
    default_effort="medium",
    forced_tools=False,
)
_FABLE_5_2 = Model(  # UNCONFIRMED: cache prices and cache minimum of Fable 5.2
    id="claude-fable-5-2",
    name="Claude Fable 5.2",
    binds_thinking=True,
    price=Price(8, 40, 10, 16, 0.20),
    thinking=_ALWAYS_THINKS,
    forced_tools=False,
)
_FABLE_5_1 = Model(
    id="claude-fable-5-1",
    name="Claude Fable 5.1",
    binds_thinking=True,
    price=Price(10, 50, 12.50, 20, 0.25),
    thinking=_ALWAYS_THINKS,
    forced_tools=False,
)
_FABLE_5 = Model(
    id="claude-fable-5",
    name="Claude Fable 5",
    price=Price(10, 50, 12.50, 20, 1.00),
    thinking=_ALWAYS_THINKS,
)
_OPUS_5 = Model(id="claude-opus-5", name="Claude Opus 5", price=_OPUS, thinks_at_high_effort=True)
_OPUS_4_8 = Model(id="claude-opus-4-8", name="Claude Opus 4.8", price=_OPUS, cache_minimum=1024)
_OPUS_4_7 = Model(
    id="claude-opus-4-7",
    name="Claude Opus 4.7",
    price=_OPUS,
    cache_minimum=2048,
    system_role=False,
)
_OPUS_4_6 = Model(
    id="claude-opus-4-6",
    name="Claude Opus 4.6",
    samples=True,
    shows_thinking=True,
    price=_OPUS,
    cache_minimum=4096,
    thinking=frozenset({"adaptive", "disabled", "enabled"}),
    efforts=NO_XHIGH,
    system_role=False,
)
_OPUS_4_5 = Model(
    id="claude-opus-4-5",
    name="Claude Opus 4.5",
    placed=False,
    samples=True,
    shows_thinking=True,
    price=_OPUS,
    context=200_000,
    max_output=64_000,
    cache_minimum=4096,
    thinking=frozenset({"disabled", "enabled"}),
    efforts=UP_TO_HIGH,
    prefill=True,
    system_role=False,
)
_SONNET_5 = Model(
    id="claude-sonnet-5",
    name="Claude Sonnet 5",
    tool_prompt=(354, 474),
    price=Price(2, 10, 2.50, 4, 0.20),
    cache_minimum=1024,
    system_role=False,
)
_SONNET_4_6 = Model(
    id="claude-sonnet-4-6",
    name="Claude Sonnet 4.6",
    samples=True,
    shows_thinking=True,
    tool_prompt=(354, 474),
    price=_SONNET,
    cache_minimum=1024,
    thinking=frozenset({"adaptive", "disabled", "enabled"}),
    efforts=NO_XHIGH,
    system_role=False,
)
_SONNET_4_5 = Model(
    id="claude-sonnet-4-5",
    name="Claude Sonnet 4.5",
    placed=False,
    samples=True,
    shows_thinking=True,
    tool_prompt=(354, 474),
    price=_SONNET,
    context=200_000,
    max_output=64_000,
    cache_minimum=1024,
    thinking=frozenset({"disabled", "enabled"}),
    efforts=(),
    prefill=True,
    system_role=False,
    lifecycle="deprecated",
    retires="2026-11-30T00:00:00Z",
)
_HAIKU_4_5 = Model(
    id="claude-haiku-4-5",
    name="Claude Haiku 4.5",
    placed=False,
    samples=True,
    shows_thinking=True,
    tool_prompt=(496, 588),
    price=Price(1, 5, 1.25, 2, 0.10),
    context=200_000,
    max_output=64_000,
    cache_minimum=4096,
    thinking=frozenset({"disabled", "enabled"}),
    efforts=(),
    prefill=True,
    system_role=False,
)


def _called(model: Model, id: str, name: str | None = None) -> Model:
    return replace(model, id=id, name=name or model.name)


_ROWS: tuple[Model, ...] = (
    _HAIKU_5_5,
    _SONNET_5_5,
    _OPUS_5_5,
    _FABLE_5_2,
    _called(_FABLE_5_2, "claude-mythos-5-2", "Claude Mythos 5.2"),
    _FABLE_5_1,
    _called(_FABLE_5_1, "claude-mythos-5-1", "Claude Mythos 5.1"),
    _FABLE_5,
    _called(_FABLE_5, "claude-mythos-5", "Claude Mythos 5"),
    _OPUS_5,
    _OPUS_4_8,
    _OPUS_4_7,
    _OPUS_4_6,
    _OPUS_4_5,
    _called(_OPUS_4_5, "claude-opus-4-5-20251101"),
    _SONNET_5,
    _SONNET_4_6,
    _SONNET_4_5,
    _called(_SONNET_4_5, "claude-sonnet-4-5-20250929"),
    _HAIKU_4_5,
    _called(_HAIKU_4_5, "claude-haiku-4-5-20251001"),
)

MODELS: dict[str, Model] = {row.id: row for row in _ROWS}
"""Newest first."""
