"""Bring a database file to the current schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from frontdesk.adapters.sql.database import sqlite_engine, storage_errors
from frontdesk.errors import DataFolderUnusable

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(path: Path) -> None:
    """Create the file if it is missing and run every migration it lacks.

    Raises StorageFailed, and DataFolderUnusable for a file of a newer version.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = sqlite_engine(path, begin="BEGIN IMMEDIATE", connections=1)
    try:
        with storage_errors(), engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise DataFolderUnusable(
            f"{path} was written by a newer version of Frontdesk.",
            next_step="Install that version again, or choose another folder with --data PATH.",
        ) from error
    finally:
        engine.dispose()
