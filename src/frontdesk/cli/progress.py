"""How far long work has come: a bar for people, nothing for programs and files."""

import sys
from collections.abc import Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from frontdesk.knowledge import Tell, tell_nobody


@contextmanager
def bar(text: str, *, as_json: bool = False) -> Generator[Tell]:
    """What it gives is told how many of how many are done; the bar goes when all is done."""
    if as_json or not sys.stderr.isatty():
        yield tell_nobody
        return
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(text, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
