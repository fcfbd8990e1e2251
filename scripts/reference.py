"""Write docs/reference.md: settings, commands and errors, from the code that defines them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from frontdesk import errors
from frontdesk.settings import PREFIX, Settings

PAGE = Path(__file__).parent.parent / "docs" / "reference.md"
COMMANDS = (
    "demo",
    "serve",
    "chat",
    "convs",
    "conv",
    "reply",
    "hand-back",
    "sandbox",
    "ingest",
    "search",
    "embeddings install",
    "cost",
    "doctor",
    "actions list",
    "actions test",
    "approvals list",
    "approvals approve",
    "approvals refuse",
    "tickets list",
    "tickets show",
    "tickets reply",
    "tickets assign",
    "tickets state",
    "forget",
    "export",
    "vault rotate",
    "users add",
    "users link",
    "users list",
    "users remove",
    "db rebuild",
    "webhooks list",
    "webhooks retry",
    "check-model",
    "version",
)


def reference() -> str:
    return "\n".join(
        [
            "# Reference",
            "",
            "Written by `make docs` from the code; a test fails when it lags behind.",
            "",
            "## Settings",
            "",
            "`frontdesk.toml` in the project folder; the environment wins over the file, the "
            "command line over both. Relative paths in the file start at its folder. Names that "
            "are not listed here are refused. The model's key comes only from `ANTHROPIC_API_KEY`.",
            "",
            *settings(),
            "",
            "## Commands",
            "",
            "Exit codes: 0 done, 1 it failed, 2 wrong use, 3 found something wrong.",
            "",
            *commands(),
            "## Errors",
            "",
            "`code` of problem+json answers and of the command line's messages.",
            "",
            *error_rows(),
            "",
        ]
    )


def settings() -> Iterator[str]:
    yield "| setting | environment | default | what it is |"
    yield "|---|---|---|---|"
    for section, field in Settings.model_fields.items():
        for name, setting in type(field.default).model_fields.items():
            default = setting.default
            shown = f"`{list(default)}`" if isinstance(default, tuple) else f"`{default}`"
            variable = f"{PREFIX}{section}__{name}".upper()
            yield (
                f"| `[{section}] {name}` | `{variable}` | {shown if str(default) else ''} "
                f"| {setting.description} |"
            )


def commands() -> Iterator[str]:
    for command in COMMANDS:
        result = subprocess.run(
            [sys.executable, "-m", "frontdesk", *command.split(), "--help"],
            capture_output=True,
            text=True,
            check=True,
            env={"COLUMNS": "100", "TERM": "dumb", "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        text = result.stdout.replace("python -m frontdesk", "frontdesk").strip()
        yield f"```text\n{text}\n```\n"


def error_rows() -> Iterator[str]:
    yield "| code | status | what happened | next step |"
    yield "|---|---|---|---|"
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, errors.FrontdeskError):
            error = kind()
            yield f"| `{error.code}` | {kind.status} | {error} | {error.next_step} |"


if __name__ == "__main__":
    PAGE.write_text(reference(), "utf-8")
