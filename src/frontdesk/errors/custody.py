"""Of what is held of one customer."""

from frontdesk.errors.root import NotFound, WrongInput


class CustomerNotFound(NotFound):
    """Nothing is held of such a customer."""

    next_step = (
        "Give the customer's id in the order system, or the e-mail address or phone number that "
        "the customer wrote."
    )


class CustomerBusy(WrongInput):
    """Something of this customer is still under way."""

    status = 409
    next_step = "Wait until it has come to its end, then give the same command again."
