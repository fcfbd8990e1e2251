"""What an operator can set, where it is secret."""

import json

import pytest

from frontdesk.errors import SettingsWrong
from frontdesk.settings import load_settings

KEY = "a key of the site, 32 characters and more"


def test_identity_keys_are_read_and_never_shown(tmp_path, monkeypatch):
    monkeypatch.setenv("FRONTDESK_IDENTITY__KEYS", json.dumps([KEY]))
    settings = load_settings(tmp_path)

    assert [each.key.get_secret_value() for each in settings.identity.keys] == [KEY]
    assert KEY not in f"{settings!r} {settings}"


def test_a_short_key_is_refused_without_being_shown(tmp_path):
    (tmp_path / "frontdesk.toml").write_text('[identity]\nkeys = ["shopnova"]\n', "utf-8")

    with pytest.raises(SettingsWrong) as refused:
        load_settings(tmp_path)
    assert "identity.keys" in str(refused.value)
    assert "32 characters" in str(refused.value)
    assert "shopnova" not in str(refused.value)


@pytest.mark.parametrize("shape", ["################", "ORDER", "#" * 60])
def test_a_shape_that_would_let_cards_pass_is_refused(tmp_path, shape):
    (tmp_path / "frontdesk.toml").write_text(f'[privacy]\nkeep = ["{shape}"]\n', "utf-8")

    with pytest.raises(SettingsWrong, match=r"privacy\.keep"):
        load_settings(tmp_path)
