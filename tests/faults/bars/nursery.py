"""Desks that start in a moment: everything is imported once, and each desk is a fork of that.

Reads lines of JSON: `{"start": [project, port], "held": false}` answers the new process's id,
`{"wait": id}` how it ended. A desk that is `held` stops itself at once, for a tracer to come.
"""

import json
import os
import signal
import sys
from pathlib import Path

import frontdesk.adapters.claude.model
import frontdesk.api.app
import frontdesk.assembly.desk
from frontdesk.cli.listening import run
from frontdesk.cli.serving import run_desk

__all__ = ["frontdesk"]


def serve(project: Path, port: int, *, held: bool) -> int:
    log = os.open(project / "desk.log", os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if held:
        os.kill(os.getpid(), signal.SIGSTOP)
    run(run_desk(project, port=port, data=project / "data", knowledge=None))
    return 0


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        if "wait" in asked:
            _, status = os.waitpid(asked["wait"], 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
            continue
        project, port = asked["start"]
        id = os.fork()
        if not id:
            code = 1
            try:
                code = serve(Path(project), port, held=asked.get("held", False))
            finally:
                sys.stdout.flush()
                os._exit(code)
        print(id, flush=True)


if __name__ == "__main__":
    main()
