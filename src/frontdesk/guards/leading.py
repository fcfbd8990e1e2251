"""Words that say what comes right after them: `my address is …`, `call me at …`.

To look back from every number for any of them takes too long where there are many numbers, so
where such words begin is found once for the whole text.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leading:
    """Words and what may stand between them and what they lead to. Texts are in lower case."""

    begun: re.Pattern[str]
    whole: re.Pattern[str]
    reach: int
    """Characters in which both have to fit."""

    @classmethod
    def of(cls, words: str, link: str, reach: int) -> "Leading":
        """Of patterns in lower case; `link` matches up to what is led to."""
        # A letter first, then whether it begins one: most signs begin none.
        begun = rf"[^\W\d](?<=(?={words}).)"
        return cls(re.compile(begun), re.compile(rf"{words}{link}\Z"), reach)

    def begins_in(self, text: str) -> Sequence[int]:
        return [found.start() for found in self.begun.finditer(text)]

    def leads_to(self, text: str, start: int, begins: Sequence[int]) -> bool:
        """Whether such words stand right before."""
        near = begins[bisect_left(begins, start - self.reach) : bisect_left(begins, start)]
        return any(self.whole.match(text, at, start) for at in reversed(near))
