"""Controls: a test that guards a promise has to fail once the defence it is about is off."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest

Test = TypeVar("Test", bound=Callable[..., Any])

Off = tuple[object, str, object]
"""Where the defence is, its name there, and what stands in its place while it is off."""

UNDEFENDED = pytest.mark.xfail(strict=True, raises=AssertionError, reason="the defence is off")


def controlled(*off: Off) -> Callable[[Test], Test]:
    """Run the test twice: as it is, and with all of these off, where it has to fail."""
    runs = [pytest.param((), id="defended"), pytest.param(off, id="undefended", marks=UNDEFENDED)]

    def decorate(test: Test) -> Test:
        used = pytest.mark.usefixtures("defence")(test)
        return pytest.mark.parametrize("defence", runs, indirect=True)(used)

    return decorate
