"""Contact data for people at the desk: whole for some roles, masked for the others."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from frontdesk.api.filling import filled_with, holds_placeholder
from frontdesk.assembly.desk import Desk
from frontdesk.domain.event import ConversationId
from frontdesk.domain.user import User, may

DOTS = "•••"


def sees_contact_data(desk: Desk, user: User) -> bool:
    return may(user.role, desk.front.contact_data_from)


def masked(value: str) -> str:
    """Enough to tell one from another, or to compare it with what somebody says.

    `s•••@m•••.example` of an e-mail address, the last two digits of a number.
    """
    name, at, host = value.partition("@")
    if at:
        domain, dot, top = host.rpartition(".")
        return f"{name[:1]}{DOTS}@{domain[:1]}{DOTS}{dot}{top}"
    digits = re.sub(r"\D", "", value)
    return f"{DOTS}{digits[-2:]}" if digits else ""


async def for_eyes_of(
    user: User, desk: Desk, id: ConversationId, data: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """With values, whole or masked, in place of the placeholders. Raises StorageFailed."""
    if not holds_placeholder(data):
        return [dict(each) for each in data]
    is_whole = sees_contact_data(desk, user)
    values = {
        placeholder: _shown(placeholder, value, is_whole=is_whole)
        for placeholder, value in (await desk.vault.values(id)).items()
    }
    return filled_with(values, data)


def _shown(placeholder: str, value: str, *, is_whole: bool) -> str:
    """A code proves who the customer is: nobody else reads it."""
    if placeholder.startswith("[code_"):
        return value and DOTS
    return value if is_whole else masked(value)
