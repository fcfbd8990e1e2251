"""The actions a desk offers, as tools of the model."""

from collections.abc import Iterable, Mapping

from frontdesk.actions.declaring import Action
from frontdesk.actions.schema import strict_schema
from frontdesk.domain.json import JsonObject
from frontdesk.domain.order import Order
from frontdesk.domain.ticket import Ticket
from frontdesk.errors import DeclarationWrong

# What the API compiles at once (structured outputs); a request with more is refused.
MOST_STRICT = 20
MOST_OPTIONAL = 24


class Catalog:
    def __init__(self, actions: Iterable[Action], *, order_number: str = "ORD-12345") -> None:
        """`order_number`: what one of this company looks like.

        Raises DeclarationWrong if two actions have the same name.
        """
        self._actions: dict[str, Action] = {}
        for action in sorted(actions, key=lambda each: each.name):
            if action.name in self._actions:
                raise DeclarationWrong(
                    f"Two actions are named {action.name}.",
                    next_step="Rename one of them; a built-in one can be left out with "
                    f'[actions] off = ["{action.name}"].',
                )
            self._actions[action.name] = action
        examples = {Order: order_number, Ticket: "TIC-1042"}
        strict = _strict(self._actions.values())
        self.tools: tuple[JsonObject, ...] = tuple(
            _tool(action, examples, is_strict=action.name in strict)
            for action in self._actions.values()
        )
        """Sorted by name, always the same bytes."""

    @property
    def actions(self) -> tuple[Action, ...]:
        """In the order of `tools`."""
        return tuple(self._actions.values())

    def find(self, name: str) -> Action | None:
        return self._actions.get(name)


def _strict(actions: Iterable[Action]) -> frozenset[str]:
    """As many as the API takes, writes first; arguments of all are validated here anyway."""
    chosen: set[str] = set()
    optional = 0
    for action in sorted(actions, key=lambda each: (each.risk == "read", each.name)):
        own = sum(not parameter.is_required for parameter in action.parameters)
        if len(chosen) < MOST_STRICT and optional + own <= MOST_OPTIONAL:
            chosen.add(action.name)
            optional += own
    return frozenset(chosen)


def _tool(action: Action, examples: Mapping[type, str], *, is_strict: bool) -> JsonObject:
    looks = {
        parameter.field: f"It looks like `{examples[parameter.kind.identifies]}`."
        for parameter in action.parameters
        if parameter.kind.identifies
    }
    tool = {
        "name": action.name,
        "description": action.description,
        "input_schema": strict_schema(action.model, looks),
    }
    return {**tool, "strict": True} if is_strict else tool
