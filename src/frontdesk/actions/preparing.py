"""Before an action runs: is there such a one, may it run, and are its arguments what it takes?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from frontdesk.actions.catalog import Catalog
from frontdesk.actions.declaring import Action
from frontdesk.actions.key import key_of
from frontdesk.domain.action import Outcome, ToolCall
from frontdesk.domain.customer import Level, is_enough
from frontdesk.domain.event import ConversationId

MOST_PROBLEMS = 5  # told at once; the model mends these first
MOST_NAMED = 60  # characters of a name that the model made up

NO_SUCH_ACTION = "Not run: there is no action of this name. Go on without it."
VERIFY = (
    "Not run: it is not known yet who the customer is. Ask for an order number and for the e-mail "
    "address or phone number used for that order, then call verify_customer with them."
)
SEND_CODE = (
    "Not run: the customer has to be verified for sure for this. Offer to send a one-time code to "
    "the e-mail address of the customer's account, or that the customer signs in on the website; "
    "if the customer agrees to the code, call send_code."
)
SIGN_IN = (
    "Not run: the customer has to sign in for this. Ask the customer to sign in on the website "
    "and to continue from there, or offer a person."
)


@dataclass(frozen=True, slots=True)
class Prepared:
    action: Action
    arguments: Mapping[str, object]
    """By the names of the function's parameters; contacts and owned objects are still texts."""
    key: str
    """Empty for a read."""


def prepare(
    catalog: Catalog, call: ToolCall, *, level: Level, conversation: ConversationId, turn: int
) -> Prepared | Outcome:
    """What will run, or why it will not, in words that let the model mend it.

    Pure: the same call gives the same key again after a crash.
    """
    action = catalog.find(call.name)
    if action is None:
        return Outcome("not_run", NO_SUCH_ACTION, why="no_such_action")
    if not is_enough(level, action.level):
        return Outcome("refused", _to_do(catalog, level, action), why="level")
    try:
        taken = action.model.model_validate(call.arguments)
    except ValidationError as error:
        return Outcome("refused", _mend(action, error), why="arguments")
    arguments = {each.name: getattr(taken, each.field) for each in action.parameters}
    return Prepared(action, arguments, key_of(action, arguments, conversation, turn))


def _to_do(catalog: Catalog, level: Level, action: Action) -> str:
    """How this customer becomes known surely enough."""
    by_code = catalog.find("send_code") is not None
    if level == "visitor" and catalog.find("verify_customer"):
        return VERIFY if action.level == "claimed" or by_code else SIGN_IN
    return SEND_CODE if by_code else SIGN_IN


def _mend(action: Action, error: ValidationError) -> str:
    problems = list(dict.fromkeys(_problems(action, error.errors(include_url=False))))
    return "\n".join(["Not run. Mend this and call it again:", *problems[:MOST_PROBLEMS]])


def _problems(action: Action, errors: list[ErrorDetails]) -> Iterator[str]:
    fields = {parameter.field: parameter for parameter in action.parameters}
    for error in errors:
        named: Any = error["loc"][0] if error["loc"] else None  # Any: a key as the model wrote it
        parameter = fields.get(named) if isinstance(named, str) else None
        if parameter is None:
            takes = ", ".join(f"`{name}`" for name in fields) or "no parameters"
            known = isinstance(named, str) and named.isidentifier() and len(named) <= MOST_NAMED
            yield f"- {f'`{named}` is no parameter' if known else 'Wrong form'}: it takes {takes}."
        elif error["type"] == "missing":
            yield f"- `{named}` is missing: {parameter.description}"
        else:
            yield f"- `{named}` must be {parameter.kind.expected}. {parameter.description}"
