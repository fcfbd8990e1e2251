"""The bars of `make faults`, in a size that takes seconds; and their controls, which must miss."""

import pytest

from tests.faults.bars.bars import BARS, CONTROLS

SOAK = 100  # rounds
QUICK_CONTROLS = {"schedules", "money", "duplicates", "injection"}


@pytest.mark.parametrize("name", BARS)
async def test_the_bar_is_kept(name, tmp_path):
    figures = await BARS[name].run(tmp_path, 1, True)

    if reason := figures.get("skipped"):
        pytest.skip(reason)
    assert figures["missed"] == [], figures


@pytest.mark.parametrize("name", CONTROLS)
async def test_without_its_defence_the_bar_is_missed(name, tmp_path, rounds):
    if name not in QUICK_CONTROLS and rounds < SOAK:
        pytest.skip("half a minute: `make faults`")
    figures = await CONTROLS[name].run(tmp_path, 1, True)

    assert figures["missed"], figures
