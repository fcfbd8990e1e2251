"""Errors that the people at the desk meet."""

from frontdesk.errors.root import NotAllowed, NotFound, WrongInput


class HeldByAnother(WrongInput):
    """A colleague has this conversation."""

    status = 409
    next_step = "Leave it to them, or take it over: they are told."


class TicketMoved(WrongInput):
    """Somebody has written in this ticket meanwhile."""

    status = 409
    next_step = "Read what is new, then send it again; your text is still there."


class PasswordTooWeak(WrongInput):
    """The password is too short."""

    next_step = "Choose one of at least 10 characters; several words are fine."


class UserNameWrong(WrongInput):
    """This cannot be the name of a user."""

    next_step = "Use letters, digits, dots, dashes and underscores, as in `ana.costa`."


class UserNotFound(NotFound):
    """Nobody of this name works at this desk."""

    next_step = "List them with `frontdesk users list`."


class NotSignedIn(NotAllowed):
    """Nobody is signed in here, or the session is over."""

    status = 401
    next_step = "Sign in; what you have typed stays where it is."


class PasswordWrong(NotAllowed):
    """There is no such user with this password."""

    next_step = "Try again, or ask a colleague for a link: `frontdesk users link NAME`."


class LinkUsed(NotAllowed):
    """This link was used before, or its time is over."""

    next_step = "Ask for another: `frontdesk users link NAME`."


class RoleTooLow(NotAllowed):
    """Your role does not allow this."""

    next_step = "Ask a lead or an admin at your desk."


class NameMissing(WrongInput):
    """A reply, or a decision, needs the name of whose it is."""

    next_step = "Give it with --name."
