"""The reader mind: a pure function from a request to a reply, knowing only the request.

It finds what is asked, quotes the passages of the request that answer it, and says that it does
not know, in the prompt's own words, when none does.
"""

import json
import re

from frontdesk.sandbox.reader import choosing, forms, saying
from frontdesk.sandbox.reader.conversation import Conversation, read_conversation
from frontdesk.sandbox.reader.languages import language_of
from frontdesk.sandbox.reader.lexicon import Language, languages, words_of
from frontdesk.sandbox.reader.need import need_of
from frontdesk.sandbox.reader.passages import Passage, passages_of
from frontdesk.sandbox.reader.unknowing import sentence_for_not_knowing
from frontdesk.sandbox.reply import Reply
from frontdesk.sandbox.wire import MessagesRequest

__all__ = ["answer"]


def answer(request: MessagesRequest) -> Reply:
    if request.output_config and request.output_config.format:
        filled = forms.neutral(request.output_config.format.json_schema)
        return saying.spoken(json.dumps(filled, ensure_ascii=False))
    conversation = read_conversation(request)
    language = language_of(conversation)
    seed = conversation.question
    talk = small_talk(conversation.question)
    if talk and not conversation.already_said:
        return saying.spoken(saying.phrase(talk, language, seed))
    return _from_passages(conversation, passages_of(request), language)


def small_talk(text: str) -> str | None:
    """Greeting, thanks, goodbye or agreement, if the text is nothing else, in any language."""
    words = words_of(text)
    if not words:
        return "ask"
    for language in languages().values():
        for name, known in language.small_talk.items():
            cued = any(word in known for word in words)
            if cued and all(word in known or word in language.stopwords for word in words):
                return name
    return None


def _from_passages(
    conversation: Conversation, passages: list[Passage], language: Language
) -> Reply:
    seed = conversation.question
    need = need_of(conversation, language)
    if not need.words and not need.topic and not need.kinds:
        return saying.spoken(saying.phrase("ask", language, seed))
    units = choosing.choose(need, passages, language)
    if conversation.already_said:
        said = _plain(conversation.already_said + "\n" + conversation.withheld)
        units = [unit for unit in units if _plain(unit.text) not in said]
        if not units:
            return saying.spoken(saying.phrase("nothing_more", language, seed))
        return saying.quoted(units, language, seed, goes_on=True)
    if units:
        return saying.quoted(units, language, seed, goes_on=False)
    unknown = sentence_for_not_knowing(conversation, language)
    return saying.spoken(unknown or saying.phrase("unknown", language, seed))


def _plain(text: str) -> str:
    return " " + " ".join(re.findall(r"\w+", text.casefold())) + " "
