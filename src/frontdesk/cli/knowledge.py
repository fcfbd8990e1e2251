"""`frontdesk ingest` and `frontdesk search`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from frontdesk.assembly import ingest_folder, open_passages
from frontdesk.cli.projects import project_settings
from frontdesk.knowledge.searching import search

NOTHING_FOUND = 3


async def run_ingest(path: Path | None, *, project: Path, data: Path | None, as_json: bool) -> None:
    settings = project_settings(project, data=data, knowledge=path)
    with open_passages(settings) as passages:
        report = await ingest_folder(settings.knowledge.path, passages)
    if as_json:
        print(json.dumps(asdict(report)))
    else:
        print(
            f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged, "
            f"{report.removed} removed; {report.passages} new passages "
            f"from {settings.knowledge.path}."
        )
    if report.skipped:
        sys.exit(NOTHING_FOUND)


async def run_search(
    question: str, *, project: Path, data: Path | None, limit: int, as_json: bool
) -> None:
    with open_passages(project_settings(project, data=data)) as passages:
        hits = await search(passages, question, limit=limit)
    if as_json:
        found = [
            {
                "article": hit.passage.article,
                "title": hit.passage.title,
                "section": hit.passage.section,
                "text": hit.passage.text,
                "score": round(hit.score, 4),
            }
            for hit in hits
        ]
        print(json.dumps(found, ensure_ascii=False))
        return
    if not hits:
        print("Nothing found. Take in articles first: frontdesk ingest PATH", file=sys.stderr)
        sys.exit(NOTHING_FOUND)
    for hit in hits:
        passage = hit.passage
        place = " › ".join(filter(None, (passage.title, passage.section)))
        print(f"{hit.score:6.2f}  {place}  ({passage.article})\n{passage.text}\n")
