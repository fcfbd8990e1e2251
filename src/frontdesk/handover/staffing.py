"""Whether people answer a conversation whatever its messages say: by the switch, or by the share.

For a first launch (D23): a share of conversations goes to people only, to be compared with the
bot's, and an off switch sends everything to people.
"""

import hashlib
from dataclasses import dataclass

from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import ConversationId
from frontdesk.domain.mode import DeskMode
from frontdesk.handover.policy import STAY, Verdict

SWITCHED = Verdict("hand_over", "mode", reason="The desk is switched to people only.")
DRAWN_BEFORE = Verdict(
    "hand_over", "share", reason="This conversation was drawn for people only at its start."
)


@dataclass(frozen=True, slots=True)
class Staffing:
    mode: DeskMode = "bot"
    share: float = 0.0
    """Of the conversations that begin now: so many go to people only, in [0, 1]."""

    def verdict(self, conversation: ConversationId, state: Conversation) -> Verdict:
        """The draw is the conversation's for good, made before anybody has answered it.

        A share that changes moves no conversation that has begun.
        """
        if self.mode == "people":
            return SWITCHED
        if state.is_for_people:
            return DRAWN_BEFORE
        if not self.share or state.turns or state.handover:
            return STAY
        if drawn(conversation) >= self.share:
            return Verdict("stay", drawn="bot", share=self.share)
        reason = f"Drawn for people only: a share of {self.share:g} of all conversations is."
        return Verdict("hand_over", "share", reason=reason, drawn="people", share=self.share)


def drawn(conversation: ConversationId) -> float:
    """The same number in [0, 1) for the same conversation, evenly spread over all of them."""
    digest = hashlib.sha256(f"share:{conversation}".encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48
