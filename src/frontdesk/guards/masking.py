"""Contact and card data as those may see it who are not its customer (requirements, R53)."""

import re

from frontdesk.guards.contacts import Kind, find_contacts

SHOWN = 4  # last digits
_CARD = re.compile(r"(?<![\w.,+-])(?:\d[ -]?){12,18}\d(?![\w-]|[.,]\d)")


def mask(kind: Kind, value: str) -> str:
    """`j***@email.com`, `****1234`; of an address and a code nothing."""
    match kind:
        case "email":
            name, _, host = value.rpartition("@")
            return f"{name[:1]}***@{host}"
        case "phone":
            return f"****{_last_digits(value)}"
        case "address" | "code":
            return "****"


def masked(text: str) -> str:
    """The text with a mask for each card number, address and phone number in it.

    Cards by their count of digits alone: here a number too many hides nothing that is needed.
    """
    text = _CARD.sub(lambda found: f"****-****-****-{_last_digits(found[0])}", text)
    pieces: list[str] = []
    end = 0
    for contact in find_contacts(text):
        value = text[contact.start : contact.end]
        pieces += [text[end : contact.start], mask(contact.kind, value)]
        end = contact.end
    return "".join([*pieces, text[end:]])


def _last_digits(value: str) -> str:
    """None where hardly more would stay hidden."""
    digits = "".join(sign for sign in value if sign.isdecimal())
    return digits[-SHOWN:] if len(digits) > SHOWN + 2 else ""
