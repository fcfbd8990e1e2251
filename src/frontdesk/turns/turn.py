"""One customer turn.

1. Door      door.py        what the customer wrote is kept and acknowledged
2. Decide    deciding.py    who answers, and why
3. Recall    recalling.py   what the knowledge says
4. Answer    asking.py      the model writes
5. Act       acting.py      what the reply calls for, then the model goes on
6. Release   releasing.py   piece by piece, each after its check
7. Route     routing.py     sent, footer, held, unknown, refused or handover
8. End       here           TurnEnded, in the same append as the last words
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from frontdesk.domain.confirmation import Confirmation
from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import (
    Decided,
    Event,
    NoticeSent,
    ReplyPartSent,
    TurnEnded,
    TurnStarted,
)
from frontdesk.errors import FrontdeskError
from frontdesk.turns import texts
from frontdesk.turns.asking import ask
from frontdesk.turns.deciding import Beginning, start_turn
from frontdesk.turns.drafting import NOT_WRITTEN
from frontdesk.turns.escalating import handed_over, opening_of, warned_last
from frontdesk.turns.generations import restart_due
from frontdesk.turns.handing_over import handing_over
from frontdesk.turns.log import Log, Overtaken, ignore
from frontdesk.turns.means import Means
from frontdesk.turns.plain_answers import Answer, answered_card
from frontdesk.turns.recalling import recall
from frontdesk.turns.routing import ending_of
from frontdesk.turns.scoring import holds
from frontdesk.turns.settling import settle
from frontdesk.turns.wordings import Wording


async def take_turn(means: Means, log: Log, read_beside: Callable[[], None] = ignore) -> None:
    """Answer what waits in this conversation.

    `read_beside`: called once it is clear that the model is asked. Raises Overtaken when newer
    messages or a person go first, and ModelFailed when the model stays away: then the turn stays
    open for its next attempt.
    """
    if answered := answered_card(log.state, log.events):
        await _settle(means, log, *answered)
        return
    means = await means.for_turn()
    if not log.state.needs_turn:  # a person was faster
        return
    beginning = start_turn(
        log.state,
        means.languages,
        policy=means.policy,
        reads_by_model=means.reading is not None,
        staffed=means.staffing.verdict(log.id, log.state),
    )
    if await _is_settled_by_rules(means, log, beginning):
        return
    read_beside()
    started, decided = beginning.started, beginning.decided
    async with unless_overtaken(log, started):
        means.activities.show(log.id, "searching")
        opening = [*opening_of(beginning, _words(means, log, decided))]
        if restarted := restart_due(log, means.bundle.id, means.clock.now()):
            await log.append(*opening, restarted)  # what is recalled depends on what is kept
            opening = []
        recalled = await recall(means, log, started, _language(log, decided))
        opening += [recalled] if recalled else []
        held = holds(means, log, recalled.answerable if recalled else None)
        heard = await ask(means, log, started, opening, holds=held)
        await log.append(*await ending_of(means, log, started, heard))


async def _settle(means: Means, log: Log, card: Confirmation, answer: Answer) -> None:
    """A turn that needs no model: the customer's plain word counts as the press."""
    beginning = start_turn(log.state, means.languages, answer, means.policy)
    started, decided = beginning.started, beginning.decided
    words = texts.wording(log.state, means.support_email)
    declined = ReplyPartSent(started.turn, started.attempt, 1, words.declined)
    said = [declined] if answer == "decline" else []
    end = TurnEnded(started.turn, started.attempt, "sent", started.answers)
    await settle(means, log, card, answer, before=[started, *decided], after=[*said, end])


async def _is_settled_by_rules(means: Means, log: Log, beginning: Beginning) -> bool:
    """Whether the escalation policy leaves the model nothing to answer."""
    verdict = beginning.verdict
    state = replace(log.state, language=_language(log, beginning.decided))
    if verdict.do == "hand_over":
        await log.append(*handed_over(state, beginning, means.support_email))
        return True
    if verdict.do == "warn" and verdict.warning > 1:
        await log.append(*warned_last(beginning, _words(means, log, beginning.decided)))
        return True
    return False


def _words(means: Means, log: Log, decided: Sequence[Event]) -> Wording:
    state = replace(log.state, language=_language(log, decided))
    return texts.wording(state, means.support_email)


def _language(log: Log, decided: Sequence[Event]) -> str:
    """The customer's, by a decision that may not be in the log yet."""
    new = (event.language for event in decided if isinstance(event, Decided))
    return next(new, "") or log.state.language


async def tell_away(means: Means, log: Log, error: FrontdeskError) -> None:
    """Once per turn and reason: no answer can be given now, the message is kept.

    Where people send everything, it is theirs instead. Raises StorageFailed, Overtaken.
    """
    if (await means.as_switched()).staffing.mode == "drafts":
        await log.append(*handing_over(log.state, NOT_WRITTEN, means.support_email))
        return
    opening: Sequence[Event] = ()
    turn = log.state.turn
    if turn is None or turn.is_superseded:
        beginning = start_turn(log.state, means.languages, policy=means.policy)
        turn = beginning.started
        opening = [*beginning.readings, turn, *beginning.decided]
    elif error.code in turn.notices:
        return
    state = replace(log.state, language=_language(log, opening))
    text = texts.away(texts.wording(state, means.support_email), error)
    await log.append(*opening, NoticeSent(error.code, text, turn.turn, turn.attempt))


@asynccontextmanager
async def unless_overtaken(log: Log, started: TurnStarted) -> AsyncGenerator[None]:
    """Stop what runs inside, with Overtaken, as soon as the log says that it may not go on."""
    scope = asyncio.timeout(None)

    def look() -> None:
        if _is_overtaken(log.state, started):
            log.on_change = ignore  # a scope that is closing takes no second word
            scope.reschedule(0)

    try:
        async with scope:
            log.on_change = look
            try:
                yield
            finally:
                log.on_change = ignore
    except TimeoutError:
        if scope.expired():
            raise Overtaken from None
        raise


def _is_overtaken(state: Conversation, started: TurnStarted) -> bool:
    turn = state.turn
    if state.holder != "bot" or state.turns > started.turn:
        return True
    if turn is None or turn.turn != started.turn:
        return False  # not begun, or ended by this very attempt
    return turn.is_superseded or turn.attempt > started.attempt
