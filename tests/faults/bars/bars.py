"""The bars by name, with their two sizes, and their controls."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.bars.attackers import attacked
from tests.faults.bars.crash_points import crash_points
from tests.faults.bars.cuts import cut
from tests.faults.bars.duplicates import duplicates
from tests.faults.bars.injection import injected
from tests.faults.bars.kill import killed
from tests.faults.bars.money import money
from tests.faults.bars.overload import overloaded
from tests.faults.bars.schedules import schedules
from tests.faults.bars.storage import failing_fsync, full_disk
from tests.faults.bars.unknown import unknown
from tests.faults.bars.weaker import (
    anybodys_orders,
    forgetful_door,
    lawless,
    loose_streams,
    stubborn,
    trusting,
)

Run = Callable[[Path, int, bool], Awaitable[dict[str, Any]]]
"""Folder, seed, and whether the small size is enough."""


@dataclass(frozen=True)
class Bar:
    run: Run


def of(small: Any, whole: Any, work: Callable[..., Any], **more: Any) -> Bar:
    """`small`, `whole`: the arguments that make the size."""
    return Bar(
        lambda folder, seed, is_small: work(
            folder, seed=seed, **more, **(small if is_small else whole)
        )
    )


BARS: Mapping[str, Bar] = {
    "schedules": of({"count": 150}, {"count": 100_000}, schedules),
    "kill": of({"kills": 2, "conversations": 6}, {"kills": 200, "conversations": 1000}, killed),
    "crash_points": of({"step": 12, "calls": ("fdatasync",)}, {"step": 1}, crash_points),
    "duplicates": of({"messages": 30}, {"messages": 10_000}, duplicates),
    "unknown": of({"refunds": 12, "rate": 0.3}, {"refunds": 2000, "rate": 0.3}, unknown),
    "cuts": of({"step": 150, "kinds": ("eof",)}, {"step": 1}, cut),
    "overload": of(
        {"conversations": 4, "seconds": 0}, {"conversations": 50, "seconds": 60}, overloaded
    ),
    "attackers": of({"turns": 10, "customers": 4}, {"turns": 10_000}, attacked),
    "injection": of({"attacks": 3}, {"attacks": None}, injected),
    "money": of({"steps": 800}, {"steps": 100_000}, money),
    "full_disk": of({}, {}, full_disk),
    "failing_fsync": of({}, {}, failing_fsync),
}

CONTROLS: Mapping[str, Bar] = {
    "schedules": of({"count": 30}, {"count": 1000}, lawless),
    "unknown": of(
        {"refunds": 12, "rate": 0.5}, {"refunds": 60, "rate": 0.5}, unknown, forgets_keys=True
    ),
    "money": of({"steps": 800}, {"steps": 8000}, money, lawless=True),
    "attackers": of(
        {"turns": 80, "customers": 4}, {"turns": 200, "customers": 10}, anybodys_orders
    ),
    "duplicates": of({"messages": 20}, {"messages": 100}, forgetful_door),
    "cuts": of({"step": 150, "kinds": ("eof",)}, {"step": 20}, loose_streams),
    "kill": of(
        {"kills": 12, "conversations": 40},
        {"kills": 40, "conversations": 200},
        killed,
        forgets_keys=True,
    ),
    "crash_points": of(
        {"step": 2, "calls": ("pwrite64",)},
        {"step": 1, "calls": ("pwrite64",)},
        crash_points,
        forgets_keys=True,
    ),
    "overload": of(
        {"conversations": 4, "seconds": 90}, {"conversations": 20, "seconds": 90}, stubborn
    ),
    "full_disk": of({}, {}, full_disk, weakness="hasty_storage"),
    "failing_fsync": of({}, {}, failing_fsync, weakness="hasty_storage"),
    "injection": of({"attacks": 3}, {"attacks": 3}, trusting),
}
"""The same with a defence off."""
