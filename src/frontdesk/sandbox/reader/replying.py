"""What the prompt and the notes lay down for a reply: its language, the words for not knowing."""

import re
from collections.abc import Iterable

from frontdesk.sandbox.reader.conversation import Conversation
from frontdesk.sandbox.reader.lexicon import FALLBACK, WORD, Language, cues, languages, words_of

LEAST_WORDS = 4
BEFORE = 260  # characters of the prompt that may say what a quoted sentence is for


def language_of(conversation: Conversation) -> Language:
    """What the newest note says; else what the prompt says; else what the customer writes."""
    code = (
        _named(conversation.notes, cues()["reply_in"])
        or _named([conversation.system], cues()["reply_in"])
        or written(conversation.question)
        or written("\n".join(turn.said for turn in conversation.turns))
        or _named(conversation.notes, cues()["locale"])
    )
    return languages()[code or FALLBACK]


def written(text: str) -> str | None:
    """The language whose function words a text uses most."""
    words = words_of(text)
    counts = {
        code: sum(word in language.words["stopwords"] for word in words)
        for code, language in languages().items()
    }
    best, second = sorted(counts.values(), reverse=True)[:2]
    return None if best == second else max(counts, key=lambda code: counts[code])


def _named(texts: Iterable[str], cue: re.Pattern[str]) -> str | None:
    """The language named right after the last cue."""
    for text in texts:
        for found in reversed(list(cue.finditer(text))):
            word = WORD.match(text, found.end())
            for code, language in languages().items():
                if word and word[0].casefold() in language.names:
                    return code
    return None


def words_for_not_knowing(conversation: Conversation, language: Language) -> str | None:
    """The sentence that a note gives in this language, else the prompt's."""
    noted = (sentence_for_not_knowing(note) for note in conversation.notes)
    own = (each for each in noted if each and languages().get(written(each) or "") == language)
    return next(own, None) or sentence_for_not_knowing(conversation.system)


def sentence_for_not_knowing(system: str) -> str | None:
    """Verbatim from the prompt: the quoted one with the clearest words of not knowing before it."""
    best: tuple[float, str] = 0.5, ""
    for found in cues()["quoted"].finditer(system):
        sentence = next(group for group in found.groups() if group is not None).strip()
        before = system[max(0, found.start() - BEFORE) : found.start()]
        before = before.rpartition('"')[2]  # what stands before another quotation is about that
        score = bool(cues()["no_answer"].search(before)) + 0.3 * bool(
            cues()["no_answer"].search(sentence) or cues()["lacking"].search(before)
        )
        if score > best[0] and len(words_of(sentence)) >= LEAST_WORDS:
            best = score, sentence
    return best[1] or None
