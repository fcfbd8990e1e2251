"""`frontdesk forget`."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from frontdesk.assembly.custody import open_custody
from frontdesk.cli.plain import json_text, plain
from frontdesk.cli.projects import project_settings
from frontdesk.guards.masking import masked
from frontdesk.turns.holdings import Holdings

OUTSIDE = (
    "Not reached: backups and copies of the data folder, mail that has gone out, the order "
    "system and the model's provider."
)


async def run_forget(
    customer: str, *, dry_run: bool, project: Path, data: Path | None, as_json: bool
) -> None:
    with open_custody(project_settings(project, data=data), project) as custody:
        held = await custody.find(customer)
        report: dict[str, object] = {"customer": masked(customer), "dry_run": dry_run}
        if dry_run:
            report |= {
                "conversations": len(held.conversations),
                "tickets": len(held.tickets),
                "under_way": custody.under_way(held),
            }
        else:
            forgotten, letters = await custody.forget(held)
            report |= {**asdict(forgotten), "letters": letters}
    report["others"] = [masked(other) for other in held.others]
    print(json_text(report) if as_json else plain("\n".join(_lines(report, held))))


def run_scrub(*, project: Path, data: Path | None) -> None:
    with open_custody(project_settings(project, data=data), project) as custody:
        custody.scrub()
    print("The database file holds no traces of what was written over.")


def _lines(report: dict[str, object], held: Holdings) -> Iterator[str]:
    begins = "Would forget" if report["dry_run"] else "Forgot"
    skipped = {"customer", "dry_run", "under_way", "others"}
    counts = ", ".join(f"{count} {what}" for what, count in report.items() if what not in skipped)
    yield f"{begins} {report['customer']}: {counts}."
    under_way = report.get("under_way", ())
    if isinstance(under_way, list):
        yield from (f"In the way: {reason}" for reason in under_way)  # pyright: ignore[reportUnknownVariableType] (our own list)
    for other in held.others:
        yield f"They belong to customer {masked(other)}: forget that id, too, if it is meant."
    yield OUTSIDE
