"""Mail over SMTP: encrypted, or to this machine."""

import asyncio
import smtplib
import ssl
from contextlib import ExitStack
from dataclasses import dataclass, field
from email.message import EmailMessage

import structlog

from frontdesk.adapters.mail.writing import written
from frontdesk.errors import MailFailed
from frontdesk.ports.mail import Letter

SECONDS = 10.0  # each step of the exchange
HERE = frozenset({"localhost", "127.0.0.1", "::1"})

logger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int
    is_tls: bool = False
    """TLS from the first byte; else STARTTLS, which only a server on this machine may lack."""
    user: str = ""
    password: str = field(default="", repr=False)


class SmtpMail:
    def __init__(self, server: Server, sender: str, *, tls: ssl.SSLContext | None = None) -> None:
        """`tls`: the system's certificates without one."""
        self._server = server
        self._sender = sender
        self._tls = tls or ssl.create_default_context()

    async def send(self, letter: Letter) -> None:
        message = written(letter, self._sender)
        try:
            await asyncio.to_thread(self._send, message)
        except (OSError, smtplib.SMTPException) as error:
            # A refusal may quote the address: its code says enough.
            code = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else None
            logger.warning("mail failed", fault=type(error).__name__, code=code)
            raise MailFailed from None

    def _send(self, message: EmailMessage) -> None:
        with self._connected() as connection:
            if self._server.user:
                connection.login(self._server.user, self._server.password)
            connection.send_message(message)

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        if server.is_tls:
            return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=self._tls)
        with ExitStack() as unless_encrypted:
            connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
            unless_encrypted.callback(connection.close)
            connection.ehlo()
            if connection.has_extn("starttls") or server.host not in HERE:
                connection.starttls(context=self._tls)  # raises where the server has none
            unless_encrypted.pop_all()
        return connection
