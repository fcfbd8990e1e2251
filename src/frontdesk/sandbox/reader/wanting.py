"""Which tools the customer's words call for; one that writes only where its effect is asked for."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frontdesk.sandbox.reader.asking import asked_at, clauses, is_asking, is_reading
from frontdesk.sandbox.reader.conversation import Conversation, Turn
from frontdesk.sandbox.reader.lexicon import FALLBACK, Language, english_stems, languages, words_of
from frontdesk.sandbox.reader.likeness import Likeness
from frontdesk.sandbox.reader.needs import worth
from frontdesk.sandbox.reader.spans import Shape, spans
from frontdesk.sandbox.reader.tools import Tool

CODE = re.compile(r"\S*[\d_@]\S*")  # a value, not a word
MARGIN = 0.4
OF_NEED, OF_TOOL = 0.4, 0.6  # the share of the need that it speaks of, of it that the need does
LEAST_NEED = 0.4  # a look-up of few words is met by chance, unless it takes a value of the text
UNKNOWN = 0.3  # the weight of a word that no tool has: the name of a thing perhaps
ALL_KNOWN = 0.2  # for a look-up that does all of what any tool has a word for
GIVEN = 0.3  # for taking the values that stand in the text
WHOLE = 0.25  # for a look-up that takes them all and needs no more, or that nothing else takes
EFFECT = 0.4  # for the very effect that is asked for


@dataclass(frozen=True, slots=True)
class Wish:
    tool: Tool
    text: str
    """The customer's words for it."""
    score: float = 1.0


def wishes(conversation: Conversation, tools: Sequence[Tool], language: Language) -> list[Wish]:
    """One for each thing asked for, in order."""
    turn = conversation.turns[-1] if conversation.turns else Turn()
    offered = turn.asked.rpartition("\n")[2] if turn.agrees(language) else ""
    offers = language.signs["person"].search(offered)
    return _Wanting(tools, language).wishes_in(offered if offers else conversation.question)


class _Wanting:
    def __init__(self, tools: Sequence[Tool], language: Language) -> None:
        self._language = language
        self._handing_over = [tool for tool in tools if tool.hands_over]
        self._tools = [tool for tool in tools if not (tool.hands_over or tool.searches)]
        self._english = english = languages()[FALLBACK]
        self._like = Likeness((stem for tool in tools for stem in tool.more), english)
        self._effects = {t: Likeness(t.effect, english) for t in self._tools if t.effect}
        self._any_effect = Likeness((stem for tool in tools for stem in tool.effect), english)
        self._shapes = {s for tool in tools for each in tool.parameters for s in each.shapes}

    def wishes_in(self, text: str) -> list[Wish]:
        if any(each.signs["person"].search(text) for each in languages().values()):
            handing = [Wish(tool, text) for tool in self._handing_over[:1]]
            if handing:
                return handing
        best = self._best(clauses(text, self._any_effect, self._language))
        effects = {wish.tool.effect for wish in best.values()} - {frozenset()}
        if effects:  # what only leads to it is no question
            best = {k: wish for k, wish in best.items() if wish.tool.effect or "?" in wish.text}
        if len(best) != 1:
            return list(best.values())
        # what one sentence asks for, others may detail
        alike = [each for each in self._scored(text) if each.tool.effect in effects]
        return [Wish(max(alike or best.values(), key=_rank).tool, text)]

    def _best(self, parts: Iterator[str] | Sequence[str]) -> dict[str, Wish]:
        best: dict[str, Wish] = {}
        for part in parts:
            wish = max(self._scored(part), key=_rank, default=None)
            if wish and wish.score >= MARGIN:
                name, before = wish.tool.name, best.get(wish.tool.name)
                best[name] = Wish(wish.tool, f"{before.text}\n{part}" if before else part)
        return best

    def _scored(self, text: str) -> Iterator[Wish]:
        """Tools whose effect is asked for, by the first such word; only without any, look-ups."""
        english = self._language.in_english(text)
        stems = english_stems(CODE.sub(" ", english))
        need = {each: 1.0 if self._like.kin(each) else UNKNOWN for each in stems}
        known = {each: 1.0 for each in need if self._like.kin(each)}
        kin = {each for stem in need for each in self._like.kin(stem)}
        values = {tool: set(self._values(text, tool)) for tool in self._tools}
        taken = Counter(value for own in values.values() for value in own)
        effects = self._effects.items()
        asked = {tool: asked_at(each, english, self._language) for tool, each in effects}
        first = min((at for at in asked.values() if at is not None), default=None)
        for tool, own in values.items():
            needed = self._like.share(need, tool.more)
            looks = not tool.effect and (own or (needed >= LEAST_NEED and self._asks(text, tool)))
            if not looks if first is None else asked.get(tool) != first:
                continue
            core = {stem: worth(stem, self._english) for stem in tool.core}
            score = OF_NEED * needed + OF_TOOL * self._like.share(core, kin)
            score += EFFECT if tool.effect else ALL_KNOWN * self._like.share(known, tool.core)
            score += GIVEN * len(own) / len(taken) if own else 0.0
            if own and len(own) == len(taken) and not tool.effect:
                only = len(own) == len(tool.required) or any(taken[value] == 1 for value in own)
                score += WHOLE if only else 0.0
            yield Wish(tool, text, score)

    def _asks(self, text: str, tool: Tool) -> bool:
        """To be told something; of what is the customer's own if it can only be named by a code."""
        coded = any(shape.is_telling for each in tool.required for shape in each.shapes)
        own = not self._language.words["own"].isdisjoint(words_of(text))
        return is_reading(text, self._language) or (
            is_asking(text, self._language) and (own or not coded)
        )

    def _values(self, text: str, tool: Tool) -> Iterator[str]:
        looks: set[Shape] = {s for each in tool.required for s in each.looks if s.is_telling}
        return (value for look in looks for _, value in spans(text, look, self._shapes))


def _rank(wish: Wish) -> tuple[float, str]:
    return wish.score, wish.tool.name
