"""`frontdesk doctor`: what is wrong with a desk, and the command that mends it."""

import json
import logging
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import structlog
from rich.console import Console
from rich.table import Table
from rich.text import Text

import frontdesk.demo
from frontdesk.cli.examining import Check, Patient, read_kept
from frontdesk.cli.money_checks import (
    check_cache,
    check_key,
    check_mode,
    check_model,
    check_prefix,
)
from frontdesk.cli.place_checks import (
    check_articles,
    check_canned_replies,
    check_data,
    check_letters,
    check_meaning,
    check_orders,
    check_port,
    check_python,
    check_settings,
    check_shop_port,
    check_web,
)
from frontdesk.cli.projects import project_settings
from frontdesk.errors import FrontdeskError, SettingsWrong
from frontdesk.settings import api_key

DEMO = Path(frontdesk.demo.__file__).parent
FOUND_SOMETHING = 3
STYLES = {"ok": "green", "warn": "yellow", "fail": "bold red"}

CHECKS: dict[str, Callable[[Patient], Awaitable[Check | None]]] = {
    "settings": check_settings,
    "data": check_data,
    "articles": check_articles,
    "canned replies": check_canned_replies,
    "orders": check_orders,
    "embeddings": check_meaning,
    "web parts": check_web,
    "letters": check_letters,
    "key": check_key,
    "model": check_model,
    "port": check_port,
    "shop's port": check_shop_port,
    "knowledge": check_mode,
    "prefix": check_prefix,
    "cache": check_cache,
}
"""In the order in which things are mended: the first that fails comes first."""


async def run_doctor(*, project: Path, data: Path | None, is_demo: bool, as_json: bool) -> None:
    """Exits with 3 if something is wrong."""
    # What goes wrong here is shown as a finding, once.
    silent = structlog.make_filtering_bound_logger(logging.CRITICAL)
    structlog.configure(wrapper_class=silent)
    checks = await examine(project=project, data=data, is_demo=is_demo)
    is_well = all(check.status != "fail" for check in checks)
    if as_json:
        print(json.dumps({"ok": is_well, "checks": [asdict(check) for check in checks]}))
    else:
        _show(checks)
    if not is_well:
        sys.exit(FOUND_SOMETHING)


async def examine(*, project: Path, data: Path | None, is_demo: bool) -> Sequence[Check]:
    checks = [check_python()]
    if is_demo:
        project, data = DEMO, data or Path(".frontdesk")
    try:
        settings = project_settings(project, data=data)
    except SettingsWrong as error:  # nothing else can be looked at
        return [*checks, Check("settings", "fail", str(error), error.next_step)]
    patient = Patient(project, settings, api_key(), is_demo, await read_kept(settings))
    for name, check in CHECKS.items():
        try:
            found = await check(patient)
        except FrontdeskError as error:
            found = Check(name, "fail", str(error), error.next_step)
        if found:
            checks.append(found)
    return checks


def _show(checks: Sequence[Check]) -> None:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for check in checks:
        status = Text(check.status, STYLES[check.status])
        table.add_row(status, check.name, Text(check.found))
        if check.next_step:
            table.add_row("", "", Text(f"Next: {check.next_step}", STYLES[check.status]))
    Console().print(table)
    wrong = [check for check in checks if check.status == "fail"]
    better = [check for check in checks if check.status == "warn"]
    said = f"{len(wrong)} wrong: mend the first of them first." if wrong else "Nothing is wrong."
    print(f"\n{said}" + (f" {len(better)} could be better." if better else ""))
