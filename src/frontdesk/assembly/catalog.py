"""What a desk can do: the built-in actions it keeps, and those of its project."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from frontdesk.actions import Action, Catalog
from frontdesk.actions.builtin import BUILT_IN, FOR_ALL, WITH_STORE
from frontdesk.adapters.store import load_code
from frontdesk.errors import DeclarationWrong, SettingsWrong
from frontdesk.settings import Settings

CODE = "actions.py"
PROMISE = f"`{CODE}` holds functions under @action; docs/actions.md has an example."


def catalog_for(settings: Settings, project: Path) -> Catalog:
    """As a desk of this project would have it, without opening its order system.

    Raises SettingsWrong, DeclarationWrong.
    """
    return catalog_of(settings, project, has_store=settings.store.path.is_dir())


def catalog_of(settings: Settings, project: Path, *, has_store: bool) -> Catalog:
    """Raises SettingsWrong, and DeclarationWrong for what stands in the project's actions.py."""
    off = set(settings.actions.off)
    names = [action.name for action in BUILT_IN]
    for unknown in sorted(off - set(names)):
        near = get_close_matches(unknown, names, n=1)
        raise SettingsWrong(
            f"[actions] off names {unknown}, which is no built-in action.",
            next_step=f"Did you mean {near[0]}?" if near else f"They are: {', '.join(names)}.",
        )
    built_in = (*FOR_ALL, *(WITH_STORE if has_store else ()))
    kept = [action for action in built_in if action.name not in off]
    return Catalog([*kept, *own_actions(project)], order_number=settings.store.order_number)


def own_actions(project: Path) -> Sequence[Action]:
    """Those that the project's actions.py declares itself; none without the file.

    Raises DeclarationWrong, naming file and line.
    """
    code = project / CODE
    if not code.is_file():
        return []
    module = load_code(code, DeclarationWrong, PROMISE)
    declared = [
        value
        for value in vars(module).values()
        if isinstance(value, Action) and value.function.__module__ == module.__name__
    ]
    if not declared:
        raise DeclarationWrong(f"{code} declares no action.", next_step=PROMISE)
    return list({id(action): action for action in declared}.values())
