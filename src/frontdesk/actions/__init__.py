"""What the desk can do: typed functions, offered to the model as tools and run under limits."""

from frontdesk.actions.catalog import Catalog
from frontdesk.actions.context import Context
from frontdesk.actions.declaring import Action, action
from frontdesk.actions.done import Done
from frontdesk.actions.key import key_of
from frontdesk.actions.kinds import Contact, Id, Owned
from frontdesk.actions.preparing import Prepared, prepare
from frontdesk.actions.running import interrupted, run

__all__ = [
    "Action",
    "Catalog",
    "Contact",
    "Context",
    "Done",
    "Id",
    "Owned",
    "Prepared",
    "action",
    "interrupted",
    "key_of",
    "prepare",
    "run",
]
