"""Whatever an event says in words is either kept on purpose or goes with its customer."""

from typing import get_args, get_type_hints

from frontdesk.adapters.sql.codec import EVENTS
from frontdesk.domain.event import ModelAnswered, Usage
from frontdesk.domain.redacting import redacted

GO = {
    *("HandoverSummarized.problem", "HandoverSummarized.tried", "HandoverSummarized.verified"),
    *("HandoverSummarized.mood", "HandoverSummarized.wish"),
    *("HandedBack.guidance", "NoteWritten.text", "ReplyScored.draft"),
    *(
        "ActionStarted.arguments",
        "ActionFinished.owner",
        "ActionFinished.text",
        "ChoicesOffered.title",
        "CodeSent.customer",
    ),
    *("ConfirmationOffered.customer", "ConfirmationOffered.title", "CustomerBound.customer"),
    *("CustomerBound.name", "CustomerWrote.text", "HandoverStarted.reason", "PersonWrote.text"),
    *("PieceWithheld.reason", "PieceWithheld.text", "PrefixRestarted.summary", "Rated.text"),
    *("Recalled.query", "ReceiptSent.text", "ReplyPartSent.text", "Summarized.text"),
}
STAY = {
    *("HandoverSummarized.message", "HandoverSummarized.model"),
    *(
        "AddressGiven.address",
        "Closed.name",
        "Decided.policy",
        "Decided.rule",
        "DraftDiscarded.name",
        "DraftDiscarded.user",
        "HandedBack.name",
        "HandoverStarted.rule",
        "MessageRead.language",
        "MessageRead.message_id",
        "MessageRead.model",
        "MessageRead.stop_reason",
        "MessageRead.topic",
        "NoteWritten.client_id",
        "NoteWritten.name",
        "NoteWritten.user",
        "PersonJoined.user",
        "PersonWrote.user",
        "Reopened.name",
        "ReplyScored.message_id",
        "ReplyScored.model",
        "ReplyScored.stop_reason",
        "Snoozed.name",
        "Snoozed.user",
        "Transferred.by",
        "Transferred.had",
        "Transferred.name",
        "Transferred.reason",
        "Transferred.user",
    ),
    *("ActionFinished.suspicion", "CustomerWrote.suspicion", "PersonWrote.suspicion"),
    *("Assigned.had", "Assigned.name", "Assigned.reason", "Assigned.user"),
    *("ActionFinished.key", "ActionFinished.name", "ActionFinished.use", "ActionStarted.by"),
    *("ActionStarted.key", "ActionStarted.name", "ActionStarted.use", "ChoicesOffered.id"),
    *("Closed.reason", "ConfirmationOffered.id", "ConfirmationOffered.order"),
    *("ConfirmationOffered.policy", "ConversationOpened.locale", "CustomerConfirmed.id"),
    *("CustomerConfirmed.reason", "CustomerDeclined.id", "CustomerWrote.choice"),
    *("CustomerWrote.client_id", "Decided.language", "Decided.reason", "Decided.topic"),
    *("IdentityRefused.reason", "ModelAnswered.message", "ModelAnswered.stop_reason"),
    *("ModelAsked.bundle", "ModelAsked.model", "NoticeSent.code", "NoticeSent.text"),
    *("PersonJoined.name", "PersonWrote.client_id", "PersonWrote.name", "Recalled.reason"),
    *("ReceiptSent.id", "ReceiptSent.reference", "Summarized.message", "Summarized.model"),
    *("TicketOpened.key", "TicketOpened.ticket", "TurnEnded.controls"),
}
"""Ids, the desk's own words, staff's names."""


def words():
    for name, kind in EVENTS.items():
        for field, hint in get_type_hints(kind).items():
            plain = {getattr(each, "__supertype__", each) for each in (hint, *get_args(hint))}
            if str in plain:
                yield f"{name}.{field}"


def test_every_text_of_every_event_is_placed():
    assert set(words()) == GO | STAY


def test_of_a_reply_only_its_calls_stay():
    blocks = (
        {"type": "thinking", "thinking": "quokka", "signature": "s"},
        {"type": "text", "text": "quokka", "citations": [{"cited_text": "quokka"}]},
        {"type": "tool_use", "id": "t1", "name": "look", "input": {"who": "quokka"}},
    )
    kept = redacted(ModelAnswered(1, 1, 1, "m", "tool_use", blocks, Usage(output=7)))

    assert "quokka" not in repr(kept)
    assert kept.blocks[1] == {"type": "tool_use", "id": "t1", "name": "look", "input": {}}
    assert kept.usage.output == 7
    assert redacted(kept) == kept
