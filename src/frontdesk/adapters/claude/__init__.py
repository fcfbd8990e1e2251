"""Claude, by Anthropic's Messages API."""

from frontdesk.adapters.claude.model import API, Claude

__all__ = ["API", "Claude"]
