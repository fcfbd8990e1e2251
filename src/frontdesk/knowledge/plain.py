"""Markdown as plain, readable text: what the model reads and a customer sees quoted."""

import html
import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

# Beyond maxNesting markdown-it drops text without a word; its CommonMark preset stops at 20.
_MARKDOWN = MarkdownIt("commonmark", {"maxNesting": 200}).enable(["table", "strikethrough"])

# Real HTML is taken out; "<account name>" and other placeholders in angle brackets are text.
_TAG_NAMES = (
    "a|abbr|article|aside|audio|b|big|blockquote|body|br|button|caption|center|cite|code|col|"
    "colgroup|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|head|header|hr|"
    "html|i|iframe|img|input|ins|kbd|label|li|main|mark|nav|ol|p|picture|pre|q|s|samp|section|"
    "small|source|span|strike|strong|sub|summary|sup|svg|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|"
    "video|wbr"
)
_TAG = re.compile(rf"</?(?:{_TAG_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LINE_TAG = re.compile(
    r"<br\s*/?>|</(?:p|li|tr|div|dt|dd|h[1-6]|summary|caption|figcaption|blockquote)\s*>",
    re.IGNORECASE,
)
_CELL_END = re.compile(r"</t[dh]\s*>(?!\s*</tr)", re.IGNORECASE)
_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\u200b]")
_CALLOUT = re.compile(r"\A\[!(\w+)\][+-]?", re.MULTILINE)
_FENCED_DIV = re.compile(r"^:::+.*$", re.MULTILINE)
_STRAY_STARS = re.compile(r"(?<=\w)\*{2,}(?=\w)")  # what "**bold****bold**" leaves behind
_HEADING_ANCHOR = re.compile(r"\s*\{#[^{}]*\}\s*\Z")

Blocks = tuple[str, ...]


def parse(markdown: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(_MARKDOWN.parse(_CONTROL.sub("", markdown)))


def heading(node: SyntaxTreeNode) -> str:
    return _HEADING_ANCHOR.sub("", " ".join(_inline(node).split()))


def blocks(node: SyntaxTreeNode) -> Blocks:
    """One paragraph, list item with all below it, table row or piece of code each."""
    match node.type:
        case "bullet_list" | "ordered_list":
            items = [_item(item, mark) for item, mark in _marked(node, bullet="")]
            return tuple(item for item in items if item)
        case "blockquote":
            return tuple(block for child in node.children for block in blocks(child))
        case "table":
            return tuple(_rows(node))
        case "html_block":
            return tuple(part for part in _without_html(node.content).split("\n\n") if part)
        case _:
            text = "\n".join(_lines(node))
            return (text,) if text else ()


def _lines(node: SyntaxTreeNode) -> list[str]:
    match node.type:
        case "fence" | "code_block":
            return node.content.strip("\n").splitlines()
        case "bullet_list" | "ordered_list":
            items = [_item(item, mark) for item, mark in _marked(node, bullet="- ")]
            return [line for item in items for line in item.splitlines()]
        case "table":
            return _rows(node)
        case "html_block":
            return _without_html(node.content).splitlines()
        case "hr":
            return []
        case "paragraph" | "heading":
            return [line for line in _inline(node).split("\n") if line]
        case _:
            return [line for child in node.children for line in _lines(child)]


def _marked(node: SyntaxTreeNode, bullet: str) -> Iterator[tuple[SyntaxTreeNode, str]]:
    """Steps keep their number, their order is part of what they say; bullets are markup."""
    first = int(node.attrs.get("start", 1))
    for number, item in enumerate(node.children, start=first):
        yield item, f"{number}{item.markup} " if node.type == "ordered_list" else bullet


def _item(item: SyntaxTreeNode, mark: str) -> str:
    lines = [
        line if child.type == "paragraph" else f"  {line}"
        for child in item.children
        for line in _lines(child)
    ]
    return (mark + "\n".join(lines)) if lines else ""


def _rows(table: SyntaxTreeNode) -> list[str]:
    """`Header: cell; Header: cell`, so that a row can be read and cited without its table."""
    head, *body = [_cells(row) for part in table.children for row in part.children]
    if not body or (len(head) > 1 and not any(head[1:])):  # a banner over the table names no cell
        return [row for cells in (head, *body) if (row := _row([""] * len(head), cells))]
    return [row for cells in body if (row := _row(head, cells))]


def _row(head: list[str], cells: list[str]) -> str:
    named = [
        f"{name.rstrip(':')}: {cell}" if name else cell
        for name, cell in zip(head, cells, strict=True)
        if cell
    ]
    return "; ".join(named)


def _cells(row: SyntaxTreeNode) -> list[str]:
    return [" ".join(_inline(cell).split()) for cell in row.children]


def _inline(node: SyntaxTreeNode) -> str:
    text = "".join(_words(child) for child in node.children)
    text = _FENCED_DIV.sub("", text)
    text = _CALLOUT.sub(lambda kind: f"{kind[1].capitalize()}:", text)
    return _tidy(text.split("\n"))


def _words(node: SyntaxTreeNode) -> str:
    match node.type:
        case "text":
            return _STRAY_STARS.sub(" ", node.content)
        case "code_inline" | "text_special":
            return node.content
        case "softbreak" | "hardbreak":
            return "\n"
        case "html_inline":
            return _without_tags(node.content)
        case "image":
            return ""
        case _:
            return "".join(_words(child) for child in node.children)


def _without_html(markup: str) -> str:
    text = html.unescape(_without_tags(_UNSEEN.sub("", markup)))
    paragraphs = re.split(r"\n[ \t]*\n", text)
    return "\n\n".join(filter(None, (_tidy(part.split("\n")) for part in paragraphs)))


def _without_tags(markup: str) -> str:
    markup = _CELL_END.sub("; ", _UNSEEN.sub("", markup))
    return _TAG.sub("", _LINE_TAG.sub("\n", markup))


def _tidy(lines: Iterable[str]) -> str:
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
