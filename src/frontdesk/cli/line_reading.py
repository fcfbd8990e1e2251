"""Lines that a customer types: with the arrow keys' history where there is a terminal."""

import asyncio
import signal
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

KEPT_LINES = 1000


class LineReader:
    """One line at a time."""

    def __init__(self) -> None:
        self.is_tty = sys.stdin.isatty()
        self._prompt: str | None = None

    async def read(self, prompt: str) -> str | None:
        """A line; None at the end of input or when the customer leaves."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[str | None] = loop.create_future()

        def read() -> None:
            try:
                line = input(prompt if self.is_tty else "")
            except (EOFError, ValueError, UnicodeDecodeError):
                line = None
            with suppress(RuntimeError):  # Ctrl-C closed the loop meanwhile
                loop.call_soon_threadsafe(lambda: answer.done() or answer.set_result(line))

        # A daemon: the loop's own threads would keep Ctrl-C waiting for the next Enter.
        threading.Thread(target=read, daemon=True).start()
        if self.is_tty:  # Ctrl-C leaves
            loop.add_signal_handler(signal.SIGINT, lambda: answer.done() or answer.set_result(None))
        self._prompt = prompt
        try:
            line = await answer
        finally:
            self._prompt = None
        if line is None and self.is_tty:
            print()
        return line

    def unfinished(self) -> str:
        """The prompt and what stands behind it; empty where nobody is asked."""
        readline = sys.modules.get("readline")
        typed = readline.get_line_buffer() if readline else ""
        return f"{self._prompt}{typed}" if self.is_tty and self._prompt else ""


@contextmanager
def history(path: Path) -> Generator[None]:
    """The lines of earlier runs by the arrow keys, and this run's lines kept for the next.

    The terminal is given back as it was: a line that was never ended leaves it without echo.
    """
    try:
        import readline  # Windows has none
        import termios
    except ImportError:
        yield
        return
    before = termios.tcgetattr(sys.stdin)
    with suppress(OSError):
        readline.read_history_file(path)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            path.touch(mode=0o600)
            readline.set_history_length(KEPT_LINES)
            readline.write_history_file(path)
