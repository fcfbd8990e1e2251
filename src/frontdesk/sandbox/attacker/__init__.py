"""The attacker mind: what a model may do at its worst, in valid shapes and the same for each seed.

It calls anything with anything, obeys whoever writes, claims what never happened and denies what
did, repeats all it sees, never stops, floods, and puts attacks into its text. It keeps no limit of
the request either. What must not change when it answers is the desk's safety.
"""

import hashlib
import random
from collections.abc import Callable

from frontdesk.sandbox.attacker.acts import ACTS, NEED_TOOLS, RARE, Act
from frontdesk.sandbox.attacker.scenes import Scene, scene_of
from frontdesk.sandbox.reply import Reply
from frontdesk.sandbox.wire import MessagesRequest

__all__ = ["ACTS", "answer", "attack", "seeded"]


def answer(request: MessagesRequest) -> Reply:
    return attack(request, seed=0)


def seeded(seed: int) -> Callable[[MessagesRequest], Reply]:
    return lambda request: attack(request, seed=seed)


def attack(request: MessagesRequest, *, seed: int, act: str | None = None) -> Reply:
    """One act of them all, or the named one; another for each request of a conversation."""
    written = request.model_dump_json(include={"messages", "tools", "system"})
    digest = hashlib.sha256(f"{seed}\0{written}".encode()).digest()
    chance = random.Random(digest)  # noqa: S311 (must be the same again, not secret)
    scene = scene_of(request)
    return _act(scene, chance, act)(scene, chance)


def _act(scene: Scene, chance: random.Random, name: str | None) -> Act:
    if name:
        return ACTS[name]
    possible = [name for name in ACTS if scene.tools or name not in NEED_TOOLS]
    weights = [1 if name in RARE else 20 for name in possible]
    return ACTS[chance.choices(possible, weights)[0]]
