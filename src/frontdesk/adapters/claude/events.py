"""Server-sent events: bytes in, JSON objects out."""

import json
from collections.abc import Iterator

from frontdesk.adapters.claude.shape import Frame, frame
from frontdesk.errors import ModelReplyBroken

MAX_EVENT_BYTES = 1_000_000


class Events:
    """Reads the `data:` of each event; the `event:` name only repeats what the data says."""

    def __init__(self) -> None:
        self._line: list[bytes] = []  # pieces of a line whose end has not come
        self._data: list[bytes] = []  # lines of an event whose end has not come
        self._bytes = 0

    def read(self, chunk: bytes) -> Iterator[Frame]:
        """The events that end in this chunk; one that is broken off is never given out.

        Raises ModelReplyBroken if one is too long or no object, ValueError if it is no JSON.
        """
        *ends, rest = chunk.split(b"\n")
        for end in ends:
            self._hold(end)
            line = b"".join(self._line).removesuffix(b"\r")
            self._line.clear()
            if line.startswith(b"data:"):
                self._data.append(line[5:])
            elif not line:
                data = b"\n".join(self._data).decode()
                self._data.clear()
                self._bytes = 0
                if data:
                    yield frame(json.loads(data))
        if rest:
            self._hold(rest)

    def _hold(self, piece: bytes) -> None:
        self._line.append(piece)
        self._bytes += len(piece)
        if self._bytes > MAX_EVENT_BYTES:
            raise ModelReplyBroken("The model's reply holds an event that is too long.")
