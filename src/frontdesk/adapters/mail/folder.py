"""Mail into a folder, a file a letter: for trying out, and for a mail system that collects them."""

import asyncio
import os
import secrets
import time
from collections.abc import Collection
from email import message_from_bytes, policy
from email.utils import parseaddr
from pathlib import Path

from frontdesk.adapters.mail.writing import written
from frontdesk.errors import MailFailed
from frontdesk.ports.mail import Letter


class FolderMail:
    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    async def send(self, letter: Letter) -> None:
        message = written(letter, self._sender, encoding="8bit")  # legible as it lies there
        content = message.as_bytes()
        try:
            await asyncio.to_thread(self._write, content, letter.id)
        except OSError as error:
            raise MailFailed(f"Mail cannot be written to {self._folder}.") from error

    async def forget(self, addresses: Collection[str]) -> int:
        """Delete the letters to these addresses, in small letters; how many there were."""
        return await asyncio.to_thread(self._delete, addresses)

    def _delete(self, addresses: Collection[str]) -> int:
        theirs = [each for each in self._folder.glob("*.eml") if _recipient(each) in addresses]
        for letter in theirs:
            letter.unlink(missing_ok=True)
        return len(theirs)

    def _write(self, content: bytes, id: str) -> None:
        """Whole or not at all, readable to the desk's own user; one with an id is there once."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = id or f"{time.time_ns()}-{secrets.token_hex(4)}"
        new = self._folder / f".{name}-{secrets.token_hex(4)}.new"
        descriptor = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._folder / f"{name}.eml")


def _recipient(letter: Path) -> str:
    message = message_from_bytes(letter.read_bytes(), policy=policy.default)
    return parseaddr(str(message["To"]))[1].casefold()
