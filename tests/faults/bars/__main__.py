"""`python -m tests.faults.bars [NAME …]`: one JSON line a bar; 1 if any is missed.

--small      the sizes that `make test` takes
--seed N     another draw
--controls   with the defence off: each has to be missed
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import structlog

from tests.faults.bars.bars import BARS, CONTROLS, Bar


def measured(bar: Bar, seed: int, *, small: bool) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder  # searched by words alone, as in the tests
        return asyncio.run(bar.run(Path(folder), seed, small))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.bars")
    parser.add_argument("names", nargs="*", choices=[*BARS, []], default=[])
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--controls", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    structlog.configure(processors=[_nothing])
    bars = CONTROLS if asked.controls else BARS
    missed = 0
    for name in asked.names or bars:
        figures = measured(bars[name], asked.seed, small=asked.small)
        print(json.dumps(figures), flush=True)
        is_missed = bool(figures.get("missed"))
        missed += is_missed != asked.controls and "skipped" not in figures
    return 1 if missed else 0


def _nothing(_logger: Any, _name: str, _event: Any) -> Any:
    raise structlog.DropEvent


if __name__ == "__main__":
    sys.exit(main())
