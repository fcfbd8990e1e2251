"""The reader mind: a pure function from a request to a reply, knowing only the request.

It does what the customer asks with the tools of the request, tells what they return, quotes the
passages that answer, and says that it does not know, in the prompt's own words, when none does.
"""

import json
import re
from operator import itemgetter

from frontdesk.sandbox.reader.acting import Acting, Step
from frontdesk.sandbox.reader.choosing import MOST, choose
from frontdesk.sandbox.reader.conversation import (
    Conversation,
    customers_lines,
    read_conversation,
)
from frontdesk.sandbox.reader.forms import Form
from frontdesk.sandbox.reader.lexicon import FALLBACK, languages, words_of
from frontdesk.sandbox.reader.needs import need_of
from frontdesk.sandbox.reader.passages import Unit, passages_of, units_of
from frontdesk.sandbox.reader.replying import language_of, words_for_not_knowing, written
from frontdesk.sandbox.reader.results import results_of
from frontdesk.sandbox.reader.saying import Voice, spoken
from frontdesk.sandbox.reply import Reply
from frontdesk.sandbox.wire import MessagesRequest, Text

__all__ = ["answer"]


def answer(request: MessagesRequest) -> Reply:
    conversation = read_conversation(request)
    if request.output_config and request.output_config.format:
        return _form(request, conversation)
    return _Reading(request, conversation).reply()


def _form(request: MessagesRequest, conversation: Conversation) -> Reply:
    given = "\n".join(each.text for each in request.messages[-1].blocks if isinstance(each, Text))
    asked = request.output_config and request.output_config.format
    schema = asked.json_schema if asked else {}
    code = written(conversation.question) or written(conversation.system) or FALLBACK
    said = conversation.question or customers_lines(given) or given
    form = Form(schema, said, languages()[code], given)
    return spoken(json.dumps(form.filled(schema), ensure_ascii=False))


class _Reading:
    def __init__(self, request: MessagesRequest, conversation: Conversation) -> None:
        self._request = request
        self._conversation = conversation
        self._language = language_of(conversation)
        self._voice = Voice(self._language, conversation.question)

    def reply(self) -> Reply:
        pending = [result for result in results_of(self._request) if result.pending]
        if not pending and self._conversation.already_said:
            return self._going_on()
        step = Acting(self._request, self._conversation, self._language).step()
        if step.calls:
            silent = step.writes or bool(self._conversation.turns[-1].replies)
            return self._voice.calling(step.calls, silent=silent)
        told = [result for result in pending if result.value and not result.has_passages]
        told = [result for result in told if result.step == told[-1].step]
        failed = any(result.failed for result in told)
        unasked = (failed or step.missing) and "?" not in self._conversation.question
        units = [] if unasked or not told else self._units()
        if told and (reply := self._voice.told(told, step.missing, units)):
            return reply
        talk = small_talk(self._conversation.question)
        if talk and not step.missing and not pending:
            return self._voice.says(talk)
        return self._from_passages(step)

    def _from_passages(self, step: Step) -> Reply:
        if step.missing:
            return self._voice.asking(step.missing)
        if not words_of(self._conversation.question):
            return self._voice.says("ask")
        told = "?" not in self._conversation.question
        tried = self._language.cues["tried"].search(self._conversation.question)
        if told and tried and self._conversation.replied:
            units = self._continued()
            return self._voice.quoted(units) if units else self._voice.says("offer_person")
        if units := self._units():
            return self._voice.quoted(units)
        if step.search:
            return Reply((step.search,), stop_reason="tool_use")  # it may find nothing to say
        if told and self._request.tools and self._is_fault():
            return self._voice.says("fault")
        unknown = words_for_not_knowing(self._conversation, self._language)
        return spoken(unknown) if unknown else self._voice.says("unknown")

    def _is_fault(self) -> bool:
        return bool(self._language.signs["faulty"].search(self._conversation.question))

    def _continued(self) -> list[Unit]:
        """What the passage that was quoted last says after that."""
        said, best = _plain(self._conversation.replied), (-1, list[Unit]())
        for units in (units_of(each, self._language) for each in passages_of(self._request)):
            places = [said.rfind(_plain(unit.text)) for unit in units]
            last = max((at for at, place in enumerate(places) if place >= 0), default=-1)
            best = max(best, (max(places, default=-1), units[last + 1 :][:MOST]), key=itemgetter(0))
        return best[1]

    def _units(self) -> list[Unit]:
        need = need_of(self._conversation, self._language)
        return choose(need, passages_of(self._request), self._language)

    def _going_on(self) -> Reply:
        """With what is not yet said of an answer that was interrupted."""
        said = _plain(self._conversation.already_said)
        left = [unit for unit in self._units() if _plain(unit.text) not in said]
        return self._voice.quoted(left, goes_on=True) if left else self._voice.says("nothing_more")


def small_talk(text: str) -> str | None:
    """Greeting, thanks, goodbye or agreement, if the text is nothing else, in any language."""
    words = words_of(text)
    if not words:
        return "ask"
    cued: dict[str, int] = {}
    for language in languages().values():
        if any(cue.search(text) for cue in language.asks.values()):
            return None
        for name, known in language.small_talk.items():
            if known.union(language.words["stopwords"]).issuperset(words):
                cued[name] = max(cued.get(name, 0), len(known.intersection(words)))
    best = max(cued, key=lambda name: cued[name], default=None)
    return best if best and cued[best] else None


def _plain(text: str) -> str:
    return " " + " ".join(re.findall(r"\w+", text.casefold())) + " "
