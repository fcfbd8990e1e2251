"""Operators' pages as HTML: templates that escape whatever was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from frontdesk.domain.conversation import Holder
from frontdesk.domain.event import ConversationId
from frontdesk.turns.tracing import Trace

HERE = Path(__file__).parent
STYLE = HERE / "static" / "trace.css"

_TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation in the list."""

    id: ConversationId
    holder: Holder
    at: datetime
    messages: int
    text: str
    """The customer's last."""


def trace_page(trace: Trace, style: str = "") -> str:
    """`style`: the style sheet itself, for a page that stands alone as a file."""
    return _TEMPLATES.get_template("trace.html").render(trace=trace, style=style)


def list_page(rows: Sequence[Listed]) -> str:
    return _TEMPLATES.get_template("list.html").render(rows=rows)


def entrance_page(*, was_wrong: bool, back: str) -> str:
    return _TEMPLATES.get_template("entrance.html").render(was_wrong=was_wrong, back=back)


def missing_page(id: str) -> str:
    return _TEMPLATES.get_template("missing.html").render(id=id)


def dollars(amount: Decimal | None) -> str:
    """With digits that say something: a call costs fractions of a cent."""
    return "no price" if amount is None else f"${amount:,.5f}"


def clock(at: datetime) -> str:
    return f"{at:%H:%M:%S}.{at.microsecond // 1000:03}"


_TEMPLATES.filters |= {"dollars": dollars, "clock": clock}
