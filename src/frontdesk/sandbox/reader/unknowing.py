"""The sentence that the system prompt gives for not knowing."""

import re

from frontdesk.sandbox.reader.conversation import Conversation
from frontdesk.sandbox.reader.lexicon import Language, cues, words_of

QUOTED = re.compile(
    r'"([^"\n]{12,400})"|“([^”\n]{12,400})”|«([^»\n]{12,400})»|„([^“”\n]{12,400})[“”]'
    r"|^>\s*(\S.{11,400})$|`([^`\n]{12,400})`",
    re.MULTILINE,
)
LEAST_WORDS = 4
BEFORE = 260  # characters of the prompt that may say what a quoted sentence is for
AFTER = 80
LEAST_SCORE = 1.5


def sentence_for_not_knowing(conversation: Conversation, language: Language) -> str | None:
    """Verbatim. Found by the words of not knowing beside it and in it."""
    system = conversation.system
    best: tuple[float, str] | None = None
    for found in QUOTED.finditer(system):
        sentence = next(group for group in found.groups() if group is not None).strip()
        if len(words_of(sentence)) < LEAST_WORDS:
            continue
        before = system[max(0, found.start() - BEFORE) : found.start()]
        if '"' in before:  # what stands before another quotation is about that one
            before = before[before.rindex('"') + 1 :]
        after = system[found.end() : found.end() + AFTER].split("\n\n")[0]
        score = 3 * _cues(before) + _cues(sentence) + 0.5 * _cues(after)
        score *= 1 + 0.1 * _share(sentence, language)
        if score >= LEAST_SCORE and (best is None or score > best[0]):
            best = score, sentence
    return best[1] if best else None


def _cues(text: str) -> float:
    """The clearest cue counts; a second one adds nothing."""
    if cues()["no_answer"].search(text):
        return 1.0
    return 0.5 if cues()["lacking"].search(text) else 0.0


def _share(sentence: str, language: Language) -> float:
    words = words_of(sentence)
    return sum(word in language.stopwords for word in words) / len(words)
