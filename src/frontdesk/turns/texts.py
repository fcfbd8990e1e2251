"""Fixed texts the desk says without the model, in the customer's language."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import cache

from frontdesk.answering.language import NAMES
from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import ConfirmationOffered
from frontdesk.domain.order import Refund
from frontdesk.domain.refund_policy import GOODS_ARE_KEPT
from frontdesk.errors import DayCostReached, FrontdeskError, ModelBusy, ModelOverloaded
from frontdesk.turns.wordings import ENGLISH, WORDINGS, Wording

SAYINGS = (
    "The fixed sentences of your rules in {language}, to be said word for word. When the search "
    'results do not contain the answer: "{not_knowing}" For a medical, legal or financial '
    'question: "{not_qualified}" For a question about a competitor or another company: '
    '"{other_companies}"'
)


OPENINGS: Mapping[str, str] = {
    **dict.fromkeys(("held", "low_score", "gave_up", "not_knowing", "unresolved"), "unable"),
    **dict.fromkeys(("threat", "legal_or_press"), "serious"),
    **dict.fromkeys(("insult", "hate"), "supervisor"),
    **dict.fromkeys(("extreme_frustration", "churn", "complaint"), "sorry"),
    **dict.fromkeys(("persistent_negative", "deteriorating"), "sorry"),
    **dict.fromkeys(("billing_dispute", "contract_change", "refund_waits"), "decision"),
}
"""How a handover's words begin, by what asked for it; for the rest they are enough alone."""


def wording(state: Conversation, support_email: str = "") -> Wording:
    """In the language the customer writes, else the browser's, else English; the address is in."""
    browsers = state.locale.partition("-")[0].lower()
    return worded(state.language or browsers, support_email)


@cache
def worded(language: str, support_email: str) -> Wording:
    """`language`: by ISO 639-1; English for one that nobody has written yet."""
    texts = asdict(WORDINGS.get(language, ENGLISH))
    filled = {name: text.replace("{support_email}", support_email) for name, text in texts.items()}
    return Wording(**filled)


def sayings(brand: str, support_email: str) -> Mapping[str, str]:
    """What the model is told of its fixed sentences, for each language but the prompt's own."""
    return {
        language: SAYINGS.format(
            language=NAMES[language],
            not_knowing=words.not_knowing,
            not_qualified=words.not_qualified,
            other_companies=words.other_companies.replace("{brand}", brand),
        )
        for language in WORDINGS
        if (words := worded(language, support_email)) != worded("en", support_email)
    }


def is_not_knowing(shown: str, support_email: str) -> bool:
    """Whether a reply holds the line for not knowing, in whichever language."""
    said = _plain(shown)
    lines = (worded(language, support_email).not_knowing for language in WORDINGS)
    return any(_plain(line) in said for line in lines)


def _plain(text: str) -> str:
    """Without what a model may set otherwise: apostrophes, spaces, emphasis, a capital."""
    return " ".join(text.replace("’", "'").replace("*", "").split()).casefold()


def handed_over(words: Wording, rule: str) -> str:
    """What the customer reads who goes to people. `rule`: what asked for it; empty for a wish."""
    because = getattr(words, OPENINGS[rule]) if rule in OPENINGS else ""
    return f"{because} {words.handed_over}".strip()


def receipt(words: Wording, offer: ConfirmationOffered, refund: Refund) -> str:
    amount = refund.amount.like(words.amount)
    paid = words.receipt.format(amount=amount, order=offer.order, reference=refund.reference)
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
