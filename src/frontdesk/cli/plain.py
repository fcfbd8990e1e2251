"""What others wrote, made safe to print: it can move no cursor, hide nothing, turn no text around.

Terminals obey control characters (ECMA-48), the 8-bit ones too, and bidirectional overrides.
"""

import json
import re
from typing import Any, cast

HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u2028-\u202e\u2060-\u2069\ufeff]"
    r"|[\U000e0000-\U000e007f]"
)


def plain(text: str) -> str:
    """Each such character becomes U+FFFD; line ends and tabs stay."""
    return HIDDEN.sub("\ufffd", text.replace("\r\n", "\n"))


def plain_values(data: Any) -> Any:
    """The same of every text in it."""
    if isinstance(data, str):
        return plain(data)
    if isinstance(data, dict):
        return {key: plain_values(each) for key, each in cast("dict[str, Any]", data).items()}
    if isinstance(data, list):
        return [plain_values(each) for each in cast("list[Any]", data)]
    return data


def json_text(value: Any) -> str:
    """One line of JSON, such characters as escapes: nothing is lost to the program that reads."""
    text = json.dumps(value, default=str, ensure_ascii=False)
    return HIDDEN.sub(lambda found: json.dumps(found[0])[1:-1], text)
