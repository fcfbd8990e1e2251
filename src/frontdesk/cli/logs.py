"""Logs go to standard error: for people on a terminal, as JSON lines otherwise.

Tracebacks never hold local variables: those are full of what customers wrote.
"""

import sys

import structlog
from structlog.dev import ConsoleRenderer, plain_traceback
from structlog.processors import JSONRenderer, TimeStamper, add_log_level, format_exc_info


def configure_logs() -> None:
    last = (
        [ConsoleRenderer(exception_formatter=plain_traceback)]
        if sys.stderr.isatty()
        else [format_exc_info, JSONRenderer()]
    )
    structlog.configure(
        processors=[add_log_level, TimeStamper(fmt="iso"), *last],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
