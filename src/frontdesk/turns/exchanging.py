"""Take contact data out of a customer's text before anything of it is kept."""

from collections.abc import Mapping, Sequence

from frontdesk.domain.event import ConversationId
from frontdesk.guards.contacts import exchange, find_contacts
from frontdesk.ports.conversations import VaultEntry
from frontdesk.ports.vault import Vault


async def exchanged(
    vault: Vault, id: ConversationId, text: str, *, expects_code: bool = False
) -> tuple[str, Sequence[VaultEntry]]:
    """The text to keep, and what must be kept in the same append. Raises StorageFailed.

    Two texts at once may get the same placeholder for different values: the append that comes
    second raises PlaceholderTaken and has to be made again from here.
    """
    has_any = find_contacts(text, expects_code=expects_code)
    known: Mapping[str, str] = await vault.values(id) if has_any else {}
    kept, new = exchange(text, known, expects_code=expects_code)
    return kept, [VaultEntry(placeholder, value) for placeholder, value in new.items()]
