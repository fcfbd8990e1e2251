"""Whether a question asks for a price, a limit or a policy, which nobody may make up (D16)."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

Fact = Literal["price", "limit", "policy"]
WORDS = Path(__file__).parent / "facts.toml"


def fact_asked_for(question: str) -> Fact | None:
    """In whichever language; None where its words name none."""
    said = question.casefold()
    return next((fact for fact, words in _words().items() if words.search(said)), None)


@cache
def _words() -> Mapping[Fact, re.Pattern[str]]:
    listed: Mapping[Fact, Mapping[str, str]] = tomllib.loads(WORDS.read_text("utf-8"))  # pyright: ignore[reportAssignmentType] (our own file)
    return {fact: re.compile("|".join(words.values())) for fact, words in listed.items()}
