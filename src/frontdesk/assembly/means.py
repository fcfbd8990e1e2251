"""What a turn works with, put together from the settings and the project."""

from frontdesk.adapters.language import FastTextLanguages
from frontdesk.assembly.admission import mailing_of
from frontdesk.assembly.catalog import catalog_of
from frontdesk.assembly.escalation import delivery_of, judge_of, policy_of, reading_of
from frontdesk.assembly.ground import Ground
from frontdesk.assembly.model import (
    bundle_of,
    capped_by_day,
    condensing_of,
    input_prices,
    summarizing_of,
    warn_of_short_prefix,
)
from frontdesk.assembly.money import refund_limits, refund_policy
from frontdesk.assembly.people import switch_of
from frontdesk.domain.card_seal import CardSeal
from frontdesk.handover.staffing import Staffing
from frontdesk.knowledge import Library
from frontdesk.ports.model import Model
from frontdesk.ports.payments import Payments
from frontdesk.turns.activity import Activities
from frontdesk.turns.briefing import Briefing
from frontdesk.turns.means import Means
from frontdesk.turns.patience import Patience
from frontdesk.turns.proving import Addresses
from frontdesk.turns.ticketing import ScrubbedTickets


async def means_of(
    ground: Ground, model: Model, library: Library, payments: Payments, addresses: Addresses
) -> Means:
    """Raises SettingsWrong, DeclarationWrong, StorageFailed."""
    settings, project, storage = ground.settings, ground.project, ground.storage
    catalog = catalog_of(settings, project, has_store=ground.store is not None)
    bundle = bundle_of(settings, project, catalog)
    warn_of_short_prefix(bundle)
    prices = input_prices(settings.claude.model)
    return Means(
        model=await capped_by_day(model, settings, storage, ground.clock),
        library=library,
        catalog=catalog,
        store=ground.orders,
        payments=payments,
        tickets=ScrubbedTickets(storage.tickets, ground.detector),
        vault=storage.vault,
        ledger=storage.ledger,
        refunds=refund_policy(settings),
        limits=refund_limits(settings),
        seal=CardSeal(storage.secret),
        bundle=bundle,
        clock=ground.clock,
        activities=Activities(),
        support_email=settings.desk.support_email,
        order_number=settings.store.order_number if ground.store else "",
        mailing=mailing_of(settings, project, storage, ground.clock),
        addresses=addresses,
        languages=FastTextLanguages(),
        written_in=settings.knowledge.languages,
        briefing=Briefing(bundle, library, storage.bundles, settings.knowledge.mode, prices),
        policy=policy_of(settings),
        switch=switch_of(settings, storage, ground.clock),
        staffing=Staffing(share=settings.people.share),
        delivery=delivery_of(settings),
        judge=judge_of(settings, project),
        reading=reading_of(settings, project),
        condensing=condensing_of(settings, project),
        summarizing=summarizing_of(settings, project),
        patience=Patience(quiet_seconds=settings.delivery.quiet_seconds),
    )
