"""The articles: taken in, read for their meaning, searched."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from frontdesk.adapters.embedding import (
    MiniLmEmbedder,
    check_all,
    install,
    is_installed,
    weights_folder,
)
from frontdesk.adapters.files.articles import FolderArticles
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.passages import SqlPassages
from frontdesk.adapters.sql.vectors import SqlVectorIndex
from frontdesk.assembly.storage import open_database
from frontdesk.errors import SettingsWrong
from frontdesk.knowledge import Intake, Library, Meaning, Report, Tell, tell_nobody
from frontdesk.ports.articles import ArticleFile
from frontdesk.settings import Settings


@contextmanager
def open_library(settings: Settings) -> Generator[Library]:
    """The knowledge alone, as it was taken in, for commands that work beside a running desk."""
    with open_database(settings.data.path) as database:
        yield library_of(database)


def library_of(
    database: SqliteDatabase, intake: Intake | None = None, untrusted: Sequence[str] = ()
) -> Library:
    meaning = None
    if has_embeddings():
        meaning = Meaning(MiniLmEmbedder(weights_folder()), SqlVectorIndex(database))
    return Library(SqlPassages(database), meaning=meaning, intake=intake, untrusted=untrusted)


def untrusted_folders(settings: Settings) -> Sequence[str]:
    """Below the articles. Raises SettingsWrong: a name with a slip would be trusted silently."""
    knowledge = settings.knowledge
    articles, folders = knowledge.path.resolve(), list[str]()
    for folder in knowledge.untrusted:
        inside = (articles / folder).resolve()
        if articles not in inside.parents or not inside.is_dir():
            raise SettingsWrong(
                f"[knowledge] untrusted names {folder}, which is no folder below {knowledge.path}.",
                next_step="Name the folders as they stand there, such as 'forum' or 'forum/old'.",
            )
        folders.append(inside.relative_to(articles).as_posix())
    return folders


async def take_in_folder(folder: Path, library: Library, tell: Tell = tell_nobody) -> Report:
    """Make the kept passages those of this folder. Raises KnowledgeFolderMissing."""
    return await Intake(FolderArticles(folder), library.passages).take_in(tell)


async def articles_in(folder: Path) -> tuple[Sequence[ArticleFile], datetime | None]:
    """The articles and when one last changed. Raises KnowledgeFolderMissing."""
    articles = FolderArticles(folder)
    return await articles.list(), await articles.changed_at()


def install_embeddings() -> tuple[Path, bool]:
    """Where the model's files are, and whether they had to be fetched.

    Raises EmbeddingsUnusable.
    """
    folder = weights_folder()
    return folder, install(folder)


def check_embeddings() -> Path:
    """Where the model's files are. Raises EmbeddingsUnusable if they are not there or not right."""
    folder = weights_folder()
    check_all(folder)
    return folder


def has_embeddings() -> bool:
    return is_installed(weights_folder())
