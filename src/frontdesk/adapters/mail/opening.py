"""Which mail system `[mail] url` names."""

from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from frontdesk.adapters.mail.folder import FolderMail
from frontdesk.adapters.mail.smtp import Server, SmtpMail
from frontdesk.errors import SettingsWrong
from frontdesk.ports.mail import Mail

FORMS = (
    "Write it as smtp://user:password@host:587, smtps://user:password@host:465 or file:folder; "
    "signs such as @ in a password as %40."
)
PORTS = {"smtp": 587, "smtps": 465}


def open_mail(url: str, sender: str, project: Path) -> Mail | None:
    """None without a URL. A relative folder begins at the project's. Raises SettingsWrong."""
    if not url:
        return None
    if url.startswith("file:"):
        return FolderMail(project / unquote(url.removeprefix("file:").removeprefix("//")), sender)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _wrong() from None  # the error would quote the password
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise _wrong()
    return SmtpMail(_server(parts, port), sender)


def _server(parts: SplitResult, port: int | None) -> Server:
    return Server(
        host=parts.hostname or "",
        port=port or PORTS[parts.scheme],
        is_tls=parts.scheme == "smtps",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _wrong() -> SettingsWrong:
    return SettingsWrong("[mail] url names no mail system.", next_step=FORMS)
