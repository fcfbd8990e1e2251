"""What the API refuses although its shape is right. Each rule is a pure function of the call.

A rule answers with the API's message, or None. Where a rule says UNCONFIRMED and a colon, what
follows was not seen from the live API; docs/sandbox.md lists these lines.
"""

from collections.abc import Callable

from frontdesk.sandbox.call import Call
from frontdesk.sandbox.rules import (
    caching,
    citing,
    placing,
    roles,
    schemas,
    size,
    thinking,
    tools,
    version,
)

Rule = Callable[[Call], str | None]

RULES: tuple[Rule, ...] = (
    *version.RULES,
    caching.not_on_these_blocks,  # before the rule against empty text, which it is about
    *size.RULES,
    *roles.RULES,
    *tools.RULES,
    *citing.RULES,
    *schemas.RULES,
    *thinking.RULES,
    *placing.RULES,
    *caching.RULES,
)


def broken(call: Call) -> str | None:
    """The message of the first rule that the call breaks."""
    return next((message for rule in RULES if (message := rule(call))), None)
