"""Who may answer: each a pure function of the request."""

from collections.abc import Callable, Mapping

from frontdesk.sandbox import reader
from frontdesk.sandbox.reply import Reply
from frontdesk.sandbox.wire import MessagesRequest

Mind = Callable[[MessagesRequest], Reply]
MINDS: Mapping[str, Mind] = {"reader": reader.answer}
