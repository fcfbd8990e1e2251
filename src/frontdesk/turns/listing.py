"""Make the lists of the people at the desk from the logs."""

from collections.abc import Iterable

from frontdesk.domain.event import ConversationId
from frontdesk.domain.listing import Listing, listing_after
from frontdesk.ports.conversations import Conversations
from frontdesk.ports.listings import Listings
from frontdesk.ports.transcripts import Transcripts


async def list_missing(conversations: Conversations, listings: Listings) -> int:
    """Every conversation that is older than the lists gets its line; how many did.

    Raises StorageFailed.
    """
    return await _list(await listings.unlisted(), conversations, listings)


async def list_again(
    conversations: Conversations, listings: Listings, transcripts: Transcripts
) -> int:
    """Every line is made again, and the words each conversation is found by; how many there are.

    No line is removed before: readers go on after the last revision they have. Raises
    StorageFailed.
    """
    ids = [*reversed(await conversations.listed())]  # the newest words last, as they were said
    for id in ids:
        while not await transcripts.keep(id, await conversations.read(id)):
            pass  # somebody wrote meanwhile
    return await _list(ids, conversations, listings)


async def _list(
    ids: Iterable[ConversationId], conversations: Conversations, listings: Listings
) -> int:
    """Whoever writes meanwhile."""
    made = 0
    for id in ids:
        kept = False
        while not kept:
            recorded = await conversations.read(id)
            listing = listing_after(Listing(), recorded)
            kept = await listings.keep(id, listing, last=recorded[-1].number)
        made += 1
    return made
