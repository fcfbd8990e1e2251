"""A desk on paper: enough to build the application and look at its routes."""

from dataclasses import replace
from pathlib import Path

from frontdesk.adapters.clock import SystemClock
from frontdesk.adapters.files.canned_replies import FolderCannedReplies
from frontdesk.adapters.memory.bundles import MemoryBundles
from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.memory.modes import MemoryModes
from frontdesk.adapters.memory.passages import MemoryPassages
from frontdesk.adapters.memory.sign_ins import MemorySignIns
from frontdesk.adapters.memory.users import MemoryUsers
from frontdesk.answering.bundle import Bundle
from frontdesk.assembly.admission import admission_of
from frontdesk.assembly.desk import Desk
from frontdesk.assembly.front import Front
from frontdesk.assembly.people import People
from frontdesk.handover.targets import Targets
from frontdesk.knowledge import Library, Report
from frontdesk.settings import Settings
from frontdesk.turns.accounts import Accounts
from frontdesk.turns.activity import Activities
from frontdesk.turns.approving import Approvals
from frontdesk.turns.assigning import Assigner
from frontdesk.turns.canned import CannedReplyOffers
from frontdesk.turns.casework import Casework
from frontdesk.turns.door import Door
from frontdesk.turns.handing_over import Handovers
from frontdesk.turns.log import Logs
from frontdesk.turns.presence import Presence
from frontdesk.turns.pressing import Presses
from frontdesk.turns.rating import Ratings
from frontdesk.turns.runner import Runner
from frontdesk.turns.switching import Switch
from frontdesk.turns.ticketing import ScrubbedTickets, Ticketing
from tests.means import some_means
from tests.plain_passwords import PlainPasswords


def paper_desk() -> Desk:
    conversations, passages, activities = MemoryConversations(), MemoryPassages(), Activities()
    users = MemoryUsers()
    bundle = Bundle("", "", "", "claude-haiku-5-5", 1000, "", "paper")
    clock = SystemClock()
    library = Library(passages)
    means = some_means(
        conversations, library=library, bundle=bundle, clock=clock, activities=activities
    )
    logs = Logs(conversations, clock)
    runner = Runner(conversations, logs, means)
    return Desk(
        front=replace(Front.of(Settings(), ()), name="Paper"),
        secret=bytes(32),
        admission=admission_of(Settings(), MemorySignIns(), clock),
        catalog=means.catalog,
        knowledge=Report(0, 0, 0, 0, 0, ()),
        is_searched_by_meaning=False,
        conversations=conversations,
        vault=conversations.vault,
        ledger=conversations.ledger,
        tickets=means.tickets,
        outbox=conversations.outbox,
        store=None,
        passages=passages,
        bundles=MemoryBundles(),
        activities=activities,
        presence=Presence(clock),
        logs=logs,
        clock=clock,
        door=Door(logs, conversations.vault),
        presses=Presses(means, logs, runner.wake),
        handovers=Handovers(logs, conversations.vault, "help@shop.example"),
        people=People(
            casework=Casework(logs, conversations.vault),
            approvals=Approvals(
                logs, None, "help@shop.example", seal=means.seal, policy=means.refunds
            ),
            listings=conversations.listings,
            users=users,
            transcripts=conversations.transcripts,
            accounts=Accounts(users, users.keys, PlainPasswords(), clock),
            ticketing=Ticketing(ScrubbedTickets(means.tickets, logs.detector), clock),
            canned_replies=CannedReplyOffers(
                FolderCannedReplies(Path("nowhere")), logs, brand="Paper"
            ),
            switch=Switch(MemoryModes(), clock),
            assigner=Assigner(logs, conversations.listings, users, clock),
            targets=Targets(),
        ),
        ratings=Ratings(logs, conversations.vault),
        runner=runner,
        drain_seconds=0,
    )
