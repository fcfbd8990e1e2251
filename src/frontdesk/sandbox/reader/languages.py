"""Which language to reply in."""

import re
from collections.abc import Iterable

from frontdesk.sandbox.reader.conversation import Conversation
from frontdesk.sandbox.reader.lexicon import FALLBACK, Language, cues, languages, words_of

NAMED = re.compile(r"([^\W\d_]+)")


def language_of(conversation: Conversation) -> Language:
    """What the newest note says; else what the prompt says; else what the customer writes."""
    known = languages()
    code = (
        _named(conversation.notes, cues()["reply_in"])
        or _named([conversation.system], cues()["reply_in"])
        or _written(conversation.question)
        or _written("\n".join(text for turn in conversation.turns for text in turn.customer))
        or _named(conversation.notes, cues()["locale"])
        or FALLBACK
    )
    return known[code]


def written_language(conversation: Conversation) -> Language:
    """What the customer writes, whatever the reply is to be in."""
    code = _written(conversation.question) or _written(conversation.system)
    return languages()[code or FALLBACK]


def _named(texts: Iterable[str], cue: re.Pattern[str]) -> str | None:
    """The language named right after the last cue."""
    for text in texts:
        for found in reversed(list(cue.finditer(text))):
            word = NAMED.match(text, found.end())
            for code, language in languages().items():
                if word and word[1].casefold() in language.names:
                    return code
    return None


def _written(text: str) -> str | None:
    words = words_of(text)
    counts = {
        code: sum(word in language.stopwords for word in words)
        for code, language in languages().items()
    }
    best, second = sorted(counts.values(), reverse=True)[:2]
    if best == second:
        return None
    return max(counts, key=lambda code: counts[code])
