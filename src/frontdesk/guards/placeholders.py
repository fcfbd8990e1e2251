"""Placeholders in a reply that nobody would fill in: unknown, translated, re-cased or broken ones.

A model may write `[E-Mail_1]`, `[correo_1]`, `[email 1]` or `[email\\_1]` where it means
`[email_1]`. Its customer would read just that, so such a piece is not sent.
"""

import re
from collections.abc import Collection
from unicodedata import category, normalize

from frontdesk.domain.placeholder import PLACEHOLDER

_KINDS = (
    r"e[\s\-\u2010-\u2013]?mails?(?:[\s\-](?:address|adresse))?|mail|correo|courriel|почта|эл\.?\s?почта"
    r"|(?:tele)?phones?|telefon(?:nummer)?|tel[eé]fono|t[eé]l[eé]phone|телефон|tel|mobile"
    r"|address|adresse|anschrift|direcci[oó]n|адрес|code|c[oó]digo|код"
)
_ANY_WORD = r"[^\W\d_][^\[\]\n]{0,30}"
_LIKE = re.compile(
    # any word with an underscore and a number in brackets, of whatever language
    rf"\[\s*\\*\s*(?:{_ANY_WORD}?\s*\\?_\s*\d{{1,6}}|(?:{_KINDS})[\s\\.:#№\-]{{0,3}}\d{{1,6}})\s*\]"
    # a kind's name with an underscore and a number, in other brackets or in none
    rf"|(?<!\w)(?:{_KINDS})\s?\\?_\s?\d{{1,6}}(?!\w)"
    rf"|[({{<«]\s*(?:{_KINDS})[\s\-]?\d{{1,6}}\s*[)}}>»]",
    re.IGNORECASE,
)


def first_broken(text: str, known: Collection[str]) -> str | None:
    """The first thing in it that looks like a placeholder and stands for nothing; None if none.

    `known`: those that stand for a value. What a customer typed in this shape, with its backslash,
    may be repeated.
    """
    for found in PLACEHOLDER.finditer(text):
        if not found["escape"] and found[0] not in known:
            return found[0]
    others = PLACEHOLDER.sub(" ", text)
    visible = "".join(sign for sign in normalize("NFKC", others) if category(sign) != "Cf")
    like = _LIKE.search(visible)
    return like[0] if like else None
