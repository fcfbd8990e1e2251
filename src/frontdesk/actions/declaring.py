"""Declaring an action: a typed async function, and what the desk has to know about it."""

import inspect
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from frontdesk.actions.context import Context
from frontdesk.actions.docstring import Told, read_docstring
from frontdesk.actions.kinds import Kind, kind_of
from frontdesk.domain.action import Risk
from frontdesk.domain.customer import Level
from frontdesk.domain.order import Order
from frontdesk.errors import DeclarationWrong

Per = Literal["conversation", "turn"]
"""How far an identical write counts as the same one."""

Function = Callable[..., Awaitable[object]]

NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
# Who is meant is decided from the verified customer, never from what the model wrote (D4, D17).
IDENTITY = re.compile(
    r"(the_)?(customer|user|client|member|account|shopper|buyer|visitor|caller|person)"
    r"(_?(id|uid|uuid|key|name|number|no|ref|reference|handle))?"
    r"|.*(e_?mail|phone|telephone|mobile).*"
)
PLACEHOLDER = "A placeholder such as `[{}_1]`, copied exactly as it stands in the conversation."


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    """Of the function's parameter."""
    field: str
    """Of the model's argument."""
    kind: Kind
    description: str
    default: Any = inspect.Parameter.empty
    """Any: whatever the function has."""

    @property
    def is_required(self) -> bool:
        return self.default is inspect.Parameter.empty


@dataclass(frozen=True, eq=False)  # compared by identity: there is one of each
class Action:
    name: str
    description: str
    function: Function
    parameters: tuple[Parameter, ...]
    context: str | None
    """The parameter that takes the Context."""
    model: type[BaseModel]
    """Validates the model's arguments."""
    risk: Risk
    level: Level
    key: tuple[str, ...]
    per: Per
    timeout: float
    """Seconds."""
    size: int
    """Of a result, in characters; the rest is cut."""
    alone: bool
    """Never beside another action of the same reply, although it is a read."""
    taints: bool | None
    """Its result holds words of others, which must not lead to effects; None: if it looks so."""
    only_to_people: bool
    """It tells people, be it staff or the conversation's own customer, and does nothing else: so
    untrusted words may lead to it."""

    @property
    def needs_trust(self) -> bool:
        """Whether a conversation that holds words of others must not lead to it."""
        return self.risk in {"keyed_write", "unkeyed_write"} and not self.only_to_people

    @property
    def takes_order(self) -> bool:
        return any(p.kind.is_owned and p.kind.identifies is Order for p in self.parameters)

    @property
    def runs_in_parallel(self) -> bool:
        return self.risk == "read" and not self.alone


def action(  # noqa: PLR0913 (a declaration: one keyword a fact)
    *,
    risk: Risk,
    level: Level,
    key: tuple[str, ...] = (),
    per: Per = "conversation",
    timeout: float = 10.0,
    size: int = 8_000,
    alone: bool = False,
    taints: bool | None = None,
    only_to_people: bool = False,
) -> Callable[[Function], Action]:
    """Declare an async function as an action of the desk.

    The name is the function's; what the model reads is the docstring (docstring.py has its form).
    `key` names the parameters by which a write is known as the same one again; `timeout` is in
    seconds, `size` in characters. Raises DeclarationWrong.
    """

    def declare(function: Function) -> Action:
        told, parameters, context = _read(function)
        declared = Action(
            name=function.__name__,
            description=told.description,
            function=function,
            parameters=parameters,
            context=context,
            model=_model(function.__name__, parameters),
            risk=risk,
            level=level,
            key=key,
            per=per,
            timeout=timeout,
            size=size,
            alone=alone,
            taints=taints,
            only_to_people=only_to_people,
        )
        for problem in _problems(declared, told):
            raise DeclarationWrong(f"The action {function.__name__} {problem}.")
        return declared

    return declare


def _read(function: Function) -> tuple[Told, tuple[Parameter, ...], str | None]:
    name = function.__name__
    try:
        hints = get_type_hints(function, include_extras=True)
    except (NameError, TypeError) as error:
        raise DeclarationWrong(
            f"The action {name} has an annotation that cannot be read: {error}."
        ) from error
    told = read_docstring(function.__doc__ or "")
    parameters: list[Parameter] = []
    context = None
    for declared in inspect.signature(function).parameters.values():
        annotation: object = hints.get(declared.name)
        if annotation is Context:
            context = declared.name
        else:
            parameters.append(_parameter(name, declared, annotation, told.arguments))
    if hints.get("return") in (None, type(None)):
        raise DeclarationWrong(f"The action {name} has to return what the model is told.")
    return told, tuple(parameters), context


def _parameter(
    action: str, declared: inspect.Parameter, annotation: object, told: Mapping[str, str]
) -> Parameter:
    kind = kind_of(annotation)
    if kind is None or declared.kind not in (
        inspect.Parameter.KEYWORD_ONLY,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
    ):
        raise DeclarationWrong(
            f"The action {action} has a parameter {declared.name} of a type it cannot have.",
            next_step="Use str, Id, int, bool, Decimal, date, a Literal of texts, Contact, "
            "Owned[Order], Owned[Ticket], a list of one of the first seven, or one of them "
            "`| None` with a default.",
        )
    field = f"{declared.name}_id" if kind.is_owned else declared.name
    description = told.get(declared.name, "")
    if not description:
        raise DeclarationWrong(
            f"The action {action} does not describe its parameter {declared.name} under Args."
        )
    if kind.is_placeholder:
        description = f"{description} {PLACEHOLDER.format('email' if kind.is_contact else 'code')}"
    return Parameter(declared.name, field, kind, description, declared.default)


def _model(name: str, parameters: tuple[Parameter, ...]) -> type[BaseModel]:
    fields: dict[str, Any] = {}  # Any: annotations have no common type
    for parameter in parameters:
        default = ... if parameter.is_required else parameter.default
        described = Field(default=default, description=parameter.description)
        fields[parameter.field] = (parameter.kind.validated, described)
    return create_model(name, __config__=ConfigDict(extra="forbid"), **fields)


def _problems(declared: Action, told: Told) -> Iterator[str]:
    parameters = {parameter.name: parameter for parameter in declared.parameters}
    if not inspect.iscoroutinefunction(declared.function):
        yield "is not an `async def` function"
    if not NAME.fullmatch(declared.name):
        yield "needs a name of small letters, digits and underscores, 64 at most"
    if not told.description:
        yield "has no docstring, from which the model learns what it does"
    for unknown in sorted(told.arguments.keys() - parameters.keys()):
        yield f"describes `{unknown}` under Args, which is no parameter that the model fills"
    for parameter in declared.parameters:
        yield from _problems_of(parameter, declared)
    yield from _problems_of_key(declared, parameters)


def _problems_of_key(declared: Action, parameters: Mapping[str, Parameter]) -> Iterator[str]:
    for name in declared.key:
        if name not in parameters:
            yield f"names `{name}` in its key, which is no parameter that the model fills"
        elif not parameters[name].kind.may_be_key:
            yield f"has free text in its key: `{name}` should be an Id, a Literal or a number"
    if declared.risk != "read" and not declared.key and declared.per == "conversation":
        yield "writes without a key: name its key parts, or say per='turn'"


def _problems_of(parameter: Parameter, declared: Action) -> Iterator[str]:
    name, kind = parameter.field, parameter.kind
    if not kind.is_contact and (IDENTITY.fullmatch(name) or IDENTITY.fullmatch(parameter.name)):
        yield (
            f"asks the model for an identity in `{name}`: take the customer from the Context, or "
            "make the parameter a Contact"
        )
    if kind.may_be_none and parameter.is_required:
        yield f"lets `{name}` be None without a default"
    if kind.is_owned and kind.identifies is Order and declared.level == "visitor":
        yield f"takes an order in `{name}`, so its level must be claimed or verified"
