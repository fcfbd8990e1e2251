"""The keys of the vault: a file beside the database, readable to the desk's own user alone."""

import os
import secrets
from pathlib import Path

from frontdesk.errors import DataFolderUnusable

KEY_BYTES = 32
FILE = "vault-keys"


class VaultKeys:
    """One key a line in hexadecimal, the newest first; no file while none was ever made.

    The file is read again whenever it has changed, so that a running desk seals under a new key
    as soon as there is one.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._seen: tuple[int, int] = (0, 0)
        self._keys: tuple[bytes, ...] = ()

    def __call__(self) -> tuple[bytes, ...]:
        """Raises DataFolderUnusable."""
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return ()
        seen = (status.st_mtime_ns, status.st_ino)  # the file is replaced, never written into
        if seen != self._seen:
            self._keys, self._seen = self._read(), seen
        return self._keys

    def add(self) -> None:
        """A new key, which counts from here on; the others can still be read."""
        self._write((secrets.token_bytes(KEY_BYTES), *self()))

    def keep_newest(self) -> None:
        """The others are gone for good, and with them what is sealed under them."""
        self._write(self()[:1])

    def _read(self) -> tuple[bytes, ...]:
        try:
            keys = tuple(bytes.fromhex(line) for line in self._path.read_text("ascii").split())
        except (OSError, ValueError) as error:
            raise self._unusable() from error
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise self._unusable()
        return keys

    def _write(self, keys: tuple[bytes, ...]) -> None:
        """Whole and on disk, or not at all."""
        new = self._path.with_name(f".{FILE}-new")
        new.unlink(missing_ok=True)
        descriptor = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write("".join(f"{key.hex()}\n" for key in keys))
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _unusable(self) -> DataFolderUnusable:
        return DataFolderUnusable(
            f"{self._path} holds no keys of the vault.",
            next_step="Restore it from a backup; without it contact data cannot be read.",
        )
