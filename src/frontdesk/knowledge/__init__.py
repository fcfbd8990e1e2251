"""What the company has written: taken in as passages, read for its meaning, and searched."""

from frontdesk.knowledge.choosing import Choice, InputPrices, Mode, Setting, Traffic, choose_mode
from frontdesk.knowledge.embedding import Meaning, read_articles
from frontdesk.knowledge.ingesting import Report, Skipped, Tell, ingest, tell_nobody
from frontdesk.knowledge.intake import Intake
from frontdesk.knowledge.library import Library
from frontdesk.knowledge.searching import Query, Search, search

__all__ = [
    "Choice",
    "InputPrices",
    "Intake",
    "Library",
    "Meaning",
    "Mode",
    "Query",
    "Report",
    "Search",
    "Setting",
    "Skipped",
    "Tell",
    "Traffic",
    "choose_mode",
    "ingest",
    "read_articles",
    "search",
    "tell_nobody",
]
