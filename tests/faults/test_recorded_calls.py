"""Calls that others wrote down do what they should for whom they are, and nothing for others."""

import pytest

from bench.tau import retail, trajectories
from bench.tau.shop import RETAIL, TRAJECTORIES


@pytest.fixture
def most(request) -> int | None:
    """Of the recorded tasks: all of them in a soak."""
    return None if request.config.getoption("--soak") else 3


@pytest.mark.skipif(not RETAIL.is_dir(), reason=f"needs {RETAIL}")
async def test_expected_actions_change_what_they_should_and_as_another_customer_nothing(most):
    report = await retail.check(most)

    assert report.is_good, (retail.figures(report), report.differing)
    assert report.refused["not_own"] > 0


@pytest.mark.skipif(not RETAIL.is_dir(), reason=f"needs {RETAIL}")
async def test_where_everything_is_everybodys_the_check_sees_it():
    report = await retail.check(3, is_open=True)

    assert report.foreign_read > 0
    assert report.foreign_changed > 0


@pytest.mark.skipif(not TRAJECTORIES.is_dir(), reason=f"needs {TRAJECTORIES}")
async def test_what_real_models_called_reaches_nobody_elses_rows(most):
    found = await trajectories.check(most)

    assert trajectories.is_good(found), found
    assert all(each["attacker_refused"].get("not_own") for each in found.values())
