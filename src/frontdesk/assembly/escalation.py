"""When a person takes over: rules, who reads messages, how replies are scored."""

from dataclasses import replace
from pathlib import Path

from frontdesk.answering.bundle import read_prompt
from frontdesk.handover.policy import TABLE, Policy, Rule, RuleName
from frontdesk.handover.reading import Reading
from frontdesk.handover.scoring import Delivery, Judge
from frontdesk.handover.word_rules import read_by_words
from frontdesk.settings import Settings


def policy_of(settings: Settings) -> Policy:
    """The table with what the operator changed in it."""
    read_by_words(0, "")  # its patterns take long to compile: the first customer need not wait
    changes = settings.escalation.rules
    rules: dict[RuleName, Rule] = {
        name: replace(rule, **changes[name].model_dump(exclude_none=True))
        if name in changes
        else rule
        for name, rule in TABLE.items()
    }
    return Policy(rules)


def delivery_of(settings: Settings) -> Delivery:
    chosen = settings.delivery
    return Delivery(chosen.mode, chosen.send_at, chosen.footer_at)


def judge_of(settings: Settings, project: Path) -> Judge | None:
    """None where code alone scores. Raises SettingsWrong."""
    if not settings.delivery.judge:
        return None
    return Judge(settings.claude.small_model, _prompt(settings, project, "judge"))


def reading_of(settings: Settings, project: Path) -> Reading | None:
    """None where word rules alone read. Raises SettingsWrong."""
    if not settings.escalation.reading:
        return None
    return Reading(settings.claude.small_model, _prompt(settings, project, "reading"))


def _prompt(settings: Settings, project: Path, name: str) -> str:
    return read_prompt(project / "prompt", name).replace("{brand}", settings.desk.name)
