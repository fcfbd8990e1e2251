"""`frontdesk export`."""

import csv
import io
import json
import os
import sys
from pathlib import Path

from frontdesk.assembly.custody import open_custody
from frontdesk.cli.plain import plain_values
from frontdesk.cli.projects import project_settings
from frontdesk.errors import DataFolderUnusable
from frontdesk.guards.csv_cells import csv_cell
from frontdesk.turns.exporting import Row


async def run_export(
    customer: str, *, out: Path | None, table: str | None, project: Path, data: Path | None
) -> None:
    with open_custody(project_settings(project, data=data), project) as custody:
        held = await custody.find(customer)
        content = await custody.export(held)
    text = _csv(content[table]) if table else _json(content)
    if out is None:
        sys.stdout.write(text)
        return
    _write(out, text)
    rows = len(content[table]) if table else sum(map(len, content.values()))
    print(f"Wrote {rows} rows to {out}, readable to you alone.")


def _json(content: dict[str, list[Row]]) -> str:
    shown = plain_values(content)
    return json.dumps(shown, default=str, ensure_ascii=False, indent=2) + "\n"


def _csv(rows: list[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    if rows:
        writer.writerow(rows[0])
    writer.writerows([csv_cell(cell) for cell in row.values()] for row in rows)
    return text.getvalue()


def _write(out: Path, text: str) -> None:
    """Raises DataFolderUnusable."""
    try:
        descriptor = os.open(out, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError as error:
        raise DataFolderUnusable(
            f"{out} cannot be written: {error.strerror}.", next_step="Name another with --out."
        ) from error
