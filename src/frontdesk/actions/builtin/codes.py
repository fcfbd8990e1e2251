"""A one-time code by e-mail: the customer shows that the account's mailbox is theirs."""

from frontdesk.actions.context import Context
from frontdesk.actions.declaring import action
from frontdesk.actions.done import Done
from frontdesk.actions.kinds import Code
from frontdesk.actions.proving import CodesByMail
from frontdesk.domain import one_time_code
from frontdesk.domain.action import Outcome
from frontdesk.domain.event import CodeSent, CustomerBound, IdentityRefused
from frontdesk.errors import MailFailed
from frontdesk.ports.mail import Letter

MAX_TRIES = 5  # wrong codes in one conversation

NO_MAIL = "Not done: this desk sends no mail. Offer a person."
SURE_ALREADY = "The customer is verified already. Go on without a code."
SENT = (
    "Sent: a code of six digits is on its way to the e-mail address of the customer's account. "
    "Ask the customer to type it here; it is good for 10 minutes. Do not name the address."
)
ENOUGH_SENT = (
    "Not sent: no more codes are sent now. Ask the customer to sign in on the website, or offer a "
    "person."
)
NOT_SENT = (
    "Not sent: mail does not work right now. Ask the customer to sign in on the website, or offer "
    "a person."
)
RIGHT = "Verified: the customer is {name}, and certainly so. Go on with what was asked."
WRONG = "Not verified: this is not the code. Tries left: {left}."
OVER = (
    "Not verified: no code is open any more, they are good for 10 minutes. Ask whether to send a "
    "new one."
)
NO_MORE = (
    "Not verified, and no more tries are allowed. Tell the customer that a person will help, and "
    "hand the conversation over."
)


@action(risk="keyed_write", level="claimed", per="turn", only_to_people=True, timeout=30.0)
async def send_code(context: Context) -> Done:
    """Sends a one-time code to the e-mail address of the customer's account, so that the customer
    becomes certainly known. Use it when a result says that the customer has to be verified for
    sure and the customer agrees to get a mail, or when the customer asks for a new code. Do not
    use it when nothing asks for it. Nobody but the customer sees the code; it has to be typed
    into this conversation and is then checked with `enter_code`.
    """
    owner, codes = context.owner, context.codes
    if codes is None:
        return Done(Outcome("refused", NO_MAIL))
    if context.level == "verified":
        return Done(Outcome("done", SURE_ALREADY))
    number = codes.sent.number + 1 if codes.sent else 1
    if number > one_time_code.MAX_SENT or codes.refusals >= MAX_TRIES or not codes.may_send():
        return Done(Outcome("refused", ENOUGH_SENT))
    try:
        await codes.mail.send(_letter(owner.email, codes, number))
    except MailFailed:
        return Done(Outcome("failed", NOT_SENT))
    sent = CodeSent(owner.id, number, context.now + one_time_code.LIFE)
    return Done(Outcome("done", SENT), (sent,))


# Alone: beside one another, several tries would all count as the first.
@action(risk="read", level="claimed", alone=True)
async def enter_code(code: Code, context: Context) -> Done:
    """Checks the one-time code that the customer has typed. Use it as soon as the customer has
    typed the code that `send_code` mailed. Do not use it for any other number. It says whether
    the customer is verified; only a few tries are allowed.

    Args:
        code: The code the customer typed.
    """
    owner, codes = context.owner, context.codes
    if context.level == "verified":
        return Done(Outcome("done", SURE_ALREADY))
    if codes is None or codes.sent is None or not codes.is_open(context.now):
        return Done(Outcome("refused", OVER))
    if codes.refusals >= MAX_TRIES or not context.tries.take():
        return Done(Outcome("refused", NO_MORE))
    if one_time_code.is_same(code.value, codes.code(codes.sent.number)):
        context.tries.give_back()
        verified = CustomerBound(owner.id, "verified", owner.name)
        return Done(Outcome("done", RIGHT.format(name=owner.name)), (verified,))
    left = MAX_TRIES - codes.refusals - 1
    text = WRONG.format(left=left) if left else NO_MORE
    return Done(Outcome("refused", text), (IdentityRefused("a wrong code", "code"),))


def _letter(to: str, codes: CodesByMail, number: int) -> Letter:
    return Letter(
        to=to,
        subject=f"Your code for {codes.brand}",
        text=(
            f"{codes.code(number)}\n\n"
            f"This is your code for the chat with {codes.brand}. Type it there; it is good for 10 "
            "minutes.\n\nIf you did not ask for it, do nothing, and tell it to nobody: nobody from "
            f"{codes.brand} will ask you for it on the phone or by mail.\n"
        ),
    )
