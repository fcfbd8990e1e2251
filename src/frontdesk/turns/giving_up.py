"""A turn that cannot be finished in time goes to a person instead of being tried for ever."""

from datetime import timedelta

from frontdesk.turns.handing_over import GAVE_UP, handing_over
from frontdesk.turns.log import Log, Overtaken
from frontdesk.turns.means import Means


async def hand_over_if_late(means: Means, log: Log, pause: float) -> bool:
    """Whether it was handed over: its customer would wait too long for another attempt.

    `pause`: seconds until that would begin. Raises StorageFailed.
    """
    if not log.state.needs_turn:
        return False
    owed_since = max(log.state.waiting[0], log.state.mood.began)  # people may have had it first
    first = log.events[owed_since - 1].at
    tried_again = means.clock.now() + timedelta(seconds=pause)
    if (tried_again - first).total_seconds() <= means.patience.hand_over_seconds:
        return False
    try:
        await log.append(*handing_over(log.state, GAVE_UP, means.support_email))
    except Overtaken:
        return False
    return True
