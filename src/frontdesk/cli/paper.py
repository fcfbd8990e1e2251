"""Lines on a terminal: whole words, as wide as it is; in files and pipes the text as it comes."""

import os
import re
import shutil
import sys
import textwrap

from rich.cells import cell_len

WIDEST = 100  # columns; longer lines are hard to read
PIECE = re.compile(r"\n|[^\S\n]+|\S+")


class Paper:
    def __init__(self) -> None:
        self.is_live = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        """Whether lines are wrapped, and one can be taken back."""
        self._column = 0
        self._is_pencilled = False

    @property
    def width(self) -> int:
        columns = shutil.get_terminal_size().columns if self.is_live else WIDEST
        return max(20, min(columns, WIDEST))

    def write(self, text: str) -> None:
        self._rub_out()
        fitted = "".join(self._fitted(piece) for piece in PIECE.findall(text))
        print(fitted if self.is_live else text, end="", flush=True)

    def end_line(self) -> None:
        if self._column:
            self.write("\n")

    def pencil(self, text: str) -> None:
        """Shown until something is written; not in the middle of a line."""
        if self.is_live and not self._column:
            print(f"\r\033[K{text[: self.width - 1]}", end="\r", flush=True)
            self._is_pencilled = True

    def lines(self, text: str, *, indent: int) -> list[str]:
        return textwrap.wrap(text, self.width - indent) if self.is_live else [text]

    def clear(self) -> None:
        """Whatever stands on the line, such as a prompt."""
        if self.is_live:
            print("\r\033[K", end="", flush=True)
        self._column = 0

    def _rub_out(self) -> None:
        if self._is_pencilled:
            print("\r\033[K", end="")
            self._is_pencilled = False

    def _fitted(self, piece: str) -> str:
        if piece == "\n":
            self._column = 0
            return piece
        wide = cell_len(piece)
        is_over = self._column > 0 and self._column + wide > self.width
        if is_over and piece.isspace():
            return ""
        self._column = wide if is_over else self._column + wide
        return f"\n{piece}" if is_over else piece
