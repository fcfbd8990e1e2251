"""What a desk can do: the built-in actions it keeps, and those of its project."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from frontdesk.actions import Action, Catalog
from frontdesk.actions.builtin import BUILT_IN, FOR_ALL, HOW_KNOWN, WITH_MAIL, WITH_STORE
from frontdesk.adapters.store import load_code
from frontdesk.domain.customer import Level
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
        raise _no_such("[actions] off", unknown, names, "built-in action")
    has_mail = has_store and bool(settings.mail.url.get_secret_value())
    built_in = (*FOR_ALL, *(WITH_STORE if has_store else ()), *(WITH_MAIL if has_mail else ()))
    kept = [action for action in built_in if action.name not in off]
    actions = [*kept, *own_actions(project)]
    levelled = _levelled(actions, settings.identity.levels)
    return Catalog(levelled, order_number=settings.store.order_number)


def _levelled(actions: Sequence[Action], levels: Mapping[str, Level]) -> Iterator[Action]:
    """Each with the level that the operator gives it. Raises SettingsWrong."""
    known = {action.name for action in (*BUILT_IN, *actions)}
    for name in levels:
        if name not in known:
            raise _no_such("[identity] levels", name, known)
        if name in HOW_KNOWN:
            raise SettingsWrong(
                f"[identity] levels names {name}, by which a customer becomes known.",
                next_step="Leave it out there.",
            )
    for action in actions:
        level = levels.get(action.name, action.level)
        if level == "visitor" and action.takes_order:
            raise SettingsWrong(
                f"[identity] levels lets visitors have {action.name} called, which takes an order.",
                next_step="Say claimed or verified there.",
            )
        yield replace(action, level=level)


def _no_such(
    setting: str, name: str, names: Iterable[str], what: str = "action of this desk"
) -> SettingsWrong:
    known = sorted(names)
    near = get_close_matches(name, known, n=1)
    return SettingsWrong(
        f"{setting} names {name}, which is no {what}.",
        next_step=f"Did you mean {near[0]}?" if near else f"They are: {', '.join(known)}.",
    )


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
