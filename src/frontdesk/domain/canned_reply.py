"""Canned replies: texts for what people at the desk say again and again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

BLANK = re.compile(r"\{([a-z][a-z_]*)\}")


@dataclass(frozen=True, slots=True)
class CannedReply:
    name: str
    """The same in all its languages."""
    language: str
    """As ISO 639; empty if it is one for all."""
    title: str
    text: str
    """With blanks, as `{customer}`."""


def filled(text: str, values: Mapping[str, str]) -> str:
    """With what is known in its blanks; a blank whose value is unknown or empty stays."""
    return BLANK.sub(lambda found: values.get(found[1]) or found[0], text)


def blanks(text: str) -> tuple[str, ...]:
    """The names of those that are left, each once."""
    return tuple(dict.fromkeys(BLANK.findall(text)))
