"""Check a piece of a reply before a customer sees it."""

import re
from collections.abc import Collection, Sequence

from frontdesk.domain.passage import PassageId

IMAGE = re.compile(r"!\[")
LINK = re.compile(r"\]\(\s*([^)\s]*)|\b((?:https?://|www\.)[^\s)\]>\"']+)", re.IGNORECASE)


def check_piece(
    text: str,
    cited: Sequence[PassageId],
    *,
    known: Collection[PassageId],
    addresses: Collection[str],
) -> str | None:
    """Why this piece must not be sent, in words for the model; None if it may.

    `known`: the passages the model was given. `addresses`: the web addresses it may name.
    """
    if IMAGE.search(text):
        return "It shows an image; replies hold text only."
    if any(source not in known for source in cited):
        return "It cites a source that was not among the search results."
    for match in LINK.finditer(text):
        address = (match[1] or match[2]).rstrip(".,;:!?")
        if address not in addresses:
            return f"It names the address {address}, which no search result gives."
    return None
