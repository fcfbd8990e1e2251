"""Which failures are tried once more."""

import pytest

from scripts.again import may_try_again

CHAT, DESK = "tests/browser/test_chat.py::test_it[de]", "tests/api/test_desk.py::test_it"


@pytest.mark.parametrize(
    ("status", "failed", "in_ci", "again"),
    [
        (1, [CHAT], True, True),
        (1, [CHAT, DESK], True, False),
        (1, [CHAT], False, False),
        (1, [], True, False),
        (2, [CHAT], True, False),
    ],
)
def test_only_browser_tests_and_only_in_ci(status, failed, in_ci, again):
    assert may_try_again(status, failed, in_ci=in_ci) is again
