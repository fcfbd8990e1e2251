"""A customer who left gets what was said by mail: once, for all of a burst, and the way back."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.domain import mark, return_link
from frontdesk.domain.event import (
    AddressGiven,
    CameBack,
    ConversationOpened,
    CustomerBound,
    CustomerWrote,
    HandedBack,
    HandoverStarted,
    NoticeSent,
    PersonJoined,
    Rated,
    ReceiptSent,
    ReplyMailed,
    TurnEnded,
    TurnStarted,
)
from frontdesk.errors import MailFailed
from frontdesk.turns.casework import Casework
from frontdesk.turns.circumstances import circumstances
from frontdesk.turns.dispatching import Dispatcher
from frontdesk.turns.door import Door
from frontdesk.turns.letters.sending import Letters, Post
from frontdesk.turns.letters.wordings import WORDINGS
from frontdesk.turns.letters.writing import Page
from frontdesk.turns.log import Logs, Overtaken
from frontdesk.turns.owing import owed_for
from frontdesk.turns.presence import GRACE, Presence
from tests.builders import FixedClock, part
from tests.cards import usd
from tests.mayas_shop import MAYA, mayas_shop
from tests.means import some_means
from tests.unit.turns.desk import HERE

WAIT = timedelta(minutes=1)
PAGE = Page("Lumen", "https://desk.lumen.example", bytes(32))
ADDRESS = "mia@mail.example"
AWAY = HandoverStarted("asked")


class Box:
    """A mail system that keeps what it gets, and may be down."""

    def __init__(self):
        self.letters = []
        self.is_down = False

    async def send(self, letter):
        if self.is_down:
            raise MailFailed
        self.letters.append(letter)


class Desk:
    def __init__(self, *, mails=True):
        self.conversations, self.clock, self.box = MemoryConversations(), FixedClock(), Box()
        self.vault = self.conversations.vault
        self.is_mailing = mails
        self.begin()
        self.clock.time += GRACE

    def begin(self):
        """As a process does: nobody is known to be here."""
        self.logs = Logs(self.conversations, self.clock)
        self.presence = Presence(self.clock)
        self.door = Door(self.logs, self.vault, writes_letters=self.is_mailing)
        self.casework = Casework(self.logs, self.vault)
        mail = self.box if self.is_mailing else None
        store = mayas_shop(self.clock)
        post = Post(mail, self.vault, store, self.presence, self.clock, PAGE, WAIT)
        senders = {"mail": Letters(post, self.logs).send}
        self.dispatcher = Dispatcher(self.conversations.outbox, self.clock, senders)

    async def happens(self, *events, locale="", together=()):
        async with self.logs.use(HERE) as log:
            opening = [] if log.state.exists else [ConversationOpened(locale)]
            await log.append(*opening, *events, together=together)

    async def waits(self, *events, address=ADDRESS, locale=""):
        """A customer in the queue, who has left an address."""
        await self.happens(CustomerWrote("a", "Where is my lamp?"), *events, AWAY, locale=locale)
        if address:
            await self.door.take_message(HERE, "b", f"Write to {address} please")

    async def says(self, text, id="p1", name="Ana"):
        await self.casework.reply(HERE, id, text, name=name)

    async def after(self, time=WAIT):
        self.clock.time += time
        while await self.dispatcher.send_due("mail"):
            pass
        return self.box.letters

    async def log(self, kind):
        events = [record.event for record in await self.conversations.read(HERE)]
        return [event for event in events if isinstance(event, kind)]


@pytest.fixture
def desk():
    return Desk()


async def test_what_a_person_says_in_a_row_is_one_letter_with_the_way_back(desk):
    await desk.waits()
    await desk.says("I am looking.")
    await desk.says("It is in <b>Kiel</b>.", "p2")
    assert await desk.after(WAIT / 2) == []
    await desk.says("It comes on Friday.", "p3")

    assert await desk.after(WAIT / 2) == []
    (letter,) = await desk.after()
    assert letter.to == ADDRESS
    assert letter.subject == "An answer from Lumen"
    said = ("Ana: I am looking.", "Ana: It is in <b>Kiel</b>.", "Ana: It comes on Friday.")
    assert [letter.text.index(each) for each in said] == sorted(map(letter.text.index, said))
    assert "Where is my lamp" not in letter.text
    link = urlsplit(re.search(r"https://\S+", letter.text)[0])
    assert f"{link.scheme}://{link.netloc}{link.path}" == f"{PAGE.address}/chat"
    assert link.query == ""
    given = {name: values[0] for name, values in parse_qs(link.fragment).items()}
    assert given["conversation"] == HERE
    assert return_link.is_good(given["token"], PAGE.secret, HERE, desk.clock.time)
    assert len(await desk.after(9 * WAIT)) == 1
    assert await desk.conversations.outbox.listed("mail") == []


async def test_the_next_burst_is_another_letter_without_the_words_of_the_first(desk):
    await desk.waits()
    await desk.says("I am looking.")
    await desk.after()
    await desk.says("Found it.", "p2")

    first, second = await desk.after()
    assert ("I am looking." in second.text, "Found it." in second.text) == (False, True)
    assert first.id != second.id


async def test_whoever_goes_on_writing_delays_a_letter_for_so_long_only(desk):
    await desk.waits()
    for n in range(12):
        await desk.says(f"Line {n}.", f"p{n}")
        await desk.after(WAIT / 2)

    (letter,) = desk.box.letters
    assert "Line 9." in letter.text


async def test_who_is_there_gets_no_letter(desk):
    await desk.waits()
    with desk.presence.watching(HERE):
        await desk.says("It comes on Friday.")
        assert await desk.after() == []
    assert await desk.after(9 * WAIT) == []

    await desk.says("Or on Saturday.", "p2")
    desk.clock.time += WAIT - GRACE / 2
    desk.presence.seen(HERE)  # between two connections of the page
    assert await desk.after(GRACE / 2) == []


@pytest.mark.parametrize("own", [CustomerWrote("c", "Thanks!"), Rated(5)])
async def test_who_did_something_since_has_read_it(desk, own):
    await desk.waits()
    await desk.says("It comes on Friday.")
    await desk.happens(own)

    assert await desk.after(9 * WAIT) == []


async def test_after_a_restart_pages_have_time_to_come_back(desk):
    await desk.waits()
    await desk.says("It comes on Friday.")
    desk.clock.time += WAIT
    desk.begin()

    assert await desk.after(timedelta(0)) == []
    with desk.presence.watching(HERE):
        assert await desk.after(GRACE) == []


@pytest.mark.parametrize("begins_again", [False, True])
async def test_a_letter_that_did_not_go_out_is_the_same_when_it_does(desk, begins_again):
    await desk.waits()
    await desk.says("It comes on Friday.")
    desk.box.is_down = True
    await desk.after()
    (kept,) = await desk.log(ReplyMailed)
    desk.box.is_down = False
    if begins_again:
        desk.begin()
    await desk.says("By noon.", "p2")

    second, first = sorted(await desk.after(2 * WAIT), key=lambda each: "Friday" in each.text)
    assert ("Friday" in first.text, "noon" in first.text) == (True, False)
    assert ("Friday" in second.text, "noon" in second.text) == (False, True)
    assert first.id == f"answer-{HERE}-{kept.first}"
    assert len(await desk.log(ReplyMailed)) == 2


async def test_a_letter_that_was_kept_is_not_sent_to_who_has_answered_meanwhile(desk):
    await desk.waits()
    await desk.says("It comes on Friday.")
    desk.box.is_down = True
    await desk.after()
    desk.box.is_down = False
    await desk.happens(CustomerWrote("c", "I have seen it."))

    assert await desk.after(9 * WAIT) == []


async def test_a_kept_letter_goes_out_again_under_the_same_id_after_a_kill(desk):
    await desk.waits()
    await desk.says("It comes on Friday.")
    (owed,) = await desk.conversations.outbox.listed("mail")
    (first,) = await desk.after()
    await desk.conversations.append(
        HERE,
        [AddressGiven("[email_9]")],
        after=(await desk.conversations.read(HERE))[-1].number,
        at=desk.clock.time,
        together=[owed.item],  # as if the desk had died before it could cross this out
    )
    await desk.happens(AddressGiven("[email_1]"))

    _, again = await desk.after()
    assert (again.id, again.text) == (first.id, first.text)


@pytest.mark.parametrize(
    ("events", "address", "to"),
    [
        ([], None, None),
        ([CustomerBound(MAYA.id, "verified", "Maya")], ADDRESS, MAYA.email),
        ([CustomerBound(MAYA.id, "claimed", "Maya")], ADDRESS, ADDRESS),
        ([CustomerBound(MAYA.id, "claimed", "Maya")], None, MAYA.email),
        ([CustomerBound(MAYA.id, "claimed", "Maya"), CameBack()], None, MAYA.email),
        ([], "no-address@all", None),
        ([], f"{ADDRESS} or tom@mail.example", None),
    ],
    ids=["none", "verified", "left", "claimed", "came back", "no address", "two of them"],
)
async def test_it_goes_to_the_accounts_address_or_to_one_that_was_left(desk, events, address, to):
    await desk.waits(*events, address=address)
    await desk.says("It comes on Friday.")

    assert [letter.to for letter in await desk.after()] == ([to] if to else [])


async def test_an_address_named_to_the_bot_is_none_to_write_to(desk):
    await desk.door.open_conversation(HERE, "a", text=f"My order was for {ADDRESS}.")
    await desk.happens(AWAY)
    await desk.says("It comes on Friday.")

    assert await desk.after() == []
    assert await desk.log(AddressGiven) == []


async def test_an_address_that_is_left_is_confirmed_in_fixed_words_and_can_be_changed(desk):
    await desk.waits(locale="de-AT")
    await desk.door.take_message(HERE, "c", "Besser tom@mail.example")
    await desk.door.take_message(HERE, "d", "Also tom@mail.example")
    await desk.says("Am Freitag.")

    assert await desk.log(AddressGiven) == [AddressGiven("[email_1]"), AddressGiven("[email_2]")]
    noted = [each for each in await desk.log(NoticeSent) if each.code == "address_noted"]
    assert [re.findall(r"\[.*?\]", each.text) for each in noted] == [["[email_1]"], ["[email_2]"]]
    assert noted[0].text.startswith("Notiert")
    assert [letter.to for letter in await desk.after()] == ["tom@mail.example"]


async def test_a_forgotten_address_is_not_written_to(desk):
    await desk.waits()
    await desk.says("It comes on Friday.")
    await desk.vault.forget(HERE)

    assert await desk.after() == []


async def test_a_desk_without_mail_notes_no_address_and_owes_no_letter():
    desk = Desk(mails=False)
    await desk.waits()
    await desk.says("It comes on Friday.")

    assert await desk.after() == []
    assert await desk.log(AddressGiven) == []
    assert await desk.conversations.outbox.listed("mail") == []


@pytest.mark.parametrize(("minutes", "letters"), [(0.5, 0), (5, 1)])
async def test_an_answer_of_the_bots_goes_out_where_it_came_late(desk, minutes, letters):
    await desk.happens(CustomerBound(MAYA.id, "verified", "Maya"))
    await desk.happens(CustomerWrote("a", "How long is delivery?"), TurnStarted(1, 1, (3,)))
    desk.clock.time += timedelta(minutes=minutes)
    await desk.happens(part(1, "Three days, "), part(2, "or one."), TurnEnded(1, 1, "sent", (3,)))

    sent = await desk.after()
    assert len(sent) == letters
    assert all("Lumen: Three days, or one." in letter.text for letter in sent)


async def test_a_receipt_and_a_refusal_reach_who_did_not_stay(desk):
    await desk.happens(CustomerBound(MAYA.id, "verified", "Maya"), PersonJoined("Ana"))
    receipt = ReceiptSent("c1", "refund", "We have refunded it.", "RF-1", usd("89.99"))
    refused = NoticeSent("refund_refused", "This refund could not be made.")
    other = NoticeSent("waiting", "It takes an hour.")
    async with desk.logs.use(HERE) as log:  # as from effects, whose cards this test leaves out
        records = [receipt, refused, other]
        await desk.conversations.append(
            HERE,
            records,
            after=log.state.last,
            at=desk.clock.time,
            together=[*owed_for(records, before=log.events, at=desk.clock.time)],
        )

    (letter,) = await desk.after()
    assert "Lumen: We have refunded it." in letter.text
    assert "Lumen: This refund could not be made." in letter.text
    assert "an hour" not in letter.text


@pytest.mark.parametrize(("language", "words"), WORDINGS.items())
async def test_it_speaks_the_customers_language(desk, language, words):
    await desk.waits(locale=f"{language}-XX")
    await desk.says("It comes on Friday.")

    (letter,) = await desk.after()
    assert letter.subject == words.subject.format(brand="Lumen")
    for text in (words.opening, words.back, words.caution, words.closing):
        assert text.partition("{")[0] in letter.text
    assert "{" not in letter.text


async def test_the_customers_own_data_is_masked_and_what_people_wrote_is_not(desk):
    await desk.waits()
    secret = mark.mark("password")
    await desk.says(
        f"We wrote to {ADDRESS}, {secret}. Call +49 30 12345678, or see \u202ehidden\u202c."
    )

    (letter,) = await desk.after()
    assert "We wrote to m***@mail.example" in letter.text
    assert ADDRESS not in letter.text
    assert "+49 30 12345678" in letter.text
    assert "\u202e" not in letter.text
    assert "[email_" not in letter.text


async def test_nothing_is_told_of_in_two_letters(desk):
    await desk.waits()
    await desk.says("One.")
    await desk.says("Two.", "p2")
    async with desk.logs.use(HERE) as log:
        last = log.state.last
        await log.append(ReplyMailed(last, last - 1, last))
        for first, through in ((last - 1, last), (last, last), (last + 1, last + 9)):
            with pytest.raises(Overtaken):
                await log.append(ReplyMailed(last, first, through))


async def test_whoever_writes_by_a_letters_link_is_nobody_the_desk_knows(desk):
    await desk.waits(CustomerBound(MAYA.id, "verified", "Maya"), address=None)
    await desk.door.take_message(HERE, "c", "It is me.", by_letter=True)
    await desk.door.take_message(HERE, "d", "Really.", by_letter=True)
    await desk.happens(HandedBack())
    async with desk.logs.use(HERE) as log:
        assert (log.state.level, log.state.customer) == ("visitor", MAYA.id)
        assert log.listing.level == "visitor"

    assert len(await desk.log(CameBack)) == 1
    await desk.happens(AWAY)
    await desk.door.take_message(HERE, "f", "Now to eve@mail.example", by_letter=True)
    assert await desk.log(AddressGiven) == []
    await desk.happens(CustomerBound(MAYA.id, "verified", "Maya"))
    await desk.door.take_message(HERE, "e", "And now?", by_letter=True)
    assert len(await desk.log(CameBack)) == 2


async def test_the_bots_actions_know_no_customer_either(desk):
    await desk.happens(CustomerBound(MAYA.id, "verified", "Maya"))
    means = some_means(desk.conversations, clock=desk.clock)
    async with desk.logs.use(HERE) as log:
        before = await circumstances(means, log, turn=1, attempt=1)
        await log.append(CameBack())
        after = await circumstances(means, log, turn=1, attempt=1)

    assert (before.customer, before.level) == (MAYA, "verified")
    assert (after.customer, after.level) == (None, "visitor")


def test_a_links_token_opens_one_conversation_for_a_while():
    now = FixedClock().time
    token = return_link.token(PAGE.secret, HERE, now + return_link.LIFE)

    assert return_link.is_good(token, PAGE.secret, HERE, now)
    wrong = [
        *(token[:-1] + "0", token.upper(), f"{token} ", token.replace("back.", "")),
        *("back.", "back..", "back.9", "back.9999999999.", "back.\u0663.x", ""),
        token.replace(token.split(".")[1], "99999999999"),
    ]
    assert not any(return_link.is_good(each, PAGE.secret, HERE, now) for each in wrong)
    assert not return_link.is_good(token, PAGE.secret, "elsewhere", now)
    assert not return_link.is_good(token, bytes([1] * 32), HERE, now)
    assert not return_link.is_good(token, PAGE.secret, HERE, now + return_link.LIFE)
