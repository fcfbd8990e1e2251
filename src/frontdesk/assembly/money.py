"""Money by setting: what the policy allows, and which side pays it back."""

from frontdesk.adapters.payments.http import HttpPayments
from frontdesk.adapters.store import OrderSystem, StorePayments
from frontdesk.domain.refund_policy import RefundPolicy
from frontdesk.errors import SettingsWrong
from frontdesk.ports.ledger import Limits
from frontdesk.settings import Settings


def payments_of(settings: Settings, system: OrderSystem) -> HttpPayments | StorePayments:
    """The order system, or a payment API: one of them.

    To be closed by whoever asked. Raises SettingsWrong for a payment API without its key.
    """
    url, key = settings.payments.url, settings.payments.key.get_secret_value()
    if not url:
        return StorePayments(system)
    if not key:
        raise SettingsWrong(
            "[payments] url names a payment API, but there is no key for it.",
            next_step="Set FRONTDESK_PAYMENTS__KEY, or leave [payments] url empty.",
        )
    return HttpPayments(url, key=key)


def refund_policy(settings: Settings) -> RefundPolicy:
    refunds = settings.refunds
    return RefundPolicy(refunds.window_days, refunds.person_above, refunds.lost_after_days)


def refund_limits(settings: Settings) -> Limits:
    refunds = settings.refunds
    return Limits(refunds.person_above, refunds.customer_per_day, refunds.desk_per_day)
