"""Articles that change while the desk runs, and the briefing made of them."""

from frontdesk.adapters.memory.bundles import MemoryBundles
from frontdesk.adapters.memory.passages import MemoryPassages
from frontdesk.answering.bundle import Bundle, bundle_from
from frontdesk.domain.passage import ArticleId, Passage
from frontdesk.knowledge import Library
from frontdesk.turns.briefing import Briefing
from tests.builders import passage

RETURNS = passage("returns#1", "You can return a lamp within 30 days.", title="Returns")
SHIPPING = passage("shipping#1", "Delivery takes three days.", title="Delivery")


class Shelf:
    """Stands in for the articles' folder: what is put here is found by the next look."""

    def __init__(self) -> None:
        self.passages = MemoryPassages()
        self.bundles = MemoryBundles()
        self._is_changed = False

    async def put(self, *passages: Passage) -> None:
        for each in passages:
            await self.passages.put(each.article, "1", [each])
        self._is_changed = True

    async def remove(self, article: str) -> None:
        await self.passages.remove(ArticleId(article))
        self._is_changed = True

    async def take_in_changes(self) -> bool:
        was_changed, self._is_changed = self._is_changed, False
        return was_changed

    def briefing(self, bundle: Bundle, setting: str) -> Briefing:
        return Briefing(bundle, Library(self.passages, intake=self), self.bundles, setting)

    async def kept(self, id: str) -> Bundle:
        content = await self.bundles.read(id)
        assert content, id
        return bundle_from(content)
