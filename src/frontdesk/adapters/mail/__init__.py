"""The desk's mail: over SMTP, or into a folder."""

from frontdesk.adapters.mail.opening import open_mail

__all__ = ["open_mail"]
