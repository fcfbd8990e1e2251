r"""Placeholders: what stands for contact data, or a code by mail, in all that is kept: `[email_1]`.

What a customer types in this shape gets a backslash, `[\email_1]`, and so stands for nothing.
"""

import re
from collections.abc import Mapping

REMOVED = "[removed]"
"""Shown for a value that was forgotten."""

PLACEHOLDER = re.compile(
    r"\[(?P<escape>\\*)(?P<kind>email|phone|address|code)_(?P<number>[0-9]{1,6})\]"
)
"""Escaped ones too; longer numbers would hide phone numbers."""


def placeholders_in(text: str) -> set[str]:
    """Those that stand for something."""
    return {found[0] for found in PLACEHOLDER.finditer(text) if not found["escape"]}


def escape(text: str) -> str:
    """The text, holding nothing that would be resolved; `restore` gives it back as it was."""
    return PLACEHOLDER.sub(lambda found: f"[\\{found[0][1:]}", text)


def restore(text: str, values: Mapping[str, str]) -> str:
    """The text as its writer meant it, with values in place of placeholders.

    A value of "" was forgotten. A placeholder without a value stays as it is.
    """

    def resolve(found: re.Match[str]) -> str:
        if found["escape"]:
            return f"[{found[0][2:]}"
        value = values.get(found[0])
        return found[0] if value is None else value or REMOVED

    return PLACEHOLDER.sub(resolve, text)
