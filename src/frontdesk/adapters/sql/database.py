"""One SQLite file: a writer thread with group commit, and readers beside it.

Work is given as plain functions over a SQLAlchemy connection, so one body serves every database:
here it runs in a thread, on an async driver it runs under `AsyncConnection.run_sync`.
"""

import asyncio
import queue
import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError

from frontdesk.errors import StorageFailed

T = TypeVar("T")
Work = Callable[[Connection], T]
Job = tuple[Work[Any], Future[Any]]

READERS = 2
MAX_BATCH = 64  # Writes that share one fsync; more would delay the first of them.

PRAGMAS = (
    "PRAGMA busy_timeout=5000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # NORMAL loses acknowledged rows in a power cut
    "PRAGMA foreign_keys=ON",
    "PRAGMA mmap_size=0",  # an I/O error on a mapped page would kill the process
)


class SqliteDatabase:
    def __init__(self, path: Path) -> None:
        self._writing = sqlite_engine(path, begin="BEGIN IMMEDIATE", connections=1)
        self._reading = sqlite_engine(path, begin="BEGIN", connections=READERS)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="sqlite-read")
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write_all, name="sqlite-write", daemon=True)
        self._writer.start()

    async def read(self, work: Work[T]) -> T:
        """Run `work` in a read transaction. Raises StorageFailed."""

        def run() -> T:
            with storage_errors(), self._reading.connect() as connection:
                return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._readers, run)

    async def write(self, work: Work[T], then: Callable[[], None] | None = None) -> T:
        """Run `work` in a write transaction; durable once this returns.

        Writes run one after another, in the order they were asked for; what `work` raises undoes
        its own changes only. It changes nothing else, for it may be run a second time. `then` is
        called in this event loop after the commit. Cancelling the caller takes back neither the
        write nor `then`. Raises StorageFailed.
        """
        done: Future[T] = Future()
        written = asyncio.wrap_future(done)
        if then is not None:
            written.add_done_callback(lambda write: None if write.exception() else then())
        self._jobs.put((work, done))
        return await asyncio.shield(written)

    async def foreign_writes(self) -> int:
        """A number that changes whenever another process wrote. Raises StorageFailed.

        SQLite counts commits by others than the connection that asks: here, the only one that
        writes for this process.
        """

        def work(connection: Connection) -> int:
            return connection.exec_driver_sql("PRAGMA data_version").scalar_one()

        return await self.write(work)

    def close(self) -> None:
        """Finish the writes that were asked for, then let go of the file."""
        self._jobs.put(None)
        self._writer.join()
        self._readers.shutdown()
        self._writing.dispose()
        self._reading.dispose()

    def _write_all(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._write_together([job, *self._others_waiting()])

    def _others_waiting(self) -> Generator[Job]:
        for _ in range(MAX_BATCH - 1):
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return
            if job is None:
                self._jobs.put(None)
                return
            yield job

    def _write_together(self, batch: list[Job]) -> None:
        """One transaction, one fsync; nobody hears of success before it.

        If one of them fails, none stays and each is written alone: that is rare, and cheaper
        than a savepoint around every one.
        """
        if len(batch) == 1:
            self._write_alone(*batch[0])
            return
        try:
            with self._writing.begin() as connection:
                outcomes = [work(connection) for work, _ in batch]
        except Exception as error:  # noqa: BLE001 (whatever it is, the writer has to live on)
            failed = _storage_error(error)
            for work, done in batch:
                if failed:
                    done.set_exception(failed)
                else:
                    self._write_alone(work, done)
        else:
            for (_, done), outcome in zip(batch, outcomes, strict=True):
                done.set_result(outcome)

    def _write_alone(self, work: Work[Any], done: Future[Any]) -> None:
        try:
            with self._writing.begin() as connection:
                outcome = work(connection)
        except Exception as error:  # noqa: BLE001 (raised again where the write was asked for)
            done.set_exception(_storage_error(error) or error)
        else:
            done.set_result(outcome)


def _storage_error(error: Exception) -> StorageFailed | None:
    """What a fault of the file becomes; a broken constraint belongs to the write itself."""
    if isinstance(error, DBAPIError | OSError) and not isinstance(error, IntegrityError):
        failed = StorageFailed()
        failed.__cause__ = error
        return failed
    return None


@contextmanager
def storage_errors() -> Generator[None]:
    try:
        yield
    except (DBAPIError, OSError) as error:
        raise StorageFailed from error


def sqlite_engine(path: Path, *, begin: str, connections: int) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        pool_size=connections,
        max_overflow=0,
        connect_args={"check_same_thread": False},  # closed from the loop's thread
        hide_parameters=True,  # errors are logged; what customers wrote is not
    )

    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # sqlite3 must not guess where a transaction begins
        for pragma in PRAGMAS:
            connection.execute(pragma)

    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin_transaction)
    return engine
