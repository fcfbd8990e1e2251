"""Take secrets and contact data out of what customers write and actions return, before any of it
is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from frontdesk.actions import Done
from frontdesk.domain import mark
from frontdesk.domain.event import ConversationId
from frontdesk.guards import contacts, secrets
from frontdesk.guards.contacts import exchange, find_contacts
from frontdesk.guards.results import exchange_result
from frontdesk.ports.conversations import VaultEntry
from frontdesk.ports.vault import Vault
from frontdesk.turns.log import Log
from frontdesk.turns.scrubbing import scrubbed

VERSION = 100 * secrets.VERSION + contacts.VERSION
"""Of all that changes a text at the door; texts that passed it under different ones differ."""


async def exchanged(
    vault: Vault, log: Log, text: str, *, expects_code: bool = False
) -> tuple[str, Sequence[VaultEntry]]:
    """The text to keep, and what must be kept in the same append. Raises StorageFailed.

    Two texts at once may get the same placeholder for different values: the append that comes
    second raises PlaceholderTaken and has to be made again from here.
    """
    text = scrubbed(log.detector, mark.escape(text), expects_code=expects_code)
    has_any = find_contacts(text, expects_code=expects_code)
    known: Mapping[str, str] = await vault.values(log.id) if has_any else {}
    kept, new = exchange(text, known, expects_code=expects_code)
    return kept, [VaultEntry(placeholder, value) for placeholder, value in new.items()]


async def exchanged_result(vault: Vault, id: ConversationId, done: Done) -> Done:
    """What an action left behind, its text as the model reads it and the log keeps it.

    Passages stay: articles are for everybody. Raises StorageFailed; PlaceholderTaken as above.
    """
    if not done.outcome.text:
        return done
    kept, new = exchange_result(done.outcome.text, await vault.values(id))
    entries = (VaultEntry(placeholder, value) for placeholder, value in new.items())
    outcome = replace(done.outcome, text=kept)
    return replace(done, outcome=outcome, together=(*done.together, *entries))
