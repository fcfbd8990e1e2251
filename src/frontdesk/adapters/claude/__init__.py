"""Claude, by Anthropic's Messages API."""

from frontdesk.adapters.claude.model import Claude

__all__ = ["Claude"]
