"""The folder where a desk keeps its data: usable, ours alone, with a secret in it."""

import fcntl
import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from frontdesk.errors import DataFolderUnusable, DeskAlreadyRunning

SECRET_BYTES = 32


def prepare(folder: Path) -> None:
    """Make sure that it is there and can be written. Raises DataFolderUnusable."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise DataFolderUnusable(
            f"The data folder {folder} cannot be used: {error.strerror}.",
            next_step="Make it writable, or choose another with --data PATH.",
        ) from error


@contextmanager
def only_desk(folder: Path) -> Generator[None]:
    """One turn-running desk per data folder; the lock goes with the process.

    Raises DeskAlreadyRunning.
    """
    with (folder / "desk.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            process = lock.read(20).strip()
            which = f" (process {process})" if process else ""
            raise DeskAlreadyRunning(
                f"Another desk is already running on the data folder {folder}{which}."
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def read_secret(folder: Path) -> bytes:
    """The desk's secret, made at its first start; without it no earlier token fits."""
    path = folder / "secret"
    if not path.exists():
        new = folder / ".secret-new"
        new.unlink(missing_ok=True)
        descriptor = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    secret = path.read_bytes()
    if len(secret) != SECRET_BYTES:
        raise DataFolderUnusable(
            f"{path} is not this desk's secret: it has {len(secret)} bytes.",
            next_step="Restore it from a backup, or delete it: open conversations end then.",
        )
    return secret
