"""The tokens that a reply says it used."""

from frontdesk.adapters.claude.shape import Frame, count, inner
from frontdesk.domain.event import Usage


class Counted:
    """What was counted so far: the API repeats totals, so a later count replaces an earlier one."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def add(self, usage: Frame) -> None:
        """Raises ModelReplyBroken for a count below 0 or that is no whole number."""
        for key in ("input_tokens", "output_tokens", "cache_read_input_tokens"):
            self._keep(usage, key)
        self._keep(usage, "cache_creation_input_tokens")
        if usage.get("cache_creation") is not None:
            written = inner(usage, "cache_creation")
            self._keep(written, "ephemeral_5m_input_tokens")
            self._keep(written, "ephemeral_1h_input_tokens")

    def usage(self) -> Usage:
        counts = self._counts
        written = counts.get("cache_creation_input_tokens", 0)
        longer = counts.get("ephemeral_1h_input_tokens", 0)
        return Usage(
            input=counts.get("input_tokens", 0),
            cache_read=counts.get("cache_read_input_tokens", 0),
            cache_write_5m=counts.get("ephemeral_5m_input_tokens", max(0, written - longer)),
            cache_write_1h=longer,
            output=counts.get("output_tokens", 0),
        )

    def _keep(self, usage: Frame, key: str) -> None:
        if usage.get(key) is not None:
            self._counts[key] = count(usage, key)
