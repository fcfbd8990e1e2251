"""The `frontdesk` command as a process of its own, and what its errors must say."""

import os
import subprocess
import sys


def frontdesk(*arguments, cwd, **environment):
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("FRONTDESK_", "ANTHROPIC_"))}
    return subprocess.run(
        [sys.executable, "-m", "frontdesk", *map(str, arguments)],
        cwd=cwd,
        env=clean | environment,
        capture_output=True,
        text=True,
        timeout=60,
        input="",
    )


def says(result, *words, code=1):
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    assert "Next:" in result.stderr
    for word in words:
        assert word in result.stderr
    return True
