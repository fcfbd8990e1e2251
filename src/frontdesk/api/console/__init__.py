"""What the people at the desk work with: sign-in, lists, conversations, tickets, refunds,
and the page."""

from frontdesk.api.console import (
    approvals,
    conversations,
    lists,
    pages,
    sessions,
    switching,
    tickets,
    work,
)

ROUTERS = (
    sessions.router,
    lists.router,
    conversations.router,
    work.router,
    tickets.router,
    approvals.router,
    switching.router,
    pages.router,
)

__all__ = ["ROUTERS"]
