"""Builds the desk from settings; the only place that names concrete adapters."""

from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import aclosing, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

from frontdesk.adapters.claude import API, Claude
from frontdesk.adapters.clock import SystemClock
from frontdesk.adapters.embedding import (
    MiniLmEmbedder,
    check_all,
    install,
    is_installed,
    weights_folder,
)
from frontdesk.adapters.files import data_folder
from frontdesk.adapters.files.articles import FolderArticles
from frontdesk.adapters.language import FastTextLanguages
from frontdesk.adapters.sql.conversations import SqlConversations
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.migrating import Schema, schema_state, upgrade
from frontdesk.adapters.sql.passages import SqlPassages
from frontdesk.adapters.sql.sealing import Sealing
from frontdesk.adapters.sql.usage import SqlUsageLog
from frontdesk.adapters.sql.vault import SqlVault
from frontdesk.adapters.sql.vectors import SqlVectorIndex
from frontdesk.answering.bundle import Bundle, read_bundle, read_prompt
from frontdesk.answering.condensing import Condensing
from frontdesk.errors import DeskAlreadyRunning
from frontdesk.insights import short_prefix
from frontdesk.knowledge import Intake, Library, Meaning, Report, Tell, tell_nobody
from frontdesk.ports.articles import ArticleFile
from frontdesk.ports.clock import Clock
from frontdesk.ports.conversations import Conversations
from frontdesk.ports.passages import Passages
from frontdesk.ports.store import Store
from frontdesk.ports.usage import UsageLog
from frontdesk.ports.vault import Vault
from frontdesk.settings import Settings
from frontdesk.turns.activity import Activities
from frontdesk.turns.door import Door
from frontdesk.turns.handing_over import Handovers
from frontdesk.turns.log import Logs
from frontdesk.turns.means import Means
from frontdesk.turns.pressing import Presses
from frontdesk.turns.runner import Runner

DATABASE = "desk.db"

logger = structlog.get_logger()


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
    vault: Vault
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
        sealing = Sealing(secret)
        conversations = SqlConversations(database, sealing)
        vault = SqlVault(database, sealing)
        intake = Intake(FolderArticles(settings.knowledge.path), SqlPassages(database))
        library = _library(database, intake)
        report = await intake.take_in()
        model = claude(settings, api_key)
        bundle = bundle_of(settings, project)
        _warn_of_short_prefix(bundle)
        means = Means(
            model=model,
            library=library,
            bundle=bundle,
            clock=SystemClock(),
            activities=Activities(),
            support_email=settings.desk.support_email,
            languages=FastTextLanguages(),
            condensing=_condensing(settings, project),
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
                vault=vault,
                passages=library.passages,
                activities=means.activities,
                logs=logs,
                clock=means.clock,
                door=Door(logs, vault),
                presses=Presses(logs, means.clock),
                handovers=Handovers(logs, vault, means.support_email),
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
        sealing = Sealing(data_folder.read_secret(settings.data.path))
        conversations = SqlConversations(database, sealing)
        logs = Logs(conversations, SystemClock())
        vault = SqlVault(database, sealing)
        yield conversations, Handovers(logs, vault, settings.desk.support_email)


@contextmanager
def open_usage(settings: Settings) -> Generator[UsageLog]:
    """What the model's calls used, also while a desk runs on this data folder."""
    with _database(settings.data.path) as database:
        yield SqlUsageLog(database)


async def take_in_folder(folder: Path, library: Library, tell: Tell = tell_nobody) -> Report:
    """Make the kept passages those of this folder. Raises KnowledgeFolderMissing."""
    return await Intake(FolderArticles(folder), library.passages).take_in(tell)


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


def check_embeddings() -> Path:
    """Where the model's files are. Raises EmbeddingsUnusable if they are not there or not right."""
    folder = weights_folder()
    check_all(folder)
    return folder


def schema_of(settings: Settings) -> Schema:
    """State of the database, which stays as it is; a data folder that is missing is not made.

    Raises DataFolderUnusable, StorageFailed.
    """
    folder = settings.data.path
    if folder.exists():
        data_folder.prepare(folder)
    return schema_state(folder / DATABASE)


async def articles_in(folder: Path) -> tuple[Sequence[ArticleFile], datetime | None]:
    """The articles and when one last changed. Raises KnowledgeFolderMissing."""
    articles = FolderArticles(folder)
    return await articles.list(), await articles.changed_at()


async def knows_model(settings: Settings, api_key: str, *, deadline: float) -> bool:
    """Whether the API lists the answering model. Raises ModelFailed."""
    async with aclosing(claude(settings, api_key)) as model:
        return await model.knows(settings.claude.model, deadline=deadline)


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
    path = folder / DATABASE
    upgrade(path)
    database = SqliteDatabase(path)
    try:
        yield database
    finally:
        database.close()


def bundle_of(settings: Settings, project: Path) -> Bundle:
    """What the project tells its model. Raises SettingsWrong."""
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


def _warn_of_short_prefix(bundle: Bundle) -> None:
    if short := short_prefix(bundle.prefix_tokens, bundle.model):
        logger.warning(
            "prefix too short to be cached",
            model=bundle.model,
            tokens=short.tokens,
            minimum=short.minimum,
            next_step="`frontdesk doctor` says what it costs and what to do.",
        )


def _condensing(settings: Settings, project: Path) -> Condensing:
    claude = settings.claude
    return Condensing(
        model=claude.small_model,
        prompt=read_prompt(project / "prompt", "summary"),
        # Other models may not take this effort.
        effort=claude.effort if claude.small_model == claude.model else "",
    )


def _greeting(settings: Settings) -> str:
    # The first line tells that an AI answers and how to reach a person (requirements, D13).
    return (
        f"Hi! I'm {settings.desk.name}'s AI assistant. Ask me about products, orders and "
        f"policies. To reach a person, write to {settings.desk.support_email}."
    )
