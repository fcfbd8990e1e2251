"""What a folder of articles promises."""

import os
from pathlib import Path

import pytest

from frontdesk.adapters.files.articles import MAX_BYTES, FolderArticles
from frontdesk.domain.passage import ArticleId
from frontdesk.errors import ArticleUnreadable, KnowledgeFolderMissing
from frontdesk.ports.articles import ArticleFile


def write(folder: Path, *names: str, content: bytes = b"Text.") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


async def names(folder: Path) -> list[str]:
    return [file.name for file in await FolderArticles(folder).list()]


async def refusal(folder: Path, name: str) -> ArticleUnreadable:
    with pytest.raises(ArticleUnreadable) as refused:
        await FolderArticles(folder).read(ArticleFile(ArticleId("x"), name))
    return refused.value


async def test_an_article_is_named_by_its_path_without_suffix(tmp_path: Path) -> None:
    write(tmp_path, "b.MD", "returns/policy.v2.md", "a.markdown", "notes.txt", "x.md.bak")

    assert await FolderArticles(tmp_path).list() == [
        ArticleFile(ArticleId("a"), "a.markdown"),
        ArticleFile(ArticleId("b"), "b.MD"),
        ArticleFile(ArticleId("returns/policy.v2"), "returns/policy.v2.md"),
    ]


async def test_an_article_is_read_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, "a.md", content=b"\xff\r\n")
    articles = FolderArticles(tmp_path)

    assert await articles.read((await articles.list())[0]) == b"\xff\r\n"


async def test_hidden_files_and_folders_are_not_articles(tmp_path: Path) -> None:
    write(tmp_path, "a.md", ".draft.md", ".git/b.md", "sub/.c.md")

    assert await names(tmp_path) == ["a.md"]


async def test_a_folder_reached_by_a_link_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "real", "a.md")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    articles = FolderArticles(tmp_path / "link")

    assert await articles.read((await articles.list())[0]) == b"Text."


async def test_a_link_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "secret.md", "kb/a.md", "other/b.md")
    (tmp_path / "kb/leak.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "kb/sub").symlink_to(tmp_path / "other")

    assert await names(tmp_path / "kb") == ["a.md", "leak.md"]
    assert "leads out" in str(await refusal(tmp_path / "kb", "leak.md"))


async def test_what_cannot_be_opened_is_named_with_a_next_step(tmp_path: Path) -> None:
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    os.mkfifo(tmp_path / "pipe.md")
    write(tmp_path, "huge.md")
    os.truncate(tmp_path / "huge.md", MAX_BYTES + 1)

    for name in await names(tmp_path):
        error = await refusal(tmp_path, name)
        assert name in str(error)
        assert error.next_step


@pytest.mark.parametrize("name", ["missing", "file", "empty", "hidden"])
async def test_without_markdown_the_folder_is_named_with_a_next_step(
    tmp_path: Path, name: str
) -> None:
    write(tmp_path, "file", "hidden/.a.md")
    (tmp_path / "empty").mkdir()

    with pytest.raises(KnowledgeFolderMissing, match=name) as refused:
        await FolderArticles(tmp_path / name).list()

    assert refused.value.next_step != KnowledgeFolderMissing.next_step


async def test_articles_below_a_folder_that_cannot_be_seen_do_not_count_as_deleted(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    write(tmp_path, "a.md", "shut/b.md")
    (tmp_path / "shut").chmod(0)
    request.addfinalizer(lambda: (tmp_path / "shut").chmod(0o700))
    if os.access(tmp_path / "shut", os.R_OK):
        pytest.skip("root may read everything")

    with pytest.raises(KnowledgeFolderMissing, match="shut"):
        await FolderArticles(tmp_path).list()


async def test_every_change_changes_the_stamp(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "b.md", "notes.txt")
    articles = FolderArticles(tmp_path)
    stamps = [await articles.stamp()]

    write(tmp_path, "c.md")
    stamps.append(await articles.stamp())
    write(tmp_path, "a.md", content=b"Longer text.")
    stamps.append(await articles.stamp())
    os.utime(tmp_path / "a.md", ns=(1, 1))
    stamps.append(await articles.stamp())
    (tmp_path / "b.md").rename(tmp_path / "d.md")
    stamps.append(await articles.stamp())

    assert len(set(stamps)) == len(stamps)


async def test_without_a_change_the_stamp_stays(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "b/c.md")
    articles = FolderArticles(tmp_path)
    stamp = await articles.stamp()

    write(tmp_path, "notes.txt", ".hidden.md")

    assert await articles.stamp() == stamp


async def test_a_folder_that_is_gone_has_no_stamp(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeFolderMissing, match="nowhere"):
        await FolderArticles(tmp_path / "nowhere").stamp()
