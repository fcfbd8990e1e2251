"""What the desk is built of, from settings."""

from decimal import Decimal
from pathlib import Path

import pytest

from frontdesk.assembly.knowledge import untrusted_folders
from frontdesk.assembly.model import claude
from frontdesk.assembly.money import refund_limits, refund_policy
from frontdesk.domain.refund_policy import RefundPolicy
from frontdesk.errors import SettingsWrong
from frontdesk.settings import Settings, load_settings


@pytest.mark.parametrize(
    ("setting", "address"),
    [("", "https://api.anthropic.com"), ("http://127.0.0.1:1", "http://127.0.0.1:1")],
)
async def test_without_a_base_url_the_model_is_asked_where_it_lives(setting, address):
    model = claude(Settings().overridden(claude={"base_url": setting}), "sk-test")

    assert model.base_url.rstrip("/") == address
    await model.aclose()


def test_refunds_are_ruled_by_the_settings(tmp_path):
    toml = "[refunds]\nwindow_days = 14\nperson_above = 199.99\ncustomer_per_day = 300\n"
    (tmp_path / "frontdesk.toml").write_text(toml, "utf-8")
    settings = load_settings(tmp_path)

    assert refund_policy(settings) == RefundPolicy(14, Decimal("199.99"), 14)
    assert refund_limits(settings).customer == 300
    assert refund_policy(Settings()) == RefundPolicy()


@pytest.mark.parametrize(
    ("toml", "path"),
    [
        ('[store]\npath = "shop"\n', "{project}/shop"),
        ('[store]\npath = ""\n', "."),
        ("", "store"),
    ],
)
def test_the_store_folder_is_found_from_the_settings_file(tmp_path, toml, path):
    (tmp_path / "frontdesk.toml").write_text(toml, "utf-8")

    assert load_settings(tmp_path).store.path == Path(path.format(project=tmp_path))


@pytest.mark.parametrize("named", ["forums", "../other", ".", "returns.md"])
def test_a_folder_that_is_to_be_distrusted_must_be_there(tmp_path, named):
    articles = tmp_path / "articles"
    (articles / "forum").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    (articles / "returns.md").write_text("# Returns", "utf-8")

    def settings(folder):
        return Settings().overridden(knowledge={"path": articles, "untrusted": [folder]})

    assert untrusted_folders(settings("./forum/")) == ["forum"]
    with pytest.raises(SettingsWrong, match=r"untrusted names"):
        untrusted_folders(settings(named))
