"""What the people at the desk work with: sign-in, lists, conversations, refunds, and the page."""

from frontdesk.api.console import approvals, conversations, lists, pages, sessions, switching, work

ROUTERS = (
    sessions.router,
    lists.router,
    conversations.router,
    work.router,
    approvals.router,
    switching.router,
    pages.router,
)

__all__ = ["ROUTERS"]
