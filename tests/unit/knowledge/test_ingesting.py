"""Articles are taken in."""

from collections.abc import Sequence

import pytest

from frontdesk.adapters.memory.passages import MemoryPassages
from frontdesk.domain.passage import ArticleId
from frontdesk.errors import ArticleUnreadable, KnowledgeFolderMissing
from frontdesk.knowledge import Report, Skipped, ingest
from frontdesk.ports.articles import ArticleFile


class Shelf:
    """Articles written in a test: name to content, None for one that cannot be opened."""

    def __init__(self, **articles: bytes | str | None) -> None:
        self.files = {f"{name}.md": content for name, content in articles.items()}

    async def list(self) -> Sequence[ArticleFile]:
        if not self.files:
            raise KnowledgeFolderMissing
        return [ArticleFile(ArticleId(name.rpartition(".")[0]), name) for name in self.files]

    async def read(self, file: ArticleFile) -> bytes:
        content = self.files[file.name]
        if content is None:
            raise ArticleUnreadable(f"{file.name} cannot be opened.", next_step="Open it.")
        return content.encode() if isinstance(content, str) else content

    async def stamp(self) -> str:
        if not self.files:
            raise KnowledgeFolderMissing
        return repr(self.files)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.removed


async def said(passages: MemoryPassages, word: str) -> list[str]:
    return [found.passage.text for found in await passages.find([word], 9)]


async def test_new_articles_are_found() -> None:
    passages = MemoryPassages()

    report = await ingest(Shelf(mugs="# Mugs\n\nA mug.", lamps="A lamp."), passages)

    assert report == Report(added=2, changed=0, unchanged=0, removed=0, passages=2, skipped=[])
    assert await said(passages, "mug") == ["A mug."]


async def test_an_unchanged_article_is_not_split_again() -> None:
    passages, shelf = MemoryPassages(), Shelf(mugs="A mug.")
    await ingest(shelf, passages)

    report = await ingest(shelf, passages)

    assert counts(report) == (0, 0, 1, 0)
    assert report.passages == 0


async def test_a_changed_article_says_only_what_it_says_now() -> None:
    passages = MemoryPassages()
    await ingest(Shelf(mugs="A blue mug."), passages)

    report = await ingest(Shelf(mugs="A red mug."), passages)

    assert counts(report) == (0, 1, 0, 0)
    assert await said(passages, "mug") == ["A red mug."]


async def test_a_deleted_article_is_gone() -> None:
    passages = MemoryPassages()
    await ingest(Shelf(mugs="A mug.", lamps="A lamp."), passages)

    report = await ingest(Shelf(lamps="A lamp."), passages)

    assert counts(report) == (0, 0, 1, 1)
    assert await said(passages, "mug") == []


async def test_one_unreadable_article_stops_no_other() -> None:
    passages = MemoryPassages()

    report = await ingest(Shelf(bad=b"caf\xe9", shut=None, mugs="A mug."), passages)

    assert counts(report) == (1, 0, 0, 0)
    assert report.skipped == [
        Skipped("bad.md", "bad.md is not UTF-8 text (byte 4).", ArticleUnreadable.next_step),
        Skipped("shut.md", "shut.md cannot be opened.", "Open it."),
    ]


async def test_an_article_that_became_unreadable_keeps_what_it_said_and_the_report_says_so() -> (
    None
):
    passages = MemoryPassages()
    await ingest(Shelf(mugs="A mug."), passages)

    report = await ingest(Shelf(mugs=b"\xff\xfe"), passages)

    assert counts(report) == (0, 0, 0, 0)
    assert "What it said before stays in use." in report.skipped[0].reason
    assert await said(passages, "mug") == ["A mug."]


async def test_an_unreadable_article_is_reported_every_time_until_it_is_mended() -> None:
    passages = MemoryPassages()
    await ingest(Shelf(mugs=b"\xff"), passages)

    assert len((await ingest(Shelf(mugs=b"\xff"), passages)).skipped) == 1
    assert counts(await ingest(Shelf(mugs="A mug."), passages)) == (1, 0, 0, 0)


async def test_an_article_emptied_says_nothing_any_more() -> None:
    passages = MemoryPassages()
    await ingest(Shelf(mugs="A mug.", lamps="A lamp."), passages)

    report = await ingest(Shelf(mugs="# Mugs", lamps="A lamp."), passages)

    assert counts(report) == (0, 0, 1, 1)
    assert [skipped.reason for skipped in report.skipped] == ["mugs.md holds no text."]
    assert await said(passages, "mug") == []


async def test_two_files_of_one_name_are_not_mixed() -> None:
    passages, shelf = MemoryPassages(), Shelf()
    shelf.files = {"mugs.markdown": "A mug.", "mugs.md": "Another mug."}

    report = await ingest(shelf, passages)

    assert await said(passages, "mug") == ["A mug."]
    assert [skipped.name for skipped in report.skipped] == ["mugs.md"]


async def test_a_byte_order_mark_is_no_text() -> None:
    passages = MemoryPassages()

    await ingest(Shelf(mugs=b"\xef\xbb\xbf---\ntitle: Mugs\n---\nA mug."), passages)

    (found,) = await passages.find(["mug"], 9)
    assert found.passage.title == "Mugs"


async def test_a_missing_folder_removes_nothing() -> None:
    passages = MemoryPassages()
    await ingest(Shelf(mugs="A mug."), passages)

    with pytest.raises(KnowledgeFolderMissing):
        await ingest(Shelf(), passages)

    assert await said(passages, "mug") == ["A mug."]


async def test_whoever_waits_is_told_of_every_article_read_or_not() -> None:
    told: list[tuple[int, int]] = []
    shelf = Shelf(mugs="A mug.", locked=None, lamps="A lamp.")

    await ingest(shelf, MemoryPassages(), lambda *progress: told.append(progress))

    assert told == [(1, 3), (2, 3), (3, 3)]
