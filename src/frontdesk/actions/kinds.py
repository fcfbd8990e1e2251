"""The types a parameter of an action can have, and how each is validated.

Strict: nothing is converted that the model should have written otherwise. The messages of
pydantic are never shown: `expected` is what the model is told.
"""

import re
import types
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

from pydantic import AfterValidator, BeforeValidator, Strict, WithJsonSchema

from frontdesk.domain.order import Order, OrderId
from frontdesk.domain.ticket import Ticket

MAX_TEXT = 20_000  # characters; more than a reply of the model holds
MAX_IDENTIFIER = 200
MAX_ITEMS = 100
LARGEST = 2**53  # beyond it JSON numbers are not exact

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Marker:
    name: str


_ID = _Marker("id")
_OWNED = _Marker("owned")

Id = Annotated[str, _ID]
"""An identifier, not free text: spaces around it and a leading # do not count."""

Owned = Annotated[_T, _OWNED]
"""An object of the customer the conversation belongs to.

`order: Owned[Order]` is an id named `order_id` to the model; the action gets the Order. What
belongs to somebody else is not found, like what does not exist.
"""

OWNABLE: tuple[type, ...] = (Order, Ticket)


@dataclass(frozen=True, slots=True)
class Contact:
    """An e-mail or postal address or a phone number: to the model a placeholder, to the action a
    value.
    """

    placeholder: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Code:
    """A code from a mail, as the customer typed it: a placeholder to the model, as a Contact."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Kind:
    validated: Any
    """An annotation for pydantic; Any: annotations have no common type."""
    expected: str
    """Completes the sentence "`size` must be …"."""
    may_be_key: bool = True
    """Not free text: the same wish gives the same value."""
    identifies: type | None = None
    """The type of the object it is the id of, if that is known."""
    is_owned: bool = False
    """The action gets the object itself."""
    is_contact: bool = False
    is_code: bool = False
    may_be_none: bool = False

    @property
    def is_text(self) -> bool:
        """Words, which the model may have from anywhere."""
        return not self.may_be_key

    @property
    def is_placeholder(self) -> bool:
        """The model copies what stands for the value, which it never sees."""
        return self.is_contact or self.is_code


def kind_of(annotation: Any) -> Kind | None:
    """None if a parameter cannot have this type."""
    if kind := PLAIN.get(annotation):
        return kind
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _marked(annotation)
    if origin is Literal:
        return _choice(inner)
    if origin is list:
        return _list(inner[0])
    if origin in (Union, types.UnionType):
        return _optional(inner)
    return None


def _marked(annotation: Any) -> Kind | None:
    kind, *markers = get_args(annotation)
    if _ID in markers and kind is str:
        return IDENTIFIER
    if _OWNED in markers and kind in OWNABLE:
        return replace(IDENTIFIER, identifies=kind, is_owned=True)
    return None


def _choice(values: tuple[object, ...]) -> Kind | None:
    if not all(isinstance(value, str) for value in values):
        return None
    words = ", ".join(cast("tuple[str, ...]", values))
    return Kind(Literal[values], f"one of: {words}")


def _list(annotation: Any) -> Kind | None:
    kind = kind_of(annotation)
    if kind is None or kind.is_owned or kind.is_placeholder or kind.may_be_none:
        return None
    validated = Annotated[list[kind.validated], AfterValidator(_few)]
    return Kind(validated, f"a list; each item must be {kind.expected}", kind.may_be_key)


def _optional(annotations: tuple[Any, ...]) -> Kind | None:
    others = [each for each in annotations if each is not types.NoneType]
    kind = kind_of(others[0]) if len(others) == 1 else None
    if kind is None:
        return None
    return replace(kind, validated=kind.validated | None, may_be_none=True)


def _readable(text: str) -> str:
    """Without what no program downstream should have to meet: control characters, half pairs."""
    if len(text) > MAX_TEXT:
        raise ValueError("too long")
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(kept).strip()


def _identifier(text: str) -> str:
    text = _readable(text).removeprefix("#").strip()
    if not text or len(text) > MAX_IDENTIFIER or "\n" in text:
        raise ValueError("no identifier")
    return text


def _whole(number: int) -> int:
    if abs(number) > LARGEST:
        raise ValueError("too large")
    return number


def _amount(value: object) -> Decimal:
    if not isinstance(value, str) or not re.fullmatch(r"\s*[0-9]{1,12}(\.[0-9]{1,4})?\s*", value):
        raise ValueError("no amount")
    return Decimal(value.strip())


def _day(value: object) -> date:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("no date")
    return date.fromisoformat(value)


def _few(items: list[object]) -> list[object]:
    if len(items) > MAX_ITEMS:
        raise ValueError("too many")
    return items


IDENTIFIER = Kind(
    Annotated[str, Strict(), AfterValidator(_identifier)],
    "an identifier exactly as it stands in the conversation or in an earlier result",
)
PLAIN = {
    OrderId: replace(IDENTIFIER, identifies=Order),
    str: Kind(
        Annotated[str, Strict(), AfterValidator(_readable)],
        f"text of at most {MAX_TEXT:,} characters",
        may_be_key=False,
    ),
    Contact: Kind(
        IDENTIFIER.validated,
        "a placeholder such as [email_1], exactly as it stands in the conversation",
        is_contact=True,
    ),
    Code: Kind(
        IDENTIFIER.validated,
        "a placeholder such as [code_1], exactly as it stands in the conversation",
        is_code=True,
    ),
    bool: Kind(Annotated[bool, Strict()], "true or false"),
    int: Kind(Annotated[int, Strict(), AfterValidator(_whole)], "a whole number"),
    Decimal: Kind(
        Annotated[Decimal, BeforeValidator(_amount), WithJsonSchema({"type": "string"})],
        'an amount written as digits, without a currency, such as "12.50"',
    ),
    date: Kind(
        Annotated[
            date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})
        ],
        "a date such as 2026-01-31",
    ),
}
"""By annotation. Floats are left out on purpose: amounts are Decimals."""
