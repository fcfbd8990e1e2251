"""`frontdesk actions`: what the bot can do, and a look at what one of them tells it."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from frontdesk.assembly.catalog import catalog_for
from frontdesk.assembly.trying import try_out
from frontdesk.cli.projects import project_settings
from frontdesk.domain.action import Outcome, ToolCall
from frontdesk.domain.customer import CustomerId
from frontdesk.errors import MalformedRequest

FOUND_SOMETHING = 3
OBJECT = TypeAdapter(dict[str, Any])


@dataclass(frozen=True, slots=True)
class Trial:
    name: str
    arguments: str
    customer: str

    @property
    def call(self) -> ToolCall:
        """Raises MalformedRequest."""
        try:
            written = OBJECT.validate_json(self.arguments)
        except ValidationError as error:
            raise MalformedRequest(
                f"--arguments is no JSON object: {self.arguments}.",
                next_step="""Write it like '{"order_id": "ORD-12345"}'.""",
            ) from error
        return ToolCall("tried-out", self.name, written)


def run_list(*, project: Path, as_json: bool) -> None:
    catalog = catalog_for(project_settings(project), project)
    rows = [
        {
            "name": action.name,
            "risk": action.risk,
            "level": action.level,
            "key": list(action.key),
            "strict": bool(tool.get("strict")),
            "description": action.description.partition(". ")[0].rstrip(".") + ".",
        }
        for action, tool in zip(catalog.actions, catalog.tools, strict=True)
    ]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    width = max(len(action.name) for action in catalog.actions)
    for action, row in zip(catalog.actions, rows, strict=True):
        facts = [
            action.risk,
            action.level,
            *([f"key {'+'.join(action.key)}"] if action.key else []),
        ]
        facts += ["strict"] if row["strict"] else []
        print(f"{action.name:{width}}  {', '.join(facts)}\n{'':{width}}  {row['description']}")


async def run_test(trial: Trial, *, project: Path, data: Path | None, as_json: bool) -> None:
    """Exits with 3 if the model would not be told that it was done."""
    settings = project_settings(project, data=data)
    customer = CustomerId(trial.customer) if trial.customer else None
    outcome = await try_out(settings, project, trial.call, customer)
    if as_json:
        passages = [{"id": each.id, "text": each.text} for each in outcome.passages]
        told = {"status": outcome.status, "text": outcome.text, "passages": passages}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(_told(outcome))
        print(f"({outcome.status})", file=sys.stderr)
    if outcome.status != "done":
        sys.exit(FOUND_SOMETHING)


def _told(outcome: Outcome) -> str:
    passages = [f"[{each.id}] {each.title}\n{each.text}" for each in outcome.passages]
    return outcome.text or "\n\n".join(passages)
