"""The reader mind: a pure function from a request to a reply, knowing only the request.

It does what the customer asks with the tools of the request, tells what they return, quotes the
passages that answer, and says that it does not know, in the prompt's own words, when none does.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from frontdesk.sandbox.reader import choosing, forms, saying
from frontdesk.sandbox.reader.acting import Step, next_step
from frontdesk.sandbox.reader.conversation import Conversation, read_conversation
from frontdesk.sandbox.reader.languages import language_of, written_language
from frontdesk.sandbox.reader.lexicon import Language, languages, words_of
from frontdesk.sandbox.reader.need import Need, need_of
from frontdesk.sandbox.reader.passages import Unit, passages_of
from frontdesk.sandbox.reader.results import Result, results_of
from frontdesk.sandbox.reader.unknowing import sentence_for_not_knowing
from frontdesk.sandbox.reply import Reply
from frontdesk.sandbox.wire import MessagesRequest, Text

__all__ = ["answer"]


def answer(request: MessagesRequest) -> Reply:
    conversation = read_conversation(request)
    language = language_of(conversation)
    if request.output_config and request.output_config.format:
        return _form(request, request.output_config.format.json_schema, conversation)
    pending = [result for result in results_of(request) if result.pending]
    if pending:
        return _after_results(request, conversation, pending, language)
    talk = small_talk(conversation.question)
    if conversation.already_said:
        return _going_on(conversation, _units(request, conversation, language), language)
    step = next_step(request, conversation, language)
    if step.calls:
        return saying.calling(step.calls, language, conversation.question)
    if talk and not step.missing:
        return saying.spoken(saying.phrase(talk, language, conversation.question))
    return _from_passages(request, conversation, step, language)


def _form(request: MessagesRequest, schema: Mapping[str, Any], conversation: Conversation) -> Reply:
    texts = [block.text for block in request.messages[-1].blocks if isinstance(block, Text)]
    language = written_language(conversation)
    filled = forms.filled(schema, conversation, language, "\n".join(texts))
    return saying.spoken(json.dumps(filled, ensure_ascii=False))


def small_talk(text: str) -> str | None:
    """Greeting, thanks, goodbye or agreement, if the text is nothing else, in any language."""
    words = words_of(text)
    if not words:
        return "ask"
    for language in languages().values():
        if any(kind.asks.search(text) for kind in language.kinds.values()):
            return None
        for name, known in language.small_talk.items():
            cued = any(word in known for word in words)
            if cued and all(word in known or word in language.stopwords for word in words):
                return name
    return None


def _after_results(
    request: MessagesRequest,
    conversation: Conversation,
    pending: Sequence[Result],
    language: Language,
) -> Reply:
    step = next_step(request, conversation, language)
    failed = any(result.failed for result in pending)
    if step.calls and not failed:
        return saying.calling(step.calls, language, conversation.question)
    told = [result for result in pending if result.value and not result.has_passages]
    if told:
        return saying.told(told, () if failed else step.missing, language, conversation.question)
    return _from_passages(request, conversation, step, language)


def _from_passages(
    request: MessagesRequest, conversation: Conversation, step: Step, language: Language
) -> Reply:
    seed = conversation.question
    if step.missing and step.is_own:
        return saying.asking(step.missing, language, seed)
    need = need_of(conversation, language)
    if _is_empty(need):
        return saying.spoken(saying.phrase("ask", language, seed))
    units = choosing.choose(need, passages_of(request), language)
    if units:
        return saying.quoted(units, language, seed, goes_on=False)
    if step.search:
        return saying.calling([step.search], language, seed)
    if step.missing:
        return saying.asking(step.missing, language, seed)
    unknown = sentence_for_not_knowing(conversation, language)
    return saying.spoken(unknown or saying.phrase("unknown", language, seed))


def _units(request: MessagesRequest, conversation: Conversation, language: Language) -> list[Unit]:
    return choosing.choose(need_of(conversation, language), passages_of(request), language)


def _going_on(conversation: Conversation, units: Sequence[Unit], language: Language) -> Reply:
    """With what is not yet said of an answer that was interrupted."""
    said = _plain(conversation.already_said + "\n" + conversation.withheld)
    left = [unit for unit in units if _plain(unit.text) not in said]
    if not left:
        return saying.spoken(saying.phrase("nothing_more", language, conversation.question))
    return saying.quoted(left, language, conversation.question, goes_on=True)


def _is_empty(need: Need) -> bool:
    return not need.words and not need.topic and not need.kinds


def _plain(text: str) -> str:
    return " " + " ".join(re.findall(r"\w+", text.casefold())) + " "
