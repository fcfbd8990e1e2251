"""In CI, browser tests that failed are tried once more, by themselves and at desks of their own.

`python -m scripts.again STATUS`, with the exit status of the pytest that ran before: it goes on
only if tests failed, and no others than these (decision record 39).
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

FAILED = Path(".pytest_cache/v/cache/lastfailed")
TESTS_FAILED = 1
AGAIN = ["pytest", "-p", "no:xdist", "--last-failed", "--last-failed-no-failures=none"]


def may_try_again(status: int, failed: Iterable[str], *, in_ci: bool) -> bool:
    names = list(failed)
    only_browsers = bool(names) and all(name.startswith("tests/browser/") for name in names)
    return in_ci and status == TESTS_FAILED and only_browsers


def main(status: int) -> int:
    failed = json.loads(FAILED.read_text("utf-8")) if FAILED.exists() else {}
    if not may_try_again(status, failed, in_ci=bool(os.environ.get("CI"))):
        return status
    print("\nTried once more, by themselves:", *failed, sep="\n  ", flush=True)
    return subprocess.run([sys.executable, "-m", *AGAIN], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
