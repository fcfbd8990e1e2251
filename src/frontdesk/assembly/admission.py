"""Who may write to a desk, how that is proved, and how much is taken."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import IPvAnyNetwork

from frontdesk.adapters.mail import open_mail
from frontdesk.assembly.storage import Storage
from frontdesk.ports.clock import Clock
from frontdesk.ports.sign_ins import SignIns
from frontdesk.settings import Limits, Settings, SiteKey
from frontdesk.turns.proving import Addresses, Mailing


@dataclass(frozen=True, slots=True)
class Admission:
    keys: tuple[SiteKey, ...]
    """The site's own server signs with one of them who is signed in there."""
    sign_in_required: bool
    sign_ins: SignIns
    limits: Limits
    trusted_proxies: tuple[IPvAnyNetwork, ...]
    addresses: Addresses


def admission_of(settings: Settings, sign_ins: SignIns, clock: Clock) -> Admission:
    return Admission(
        keys=settings.identity.keys,
        sign_in_required=settings.identity.required,
        sign_ins=sign_ins,
        limits=settings.limits,
        trusted_proxies=settings.server.trusted_proxies,
        addresses=Addresses(clock, settings.limits.identity_tries),
    )


def mailing_of(settings: Settings, project: Path, storage: Storage, clock: Clock) -> Mailing | None:
    """Raises SettingsWrong."""
    sender = settings.mail.sender or settings.desk.support_email
    mail = open_mail(settings.mail.url.get_secret_value(), sender, project)
    return Mailing(mail, settings.desk.name, storage.secret, clock) if mail else None
