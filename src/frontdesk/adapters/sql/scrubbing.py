"""Leave nothing of what was written over: neither in free pages nor in the write-ahead log.

SQLite keeps old content in unused parts of its file, and its full-text index words of lines that
are gone until its parts are merged (https://sqlite.org/fts5.html, 6.7). VACUUM builds the file anew
from what is there now (https://sqlite.org/lang_vacuum.html), the checkpoint empties the log beside.
"""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from frontdesk.errors import StorageFailed

WAIT_SECONDS = 10.0  # for others who read or write, each time
TRIES = 20
PAUSE_SECONDS = 0.1
MERGE = "INSERT INTO transcript_words(transcript_words) VALUES ('optimize')"


def scrub(path: Path) -> None:
    """Works beside a running desk, whose writes wait meanwhile: about a second for 200 MB.

    Raises StorageFailed if others kept it from being done; then it has to be tried again.
    """
    try:
        with closing(sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)) as database:
            database.execute(MERGE)
            database.execute("VACUUM")
            for _ in range(TRIES):
                is_busy, *_ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if not is_busy:
                    return
                time.sleep(PAUSE_SECONDS)
    except sqlite3.Error as error:
        raise StorageFailed(
            "The file could not be built anew, so it may still hold traces.", next_step=AGAIN
        ) from error
    raise StorageFailed("Others kept reading, so the file may still hold traces.", next_step=AGAIN)


AGAIN = "Run `frontdesk forget --scrub` once the desk is less busy, or stopped."
