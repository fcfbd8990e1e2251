"""Who gives money back: the order system, or a payment API. One of them, by setting."""

from frontdesk.adapters.payments.http import HttpPayments
from frontdesk.adapters.store import OrderSystem, StorePayments
from frontdesk.errors import SettingsWrong
from frontdesk.settings import Settings


def payments_of(settings: Settings, system: OrderSystem) -> HttpPayments | StorePayments:
    """To be closed by whoever asked. Raises SettingsWrong for a payment API without its key."""
    url, key = settings.payments.url, settings.payments.key.get_secret_value()
    if not url:
        return StorePayments(system)
    if not key:
        raise SettingsWrong(
            "[payments] url names a payment API, but there is no key for it.",
            next_step="Set FRONTDESK_PAYMENTS__KEY, or leave [payments] url empty.",
        )
    return HttpPayments(url, key=key)
