"""Numbers by their shape, written as `ORD-#####`: whole ones, and beginnings at a text's end."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

DIGIT, LETTER, EITHER = "#", "@", "*"
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"


def shapes(templates: Iterable[str], sign: Callable[[str], str]) -> re.Pattern[str]:
    """Finds what has one of these shapes, told from letters and digits around it.

    `#` is a digit, `@` a letter, `*` either; `sign` says what any other character matches.
    """
    whole = "|".join("".join(_atoms(each, sign)) for each in templates)
    return re.compile(f"{_START}(?:{whole}){_END}", re.IGNORECASE)


def starts(templates: Mapping[str, Iterable[str]], sign: Callable[[str], str]) -> re.Pattern[str]:
    """Finds where any of these begins, in one pass for all; what has which is the group's."""
    whole = {
        name: "|".join("".join(_atoms(each, sign)) for each in every)
        for name, every in templates.items()
    }
    any_of = f"(?=(?:{'|'.join(whole.values())}){_END})"
    groups = (f"(?=(?P<{name}>(?:{each}){_END})?)" for name, each in whole.items())
    return re.compile(f"{_START}{any_of}{''.join(groups)}", re.IGNORECASE)


def beginnings(templates: Iterable[str], sign: Callable[[str], str]) -> re.Pattern[str]:
    """Finds what could become one of these at the end of a text."""
    begun = "|".join(_nested(_atoms(each, sign)) for each in templates)
    return re.compile(rf"{_START}(?:{begun})\Z", re.IGNORECASE)


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
