"""A mail server for tests: it speaks enough of SMTP (RFC 5321) to take or refuse a letter."""

import asyncio
import base64
import ssl
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


@dataclass
class MailServer:
    """`refuses`: answers a command that begins so with 550. `user`: who may send, and how."""

    refuses: str = ""
    user: tuple[str, str] | None = None
    tls: ssl.SSLContext | None = None
    host: str = "127.0.0.1"
    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = Talk(self, reader, writer)
        talk.say("220 mail.example")
        while line := (await reader.readline()).decode().strip():
            await talk.take(line)
            if line.upper() == "QUIT":
                break
        writer.close()


@dataclass
class Talk:
    server: MailServer
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    is_encrypted: bool = False
    is_known: bool = False

    def say(self, *lines: str) -> None:
        for line in lines[:-1]:
            self.writer.write(f"{line[:3]}-{line[4:]}\r\n".encode())
        self.writer.write(f"{lines[-1]}\r\n".encode())

    async def take(self, line: str) -> None:
        command = line.partition(" ")[0].upper()
        if self.server.refuses and line.upper().startswith(self.server.refuses):
            self.say("550 no, not for somebody@mail.example")
        elif command == "MAIL" and self.server.user and not self.is_known:
            self.say("530 who are you?")
        elif do := getattr(self, f"do_{command.lower()}", None):
            await do(line)
        else:
            self.say("221 bye" if command == "QUIT" else "250 OK")

    async def do_ehlo(self, _: str) -> None:
        offers = ["250 STARTTLS"] if self.server.tls and not self.is_encrypted else []
        offers += ["250 AUTH PLAIN"] if self.server.user else []
        self.say("250 mail.example", *offers, "250 OK")

    async def do_starttls(self, _: str) -> None:
        if self.server.tls is None:
            self.say("502 what?")
            return
        self.say("220 go on")
        await self.writer.start_tls(self.server.tls)
        self.is_encrypted = True

    async def do_auth(self, line: str) -> None:
        said = tuple(base64.b64decode(line.split()[2]).decode().split("\0")[1:])
        self.is_known = said == self.server.user
        self.say("235 welcome" if self.is_known else "535 no")

    async def do_data(self, _: str) -> None:
        self.say("354 go on")
        data = (await self.reader.readuntil(b"\r\n.\r\n")).removesuffix(b".\r\n")
        message = message_from_bytes(data.replace(b"\r\n..", b"\r\n."), policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.server.letters.append(message)
        self.server.encrypted.append(self.is_encrypted)
        self.say("250 taken")


@contextmanager
def mail_server(**differing: object) -> Generator[MailServer]:
    """In a thread of this process, on a free port of this machine."""
    server = MailServer(**differing)  # pyright: ignore[reportArgumentType]
    ready, stop = threading.Event(), threading.Event()

    async def run() -> None:
        listening = await asyncio.start_server(server.serve, server.host, 0)
        server.port = listening.sockets[0].getsockname()[1]
        ready.set()
        await asyncio.to_thread(stop.wait)
        listening.close()

    thread = threading.Thread(target=asyncio.run, args=(run(),), name="mail server")
    thread.start()
    try:
        assert ready.wait(5)
        yield server
    finally:
        stop.set()
        thread.join()


def certified(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """For a server at 127.0.0.1, and for clients that believe it alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = folder / "certificate.pem"
    file.write_bytes(certificate.public_bytes(Encoding.PEM) + pem)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cafile=file)
