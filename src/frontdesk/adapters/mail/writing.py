"""A letter in the form of RFC 5322."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr

from frontdesk.errors import MailFailed
from frontdesk.ports.mail import Letter


def written(letter: Letter, sender: str, *, encoding: str | None = None) -> EmailMessage:
    """`encoding`: how the text travels, as RFC 2045 names it; None for what it needs by mail.

    Raises MailFailed for an address that nothing can be sent to."""
    message = EmailMessage()
    try:
        message["From"] = sender
        message["To"] = Address(addr_spec=letter.to)
        message["Subject"] = letter.subject
    except (ValueError, IndexError) as error:  # parse errors of the library are ValueErrors too
        raise MailFailed("The address cannot be written to.") from error
    message["Date"] = formatdate()
    domain = parseaddr(sender)[1].rpartition("@")[2] or "desk"
    message["Message-ID"] = f"<{letter.id}@{domain}>" if letter.id else make_msgid(domain=domain)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no machine answers it
    message.set_content(letter.text, cte=encoding)
    return message
