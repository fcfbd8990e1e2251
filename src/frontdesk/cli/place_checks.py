"""Is everything here that a desk needs: files, folders, web parts, a port?"""

import sys
from collections.abc import Sequence

import httpx2

from frontdesk.api.pages import STATIC
from frontdesk.assembly.knowledge import articles_in, check_embeddings, has_embeddings
from frontdesk.assembly.people import look_at_canned_replies
from frontdesk.assembly.storage import is_desk_running, look_at_orders, schema_of
from frontdesk.cli.examining import Check, Patient
from frontdesk.cli.listening import listening
from frontdesk.domain.passage import ArticleId
from frontdesk.errors import EmbeddingsUnusable, KnowledgeFolderMissing, PortInUse, WidgetNotBuilt
from frontdesk.settings import FILE

LEAST_PYTHON = (3, 11)
SECONDS = 2.0
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (where to ask, not to listen)


def check_python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < LEAST_PYTHON:
        return Check("Python", "fail", f"{found} is too old.", "Install Python 3.11 or newer.")
    return Check("Python", "ok", found)


async def check_settings(patient: Patient) -> Check:
    file = patient.project / FILE
    if patient.is_demo:
        return Check("settings", "ok", "those of the demo store")
    if file.is_file():
        return Check("settings", "ok", str(file))
    step = "Name the project folder: frontdesk doctor --project PATH. Demo store: --demo."
    return Check("settings", "warn", f"There is no {file}: all settings have defaults.", step)


async def check_data(patient: Patient) -> Check:
    """Raises DataFolderUnusable, StorageFailed."""
    folder = patient.settings.data.path
    match schema_of(patient.settings):
        case "missing":
            return Check("data", "ok", f"{folder}: no database yet; the first start makes it")
        case "behind":
            step = "The next start brings it up to date: frontdesk serve."
            return Check("data", "warn", f"{folder}: database of an older version.", step)
        case "current":
            return Check("data", "ok", f"{folder}: can be written, database up to date")


async def check_articles(patient: Patient) -> Check:
    folder = patient.settings.knowledge.path
    try:
        files, changed_at = await articles_in(folder)
    except KnowledgeFolderMissing as error:
        step = f"{error.next_step} [knowledge] path names it, or: frontdesk serve --knowledge PATH"
        return Check("articles", "fail", str(error), step)
    known: Sequence[ArticleId] = patient.kept.articles if patient.kept else ()
    missing = [file for file in files if file.article not in set(known)]
    found = f"{len(files)} articles in {folder}"
    if missing:
        found += f", {len(missing)} of them not taken in."
        step = "The next start takes them in; beside a running desk: frontdesk ingest"
        return Check("articles", "warn", found, step)
    passages = patient.kept.extent.passages if patient.kept else 0
    when = f"{changed_at:%Y-%m-%d %H:%M} UTC" if changed_at else "unknown"
    return Check("articles", "ok", f"{found}, {passages} passages; last change {when}")


async def check_canned_replies(patient: Patient) -> Check:
    shelf = await look_at_canned_replies(patient.project)
    if shelf.problems:
        found = f"{len(shelf.problems)} cannot be used: {' '.join(shelf.problems)}"
        return Check("canned replies", "warn", found, "Mend these files in the project's replies/.")
    names = {reply.name for reply in shelf.replies}
    languages = {reply.language for reply in shelf.replies if reply.language}
    said = f"{len(names)} in {len(languages) or 1} language{'s' * (len(languages) > 1)}"
    return Check("canned replies", "ok", said if names else "none; put them into replies/")


async def check_orders(patient: Patient) -> Check:
    """Raises StoreUnusable."""
    return Check("orders", "ok", look_at_orders(patient.settings))


async def check_meaning(_: Patient) -> Check:
    step = "frontdesk embeddings install"
    if not has_embeddings():
        found = "The model that compares meanings is missing: articles are found by words alone."
        return Check("embeddings", "warn", found, step)
    try:
        return Check("embeddings", "ok", str(check_embeddings()))
    except EmbeddingsUnusable as error:
        return Check("embeddings", "warn", f"{error} Articles are found by words alone.", step)


async def check_web(_: Patient) -> Check:
    """Raises WidgetNotBuilt."""
    if not all((STATIC / name).is_file() for name in ("widget.js", "chat.html")):
        raise WidgetNotBuilt
    return Check("web parts", "ok", "built")


async def check_letters(patient: Patient) -> Check | None:
    """Where the links in letters lead; nothing to say where the desk sends none."""
    settings = patient.settings
    if not settings.mail.url.get_secret_value():
        return None
    links = f"links in letters lead to {settings.server.address}"
    if settings.server.url:
        return Check("letters", "ok", links)
    step = 'Set [server] url to where customers reach the desk: url = "https://desk.shop.example".'
    return Check("letters", "warn", f"{links}, which customers may not reach.", step)


async def check_shop_port(patient: Patient) -> Check | None:
    """The demo's shop stands on the port after the desk's. Raises PortInUse."""
    port = patient.settings.server.port + 1
    is_ours = patient.settings.data.path.is_dir() and is_desk_running(patient.settings)
    if not patient.is_demo or is_ours:
        return None
    with listening("127.0.0.1", port):
        return Check("shop's port", "ok", f"{port} is free")


async def check_port(patient: Patient) -> Check:
    server = patient.settings.server
    is_ours = patient.settings.data.path.is_dir() and is_desk_running(patient.settings)
    try:
        with listening(server.host, server.port):
            running = "; the desk of this data folder runs on another" if is_ours else ""
            return Check("port", "ok", f"{server.port} is free{running}")
    except PortInUse as error:
        if name := await _desk_at(server.host, server.port):
            if is_ours:
                return Check("port", "ok", f"{server.port}: {name} is running")
            found = f"Port {server.port} belongs to another desk, {name}."
            return Check("port", "fail", found, error.next_step)
        return Check("port", "fail", str(error), error.next_step)


async def _desk_at(host: str, port: int) -> str:
    """The name of the desk that answers there; empty if none does."""
    host = ANYWHERE.get(host, host)
    url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    async with httpx2.AsyncClient(timeout=SECONDS) as http:
        try:
            return str((await http.get(f"{url}/api/v1/desk")).json()["name"])
        except (httpx2.HTTPError, ValueError, KeyError, TypeError):
            return ""
