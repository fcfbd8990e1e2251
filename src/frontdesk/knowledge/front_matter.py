"""The `---` block of keys that may stand before an article."""

import re
from collections.abc import Mapping

_BLOCK = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"([A-Za-z_][\w-]*):(?:[ \t]+(.*))?\Z")
_FOLDED = {">", ">-", ">+", "|", "|-", "|+"}


def take_front_matter(text: str) -> tuple[Mapping[str, str], str]:
    """The keys, and the text after the block.

    The part of YAML that help centres use: plain, quoted and folded strings. Lists and nested
    keys stay the text they are. A text that only begins with a rule has no block.
    """
    block = _BLOCK.match(text)
    if block is None:
        return {}, text
    keys = _keys(block[1])
    return ({}, text) if keys is None else (keys, text[block.end() :])


def _keys(block: str) -> dict[str, str] | None:
    """None if this is prose between two rules."""
    keys: dict[str, list[str]] = {}
    last: list[str] = []
    for line in block.splitlines():
        if match := _KEY.match(line):
            value = (match[2] or "").strip()
            last = keys[match[1].lower()] = [] if value in _FOLDED else [value]
        elif line[:1] in {" ", "\t", "-"} and keys:
            last.append(line.strip())
        elif line.strip() and not line.startswith("#"):
            return None
    return {key: _unquoted(" ".join(lines).strip()) for key, lines in keys.items()}


def _unquoted(value: str) -> str:
    if value[:1] in {'"', "'"} and (end := value.rfind(value[0])) > 0:
        quote, inner = value[0], value[1:end]
        if quote == "'":
            return inner.replace("''", "'")
        return inner.replace('\\"', '"').replace("\\\\", "\\")
    return re.sub(r"\s+#.*\Z", "", value)
