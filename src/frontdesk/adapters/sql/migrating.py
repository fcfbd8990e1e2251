"""Bring a database file to the current schema."""

from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from frontdesk.adapters.sql.database import sqlite_engine, storage_errors
from frontdesk.errors import DataFolderUnusable

MIGRATIONS = Path(__file__).parent / "migrations"
Schema = Literal["missing", "behind", "current"]


def upgrade(path: Path) -> None:
    """Create the file if it is missing and run every migration it lacks.

    Raises StorageFailed, and DataFolderUnusable for a file of a newer version.
    """
    config = _config()
    engine = sqlite_engine(path, begin="BEGIN IMMEDIATE", connections=1)
    try:
        with storage_errors(), engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise _newer(path) from error
    finally:
        engine.dispose()


def schema_state(path: Path) -> Schema:
    """Changes nothing. Raises StorageFailed; DataFolderUnusable for a file of a newer version."""
    if not path.is_file():
        return "missing"
    known = ScriptDirectory.from_config(_config())
    engine = sqlite_engine(path, begin="BEGIN", connections=1)
    try:
        with storage_errors(), engine.begin() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
    if found == known.get_current_head():
        return "current"
    if found is not None and found not in {script.revision for script in known.walk_revisions()}:
        raise _newer(path)
    return "behind"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _newer(path: Path) -> DataFolderUnusable:
    return DataFolderUnusable(
        f"{path} was written by a newer version of Frontdesk.",
        next_step="Install that version again, or choose another folder with --data PATH.",
    )
