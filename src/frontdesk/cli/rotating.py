"""`frontdesk vault rotate`."""

import json
from dataclasses import asdict
from pathlib import Path

from frontdesk.assembly.storage import open_storage
from frontdesk.cli.projects import project_settings


async def run_rotate(*, project: Path, data: Path | None, as_json: bool) -> None:
    folder = project_settings(project, data=data).data.path
    with open_storage(folder) as storage:
        done = await storage.rotate()
    if as_json:
        print(json.dumps(asdict(done)))
        return
    print(f"{done.values} values are sealed under a new key; the old one is gone.")
    print(f"Keep {folder / 'vault-keys'} with your backups of the database.")
    if done.unreadable:
        print(f"{done.unreadable} values could not be read before: their key is missing.")
