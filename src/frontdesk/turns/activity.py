"""What the bot, a person or the customer is doing right now: shown live, kept nowhere."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from frontdesk.domain.event import ConversationId

Kind = Literal["reading", "searching", "acting", "writing", "typing", "leaving"]
"""`leaving`: this process stops, and whoever watches should come back to the next one."""


By = Literal["bot", "person", "customer"]


@dataclass(frozen=True, slots=True)
class Activity:
    kind: Kind
    by: By = "bot"
    name: str = ""
    """The person's."""


EVERYWHERE = ConversationId("")
"""Who watches this hears of the process alone, such as that it stops."""


class Activities:
    """Who watches a conversation hears what is being done in it."""

    def __init__(self) -> None:
        self._watchers: dict[ConversationId, list[Callable[[Activity], None]]] = {}

    def show(self, id: ConversationId, kind: Kind, by: By = "bot", name: str = "") -> None:
        for notify in tuple(self._watchers.get(id, ())):
            notify(Activity(kind, by, name))

    def leave(self) -> None:
        """Tell all who watch, in any conversation, that this process stops."""
        for watchers in tuple(self._watchers.values()):
            for notify in tuple(watchers):
                notify(Activity("leaving"))

    @contextmanager
    def watch(self, id: ConversationId, notify: Callable[[Activity], None]) -> Generator[None]:
        watchers = self._watchers.setdefault(id, [])
        watchers.append(notify)
        try:
            yield
        finally:
            watchers.remove(notify)
            if not watchers:
                self._watchers.pop(id, None)
