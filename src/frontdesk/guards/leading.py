"""Words that say what comes right after them: `my address is …`, `call me at …`.

To look back from every number for any of them takes too long where there are many numbers, so
where such words begin is found once for the whole text.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

_WITHIN_WORD = re.compile(r"(?<=\w)\w")


@dataclass(frozen=True, slots=True)
class Leading:
    """Words and what may stand between them and what they lead to."""

    begun: re.Pattern[str]
    whole: re.Pattern[str]
    reach: int
    """Characters in which both have to fit."""

    @classmethod
    def of(cls, words: str, link: str, reach: int) -> "Leading":
        """Of patterns, in either case; `link` matches up to what is led to."""
        begun, whole = f"(?={words})", rf"{words}{link}\Z"
        return cls(re.compile(begun, re.IGNORECASE), re.compile(whole, re.IGNORECASE), reach)

    def begins_in(self, text: str) -> Sequence[int]:
        return [found.start() for found in self.begun.finditer(text)]

    def leads_to(self, text: str, start: int, begins: Sequence[int]) -> bool:
        """Whether such words stand right before; a word that is cut off by the reach counts."""
        far = max(0, start - self.reach)
        near = begins[bisect_left(begins, far) : bisect_left(begins, start)]
        if any(self.whole.match(text, at, start) for at in near):
            return True
        is_cut = far > 0 and _WITHIN_WORD.match(text, far) is not None
        return is_cut and self.whole.match(text[far:start]) is not None
