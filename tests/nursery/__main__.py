"""The side that forks: reads lines of JSON and answers each with a line.

    {"command": [...], "folder": f, "environment": {}, "input": f, "output": f, "errors": f}
    {"desk": project, "port": 1, "environment": {}, "held": false, "weakness": ""}
    {"module": name, "arguments": ["port", …]}
        each answered with the new process's id
    {"wait": id}
        how that process ended, once it has
    {"poll": id}
        the same, or null while it runs

A command's environment is all it has. A desk that is `held` stops itself at once, for a tracer to
come.
"""

import gc
import json
import os
import pkgutil
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import frontdesk.adapters.claude.model
import frontdesk.api.app
import frontdesk.assembly.desk
import frontdesk.cli
import frontdesk.sandbox
from frontdesk.cli.listening import run
from frontdesk.cli.serving import run_desk
from tests.faults.bars import payments_process, sandbox_process, told_model
from tests.faults.bars.weaker import WEAKNESSES

__all__ = ["payments_process", "sandbox_process", "told_model"]

for found in pkgutil.iter_modules(frontdesk.cli.__path__, "frontdesk.cli."):
    import_module(found.name)


def command(asked: dict[str, Any]) -> None:
    _stand_on(Path(asked["input"]), Path(asked["output"]), Path(asked["errors"]))
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    sys.argv = ["frontdesk", *asked["command"]]
    frontdesk.cli.main()


def serve(asked: dict[str, Any]) -> None:
    project = Path(asked["desk"])
    _stand_on(Path(os.devnull), project / "desk.log", project / "desk.log")
    os.environ.update(asked["environment"])
    if weakness := asked.get("weakness"):
        WEAKNESSES[weakness]()
    if asked.get("held"):
        os.kill(os.getpid(), signal.SIGSTOP)
    run(run_desk(project, port=asked["port"], data=project / "data", knowledge=None))


def stand_in(asked: dict[str, Any]) -> None:
    _stand_on(*[Path(os.devnull)] * 3)
    sys.argv = [asked["module"], *asked["arguments"]]
    run(import_module(asked["module"]).main())


def _stand_on(*paths: Path) -> None:
    for place, path in enumerate(paths):
        how = os.O_CREAT | os.O_APPEND | os.O_WRONLY if place else os.O_RDONLY
        os.dup2(os.open(path, how), place)


def start(asked: dict[str, Any]) -> int:
    """The new process's id."""
    kind = next(each for each in KINDS if each in asked)
    if id := os.fork():
        return id
    gc.enable()
    code = 1
    try:
        KINDS[kind](asked)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


KINDS = {"command": command, "desk": serve, "module": stand_in}


def main() -> None:
    gc.disable()
    gc.freeze()  # what was imported stays, and its pages shared
    for line in sys.stdin:
        asked = json.loads(line)
        if id := asked.get("wait") or asked.get("poll"):
            ended, status = os.waitpid(id, os.WNOHANG if "poll" in asked else 0)
            answer = os.waitstatus_to_exitcode(status) if ended else None
        else:
            answer = start(asked)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
