"""Canned replies in a folder: what can be used is there, what cannot says why."""

import pytest

from frontdesk.adapters.files.canned_replies import FolderCannedReplies
from frontdesk.domain.canned_reply import CannedReply, blanks, filled


async def shelf(folder, **files):
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return await FolderCannedReplies(folder).shelf()


async def test_title_text_and_language_are_read_as_they_are_now(tmp_path):
    kept = await shelf(
        tmp_path,
        thanks__md="# Thanks\n\nThank you, {customer}.\n\nBye!\n",
        thanks__de__md="\ufeff# Danke\r\n\r\nDanke.\r\n",
        __hidden__md="# No\n\nno",
        readme__txt="none",
    )
    assert kept.replies == [
        CannedReply("thanks", "de", "Danke", "Danke."),
        CannedReply("thanks", "", "Thanks", "Thank you, {customer}.\n\nBye!"),
    ]
    assert kept.problems == []
    assert len((await shelf(tmp_path, new__fr__md="# Un\n\nDeux")).replies) == 3


async def test_a_folder_that_is_missing_holds_none(tmp_path):
    assert (await shelf(tmp_path / "no")).replies == []


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a__md", "No heading", "begin it with a heading"),
        ("a__md", "# Only a heading", "begin it with a heading"),
        ("a__b__c__md", "# T\n\nx", "name it like"),
        ("a__md", b"# T\n\n\xff\xfe", "UTF-8"),
        ("a__md", "# T\n\n" + "x" * 4001, "too long"),
        ("a__md", "# T\n\n" + "x" * 40_001, "too long"),
    ],
)
async def test_what_cannot_be_used_says_why_and_leaves_the_others(tmp_path, name, content, why):
    kept = await shelf(tmp_path, **{name: content}, fine__md="# Fine\n\nYes.")
    assert [reply.title for reply in kept.replies] == ["Fine"]
    (problem,) = kept.problems
    assert why in problem


def test_blanks_take_what_is_known_and_stay_otherwise():
    text = "{customer}: {order}, {order}; {Not} {} {a1} { order }"
    said = filled(text, {"customer": "Zoë {order}", "order": ""})
    assert said == "Zoë {order}: {order}, {order}; {Not} {} {a1} { order }"
    assert blanks(said) == ("order",)
