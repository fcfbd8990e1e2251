"""What a turn works with, in memory: everything a desk has, unless a test brings its own."""

from pathlib import Path
from typing import Any

from frontdesk.actions import Catalog
from frontdesk.actions.builtin import BUILT_IN
from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.memory.model import ScriptedModel
from frontdesk.adapters.memory.passages import MemoryPassages
from frontdesk.adapters.memory.tickets import MemoryTickets
from frontdesk.adapters.store import StorePayments
from frontdesk.answering.bundle import read_bundle
from frontdesk.domain.card_seal import CardSeal
from frontdesk.domain.event import ConfirmationOffered
from frontdesk.domain.refund_policy import RefundPolicy
from frontdesk.knowledge import Library
from frontdesk.turns.activity import Activities
from frontdesk.turns.means import Means
from frontdesk.turns.patience import Patience
from tests.builders import FixedClock
from tests.mayas_shop import mayas_shop


class AnyCard(CardSeal):
    """Of cards that a test writes down, under ids of its own."""

    def fits(self, conversation: str, card: ConfirmationOffered) -> bool:
        return True


EMAIL = "help@shop.example"
QUICK = Patience(retry_seconds=0.001, attempt_seconds=0.001, longest_pause_seconds=0.01)


def some_means(conversations: MemoryConversations, **differing: Any) -> Means:
    """`differing`: fields that are not these."""
    clock = differing.pop("clock", FixedClock())
    catalog = differing.pop("catalog", Catalog(BUILT_IN))
    store = differing.pop("store", None) or mayas_shop(clock)
    values = {"brand": "Shop", "support_email": EMAIL, "languages": "en", "article_languages": "en"}
    bundle = read_bundle(
        Path("nowhere"),
        values,
        model="claude-haiku-5-5",
        max_tokens=1000,
        effort="",
        tools=catalog.tools,
    )
    usual = {
        "model": ScriptedModel([]),
        "library": Library(MemoryPassages()),
        "catalog": catalog,
        "store": store,
        "payments": StorePayments(store),
        "tickets": MemoryTickets(),
        "vault": conversations.vault,
        "ledger": conversations.ledger,
        "refunds": RefundPolicy(),
        "limits": None,
        "seal": AnyCard(),
        "bundle": bundle,
        "clock": clock,
        "activities": Activities(),
        "support_email": EMAIL,
        "patience": QUICK,
    }
    return Means(**(usual | differing))
