"""Which tools the customer's words call for; one that writes only where its effect is asked for."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from frontdesk.sandbox.reader.conversation import Conversation
from frontdesk.sandbox.reader.lexicon import FALLBACK, Language, languages
from frontdesk.sandbox.reader.requesting import clauses, is_asked_for, is_asking
from frontdesk.sandbox.reader.spans import Shape, spans
from frontdesk.sandbox.reader.tools import VAGUE, Tool, english_stems

CODE = re.compile(r"\S*[\d_@]\S*")  # a value, not a word
MARGIN = 0.4
OF_NEED = 0.4  # of the score: the share of the need that the tool speaks of; the rest its core
LEAST_NEED = 0.4  # a read of few words is met by chance, unless it takes a value of the text
GIVEN = 0.2  # for taking the values that stand in the text
EFFECT = 0.25  # for the very effect that is asked for
RELATED = 0.8


@dataclass(frozen=True, slots=True)
class Wish:
    tool: Tool
    text: str
    """The customer's words for it."""
    score: float


def wishes(conversation: Conversation, tools: Sequence[Tool], language: Language) -> list[Wish]:
    """One for each thing asked for, in order; an answer to a question of ours keeps the wish."""
    box = _box(tuple(tools))
    wished = _wishes_in(conversation.question, box, language)
    told = conversation.question
    if any(cue in told.casefold() for cue in language.turning_away) or "?" in told:
        return wished
    for turn in reversed(conversation.turns[:-1]):
        if wished or not any(reply.rstrip().endswith("?") for reply in turn.replies):
            break
        earlier = "\n".join(turn.customer)
        told = f"{earlier}\n{told}"
        wished = [Wish(wish.tool, told, wish.score) for wish in _wishes_in(earlier, box, language)]
    return wished


@dataclass(frozen=True, eq=False)  # there is one for each set of tools, so it can be a cache key
class _Box:
    tools: tuple[Tool, ...]
    cores: tuple[Mapping[str, float], ...]
    """What each tool does, weighed by how few do it."""
    effects: frozenset[str]
    shapes: tuple[frozenset[Shape], ...]


@lru_cache(maxsize=50)
def _box(tools: tuple[Tool, ...]) -> _Box:
    def rarity(stem: str) -> float:
        held = sum(stem in tool.core for tool in tools)
        return math.log(1 + len(tools) / held) / math.log(1 + len(tools))

    return _Box(
        tools,
        tuple({each: worth * rarity(each) for each, worth in t.core.items()} for t in tools),
        frozenset[str]().union(*(tool.effect for tool in tools)),
        tuple(
            frozenset(shape for each in tool.required for shape in each.shapes if shape.is_telling)
            for tool in tools
        ),
    )


def _wishes_in(text: str, box: _Box, language: Language) -> list[Wish]:
    parts = list(clauses(text, box.effects, language))
    best = _best(parts, box, language)
    if not best and len(parts) > 1:
        best = _best([text], box, language)
    if len(best) == 1:  # what one sentence asks for, others may detail
        return [Wish(wish.tool, text, wish.score) for wish in best.values()]
    return list(best.values())


def _best(parts: Sequence[str], box: _Box, language: Language) -> dict[str, Wish]:
    best: dict[str, Wish] = {}
    for part in parts:
        wished = _scored(part, box, language)
        wish = max(wished, key=lambda wish: (wish.score, wish.tool.name), default=None)
        if wish is None or wish.score < MARGIN:
            continue
        before = best.get(wish.tool.name)
        text = f"{before.text}\n{part}" if before else part
        best[wish.tool.name] = Wish(wish.tool, text, wish.score)
    return best


def _scored(text: str, box: _Box, language: Language) -> list[Wish]:
    english = language.in_english(text)
    vague = languages()[FALLBACK].vague
    stems = english_stems(CODE.sub(" ", english))
    need = {each: VAGUE if each in vague else 1.0 for each in stems}
    values = [
        frozenset(value for shape in shapes for _, value in spans(text, shape))
        for shapes in box.shapes
    ]
    known = len(frozenset[str]().union(*values))
    looks = is_asking(text, language)
    scored: list[Wish] = []
    for tool, core, own in zip(box.tools, box.cores, values, strict=True):
        if not (is_asked_for(tool.effect, english, language) if tool.effect else looks):
            continue
        of_need = _share(need, {**tool.more, **tool.core})
        if of_need < LEAST_NEED and not own and not tool.effect:
            continue
        score = OF_NEED * of_need
        score += (1 - OF_NEED) * _share(core, dict.fromkeys(need, 1.0))
        score += GIVEN * len(own) / known if known else 0.0
        scored.append(Wish(tool, text, score + (EFFECT if tool.effect else 0.0)))
    return scored


def _share(wanted: Mapping[str, float], held: Mapping[str, float]) -> float:
    synonyms = languages()[FALLBACK].synonyms
    groups: dict[int, float] = {}
    for each, worth in held.items():
        for group in synonyms.get(each, ()):
            groups[group] = max(groups.get(group, 0.0), worth)
    met = 0.0
    for each, worth in wanted.items():
        related = max((groups.get(group, 0.0) for group in synonyms.get(each, ())), default=0.0)
        met += worth * max(held.get(each, 0.0), RELATED * related)
    whole = sum(wanted.values())
    return met / whole if whole else 0.0
