"""The note right after a customer's message: what code knows, never anybody's words."""

import re
from collections.abc import Mapping
from datetime import datetime

from frontdesk.answering.language import NAMES
from frontdesk.answering.transcript import Exchange

LOCALE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
"""A language, script and region, and no words: a front end gives it."""


def facts(
    exchange: Exchange, at: datetime, locale: str, sayings: Mapping[str, str]
) -> Mapping[str, str]:
    """A sentence for each thing that is known, in the order in which they are told.

    `sayings`: what to tell of the fixed sentences, by language.
    """
    known = {"date": f"Today is {at:%A}, {at.date().isoformat()} (UTC)."}
    if LOCALE.fullmatch(locale):
        known["locale"] = f"The customer's browser is set to {locale}."
    if exchange.language in NAMES:
        known["language"] = f"Reply in {NAMES[exchange.language]}."
    if exchange.language in sayings:
        known["sayings"] = sayings[exchange.language]
    if exchange.topic:
        known["topic"] = f"By its words, the customer's latest message is about: {exchange.topic}."
    if exchange.guidance:
        known["guidance"] = f"From the staff, for what follows: {exchange.guidance}"
    return known


def news(known: Mapping[str, str], told: Mapping[str, str]) -> str:
    """What of this was not told yet, or otherwise; empty if nothing is new."""
    return " ".join(text for name, text in known.items() if told.get(name) != text)
