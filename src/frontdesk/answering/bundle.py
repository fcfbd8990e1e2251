"""The bundle: everything fixed that goes into a request, under one hash."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from frontdesk.domain.json import JsonObject
from frontdesk.domain.tokens import estimated_tokens
from frontdesk.errors import SettingsWrong

SECTIONS = ("role", "tone", "rules", "tools", "escalation", "format")
"""The files of the system prompt, in their order."""
INSERTS = ("going_on", "repair")
"""Texts that code places in a user message."""
# Opus up to 4.7, Sonnet up to 5 and Haiku up to 4.5 refuse one (400, seen 2026-08-31).
WITHOUT_SYSTEM_NOTES = re.compile(
    r"claude-(3|opus-4(-[1-7])?(-\d{8})?$|sonnet-(4|5$|5-\d{8}$)|haiku-4)"
)
DEFAULT = Path(__file__).parent / "prompt"


@dataclass(frozen=True, slots=True)
class Bundle:
    system: str
    going_on: str
    repair: str
    model: str
    max_tokens: int
    effort: str
    hash: str
    tools: tuple[JsonObject, ...] = ()

    @property
    def system_notes(self) -> bool:
        """Whether the model takes a system message amid the conversation."""
        return not WITHOUT_SYSTEM_NOTES.match(self.model)

    @property
    def prefix_tokens(self) -> int:
        """Of what every request begins with, roughly."""
        return estimated_tokens(self.system, *(json.dumps(tool) for tool in self.tools))


def read_bundle(
    folder: Path | None,
    values: Mapping[str, str],
    *,
    model: str,
    max_tokens: int,
    effort: str,
    tools: Sequence[JsonObject] = (),
) -> Bundle:
    """Read a prompt folder; a file it lacks is taken from the default prompt.

    `values` fill the placeholders: `{brand}`, `{support_email}`, `{languages}`. Raises
    SettingsWrong if a file cannot be read.
    """
    texts = {name: read_prompt(folder, name) for name in (*SECTIONS, *INSERTS)}
    for name in SECTIONS:
        for key, value in values.items():
            texts[name] = texts[name].replace("{" + key + "}", value)
    parts = {
        "system": "\n\n".join(texts[name] for name in SECTIONS),
        "going_on": texts["going_on"],
        "repair": texts["repair"],
        "model": model,
        "effort": effort,
    }
    content = json.dumps([parts, max_tokens, [*tools]], sort_keys=True).encode()
    hash = hashlib.sha256(content).hexdigest()[:16]
    return Bundle(**parts, max_tokens=max_tokens, hash=hash, tools=tuple(tools))


def read_prompt(folder: Path | None, name: str) -> str:
    """A prompt file of the project, or the default one. Raises SettingsWrong."""
    for place in (folder, DEFAULT):
        if place and (path := place / f"{name}.md").is_file():
            try:
                return path.read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise SettingsWrong(
                    f"The prompt file {path} cannot be read: {error}.",
                    next_step="Make it readable UTF-8 text and start again.",
                ) from error
    raise SettingsWrong(f"There is no prompt file {name}.md.")
