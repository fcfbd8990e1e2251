"""Numbers by their shape, written as `ORD-#####`: whole ones, and beginnings at a text's end."""

import re
from collections.abc import Callable, Iterable, Sequence

DIGIT, LETTER, EITHER = "#", "@", "*"


def shapes(templates: Iterable[str], sign: Callable[[str], str]) -> re.Pattern[str]:
    """Finds what has one of these shapes, told from letters and digits around it.

    `#` is a digit, `@` a letter, `*` either; `sign` says what any other character matches.
    """
    whole = "|".join("".join(_atoms(each, sign)) for each in templates)
    return re.compile(rf"(?<![^\W_])(?:{whole})(?![^\W_])", re.IGNORECASE)


def beginnings(templates: Iterable[str], sign: Callable[[str], str]) -> re.Pattern[str]:
    """Finds what could become one of these at the end of a text."""
    begun = "|".join(_nested(_atoms(each, sign)) for each in templates)
    return re.compile(rf"(?<![^\W_])(?:{begun})\Z", re.IGNORECASE)


def literal(sign: str) -> str:
    return re.escape(sign)


def _atoms(template: str, sign: Callable[[str], str]) -> Sequence[str]:
    classes = {DIGIT: "[0-9]", LETTER: "[A-Za-z]", EITHER: "[A-Za-z0-9]"}
    return [classes.get(each) or sign(each) for each in template]


def _nested(atoms: Sequence[str]) -> str:
    pattern = ""
    for atom in reversed(atoms):
        pattern = f"{atom}(?:{pattern})?" if pattern else atom
    return pattern
