"""Texts that a pattern matches, or nearly: made from the pattern's own parts, by chance."""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from re import _constants as op  # type: ignore[attr-defined]  # Python has no public parser
from re import _parser as parser  # type: ignore[attr-defined]

MOST_REPEATS = 3  # beyond the least
LETTERS = "abzABZéñяЖ"
IN_CATEGORY: Mapping[object, str] = {
    op.CATEGORY_DIGIT: "0123456789",
    op.CATEGORY_SPACE: " \n\t",
    op.CATEGORY_WORD: f"{LETTERS}019_",
    op.CATEGORY_NOT_DIGIT: f"{LETTERS} .-",
    op.CATEGORY_NOT_SPACE: f"{LETTERS}019.,-",
    op.CATEGORY_NOT_WORD: " .,-/:",
}
ANY = f"{LETTERS}0123456789 .,-/:()+#'\"\n"


def samples(pattern: re.Pattern[str], chance: random.Random, number: int) -> Iterator[str]:
    """Looks around are left out, so some match only nearly; half of them end too early."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    for _ in range(number):
        sample = _of_tree(tree, chance)
        yield (
            sample[: chance.randint(1, len(sample))] if sample and chance.random() < 0.5 else sample
        )


def _of_tree(tree: object, chance: random.Random) -> str:
    return "".join(_of_part(kind, given, chance) for kind, given in tree)  # type: ignore[attr-defined]


def _of_part(kind: object, given, chance: random.Random) -> str:
    make: Mapping[object, Callable[[], str]] = {
        op.LITERAL: lambda: chr(given),
        op.NOT_LITERAL: lambda: chance.choice(ANY),
        op.ANY: lambda: chance.choice(ANY),
        op.IN: lambda: _one_of(given, chance),
        op.BRANCH: lambda: _of_tree(chance.choice(given[1]), chance),
        op.SUBPATTERN: lambda: _of_tree(given[-1], chance),
        op.ATOMIC_GROUP: lambda: _of_tree(given, chance),
        op.MAX_REPEAT: lambda: _repeated(*given, chance),
        op.MIN_REPEAT: lambda: _repeated(*given, chance),
        op.POSSESSIVE_REPEAT: lambda: _repeated(*given, chance),
    }
    return make[kind]() if kind in make else ""


def _repeated(least: int, most: int, tree: object, chance: random.Random) -> str:
    times = chance.randint(least, min(most, least + MOST_REPEATS))
    return "".join(_of_tree(tree, chance) for _ in range(times))


def _one_of(members: list[tuple[object, object]], chance: random.Random) -> str:
    if members[0][0] is op.NEGATE:
        return chance.choice(ANY)
    kind, given = chance.choice(members)
    if kind is op.RANGE:
        first, last = given  # type: ignore[misc]
        return chr(chance.randint(first, last))
    return chance.choice(IN_CATEGORY[given]) if kind is op.CATEGORY else chr(given)  # type: ignore[call-overload]
