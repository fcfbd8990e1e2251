"""Logs go to standard error: for people on a terminal, as JSON lines otherwise.

Tracebacks never hold local variables: those are full of what customers wrote. Secrets are
destroyed here too, because a fault's own message may quote what it met.
"""

import logging
import sys

import structlog
from structlog.dev import ConsoleRenderer, plain_traceback
from structlog.processors import JSONRenderer, TimeStamper, add_log_level, format_exc_info
from structlog.typing import EventDict

from frontdesk.guards.secrets import Detector

DETECTOR = Detector()


def configure_logs() -> None:
    is_read = sys.stderr.isatty()
    last = ConsoleRenderer(exception_formatter=plain_traceback) if is_read else JSONRenderer()
    structlog.configure(
        processors=[
            format_exc_info,
            without_secrets,
            add_log_level,
            TimeStamper(fmt="iso"),
            last,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(SafeFormatter())
    logging.basicConfig(handlers=[handler])


class SafeFormatter(logging.Formatter):
    """For what libraries log, the web server's own tracebacks among it."""

    def format(self, record: logging.LogRecord) -> str:
        return DETECTOR.scrub(super().format(record))


def without_secrets(_logger: object, _method: str, said: EventDict) -> EventDict:
    return {
        name: DETECTOR.scrub(value) if isinstance(value, str) else value
        for name, value in said.items()
    }
