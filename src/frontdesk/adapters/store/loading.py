"""Open the order system that a project folder describes."""

import importlib.util
import inspect
import traceback
from pathlib import Path
from types import ModuleType

from frontdesk.adapters.store.folder import FILES, read_folder
from frontdesk.adapters.store.foreign import ForeignStore
from frontdesk.adapters.store.sqlite import SqliteStore, fill
from frontdesk.errors import FrontdeskError, StoreUnusable
from frontdesk.ports.clock import Clock
from frontdesk.ports.store import Store

CODE = "store.py"
OPEN = "open_store"
FILE = "store.db"
PROMISE = f"`{CODE}` must hold `def {OPEN}(data: Path) -> Store`; see frontdesk/ports/store.py."
CALLS = tuple(name for name in vars(Store) if not name.startswith("_"))


def open_store(folder: Path, data: Path, clock: Clock) -> Store | None:
    """The company's own system, if `folder` holds a store.py; else a small one of its JSON files.

    None if there is no such folder. The small one is filled at its first start and keeps what was
    done in `data` from then on. Raises StoreUnusable, StoreUnreachable.
    """
    if folder == Path() or not folder.is_dir():
        return None
    if (folder / CODE).is_file():
        return _own(folder / CODE, data)
    if missing := [name for name in FILES if not (folder / name).is_file()]:
        raise StoreUnusable(
            f"The store folder {folder} holds neither {CODE} nor {', '.join(missing)}.",
            next_step="Put them there, or name another folder as [store] path in frontdesk.toml.",
        )
    path = data / FILE
    contents = read_folder(folder, clock.now().date())
    fill(path, contents.customers, contents.orders, contents.products)
    return SqliteStore(path, clock)


def _own(code: Path, data: Path) -> Store:
    module = _module(code)
    opening = getattr(module, OPEN, None)
    if not callable(opening):
        raise StoreUnusable(f"{code} has no function {OPEN}.", next_step=PROMISE)
    try:
        store = opening(data)
    except FrontdeskError:
        raise
    except Exception as error:
        raise _broken(code, error) from error
    if inspect.iscoroutine(store):
        store.close()
        raise StoreUnusable(f"{OPEN} in {code} is async.", next_step=PROMISE)
    for name in CALLS:
        if not inspect.iscoroutinefunction(getattr(store, name, None)):
            raise StoreUnusable(
                f"{OPEN} in {code} gave a {type(store).__name__} without `async def {name}`.",
                next_step=PROMISE,
            )
    return ForeignStore(store)  # pyright: ignore[reportArgumentType] (looked at just above)


def _module(code: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("frontdesk_project_store", code)
    if spec is None or spec.loader is None:
        raise StoreUnusable(f"{code} cannot be loaded.", next_step=PROMISE)
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise _broken(code, error) from error
    return module


def _broken(code: Path, error: Exception) -> StoreUnusable:
    """With the last line of their own file that led there."""
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename) == code
    ]
    at = f"line {lines[-1]}" if lines else "when it was loaded"
    what = str(error) or "no message"
    return StoreUnusable(
        f"{code}, {at}: {type(error).__name__}: {what}.",
        next_step="Mend the file and start again.",
    )
