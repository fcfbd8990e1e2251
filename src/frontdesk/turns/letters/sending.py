"""Send what a customer who left has not read: soon, in one letter for all that was said at once.

The letter is kept in the log before it goes out, so a desk that is killed sends the very same one
under the same id, and nothing is told of in two.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from frontdesk.domain import return_link
from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import ConversationId, Recorded, ReplyMailed
from frontdesk.errors import MailFailed, NotDelivered
from frontdesk.ports.clock import Clock
from frontdesk.ports.mail import Letter, Mail
from frontdesk.ports.outbox import Outgoing
from frontdesk.ports.store import Store
from frontdesk.ports.vault import Vault
from frontdesk.turns.dispatching import NotYet
from frontdesk.turns.letters.unheard import OWN, Said, sayings, unheard
from frontdesk.turns.letters.writing import Page, for_mailbox, letter_text, letter_words, link_to
from frontdesk.turns.log import Log, Logs, Overtaken
from frontdesk.turns.presence import Presence

LONGEST = 5
"""Times the wait, after which a letter goes out while somebody still writes."""


@dataclass(frozen=True, slots=True)
class Post:
    """What letters are sent with."""

    mail: Mail | None
    """None: the desk sends none."""
    vault: Vault
    store: Store
    presence: Presence
    clock: Clock
    page: Page
    wait: timedelta
    """How long nobody has written, and no customer looked, before a letter goes out."""


@dataclass(frozen=True, slots=True)
class Letters:
    post: Post
    logs: Logs

    async def send(self, outgoing: Outgoing) -> None:
        """Write to the customer, unless they are there, have answered or left no address.

        Raises NotYet, NotDelivered, StoreUnreachable, StorageFailed.
        """
        mail = self.post.mail
        if mail is None:
            return
        async with self.logs.use(outgoing.conversation) as log:
            to = await address_of(self.post, log)
            kept = await self._kept(log, outgoing.item.number) if to else None
            if kept is None or self.post.presence.is_here(log.id):
                return
            letter = await self._letter(log, kept, to)
        try:
            await mail.send(letter)
        except MailFailed as failure:
            raise NotDelivered(str(failure)) from failure

    async def _kept(self, log: Log, number: int) -> tuple[Recorded, ReplyMailed] | None:
        """The letter this item stands for, from now on if it did not before; None for none."""
        while True:
            for record in log.events:
                letter = record.event
                if isinstance(letter, ReplyMailed) and letter.first <= number <= letter.through:
                    is_ours = letter.item == number and not _has_answered(log, record.number)
                    return (record, letter) if is_ours else None
            said = unheard(log.events)
            if number not in {each.number for each in said}:
                return None
            self._wait_for(said)
            if self.post.presence.is_here(log.id):
                return None
            with suppress(Overtaken):  # another item was faster, or an answer came: read anew
                await log.append(ReplyMailed(number, said[0].number, said[-1].number))

    def _wait_for(self, said: Sequence[Said]) -> None:
        """Raises NotYet while more may follow, or while nobody knows who is here."""
        wait, now = self.post.wait, self.post.clock.now()
        quiet = min(said[-1].at + wait, said[0].at + LONGEST * wait)
        due = max(quiet, self.post.presence.knows_from)
        if now < due:
            raise NotYet(due)

    async def _letter(self, log: Log, kept: tuple[Recorded, ReplyMailed], to: str) -> Letter:
        record, mailed = kept
        page = self.post.page
        until = record.at + return_link.LIFE
        words = letter_words(log.state)
        values = await self.post.vault.values(log.id)
        told = [
            replace(each, text=for_mailbox(each.text, log.events[: record.number], values))
            for each in sayings(log.events)
            if mailed.first <= each.number <= mailed.through
        ]
        return Letter(
            to=to,
            subject=words.subject.format(brand=page.brand),
            text=letter_text(words, page, told, link_to(page, log.id, until), until),
            id=letter_id(log.id, mailed),
        )


def letter_id(id: ConversationId, mailed: ReplyMailed) -> str:
    return f"answer-{id}-{mailed.first}"


async def address_of(post: Post, log: Log) -> str:
    """A signed-in customer's own, else the one left here, else that of the account whose order was
    named; empty for none. Raises StoreUnreachable, StorageFailed.
    """
    state = log.state
    if state.reply_to and state.level != "verified":
        return (await post.vault.values(log.id)).get(state.reply_to, "")
    customer = await post.store.customer(state.customer) if state.customer else None
    return customer.email if customer else ""


def may_be_written_to(state: Conversation) -> bool:
    """Whether there is an address that answers go to."""
    return bool(state.reply_to or state.customer)


def _has_answered(log: Log, number: int) -> bool:
    """Whether the customer did anything after this event: then they have read it."""
    return any(isinstance(record.event, OWN) for record in log.events[number:])
