"""Python files of a project: loaded as they are, and told well when they cannot be."""

import importlib.util
import traceback
from pathlib import Path
from types import ModuleType

from frontdesk.errors import SetupWrong


def load_code(code: Path, wrong: type[SetupWrong], promise: str) -> ModuleType:
    """Run the file as a module of its own; raises `wrong`, naming file and line.

    `promise`: what the file has to hold, as a next step.
    """
    spec = importlib.util.spec_from_file_location(f"frontdesk_project_{code.stem}", code)
    if spec is None or spec.loader is None:
        raise wrong(f"{code} cannot be loaded.", next_step=promise)
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise broken(code, error, wrong) from error
    return module


def broken(code: Path, error: Exception, wrong: type[SetupWrong]) -> SetupWrong:
    """With the last line of their own file that led there; an error of ours keeps its words."""
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).resolve() == code.resolve()
    ]
    at = f"line {lines[-1]}" if lines else "when it was loaded"
    if isinstance(error, SetupWrong):
        return wrong(f"{code}, {at}: {error}", next_step=error.next_step)
    what = str(error) or "no message"
    return wrong(
        f"{code}, {at}: {type(error).__name__}: {what}.",
        next_step="Mend the file and start again.",
    )
