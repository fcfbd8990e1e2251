"""What the desk can do: typed functions, offered to the model as tools and run under limits."""

from frontdesk.actions.catalog import Catalog
from frontdesk.actions.context import Context
from frontdesk.actions.declaring import Action, action
from frontdesk.actions.done import Done
from frontdesk.actions.fitting import shortened
from frontdesk.actions.key import key_of
from frontdesk.actions.kinds import Code, Contact, Id, Owned
from frontdesk.actions.preparing import Prepared, prepare
from frontdesk.actions.proving import CodesByMail, Tries, Unlimited
from frontdesk.actions.running import interrupted, run
from frontdesk.domain.action import Outcome
from frontdesk.domain.order import Order
from frontdesk.domain.ticket import Ticket

__all__ = [
    "Action",
    "Catalog",
    "Code",
    "CodesByMail",
    "Contact",
    "Context",
    "Done",
    "Id",
    "Order",
    "Outcome",
    "Owned",
    "Prepared",
    "Ticket",
    "Tries",
    "Unlimited",
    "action",
    "interrupted",
    "key_of",
    "prepare",
    "run",
    "shortened",
]
