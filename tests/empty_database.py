"""A database at the current schema: migrating one takes longer than most tests."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from frontdesk.adapters.sql.migrating import upgrade


def ensure_database(path: Path) -> None:
    """As `upgrade` leaves it, unless there is a file already."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.write_bytes(empty_database())


@cache
def empty_database() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "desk.db")
        upgrade(path)
        return path.read_bytes()
