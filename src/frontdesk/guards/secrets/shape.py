"""Numbers by their shape, written as `ORD-#####`: whole ones, and beginnings at a text's end."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

DIGIT, LETTER, EITHER = "#", "@", "*"
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"


def shapes(templates: Iterable[str], sign: Callable[[str], str]) -> re.Pattern[str]:
    """Finds what has one of these shapes, told from letters and digits around it.

    `#` is a digit, `@` a letter, `*` either; `sign` says what any other character matches.
    """
    return re.compile(f"{_START}{_any_of(templates, sign)}{_END}", re.IGNORECASE)


def starts(templates: Mapping[str, Iterable[str]], sign: Callable[[str], str]) -> re.Pattern[str]:
    """Finds where any of these begins, in one pass for all; what has which is the group's.

    Without letters of their own: case is not looked at, which is faster.
    """
    every = [each for one in templates.values() for each in one]
    groups = (f"(?=(?P<{name}>{_any_of(one, sign)}{_END})?)" for name, one in templates.items())
    return re.compile(f"{_START}(?={_any_of(every, sign)}{_END}){''.join(groups)}")


def beginnings(templates: Iterable[str], sign: Callable[[str], str]) -> re.Pattern[str]:
    """Finds what could become one of these at the end of a text."""
    begun = "|".join(_nested(_atoms(each, sign)) for each in templates)
    return re.compile(rf"{_START}(?:{begun})\Z", re.IGNORECASE)


def literal(sign: str) -> str:
    return re.escape(sign)


def _any_of(templates: Iterable[str], sign: Callable[[str], str]) -> str:
    """What some of them begin with alike stands once: it is matched once."""
    by_first: dict[str, list[str]] = {}
    for each in templates:
        by_first.setdefault(each[:1], []).append(each[1:])
    branches = [
        _atom(first, sign) + _any_of(rests, sign) if first else ""
        for first, rests in by_first.items()
    ]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _atoms(template: str, sign: Callable[[str], str]) -> Sequence[str]:
    return [_atom(each, sign) for each in template]


def _atom(each: str, sign: Callable[[str], str]) -> str:
    classes = {DIGIT: "[0-9]", LETTER: "[A-Za-z]", EITHER: "[A-Za-z0-9]"}
    return classes.get(each) or sign(each)


def _nested(atoms: Sequence[str]) -> str:
    pattern = ""
    for atom in reversed(atoms):
        pattern = f"{atom}(?:{pattern})?" if pattern else atom
    return pattern
