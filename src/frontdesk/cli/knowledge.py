"""`frontdesk ingest`, `frontdesk search` and `frontdesk embeddings install`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from frontdesk.assembly.knowledge import install_embeddings, open_library, take_in_folder
from frontdesk.assembly.storage import is_desk_running
from frontdesk.cli.progress import bar
from frontdesk.cli.projects import project_settings
from frontdesk.knowledge import Library, Query, read_articles

NOTHING_FOUND = 3


async def run_ingest(path: Path | None, *, project: Path, data: Path | None, as_json: bool) -> None:
    settings = project_settings(project, data=data, knowledge=path)
    with open_library(settings) as library:
        with bar("Taking in articles", as_json=as_json) as tell:
            report = await take_in_folder(settings.knowledge.path, library, tell)
        if as_json:
            print(json.dumps(asdict(report)))
        else:
            print(
                f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged, "
                f"{report.removed} removed; {report.passages} new passages "
                f"from {settings.knowledge.path}."
            )
        if is_desk_running(settings):
            _say("The running desk finds them by words now and reads them for their meaning.")
        else:
            await _read(library, as_json=as_json)
    if report.skipped:
        sys.exit(NOTHING_FOUND)


async def _read(library: Library, *, as_json: bool) -> None:
    meaning = library.meaning
    if meaning is None:
        _say("Found by words alone. For their meaning too: frontdesk embeddings install")
        return
    total, read = await meaning.index.unread_count(meaning.model), 0
    with bar("Reading them for their meaning", as_json=as_json) as tell:
        async for taken in read_articles(meaning):
            read += taken
            tell(read, max(read, total))
    if read:
        _say(f"{read} articles read for their meaning.")


def run_install(*, as_json: bool) -> None:
    folder, is_new = install_embeddings()
    if as_json:
        print(json.dumps({"path": str(folder), "fetched": is_new}))
    else:
        print(f"Articles are searched by meaning, with {folder}" + ("." if is_new else " (there)."))


def _say(text: str) -> None:
    print(text, file=sys.stderr)


async def run_search(
    query: Query, *, project: Path, data: Path | None, limit: int, as_json: bool
) -> None:
    with open_library(project_settings(project, data=data)) as library:
        search = await library.search(query, limit=limit)
    hits = search.found
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
    print(f"Expected to answer the question: {search.answerable:.0%}")
