"""Builds the desk from settings; the only place that names concrete adapters."""

from collections.abc import AsyncGenerator, Generator
from contextlib import aclosing, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from frontdesk.adapters.claude import API, Claude
from frontdesk.adapters.clock import SystemClock
from frontdesk.adapters.embedding import MiniLmEmbedder, install, is_installed, weights_folder
from frontdesk.adapters.files import data_folder
from frontdesk.adapters.files.articles import FolderArticles
from frontdesk.adapters.sql.conversations import SqlConversations
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.migrating import upgrade
from frontdesk.adapters.sql.passages import SqlPassages
from frontdesk.adapters.sql.vectors import SqlVectorIndex
from frontdesk.answering.bundle import Bundle, read_bundle
from frontdesk.errors import DeskAlreadyRunning
from frontdesk.knowledge import Intake, Library, Meaning, Report
from frontdesk.ports.clock import Clock
from frontdesk.ports.conversations import Conversations
from frontdesk.ports.passages import Passages
from frontdesk.ports.store import Store
from frontdesk.settings import Settings
from frontdesk.turns.activity import Activities
from frontdesk.turns.door import Door
from frontdesk.turns.handing_over import Handovers
from frontdesk.turns.log import Logs
from frontdesk.turns.means import Means
from frontdesk.turns.pressing import Presses
from frontdesk.turns.runner import Runner


@dataclass(frozen=True, slots=True)
class Desk:
    """An open desk: what the edges work with."""

    name: str
    greeting: str
    languages: tuple[str, ...]
    suggested_questions: tuple[str, ...]
    features: tuple[str, ...]
    origins: tuple[str, ...]
    secret: bytes
    """Signs conversation tokens."""
    knowledge: Report
    """What taking in the articles at start gave."""
    is_searched_by_meaning: bool
    """As soon as the articles are read; otherwise by words alone."""
    conversations: Conversations
    passages: Passages
    activities: Activities
    logs: Logs
    clock: Clock
    door: Door
    presses: Presses
    handovers: Handovers
    runner: Runner
    store: Store | None = None
    """The company's order system, if there is one."""


@asynccontextmanager
async def open_desk(
    settings: Settings, *, project: Path, api_key: str, features: tuple[str, ...] = ()
) -> AsyncGenerator[Desk]:
    """Open everything, take in the knowledge, go on with unanswered messages; close it all.

    `project`: the folder that may hold a prompt folder. `features` are told to front ends.
    Raises SetupWrong with what an operator has to mend, StorageFailed.
    """
    folder = settings.data.path
    data_folder.prepare(folder)
    with data_folder.only_desk(folder), _database(folder) as database:
        secret = data_folder.read_secret(folder)
        conversations = SqlConversations(database)
        intake = Intake(FolderArticles(settings.knowledge.path), SqlPassages(database))
        library = _library(database, intake)
        report = await intake.take_in()
        model = claude(settings, api_key)
        means = Means(
            model=model,
            library=library,
            bundle=_bundle(settings, project),
            clock=SystemClock(),
            activities=Activities(),
            support_email=settings.desk.support_email,
        )
        logs = Logs(conversations, means.clock)
        runner = Runner(conversations, logs, means)
        async with (
            aclosing(model),
            library.reading(),
            runner.running(),
            conversations.watching(runner.take_up),
        ):
            yield Desk(
                name=settings.desk.name,
                greeting=_greeting(settings),
                languages=settings.desk.languages,
                suggested_questions=settings.desk.suggested_questions,
                features=features,
                origins=settings.server.origins,
                secret=secret,
                knowledge=report,
                is_searched_by_meaning=library.meaning is not None,
                conversations=conversations,
                passages=library.passages,
                activities=means.activities,
                logs=logs,
                clock=means.clock,
                door=Door(logs),
                presses=Presses(logs, means.clock),
                handovers=Handovers(logs, means.support_email),
                runner=runner,
            )


def claude(settings: Settings, api_key: str) -> Claude:
    return Claude(api_key=api_key, base_url=settings.claude.base_url or API)


@contextmanager
def open_library(settings: Settings) -> Generator[Library]:
    """The knowledge alone, as it was taken in, for commands that work beside a running desk."""
    with _database(settings.data.path) as database:
        yield _library(database)


@contextmanager
def open_people(settings: Settings) -> Generator[tuple[Conversations, Handovers]]:
    """What people at the desk work with, for commands beside a running desk."""
    with _database(settings.data.path) as database:
        conversations = SqlConversations(database)
        logs = Logs(conversations, SystemClock())
        yield conversations, Handovers(logs, settings.desk.support_email)


async def take_in_folder(folder: Path, library: Library) -> Report:
    """Make the kept passages those of this folder. Raises KnowledgeFolderMissing."""
    return await Intake(FolderArticles(folder), library.passages).take_in()


def is_desk_running(settings: Settings) -> bool:
    """On this data folder, in any process."""
    try:
        with data_folder.only_desk(settings.data.path):
            return False
    except DeskAlreadyRunning:
        return True


def install_embeddings() -> tuple[Path, bool]:
    """Where the model's files are, and whether they had to be fetched.

    Raises EmbeddingsUnusable.
    """
    folder = weights_folder()
    return folder, install(folder)


def has_embeddings() -> bool:
    return is_installed(weights_folder())


def _library(database: SqliteDatabase, intake: Intake | None = None) -> Library:
    meaning = None
    if has_embeddings():
        meaning = Meaning(MiniLmEmbedder(weights_folder()), SqlVectorIndex(database))
    return Library(SqlPassages(database), meaning=meaning, intake=intake)


@contextmanager
def _database(folder: Path) -> Generator[SqliteDatabase]:
    data_folder.prepare(folder)
    path = folder / "desk.db"
    upgrade(path)
    database = SqliteDatabase(path)
    try:
        yield database
    finally:
        database.close()


def _bundle(settings: Settings, project: Path) -> Bundle:
    desk, claude = settings.desk, settings.claude
    values = {
        "brand": desk.name,
        "support_email": desk.support_email,
        "languages": ", ".join(desk.languages),
    }
    return read_bundle(
        project / "prompt",
        values,
        model=claude.model,
        max_tokens=claude.max_tokens,
        effort=claude.effort,
    )


def _greeting(settings: Settings) -> str:
    # The first line tells that an AI answers and how to reach a person (requirements, D13).
    desk = settings.desk
    return (
        f"Hi! I'm {desk.name}'s AI assistant. Ask me about products, orders and policies. "
        f"You can ask for a person at any time, or write to {desk.support_email}."
    )
