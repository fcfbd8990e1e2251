"""A plain yes or no: the few words that stand for pressing the only open card.

Anything longer may mean something else ("yes, but only the lamp") and is read by the model.
"""

import re
from collections.abc import Sequence
from typing import Literal

from frontdesk.domain.confirmation import Confirmation
from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import CameBack, ConfirmationOffered, CustomerWrote, Recorded

YES = frozenset(
    (
        *("yes", "yep", "yeah", "yes please", "ok", "okay", "sure", "confirm", "i confirm"),
        *("confirmed", "go ahead", "please do", "do it", "yes go ahead", "yes confirm", "agreed"),
        *("ja", "ja bitte", "ja gerne", "einverstanden", "bestätigen", "ich bestätige", "gerne"),
        *("sí", "si", "sí por favor", "si por favor", "vale", "de acuerdo", "confirmo", "adelante"),
        *("oui", "oui merci", "oui s'il vous plaît", "d'accord", "je confirme", "confirmer"),
        *("да", "да пожалуйста", "хорошо", "подтверждаю", "согласен", "согласна", "ок"),
    )
)
NO = frozenset(
    (
        *("no", "nope", "no thanks", "no thank you", "cancel", "decline", "don't", "do not"),
        *("nein", "nein danke", "abbrechen", "ablehnen"),
        *("no gracias", "cancelar", "rechazar"),
        *("non", "non merci", "annuler", "refuser"),
        *("нет", "нет спасибо", "отмена", "не надо", "отказываюсь"),
    )
)

Answer = Literal["confirm", "decline"]


def plain_answer(text: str) -> Answer | None:
    words = re.sub(r"[^\w' ]+", " ", text.casefold().replace("’", "'"))
    said = " ".join(words.split())
    if said in YES:
        return "confirm"
    return "decline" if said in NO else None


def answered_card(
    state: Conversation, events: Sequence[Recorded]
) -> tuple[Confirmation, Answer] | None:
    """The only open card, and what the only waiting message, right after it, says to it."""
    is_busy = state.turn is not None and not state.turn.is_superseded
    if is_busy or len(state.acting.open_confirmations) != 1 or len(state.waiting) != 1:
        return None
    (known,) = state.acting.open_confirmations
    since: list[CustomerWrote] = []
    for record in reversed(events):
        if isinstance(record.event, ConfirmationOffered) and record.event.id == known.offer.id:
            break
        if isinstance(record.event, CameBack):
            return None  # who writes now need not be whom it was offered to
        if isinstance(record.event, CustomerWrote):
            since.append(record.event)
    if len(since) != 1 or (answer := plain_answer(since[0].text)) is None:
        return None
    return known, answer
