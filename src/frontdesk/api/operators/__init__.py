"""Pages for the people who run the desk: how its answers came about."""

from frontdesk.api.operators.key import OperatorKey
from frontdesk.api.operators.routes import router

__all__ = ["OperatorKey", "router"]
