"""The help centre: each article of the knowledge folder on a page of its own.

The address is the article's `url`, which is also where the chat's citations lead.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_KEYS = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
TOPICS = {
    "shipping": "Shipping and delivery",
    "returns": "Returns and refunds",
    "payment": "Orders and payment",
    "account": "Your account",
    "products": "Product guides",
}
OTHER = "More"


@dataclass(frozen=True, slots=True)
class Article:
    address: str
    """As the article gives it: `/help/returns-policy`."""
    title: str
    topic: str
    updated: str
    text: str = field(repr=False)
    """Markdown, without the title."""

    @property
    def html(self) -> str:
        """No markup of the article's own comes through."""
        tokens = _MARKDOWN.parse(self.text)
        _name_headings(tokens)
        return _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})

    @property
    def summary(self) -> str:
        """Its first sentence."""
        first = self.text.strip().split("\n\n", 1)[0]
        return re.split(r"(?<=\.)\s", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", first), maxsplit=1)[0]


class HelpCentre:
    """Articles are read when they are asked for: what was edited is seen at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def topics(self) -> Mapping[str, Sequence[Article]]:
        found: dict[str, list[Article]] = {name: [] for name in (*TOPICS.values(), OTHER)}
        for article in self._articles():
            found[article.topic].append(article)
        return {name: articles for name, articles in found.items() if articles}

    def article(self, address: str) -> Article | None:
        return next((each for each in self._articles() if each.address == address), None)

    def _articles(self) -> Sequence[Article]:
        files = sorted(self._folder.rglob("*.md"))
        return [_read(file, self._folder) for file in files if file.is_file()]


def _read(file: Path, folder: Path) -> Article:
    text = file.read_text("utf-8", errors="replace")
    keys: dict[str, str] = {}
    if block := _KEYS.match(text):
        lines = (line.partition(":") for line in block[1].splitlines())
        keys = {key.strip(): value.strip() for key, _, value in lines}
        text = text[block.end() :]
    heading, _, body = text.strip().partition("\n")
    path = file.relative_to(folder).with_suffix("").as_posix()
    return Article(
        address=keys["url"] if keys.get("url", "").startswith("/") else f"/help/{path}",
        title=keys.get("title") or heading.lstrip("# ") or path,
        topic=TOPICS.get(keys.get("category", ""), OTHER),
        updated=_day(keys.get("updated", "")),
        text=body if heading.startswith("# ") else text,
    )


def _day(written: str) -> str:
    try:
        on = date.fromisoformat(written)
    except ValueError:
        return ""
    return f"{on:%B} {on.day}, {on.year}"


def _name_headings(tokens: Sequence[Token]) -> None:
    """So that a section has an address too."""
    for token, content in pairwise(tokens):
        if token.type == "heading_open":
            name = re.sub(r"\W+", "-", content.content.casefold()).strip("-")
            token.attrSet("id", name)
