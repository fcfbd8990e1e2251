"""Who or what acted, for a reader's eye."""

from typing import Literal

Who = Literal["customer", "desk", "model", "reply", "withheld", "action", "money", "people"]


def suspected(why: str) -> str:
    return f" (suspicious: {why})" if why else ""
