"""The knowledge as one thing."""

import asyncio
import math

import pytest

from frontdesk.adapters.memory.passages import MemoryPassages
from frontdesk.adapters.memory.vectors import MemoryVectorIndex
from frontdesk.knowledge import Intake, Library, Meaning, Query, read_articles
from frontdesk.knowledge.embedding import in_context
from frontdesk.ports.embedding import Text
from frontdesk.ports.vectors import Unread
from tests.builders import passage
from tests.unit.knowledge.test_ingesting import Shelf
from tests.unit.knowledge.topics import Broken, Topics


async def found(library: Library, question: str) -> list[str]:
    return [hit.passage.article for hit in (await library.search(Query(question))).found]


async def opened(**articles: str) -> tuple[Shelf, Library, Meaning]:
    shelf, passages = Shelf(**articles), MemoryPassages()
    intake = Intake(shelf, passages, look_share=math.inf)
    await intake.take_in()
    meaning = Meaning(Topics(), MemoryVectorIndex(passages))
    return shelf, Library(passages, meaning=meaning, intake=intake), meaning


async def until_read(meaning: Meaning) -> None:
    async with asyncio.timeout(5):
        while await meaning.index.unread_count(meaning.model):
            await asyncio.sleep(0.001)


async def test_words_find_before_the_articles_are_read_and_meaning_after() -> None:
    _, library, meaning = await opened(refunds="A refund.", parcels="A parcel.", gifts="A gift.")

    before = await found(library, "reimbursement")
    async with library.reading():
        await until_read(meaning)
    after = await found(library, "reimbursement")

    assert before == []
    assert after[0] == "refunds"


async def test_a_changed_article_is_found_by_the_next_question() -> None:
    shelf, library, _ = await opened(mugs="A mug.")
    assert await found(library, "saucer") == []

    shelf.files["mugs.md"] = "A mug with a saucer."

    assert await found(library, "saucer") == ["mugs"]


async def test_a_folder_slow_to_look_at_is_looked_at_seldom() -> None:
    shelf, passages = Slow(mugs="A mug."), MemoryPassages()
    library = Library(passages, intake=Intake(shelf, passages, look_share=0.001))

    for _ in range(5):
        await found(library, "mug")

    assert shelf.looks == 1 + 1  # the look, and the stamp kept with what it took in


class Slow(Shelf):
    looks = 0

    async def stamp(self) -> str:
        self.looks += 1
        await asyncio.sleep(0.005)
        return await super().stamp()


async def test_a_changed_article_is_read_again() -> None:
    shelf, library, meaning = await opened(mugs="A mug.", lamps="A lamp.")
    async with library.reading():
        await until_read(meaning)
        shelf.files["mugs.md"] = "A refund for mugs."
        await library.search(Query("anything"))
        await until_read(meaning)

    assert (await found(library, "reimbursement"))[0] == "mugs"


async def test_articles_that_cannot_be_reached_leave_the_knowledge_as_it_was() -> None:
    shelf, library, _ = await opened(mugs="A mug.")

    shelf.files.clear()

    assert await found(library, "mug") == ["mugs"]


async def test_a_model_that_cannot_be_used_leaves_the_words() -> None:
    _, library, meaning = await opened(mugs="A mug.")
    library.meaning = Meaning(Broken(), meaning.index)

    async with library.reading(), asyncio.timeout(5):
        while library.meaning is not None:
            await asyncio.sleep(0.001)

    assert await found(library, "mug") == ["mugs"]


async def test_an_article_is_read_once_under_its_title_and_section() -> None:
    _, _, meaning = await opened(mugs="# Mugs\n\n## Care\n\nWash it.")

    for _ in range(2):
        async for _ in read_articles(meaning):
            pass

    assert isinstance(meaning.embedder, Topics)
    assert [(text.heading, text.body) for text in meaning.embedder.read] == [
        ("Mugs Care", "Wash it.")
    ]


async def test_every_part_of_a_passage_is_kept_with_the_direction_of_its_article() -> None:
    one, other = passage("a#1", "A refund."), passage("a#2", "A gift.", "A parcel.")
    article = Unread(one.article, "print", [one, other])
    read = await Topics().embed([Text(one.text), Text(other.text)])

    kept = in_context(article, read)

    assert [len(kept[one.id]), len(kept[other.id])] == [1, 2]
    direction = kept[one.id][0] - read[0][0]
    assert float(direction @ direction) == pytest.approx(1)
    assert kept[other.id][1] - read[1][1] == pytest.approx(direction)
