"""Logs go to standard error: for people on a terminal, as JSON lines otherwise.

Every line, those of libraries too, passes `guards/log_lines.py`, and secrets are destroyed here
too, because a fault's own message may quote what it met.
"""

import logging
import sys

import structlog
from structlog.dev import ConsoleRenderer
from structlog.processors import JSONRenderer, TimeStamper, add_log_level
from structlog.typing import EventDict

from frontdesk.guards.log_lines import only_known
from frontdesk.guards.secrets import Detector

DETECTOR = Detector()


def configure_logs() -> None:
    last = ConsoleRenderer() if sys.stderr.isatty() else JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[
            add_log_level,
            TimeStamper(fmt="iso"),
            only_known,
            without_secrets,
            last,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(handlers=[OfLibraries()], level=logging.WARNING, force=True)


def without_secrets(_logger: object, _method: str, line: EventDict) -> EventDict:
    return {
        name: DETECTOR.scrub(value) if isinstance(value, str) else value
        for name, value in line.items()
    }


class OfLibraries(logging.Handler):
    """Their lines as ours: the first line of the template, without what was to be filled in."""

    def emit(self, record: logging.LogRecord) -> None:
        event = str(record.msg).partition("\n")[0]
        write = structlog.get_logger().error if record.levelno >= logging.ERROR else _warn
        write(event, logger=record.name, exc_info=record.exc_info)


def _warn(event: str, **fields: object) -> None:
    structlog.get_logger().warning(event, **fields)
