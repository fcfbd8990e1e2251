"""Fixed texts the desk says without the model. Their wording is R11, R63 and R64."""

from frontdesk.domain.money import Money
from frontdesk.domain.order import OrderId
from frontdesk.errors import FrontdeskError, ModelBusy, ModelOverloaded

KEPT = "Your message is saved and will be answered; there is no need to send it again."


def not_knowing(support_email: str) -> str:
    return (
        f"I don't have that information, but our support team at {support_email} "
        "can help within 24 hours."
    )


CARD = "Please check the card and confirm it, or decline it."
DECLINED = "All right, nothing was done."


def receipt(amount: Money, order: OrderId, reference: str) -> str:
    return (
        f"We have refunded {amount} for order {order} (reference {reference}). The money goes "
        "back to the original payment method, usually within 5-7 business days."
    )


REFUND_WITH_PERSON = (
    "Thank you. A member of our team has to approve this refund; it is with them now, and you "
    "will be told here. Nothing else is needed from you."
)


REFUND_UNCLEAR = (
    "We have not heard yet whether your refund went through, so a member of our team looks after "
    "it now. It cannot be paid twice, and you will be told here. Nothing is needed from you."
)


def refund_refused(support_email: str) -> str:
    return (
        "This refund could not be made, and nothing was paid. Please write to "
        f"{support_email}, or ask here to speak with a person."
    )


def refused(support_email: str) -> str:
    return f"I can't help with that here. Our support team at {support_email} can."


GAVE_UP = "The assistant could not answer in time."
HANDED_OVER_BY_BOT = "The assistant asked for a person."


def handed_over(support_email: str) -> str:
    return (
        "A member of our team will read this conversation and answer here. "
        f"You can also write to {support_email}."
    )


def away(error: FrontdeskError, support_email: str) -> str:
    """What the customer reads while no answer can be given."""
    match error:
        case ModelBusy():
            text = "We're experiencing high volume right now. Please try again in 60 seconds."
        case ModelOverloaded():
            text = f"Our AI is temporarily overloaded. Try again shortly, or email {support_email}."
        case _:
            text = (
                f"I'm having trouble connecting right now. Please reach us at {support_email} "
                "or try again in a moment."
            )
    return f"{text} {KEPT}"
