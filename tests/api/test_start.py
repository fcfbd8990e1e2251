"""What a desk tells its operator when it starts."""

import pytest
from structlog.testing import capture_logs

from frontdesk.answering.bundle import SECTIONS
from frontdesk.assembly.desk import open_desk
from frontdesk.settings import Settings
from tests.running_desk import write_articles


@pytest.mark.parametrize("is_short", [True, False])
async def test_that_its_prefix_is_too_short_to_be_cached(tmp_path, is_short):
    (tmp_path / "prompt").mkdir()
    for section in SECTIONS if is_short else ():
        (tmp_path / "prompt" / f"{section}.md").write_text("Be brief.")
    settings = Settings().overridden(
        claude={"model": "claude-haiku-4-5" if is_short else "claude-haiku-5-5"},
        data={"path": tmp_path / "data"},
        knowledge={"path": write_articles(tmp_path)},
    )
    with capture_logs() as logs:
        async with open_desk(settings, project=tmp_path, api_key="sk-test"):
            pass

    told = [entry for entry in logs if entry["event"] == "prefix too short to be cached"]
    assert [entry["minimum"] for entry in told] == ([4096] if is_short else [])
