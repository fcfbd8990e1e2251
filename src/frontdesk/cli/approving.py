"""`frontdesk approvals`: people decide refunds, beside a running desk that pays them."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from frontdesk.assembly.storage import is_desk_running, open_approvals, open_clearing
from frontdesk.cli.plain import json_text, plain
from frontdesk.cli.projects import project_settings
from frontdesk.domain.event import ConfirmationOffered
from frontdesk.errors import ConfirmationNotFound
from frontdesk.ports.conversations import Conversations
from frontdesk.ports.ledger import Entry, Ledger
from frontdesk.settings import Settings

UNCLEAR = "List those that are with `frontdesk approvals unclear`."
LIST = "List those that wait with `frontdesk approvals list`."


@dataclass(frozen=True, slots=True)
class Refusing:
    confirmation: str
    name: str
    reason: str


async def run_list(*, project: Path, data: Path | None, as_json: bool) -> None:
    with open_approvals(project_settings(project, data=data)) as (conversations, ledger, _):
        waiting = [
            (entry, await _offer(conversations, entry))
            for entry in await ledger.entries("with_person")
        ]
    _show(waiting, as_json=as_json, none="No refund waits for you.")


async def run_unclear(*, project: Path, data: Path | None, as_json: bool) -> None:
    with open_clearing(project_settings(project, data=data)) as (conversations, clearing):
        unclear = [
            (entry, await _offer(conversations, entry)) for entry in await clearing.unclear()
        ]
    _show(unclear, as_json=as_json, none="Of every refund it is known what became of it.")


async def run_settle(
    confirmation: str,
    *,
    name: str,
    reference: str,
    project: Path,
    data: Path | None,
    as_json: bool,
) -> None:
    settings = project_settings(project, data=data)
    with open_clearing(settings) as (_, clearing):
        entry = _one(await clearing.unclear(), confirmation, "is unclear", UNCLEAR)
        await clearing.settle(
            entry.conversation, entry.confirmation, name=name, reference=reference
        )
    _say(entry, "settled as paid" if reference else "settled as not paid", name, as_json=as_json)
    _say_when_done(settings, "the customer sees it once one does")


async def run_approve(
    confirmation: str, *, name: str, project: Path, data: Path | None, as_json: bool
) -> None:
    settings = project_settings(project, data=data)
    with open_approvals(settings) as (_, ledger, approvals):
        entry = await _waiting(ledger, confirmation)
        await approvals.approve(entry.conversation, entry.confirmation, name=name)
    _say(entry, "approved", name, as_json=as_json)
    _say_when_done(settings, "it is paid once one does")


async def run_refuse(
    refusing: Refusing, *, project: Path, data: Path | None, as_json: bool
) -> None:
    settings = project_settings(project, data=data)
    with open_approvals(settings) as (_, ledger, approvals):
        entry = await _waiting(ledger, refusing.confirmation)
        await approvals.refuse(
            entry.conversation, entry.confirmation, name=refusing.name, reason=refusing.reason
        )
    _say(entry, "refused", refusing.name, as_json=as_json)
    _say_when_done(settings, "the customer sees it once one does")


async def _waiting(ledger: Ledger, confirmation: str) -> Entry:
    """The one whose id begins like this. Raises ConfirmationNotFound."""
    if (known := await ledger.entry(confirmation)) and known.state != "with_person":
        said = f"Refund {confirmation} does not wait for a person: it is {known.state}."
        raise ConfirmationNotFound(said, next_step=LIST)
    return _one(await ledger.entries("with_person"), confirmation, "waits for a person", LIST)


def _one(entries: Sequence[Entry], confirmation: str, what: str, next_step: str) -> Entry:
    """The one whose id begins like this. Raises ConfirmationNotFound."""
    found = [
        each for each in entries if confirmation and each.confirmation.startswith(confirmation)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        said = f"More than one refund that {what} begins with {confirmation}."
        raise ConfirmationNotFound(said, next_step=f"Give more of its id. {next_step}")
    raise ConfirmationNotFound(f"No refund {confirmation!r} {what} here.", next_step=next_step)


def _show(
    refunds: Sequence[tuple[Entry, ConfirmationOffered | None]], *, as_json: bool, none: str
) -> None:
    if as_json:
        print(json_text([_content(*each) for each in refunds]))
        return
    for entry, offer in refunds:
        print(plain(_line(entry, offer)))
    if not refunds:
        print(none, file=sys.stderr)


async def _offer(conversations: Conversations, entry: Entry) -> ConfirmationOffered | None:
    """The card that the customer confirmed."""
    for record in await conversations.read(entry.conversation):
        event = record.event
        if isinstance(event, ConfirmationOffered) and event.id == entry.confirmation:
            return event
    return None


def _content(entry: Entry, offer: ConfirmationOffered | None) -> dict[str, object]:
    lines = offer.lines if offer else ()
    return {
        "confirmation": entry.confirmation,
        "conversation": entry.conversation,
        "customer": entry.customer,
        "order": entry.order,
        "amount": {"value": str(entry.amount.value), "currency": entry.amount.currency},
        "items": [line.label for line in lines],
        "reason": offer.reason if offer else "",
        "offered": entry.offered.isoformat(),
    }


def _line(entry: Entry, offer: ConfirmationOffered | None) -> str:
    at = entry.offered.astimezone().strftime("%d %b %H:%M")
    items = ", ".join(line.label for line in offer.lines) if offer else ""
    reason = offer.reason if offer else ""
    return (
        f"{entry.confirmation}  {at}  {entry.amount}  {entry.order}  {reason}: {items}  "
        f"(customer {entry.customer}, frontdesk conv {entry.conversation[:8]})"
    )


def _say(entry: Entry, outcome: str, name: str, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"confirmation": entry.confirmation, "outcome": outcome, "by": name}))
    else:
        print(f"{outcome.capitalize()} by {name}: {entry.amount} for order {entry.order}.")


def _say_when_done(settings: Settings, then: str) -> None:
    if not is_desk_running(settings):
        print(f"No desk runs on {settings.data.path}: {then}.", file=sys.stderr)
