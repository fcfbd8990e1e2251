"""Which tools the customer's words call for; one that writes only where its effect is asked for."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from frontdesk.sandbox.reader.asking import asked_at, clauses, is_asking, is_reading
from frontdesk.sandbox.reader.conversation import Conversation
from frontdesk.sandbox.reader.lexicon import FALLBACK, Language, english_stems, languages, words_of
from frontdesk.sandbox.reader.likeness import Likeness
from frontdesk.sandbox.reader.needs import worth
from frontdesk.sandbox.reader.spans import Shape, spans
from frontdesk.sandbox.reader.tools import Tool

CODE = re.compile(r"\S*[\d_@]\S*")  # a value, not a word
MARGIN = 0.4
OF_NEED, OF_TOOL = 0.4, 0.6  # the share of the need that it speaks of, of it that the need does
LEAST_NEED = 0.4  # a look-up of few words is met by chance, unless it takes a value of the text
GIVEN = 0.3  # for taking the values that stand in the text
WHOLE = 0.25  # for a look-up that takes them all and needs no more
UNKNOWN = 0.3  # the weight of a word that no tool has: the name of a thing perhaps
EFFECT = 0.4  # for the very effect that is asked for


@dataclass(frozen=True, slots=True)
class Wish:
    tool: Tool
    text: str
    """The customer's words for it."""
    score: float = 1.0


def wishes(conversation: Conversation, tools: Sequence[Tool], language: Language) -> list[Wish]:
    """One for each thing asked for, in order; an answer to a question of ours keeps the wish."""
    box = _box(tuple(tools))
    told = conversation.question
    wished = _wishes_in(told, box, language)
    if language.cues["turning_away"].search(told) or "?" in told:
        return wished
    for turn in reversed(conversation.turns[:-1]):
        if any(w.tool.effect for w in wished) or not turn.replied.rstrip().endswith("?"):
            break
        told = f"{turn.said}\n{told}"
        earlier = [Wish(wish.tool, told) for wish in _wishes_in(turn.said, box, language)]
        # a value that was asked for is no wish to look it up
        known = {each.name for wish in earlier for each in wish.tool.required}
        wished = [w for w in wished if not known.issuperset(p.name for p in w.tool.required)]
        wished += earlier
    return wished


@dataclass(frozen=True, eq=False)  # there is one for each set of tools, so it can be a cache key
class _Box:
    tools: tuple[Tool, ...]
    cores: tuple[Mapping[str, float], ...]
    """What each tool does, weighed by how few do it."""
    like: Likeness
    effects: tuple[Likeness | None, ...]
    any_effect: Likeness
    shapes: frozenset[Shape]
    english: Language


@lru_cache(maxsize=50)
def _box(tools: tuple[Tool, ...]) -> _Box:
    english = languages()[FALLBACK]

    def rarity(stem: str) -> float:
        held = sum(stem in tool.core for tool in tools)
        return worth(stem, english) * math.log(1 + len(tools) / held) / math.log(1 + len(tools))

    return _Box(
        tools,
        tuple({each: rarity(each) for each in tool.core} for tool in tools),
        Likeness((stem for tool in tools for stem in tool.more), english),
        tuple(Likeness(tool.effect, english) if tool.effect else None for tool in tools),
        Likeness((stem for tool in tools for stem in tool.effect), english),
        frozenset(s for tool in tools for each in tool.parameters for s in each.shapes),
        english,
    )


def _wishes_in(text: str, box: _Box, language: Language) -> list[Wish]:
    if any(each.signs["person"].search(text) for each in languages().values()):
        handing = [Wish(tool, text) for tool in box.tools if tool.hands_over]
        if handing:
            return handing[:1]
    parts = list(clauses(text, box.any_effect, language))
    best = _best(parts, box, language) or _best([text], box, language)
    if any(wish.tool.effect for wish in best.values()):  # what only leads to it is no question
        best = {k: wish for k, wish in best.items() if wish.tool.effect or "?" in wish.text}
    if len(best) != 1:
        return list(best.values())
    ((_, wish),) = best.items()
    # what one sentence asks for, others may detail
    alike = [each for each in _scored(text, box, language) if each.tool.effect == wish.tool.effect]
    fuller = max(alike, key=_rank, default=wish) if wish.tool.effect else wish
    return [Wish(fuller.tool, text)]


def _rank(wish: Wish) -> tuple[float, str]:
    return wish.score, wish.tool.name


def _best(parts: Sequence[str], box: _Box, language: Language) -> dict[str, Wish]:
    best: dict[str, Wish] = {}
    for part in parts:
        wish = max(_scored(part, box, language), key=_rank, default=None)
        if wish and wish.score >= MARGIN:
            before = best.get(wish.tool.name)
            best[wish.tool.name] = Wish(wish.tool, f"{before.text}\n{part}" if before else part)
    return best


def _scored(text: str, box: _Box, language: Language) -> list[Wish]:
    """Tools whose effect is asked for, by the first such word; only without any, look-ups."""
    english = language.in_english(text)
    stems = english_stems(CODE.sub(" ", english))
    need = {each: 1.0 if box.like.kin(each) else UNKNOWN for each in stems}
    kin = {each for stem in need for each in box.like.kin(stem)}
    values = [set(_values(text, tool, box)) for tool in box.tools]
    known = len(set[str]().union(*values))
    taken = Counter(value for own in values for value in own)
    asked = [asked_at(each, english, language) if each else None for each in box.effects]
    first = min((at for at in asked if at is not None), default=None)
    owns = not language.words["own"].isdisjoint(words_of(text)) or is_reading(text, language)
    scored: list[Wish] = []
    for tool, core, at, own in zip(box.tools, box.cores, asked, values, strict=True):
        needed = box.like.share(need, tool.more)
        if tool.hands_over or tool.searches or at != first:
            continue
        if first is None and (
            tool.effect
            or not (own or is_asking(text, language))
            or not (own or (needed >= LEAST_NEED and (owns or not _needs_code(tool))))
        ):
            continue
        score = OF_NEED * needed + OF_TOOL * box.like.share(core, kin)
        score += GIVEN * len(own) / known if known else 0.0
        if tool.effect:
            score += EFFECT
        elif own and len(own) == known:
            only = any(taken[value] == 1 for value in own)
            score += WHOLE if only or len(tool.required) == len(own) else 0.0
        scored.append(Wish(tool, text, score))
    return scored


def _values(text: str, tool: Tool, box: _Box) -> Iterator[str]:
    looks = {look for each in tool.required for look in each.looks if look.is_telling}
    return (value for look in looks for _, value in spans(text, look, box.shapes))


def _needs_code(tool: Tool) -> bool:
    return any(shape.is_telling for each in tool.required for shape in each.shapes)
