"""Bring a database file to the current schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from frontdesk.adapters.sql.database import sqlite_engine, storage_errors

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(path: Path) -> None:
    """Create the file if it is missing and run every migration it lacks. Raises StorageFailed."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = sqlite_engine(path, begin="BEGIN IMMEDIATE", connections=1)
    try:
        with storage_errors(), engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()
