"""Scrub a text that comes in chunks: however it is cut, the same comes out as of the whole."""

from collections.abc import Callable, Iterable

from frontdesk.guards.secrets.detecting import Detector, marked
from frontdesk.guards.secrets.secret import Secret

BEFORE = 1_024
"""Characters before what is open that decide with it; more are let go of."""
SOME = 64  # characters that are waited for at the least where much is held back already


class Scrubber:
    """Feed it the text; it gives back each part as soon as nothing that follows can change it.

    It holds back only what could still become a secret. Places are counted in what was fed. Where
    a text holds more than detectors look at closely, how it is cut may decide how much of the rest
    is taken, but never let a secret through.
    """

    def __init__(self, detector: Detector, public: Callable[[], Iterable[str]] = tuple) -> None:
        """`public`: as of `Detector.scrub`."""
        self._detector = detector
        self._public = public
        self._text = ""
        self._begin = 0
        """Where `_text` begins: what stood before it is forgotten."""
        self._given = 0
        self._looked_at = 0
        self._secrets: list[Secret] = []
        """Of what is settled and was not given yet; places in `_text`."""
        self.settled = 0
        """Up to where it can be given."""

    def feed(self, chunk: str) -> str:
        self.add(chunk)
        self.settle()
        return self.give(self.settled)

    def finish(self) -> str:
        self.settle(is_whole=True)
        return self.give(self.settled)

    def add(self, chunk: str) -> None:
        self._text += chunk

    def settle(self, *, is_whole: bool = False) -> None:
        """See how far nothing that may follow can change it."""
        fed = self._begin + len(self._text)
        held = self._looked_at - self.settled
        is_little = held > BEFORE and fed - self._looked_at < max(SOME, held // 4)
        if is_little and not is_whole:
            return  # a look at all of it for every few signs would be too much
        self._looked_at = fed
        until = fed if is_whole else self._begin + self._detector.open_at(self._text)
        if until > self.settled:
            found = self._detector.secrets(self._text, self._public)
            first, last = self.settled - self._begin, until - self._begin
            self._secrets += [  # the rest of a text too, which grows with it
                Secret(each.kind, max(each.start, first), each.end)
                for each in found
                if each.start < last and each.end > first
            ]
            self.settled = until

    def give(self, until: int) -> str:
        """What is settled, up to this place; a secret's mark comes where the secret begins."""
        pieces: list[str] = []
        end = min(until, self.settled) - self._begin
        at = self._given - self._begin
        while self._secrets and self._secrets[0].start < end:
            secret = self._secrets[0]
            if secret.start >= at:
                told = self._text[secret.start : secret.end]
                pieces += [self._text[at : secret.start], marked(secret, told)]
            at = min(max(at, secret.end), end)
            if secret.end > end:
                break
            self._secrets.pop(0)
        pieces.append(self._text[at:end])
        self._given = max(self._given, self._begin + end)
        self._forget()
        return "".join(pieces)

    def _forget(self) -> None:
        """Keep the words before what is still to be given, from a space on."""
        start = self._given - self._begin - BEFORE
        if self._secrets or start < BEFORE:
            return
        while start and not self._text[start - 1].isspace():
            start -= 1
        self._text = self._text[start:]
        self._begin += start
