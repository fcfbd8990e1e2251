"""The reading of a customer's message by the small model, beside the answer (D8).

It never keeps a first word waiting and never stops a turn by failing. In time, it lets the
decision be made again; late, it counts for the next message.
"""

import asyncio

from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import MessageRead, NoticeSent, PersonWrote, Recorded, ReplyPartSent
from frontdesk.handover.reading import Reading, read_by_model, reading_request
from frontdesk.ports.model import Model
from frontdesk.turns.asking_aside import ask_aside
from frontdesk.turns.deciding import words_of
from frontdesk.turns.escalating import decided_again
from frontdesk.turns.log import Log, Overtaken
from frontdesk.turns.means import Means


def unread(state: Conversation) -> tuple[int, ...]:
    """The waiting messages that no model was asked about."""
    return tuple(number for number in state.waiting if (number, True) not in state.mood.read)


async def read_message(means: Means, reading: Reading, log: Log, number: int) -> None:
    """Keep what the message shows and, if that came in time, do what the rules ask for.

    Raises StorageFailed.
    """
    time = asyncio.get_running_loop().time
    begun = time()
    read = await _read(means.model, reading, log, number)
    try:
        await log.append(read)
    except Overtaken:
        return  # another process has read it
    is_late = time() - begun > reading.seconds
    while not is_late and means.staffing.mode != "drafts":  # there it counts for who gets the draft
        events = decided_again(log.state, means.policy, means.support_email)
        try:
            await log.append(*events)
        except Overtaken:
            continue  # somebody else went on: it has to be seen what is needed now
        return


async def _read(model: Model, reading: Reading, log: Log, number: int) -> MessageRead:
    words = words_of(log.state, number)
    text = next(said for _, known, said in log.state.messages if known == number)
    request = reading_request(reading, text, _said_before(log.events, number))
    answer, ended, failure = await ask_aside(model, request, reading.longest_seconds)
    return read_by_model(words, reading, answer, ended, failure)


def _said_before(events: list[Recorded], number: int) -> str:
    """The desk's last words before this message."""
    said: list[str] = []
    for record in reversed(events[: number - 1]):
        match record.event:
            case ReplyPartSent(text=text) | NoticeSent(text=text) | PersonWrote(text=text):
                said.append(text)
            case _ if said and not isinstance(record.event, MessageRead):
                break
            case _:
                pass
    return "".join(reversed(said))
