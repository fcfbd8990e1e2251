"""Programs that start in a moment: everything is imported once, and each is a fork of that.

Reads lines of JSON and answers each with a number:

    {"desk": project, "port": 1, "environment": {}, "held": false}   the new process's id
    {"module": name, "arguments": ["port", …]}                       likewise
    {"wait": id}                                                     how that process ended

A desk that is `held` stops itself at once, for a tracer to come.
"""

import json
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import frontdesk.adapters.claude.model
import frontdesk.api.app
import frontdesk.assembly.desk
import frontdesk.sandbox
from frontdesk.cli.listening import run
from frontdesk.cli.serving import run_desk
from tests.faults.bars import payments_process, sandbox_process, told_model

__all__ = ["frontdesk", "payments_process", "sandbox_process", "told_model"]


def serve(asked: dict[str, Any]) -> None:
    project = Path(asked["desk"])
    _write_to(project / "desk.log")
    os.environ.update(asked["environment"])
    if asked.get("held"):
        os.kill(os.getpid(), signal.SIGSTOP)
    run(run_desk(project, port=asked["port"], data=project / "data", knowledge=None))


def stand_in(asked: dict[str, Any]) -> None:
    _write_to(Path(os.devnull))
    sys.argv = [asked["module"], *asked["arguments"]]
    run(import_module(asked["module"]).main())


def _write_to(path: Path) -> None:
    log = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        if "wait" in asked:
            _, status = os.waitpid(asked["wait"], 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
            continue
        id = os.fork()
        if not id:
            code = 1
            try:
                (serve if "desk" in asked else stand_in)(asked)
                code = 0
            finally:
                sys.stdout.flush()
                os._exit(code)
        print(id, flush=True)


if __name__ == "__main__":
    main()
