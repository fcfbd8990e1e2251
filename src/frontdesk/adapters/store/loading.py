"""Open the order system that a project folder describes."""

import inspect
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from frontdesk.adapters.store.company_code import broken, load_code
from frontdesk.adapters.store.folder import FILES, read_folder
from frontdesk.adapters.store.foreign import ForeignStore
from frontdesk.adapters.store.sqlite import SqliteStore, fill
from frontdesk.adapters.store.system import OrderSystem
from frontdesk.errors import FrontdeskError, StoreUnusable
from frontdesk.ports.clock import Clock
from frontdesk.ports.payments import Payments
from frontdesk.ports.store import Store

CODE = "store.py"
OPEN = "open_store"
FILE = "store.db"
PROMISE = f"`{CODE}` must hold `def {OPEN}(data: Path) -> Store`; see docs/order-system.md."
CALLS = tuple(name for name in vars(Store) if not name.startswith("_"))
PAYING = tuple(name for name in vars(Payments) if not name.startswith("_"))


def open_store(folder: Path, data: Path, clock: Clock, *, pays: bool = True) -> OrderSystem | None:
    """The company's own system, if `folder` holds a store.py; else a small one of its JSON files.

    `pays`: whether it gives money back too, or another payment side does. None if there is no
    such folder. The small one is filled at its first start and keeps what was done in `data`
    from then on. Raises StoreUnusable, StoreUnreachable.
    """
    if folder == Path() or not folder.is_dir():
        return None
    if (folder / CODE).is_file():
        return _own(folder / CODE, data, CALLS + PAYING if pays else CALLS)
    _require_files(folder)
    path = data / FILE
    contents = read_folder(folder, clock.now().date())
    fill(path, contents.customers, contents.orders, contents.products)
    return SqliteStore(path, clock)


def look_at_store(folder: Path, today: date) -> str:
    """What `open_store` would find there, in words; nothing is opened or filled.

    Raises StoreUnusable.
    """
    if folder == Path() or not folder.is_dir():
        return f"there is no folder {folder}: no order can be looked up"
    if (folder / CODE).is_file():
        _opening(folder / CODE)
        return f"{folder / CODE} has {OPEN}"
    _require_files(folder)
    found = read_folder(folder, today)
    return f"{len(found.customers)} customers and {len(found.orders)} orders in {folder}"


def _require_files(folder: Path) -> None:
    if missing := [name for name in FILES if not (folder / name).is_file()]:
        raise StoreUnusable(
            f"The store folder {folder} holds neither {CODE} nor {', '.join(missing)}.",
            next_step="Put them there, or name another folder as [store] path in frontdesk.toml.",
        )


def _opening(code: Path) -> Callable[[Path], object]:
    opening = getattr(load_code(code, StoreUnusable, PROMISE), OPEN, None)
    if not callable(opening):
        raise StoreUnusable(f"{code} has no function {OPEN}.", next_step=PROMISE)
    return opening


def _own(code: Path, data: Path, calls: Sequence[str]) -> OrderSystem:
    opening = _opening(code)
    try:
        store = opening(data)
    except FrontdeskError:
        raise
    except Exception as error:
        raise broken(code, error, StoreUnusable) from error
    if inspect.iscoroutine(store):
        store.close()
        raise StoreUnusable(f"{OPEN} in {code} is async.", next_step=PROMISE)
    for name in calls:
        if not inspect.iscoroutinefunction(getattr(store, name, None)):
            raise StoreUnusable(
                f"{OPEN} in {code} gave a {type(store).__name__} without `async def {name}`.",
                next_step=PROMISE,
            )
    return ForeignStore(store)  # pyright: ignore[reportArgumentType] (looked at just above)
