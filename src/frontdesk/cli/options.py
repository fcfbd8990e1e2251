"""Options that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

Port = Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on.")]
Folder = Annotated[Path | None, typer.Option("--data", help="Folder for database and secret.")]
Articles = Annotated[
    Path | None, typer.Option("--knowledge", help="Folder of Markdown articles to answer from.")
]
Project = Annotated[Path, typer.Option(help="Project folder with frontdesk.toml.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
ConversationArgument = Annotated[
    str, typer.Argument(metavar="ID", help="The conversation's id, or how it begins.")
]
Url = Annotated[str, typer.Option(help="Address of a running desk.")]
