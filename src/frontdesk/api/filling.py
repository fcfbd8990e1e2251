"""Values in place of placeholders: for the conversation's own customer, or people by role."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from frontdesk.domain import mark
from frontdesk.domain.event import ConversationId
from frontdesk.domain.mark import MARK
from frontdesk.domain.placeholder import PLACEHOLDER, restore
from frontdesk.ports.vault import Vault

Json: TypeAlias = "str | float | bool | Sequence[Json] | Mapping[str, Json] | None"


async def filled_in(
    vault: Vault, id: ConversationId, data: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The same, every text in it as its writer meant it. Raises StorageFailed."""
    if not holds_placeholder(data):
        return [dict(each) for each in data]
    return filled_with(await vault.values(id), data)


def holds_placeholder(data: Sequence[Mapping[str, Any]]) -> bool:
    return any(PLACEHOLDER.search(text) or MARK.search(text) for text in _texts(data))


def filled_with(
    values: Mapping[str, str], data: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    return [{key: _filled(each, values) for key, each in one.items()} for one in data]


def _texts(data: Json) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for each in data.values():
            yield from _texts(each)
    elif isinstance(data, Sequence):
        for each in data:
            yield from _texts(each)


def _filled(data: Json, values: Mapping[str, str]) -> Json:
    if isinstance(data, str):
        return mark.shown(restore(data, values))
    if isinstance(data, Mapping):
        return {key: _filled(each, values) for key, each in data.items()}
    if isinstance(data, Sequence):
        return [_filled(each, values) for each in data]
    return data
