"""Reading an action's docstring: what the model is told of it and of its parameters.

    One paragraph or more that say when to use the action, when not, and what comes back.

    Args:
        size: What is meant by it, as one text,
            which may go on in deeper lines.

Other sections, such as `Raises:`, are for readers of the code alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from inspect import cleandoc

SECTION = re.compile(r"^(Args|Returns|Raises|Example|Examples|Note|Notes):[ ]*$", re.MULTILINE)
ARGUMENT = re.compile(r"^ {4}(\w+):(.*(?:\n(?: {5,}.*|[ ]*$))*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Told:
    description: str
    arguments: Mapping[str, str]


def read_docstring(docstring: str) -> Told:
    """Lines of a paragraph are joined; paragraphs stay apart."""
    description, *sections = SECTION.split(cleandoc(docstring))
    texts = dict(zip(sections[::2], sections[1::2], strict=True))
    arguments = {name: _joined(text) for name, text in ARGUMENT.findall(texts.get("Args", ""))}
    return Told(_joined(description), arguments)


def _joined(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
