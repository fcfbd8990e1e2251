"""Logs tell operators what broke, never what customers wrote."""

import subprocess
import sys

PROGRAM = """
import structlog
from frontdesk.cli.logs import configure_logs
configure_logs()
def turn(text):
    raise ValueError("broke")
try:
    turn("my card is 4111 1111 1111 1111")
except ValueError as error:
    structlog.get_logger().exception("turn broke", exc_info=error)
"""


def test_a_traceback_holds_no_local_variables():
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)

    assert "ValueError: broke" in run.stderr
    assert '"event": "turn broke"' in run.stderr
    assert "4111 1111 1111 1111" not in run.stderr.replace(PROGRAM, "")
