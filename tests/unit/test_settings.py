"""What an operator can set, where it is secret."""

import json

import pytest

from frontdesk.assembly.escalation import policy_of
from frontdesk.errors import SettingsWrong
from frontdesk.handover.policy import TABLE
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


def test_rules_are_switched_by_a_word_and_tuned_by_a_table(tmp_path):
    told = 'churn = "off"\npersistent_negative = { below = -0.6, after = 4 }\n'
    (tmp_path / "frontdesk.toml").write_text(f"[escalation.rules]\n{told}", "utf-8")
    rules = policy_of(load_settings(tmp_path)).rules

    assert rules["churn"].do == "off"
    assert (rules["persistent_negative"].below, rules["persistent_negative"].after) == (-0.6, 4)
    assert rules["threat"] == TABLE["threat"]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ('[escalation.rules]\nwants_person = "off"', "gets one"),
        ('[escalation.rules]\nchurnn = "off"', "churnn"),
        ('[escalation.rules]\nchurn = "warn"', "only the rule insult"),
        ("[delivery]\nfooter_at = 0.9", "above send_at"),
    ],
)
def test_rules_and_bands_that_make_no_sense_are_refused(tmp_path, told, words):
    (tmp_path / "frontdesk.toml").write_text(told, "utf-8")

    with pytest.raises(SettingsWrong, match=words):
        load_settings(tmp_path)
