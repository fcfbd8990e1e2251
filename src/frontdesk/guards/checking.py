"""Check a piece of a reply before a customer sees it."""

import re
from collections.abc import Collection, Sequence

from frontdesk.domain.passage import PassageId
from frontdesk.guards.naming import Names
from frontdesk.guards.placeholders import first_broken

IMAGE = re.compile(r"!\[")
ADDRESSES = (
    re.compile(r"\]\(\s*<?([^)\s>]*)"),  # [text](address)
    re.compile(r"\]:\s*(\S+)"),  # [text]: address
    re.compile(r"(?<!\w)((?:[a-z][a-z0-9+.-]{1,15}:)?//[^\s)\]>\"']+)", re.IGNORECASE),
    re.compile(r"(?<![\w@./-])((?:[\w-]{1,63}\.){1,8}[a-z]{2,24}/[^\s)\]>\"']*)", re.IGNORECASE),
    re.compile(r"(?<!\w)(www\.[^\s)\]>\"']+)", re.IGNORECASE),
    re.compile(r"<a\s[^>]{0,500}>", re.IGNORECASE),
)
AFTER_ADDRESS = ".,;:!?*_)'\""


def check_piece(
    text: str,
    cited: Sequence[PassageId],
    *,
    known: Collection[PassageId],
    addresses: Collection[str],
    placeholders: Collection[str] = (),
    names: Names | None = None,
) -> str | None:
    """Why this piece must not be sent, in words for the model; None if it may.

    `known`: the passages the model was given. `addresses`: the web addresses it may name.
    `placeholders`: those that stand for a value in this conversation. `names`: whom it may name.
    """
    if IMAGE.search(text):
        return "It shows an image; replies hold text only."
    if any(source not in known for source in cited):
        return "It cites a source that was not among the search results."
    if broken := first_broken(text, placeholders):
        return f"It holds {broken}, which stands for nothing in this conversation."
    if names and (name := names.first_unknown(text)):
        return f"It names {name}, which nobody has given in this conversation."
    named = (match[match.lastindex or 0] for form in ADDRESSES for match in form.finditer(text))
    for address in named:
        if address not in addresses and address.rstrip(AFTER_ADDRESS) not in addresses:
            return f"It names the address {address}, which no search result gives."
    return None
