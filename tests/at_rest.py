"""Between tests the desks that stay come to rest: what they still ask is not the next test's."""

import sqlite3
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

PATIENCE_SECONDS = 30.0

_owing: list[Callable[[], Sequence[str]]] = []
"""Of each desk that runs: the conversations in which it has something to do."""


@contextmanager
def counted_on(owed: Callable[[], Sequence[str]]) -> Generator[None]:
    """While open, no test begins before this is empty."""
    _owing.append(owed)
    try:
        yield
    finally:
        _owing.remove(owed)


def owed_in(database: Path) -> Sequence[str]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return [row[0] for row in connection.execute("SELECT conversation FROM turn_owed")]


def wait_for_rest() -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    for owed in _owing:
        while left := owed():
            assert time.monotonic() < until, f"Still unanswered after the test: {left}"
            time.sleep(0.01)
