"""`frontdesk approvals`: people decide refunds, beside a running desk that pays them."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from frontdesk.assembly.storage import is_desk_running, open_approvals
from frontdesk.cli.plain import json_text, plain
from frontdesk.cli.projects import project_settings
from frontdesk.domain.event import ConfirmationOffered
from frontdesk.errors import ConfirmationNotFound
from frontdesk.ports.conversations import Conversations
from frontdesk.ports.ledger import Entry, Ledger
from frontdesk.settings import Settings

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
    if as_json:
        print(json_text([_content(*each) for each in waiting]))
        return
    for entry, offer in waiting:
        print(plain(_line(entry, offer)))
    if not waiting:
        print("No refund waits for you.", file=sys.stderr)


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
    waiting = await ledger.entries("with_person")
    found = [
        each for each in waiting if confirmation and each.confirmation.startswith(confirmation)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        said = f"{len(found)} refunds that wait begin with {confirmation}."
        raise ConfirmationNotFound(said, next_step=f"Give more of its id. {LIST}")
    said = f"No refund {confirmation!r} waits for a person here."
    if known := await ledger.entry(confirmation):
        said = f"Refund {confirmation} does not wait for a person: it is {known.state}."
    raise ConfirmationNotFound(said, next_step=LIST)


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
