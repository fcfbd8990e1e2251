"""Make the lists of the people at the desk from the logs: for what is older than they are."""

from frontdesk.domain.listing import Listing, listing_after
from frontdesk.ports.conversations import Conversations
from frontdesk.ports.listings import Listings


async def list_missing(conversations: Conversations, listings: Listings) -> int:
    """Every conversation without a line gets one, whoever writes meanwhile; how many did.

    Raises StorageFailed.
    """
    made = 0
    for id in await listings.unlisted():
        kept = False
        while not kept and await listings.listed(id) is None:
            recorded = await conversations.read(id)
            listing = listing_after(Listing(), recorded)
            kept = await listings.keep(id, listing, last=recorded[-1].number)
        made += kept
    return made
