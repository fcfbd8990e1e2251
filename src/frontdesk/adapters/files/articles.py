"""Articles in a folder of Markdown files."""

import asyncio
import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from frontdesk.domain.passage import ArticleId
from frontdesk.errors import ArticleUnreadable, KnowledgeFolderMissing
from frontdesk.ports.articles import ArticleFile

SUFFIXES = frozenset({".md", ".markdown"})
MAX_BYTES = 10_000_000  # Nobody writes such an article; somebody names an export `.md`.


class FolderArticles:
    """Hidden files and linked folders are not looked at."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def list(self) -> Sequence[ArticleFile]:
        return await asyncio.to_thread(self._list)

    async def stamp(self) -> str:
        return await asyncio.to_thread(self._stamp)

    async def changed_at(self) -> datetime | None:
        """When an article that is there was last written; None if there is none."""
        return await asyncio.to_thread(self._changed_at)

    async def read(self, file: ArticleFile) -> bytes:
        return await asyncio.to_thread(self._read, file.name)

    def _require(self) -> None:
        if not self._folder.is_dir():
            what = "is not a folder" if self._folder.exists() else "does not exist"
            raise KnowledgeFolderMissing(
                f"The knowledge folder {self._folder} {what}.",
                next_step="Give the folder that holds your articles as Markdown files (.md).",
            )

    def _list(self) -> Sequence[ArticleFile]:
        self._require()
        names = sorted(self._names(), key=lambda name: (name.with_suffix(""), name))
        if not names:
            raise KnowledgeFolderMissing(
                f"The knowledge folder {self._folder} holds no Markdown.",
                next_step="Put articles into it as .md files, or name another folder.",
            )
        return [
            ArticleFile(ArticleId(name.with_suffix("").as_posix()), name.as_posix())
            for name in names
        ]

    def _stamp(self) -> str:
        """By name, size and time of change; a file that is just going away counts as gone."""
        self._require()
        digest = hashlib.sha256()
        for name in sorted(self._names()):
            with suppress(OSError):
                found = (self._folder / name).stat()
                digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
        return digest.hexdigest()

    def _changed_at(self) -> datetime | None:
        times: list[float] = []
        for name in self._names():
            with suppress(OSError):
                times.append((self._folder / name).stat().st_mtime)
        return datetime.fromtimestamp(max(times), UTC) if times else None

    def _names(self) -> Iterator[Path]:
        for above, folders, files in os.walk(self._folder, onerror=_refuse):
            folders[:] = [folder for folder in folders if not folder.startswith(".")]
            for file in files:
                path = Path(above, file)
                if path.suffix.lower() in SUFFIXES and not file.startswith("."):
                    yield path.relative_to(self._folder)

    def _read(self, name: str) -> bytes:
        path = self._folder / name
        try:
            if not path.resolve(strict=True).is_relative_to(self._folder.resolve()):
                raise ArticleUnreadable(
                    f"{name} is a link that leads out of the knowledge folder.",
                    next_step="Copy the file itself into the folder.",
                )
            found = path.stat()
            if not stat.S_ISREG(found.st_mode):  # reading a pipe would wait for ever
                raise ArticleUnreadable(
                    f"{name} is not a file.", next_step="Rename it, or put an article there."
                )
            if found.st_size > MAX_BYTES:
                raise ArticleUnreadable(
                    f"{name} is larger than {MAX_BYTES // 1_000_000} MB.",
                    next_step="Cut it into articles of its own, one topic each.",
                )
            return path.read_bytes()
        except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, up to 3.12
            raise ArticleUnreadable(
                f"{name} cannot be opened: {_reason(error)}.",
                next_step="Check that the file is there and that the desk's user may read it.",
            ) from error


def _refuse(error: OSError) -> NoReturn:
    """Articles below a folder that cannot be seen must not count as deleted."""
    raise KnowledgeFolderMissing(
        f"The folder {error.filename} cannot be read: {_reason(error)}.",
        next_step="Let the desk's user read it, or move it out of the knowledge folder.",
    ) from error


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
