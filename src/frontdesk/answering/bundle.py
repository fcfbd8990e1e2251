"""The bundle: everything fixed that goes into a request, under one hash."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from frontdesk.answering.fences import FORMS, NEWEST, Fences
from frontdesk.answering.pinned import NOTHING_PINNED, Pinned, pin
from frontdesk.domain.json import JsonObject
from frontdesk.domain.passage import ArticleId, Passage, PassageId
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
PINNED = "+"
"""Parts the hash of the prompt from that of what is pinned."""


@dataclass(frozen=True, slots=True)
class Bundle:
    system: str
    going_on: str
    repair: str
    model: str
    max_tokens: int
    effort: str
    hash: str
    """Of all of these but what is pinned."""
    tools: tuple[JsonObject, ...] = ()
    sayings: Mapping[str, str] = field(default_factory=dict[str, str])
    """What a note tells of the fixed sentences in a language, by ISO 639-1."""
    form: int = 1
    """Of its requests (`fences.FORMS`); 1 for bundles kept before there was a choice."""
    pinned: Pinned = NOTHING_PINNED

    @property
    def id(self) -> str:
        """What ModelAsked keeps: two bundles that send other bytes never share it."""
        return f"{self.hash}{PINNED}{self.pinned.hash}" if self.pinned.blocks else self.hash

    @property
    def fences(self) -> Fences:
        return FORMS[self.form]

    @property
    def system_notes(self) -> bool:
        """Whether the model takes a system message amid the conversation."""
        return not WITHOUT_SYSTEM_NOTES.match(self.model)

    @property
    def instructions(self) -> Sequence[str]:
        """What only the model is told; what tools return and take may be spoken of."""
        return (self.system, self.going_on, self.repair, *(t["description"] for t in self.tools))

    @property
    def prefix_tokens(self) -> int:
        """Of what every request begins with, roughly."""
        own = estimated_tokens(self.system, *(json.dumps(tool) for tool in self.tools))
        return own + self.pinned.tokens

    @property
    def content(self) -> JsonObject:
        """What `bundle_from` makes this bundle of again."""
        passages = [asdict(passage) for passage in self.pinned.passages.values()]
        parts = (part.name for part in fields(self) if part.name != "pinned")
        return {**{name: getattr(self, name) for name in parts}, "passages": passages}


def read_bundle(  # noqa: PLR0913 (all that a bundle is made of)
    folder: Path | None,
    values: Mapping[str, str],
    *,
    model: str,
    max_tokens: int,
    effort: str,
    tools: Sequence[JsonObject] = (),
    sayings: Mapping[str, str] | None = None,
) -> Bundle:
    """Read a prompt folder; a file it lacks is taken from the default prompt.

    `values` fill the placeholders, such as `{brand}`, `{support_email}`, `{languages}`. Raises
    SettingsWrong if a file cannot be read.
    """
    texts = {name: read_prompt(folder, name) for name in (*SECTIONS, *INSERTS)}
    for name in SECTIONS:
        for key, value in values.items():
            texts[name] = texts[name].replace("{" + key + "}", value)
    parts: dict[str, str] = {
        "system": "\n\n".join(texts[name] for name in SECTIONS),
        "going_on": texts["going_on"],
        "repair": texts["repair"],
        "model": model,
        "effort": effort,
    }
    sayings = dict(sayings or {})
    content = json.dumps([parts, max_tokens, [*tools], sayings, NEWEST], sort_keys=True).encode()
    return Bundle(
        **parts,
        max_tokens=max_tokens,
        hash=hashlib.sha256(content).hexdigest()[:16],
        tools=tuple(tools),
        sayings=sayings,
        form=NEWEST,
        pinned=NOTHING_PINNED,
    )


def bundle_from(content: JsonObject) -> Bundle:
    """The bundle that was kept as this content, as it comes back from JSON."""
    parts = dict(content)
    passages = [_passage(each) for each in parts.pop("passages")]
    parts["tools"] = tuple(parts["tools"])
    return with_pinned(Bundle(**parts), passages)


def with_pinned(bundle: Bundle, passages: Sequence[Passage]) -> Bundle:
    """The same bundle, its requests headed by these passages."""
    return replace(bundle, pinned=pin(bundle.fences, passages))


def differs_in_pinned_only(id: str, other: str) -> bool:
    """Whether these ids of bundles tell of the same prompt under other pinned passages."""
    return id != other and id.partition(PINNED)[0] == other.partition(PINNED)[0]


def _passage(kept: JsonObject) -> Passage:
    return Passage(
        id=PassageId(kept["id"]),
        article=ArticleId(kept["article"]),
        title=kept["title"],
        section=kept["section"],
        url=kept["url"],
        blocks=tuple(kept["blocks"]),
        category=kept["category"],
        is_trusted=kept.get("is_trusted", True),
    )


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
