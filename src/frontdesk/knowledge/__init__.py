"""What the company has written: taken in as passages, and searched."""

from frontdesk.knowledge.ingesting import Report, Skipped, ingest
from frontdesk.knowledge.searching import search

__all__ = ["Report", "Skipped", "ingest", "search"]
