"""Fixed texts the desk says without the model, in the customer's language."""

from dataclasses import asdict
from functools import cache

from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import ConfirmationOffered
from frontdesk.domain.order import Refund
from frontdesk.domain.refund_policy import GOODS_ARE_KEPT
from frontdesk.errors import DayCostReached, FrontdeskError, ModelBusy, ModelOverloaded
from frontdesk.turns.wordings import ENGLISH, WORDINGS, Wording


def wording(state: Conversation, support_email: str) -> Wording:
    """In the language the customer writes, else the browser's, else English; the address is in."""
    browsers = state.locale.partition("-")[0].lower()
    return worded(state.language or browsers, support_email)


@cache
def worded(language: str, support_email: str) -> Wording:
    """`language`: by ISO 639-1; English for one that nobody has written yet."""
    texts = asdict(WORDINGS.get(language, ENGLISH))
    filled = {name: text.replace("{support_email}", support_email) for name, text in texts.items()}
    return Wording(**filled)


def is_not_knowing(shown: str, support_email: str) -> bool:
    """Whether a reply holds the line for not knowing, in whichever language."""
    plain = shown.replace("’", "'")
    return any(worded(language, support_email).not_knowing in plain for language in WORDINGS)


def receipt(words: Wording, offer: ConfirmationOffered, refund: Refund) -> str:
    paid = words.receipt.format(amount=refund.amount, order=offer.order, reference=refund.reference)
    return f"{paid} {words.keep_goods}" if offer.reason in GOODS_ARE_KEPT else paid


def away(words: Wording, error: FrontdeskError) -> str:
    """What the customer reads while no answer can be given."""
    match error:
        case ModelBusy():
            text = words.busy
        case DayCostReached():
            text = words.day_cost
        case ModelOverloaded():
            text = words.overloaded
        case _:
            text = words.unreachable
    return f"{text} {words.kept}"
