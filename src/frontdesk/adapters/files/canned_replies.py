"""Canned replies in a folder of Markdown files: `refund-sent.de.md`.

The heading on top is its title, what follows the text; the ending before `.md` is its language.
"""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

from frontdesk.domain.canned_reply import CannedReply
from frontdesk.ports.canned_replies import Shelf

MOST_CHARACTERS = 4000  # as many as a reply may have
MOST_BYTES = 4 * MOST_CHARACTERS + 1000

_NAME = re.compile(r"(?P<name>[^.]+)(\.(?P<language>[a-z]{2,3}))?\.md")
_HEADING = re.compile(r"# +(?P<title>\S.*)\n(?P<text>[\s\S]*)")


class FolderCannedReplies:
    """A folder that is missing holds none. Hidden files and folders in it are not looked at."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def shelf(self) -> Shelf:
        return await asyncio.to_thread(self._read)

    def _read(self) -> Shelf:
        try:
            files = sorted(self._files())
        except OSError as error:
            return Shelf((), (f"{self._folder} cannot be read: {error.strerror}.",))
        found = [_read(file) for file in files]
        replies = [each for each in found if isinstance(each, CannedReply)]
        replies.sort(key=lambda reply: (reply.title.casefold(), reply.language))
        return Shelf(replies, [each for each in found if isinstance(each, str)])

    def _files(self) -> Iterator[Path]:
        if self._folder.is_dir():
            for path in self._folder.iterdir():
                if path.suffix == ".md" and path.is_file() and not path.name.startswith("."):
                    yield path


def _read(file: Path) -> CannedReply | str:
    """Or what is wrong with it, in words."""
    named = _NAME.fullmatch(file.name)
    if named is None:
        return f"{file.name}: name it like refund-sent.md, or refund-sent.de.md for German."
    try:
        if file.stat().st_size > MOST_BYTES:
            return f"{file.name} is too long: a reply has {MOST_CHARACTERS} characters at most."
        content = file.read_text("utf-8-sig")
    except OSError as error:
        return f"{file.name} cannot be opened: {error.strerror}."
    except UnicodeDecodeError:
        return f"{file.name} is not UTF-8: save it in that encoding."
    written = _HEADING.fullmatch(content.lstrip())
    if written is None or not (text := written["text"].strip()):
        return f"{file.name}: begin it with a heading, `# Its title`, and the text below."
    if len(text) > MOST_CHARACTERS:
        return f"{file.name} is too long: a reply has {MOST_CHARACTERS} characters at most."
    return CannedReply(named["name"], named["language"] or "", written["title"].strip(), text)
