"""Who may answer: each a pure function of the request."""

from collections.abc import Callable, Mapping

from frontdesk.sandbox import attacker, reader
from frontdesk.sandbox.attacker.obeying import obey
from frontdesk.sandbox.reply import Reply
from frontdesk.sandbox.wire import MessagesRequest

Mind = Callable[[MessagesRequest], Reply]
MINDS: Mapping[str, Mind] = {
    "reader": reader.answer,
    "attacker": attacker.answer,
    "obedient": obey,
}


def mind_named(name: str) -> Mind:
    """`attacker:7` is the attacker with that seed. Raises ValueError."""
    kind, _, seed = name.partition(":")
    if kind == "attacker" and seed.isdecimal():
        return attacker.seeded(int(seed))
    if name not in MINDS:
        raise ValueError(f"there is no mind {name!r}, only {', '.join(MINDS)} and attacker:<seed>")
    return MINDS[name]
