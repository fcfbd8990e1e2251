"""No order of events lets a customer have too much, or one customer touch what is another's."""

import pytest

from tests.faults.money.machine import STEPS, MoneyMachine, live
from tests.faults.money.world import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_in_no_order_of_events_is_a_promise_broken(kind, rounds):
    """`make faults` takes 20,000 steps and more."""
    machine = type("Machine", (MoneyMachine,), {"kinds": (kind,), "taken": 0})
    lives = (2 if kind == "sqlite" else 4) * rounds * 50 // STEPS
    live(machine, lives=lives, number=1 + KINDS.index(kind))

    figure = f"{kind}: {machine.taken:,} steps in {lives:,} lives, no promise broken"
    print(figure)  # noqa: T201 (what `pytest -s` reports)
