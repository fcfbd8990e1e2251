"""What the API refuses although its shape is right. Each rule is a pure function of the call.

A rule answers with the API's message, or None. Wording marked UNCONFIRMED has the right status and
type, but its text was not seen from the live API.
"""

from collections.abc import Callable

from frontdesk.sandbox.call import Call
from frontdesk.sandbox.rules import caching, citing, roles, size, thinking, tools

Rule = Callable[[Call], str | None]

RULES: tuple[Rule, ...] = (
    *size.RULES,
    *roles.RULES,
    *tools.RULES,
    *citing.RULES,
    *thinking.RULES,
    *caching.RULES,
)


def broken(call: Call) -> str | None:
    """The message of the first rule that the call breaks."""
    return next((message for rule in RULES if (message := rule(call))), None)
