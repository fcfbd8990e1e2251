"""A stand-in for Claude: a server that speaks the Messages API and sees only the request."""

from frontdesk.sandbox.playing import SandboxProtocol
from frontdesk.sandbox.rate import Limits
from frontdesk.sandbox.server import create_app

__all__ = ["Limits", "SandboxProtocol", "create_app"]
