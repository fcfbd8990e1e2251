"""What the customer needs to know: weighted words, from the question and what it leans on."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from frontdesk.sandbox.reader.conversation import VALUE, Conversation
from frontdesk.sandbox.reader.lexicon import Language, cues, words_of

SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
VAGUE, NUMBER = 0.2, 0.3  # weights of words that say little
BESIDE, FAR_BESIDE = 0.6, 0.1  # of sentences beside those, among few and among many
FEW = 3  # sentences in which "it" is a thing named in them
EARLIER = 0.6  # of the turn before, and again for each turn further back
ENOUGH_WORDS = 2
NEWEST, RIVAL = 1.5, 0.1  # of what "it" most likely stands for, and of what else was named


@dataclass(frozen=True, slots=True)
class Need:
    words: Mapping[str, float]
    """Of the question itself, as stems, each with how much it matters."""
    topic: Mapping[str, float]
    """Of what was said before, if the question is not whole without it."""
    kinds: frozenset[str]
    """Of answer asked for: a time, an amount, steps; "help" if nothing is asked but told."""
    rivals: frozenset[str]
    """Things that were named too, and that it is not about."""


def need_of(conversation: Conversation, language: Language) -> Need:
    """Words that only turn away from what was said before are no need."""
    question = VALUE.sub(" ", language.cues["turning_away"].sub(" ", conversation.question))
    own = weighed(question, language)
    if _points_back(question, language) and len(SENTENCE.findall(question)) <= FEW:
        shares = _shares(question, question, language)
        own = {stem: weight * shares.get(stem, 1.0) for stem, weight in own.items()}
    turned = language.cues["turning_away"].search(conversation.question)
    leans = not turned and _leans(question, own, language)
    topic: dict[str, float] = {}
    for stem, weight in _topic(conversation, language) if leans else ():
        topic[stem] = max(topic.get(stem, 0.0), weight)
    earlier = conversation.turns[-2].said if leans and conversation.turns[1:] else question
    few = len(SENTENCE.findall(earlier)) <= FEW and conversation.turns[1:]
    named = earlier if few else ""
    rivals = [s for s, share in _shares(named, question, language).items() if share == RIVAL]
    kinds = frozenset(kind for kind, cue in language.asks.items() if cue.search(question))
    if not kinds and "?" not in question:
        kinds = frozenset({"help"})
    return Need(own, topic, kinds, frozenset(rivals))


def weighed(text: str, language: Language) -> dict[str, float]:
    """The stems of a text; what asks weighs most, or what comes last of few and first of many."""
    sentences = [each for each in SENTENCE.findall(text) if each.strip()]
    few = len(sentences) <= FEW
    main = [each for each in sentences if "?" in each] or sentences[-few:][:1]
    main += [e for e in sentences if language.signs["faulty"].search(e)] if few else sentences[:1]
    words: dict[str, float] = {}
    for sentence in sentences:
        share = 1.0 if sentence in main else BESIDE if few else FAR_BESIDE
        for stem in language.stems(sentence):
            words[stem] = max(words.get(stem, 0.0), share * worth(stem, language))
    return words


def worth(stem: str, language: Language) -> float:
    if any(letter.isdigit() for letter in stem):
        return NUMBER
    return VAGUE if stem in language.vague else 1.0


def _leans(question: str, own: Mapping[str, float], language: Language) -> bool:
    return sum(own.values()) < ENOUGH_WORDS + _points_back(question, language)


def _points_back(text: str, language: Language) -> bool:
    return not language.words["pronouns"].isdisjoint(words_of(text))


def _topic(conversation: Conversation, language: Language) -> Iterator[tuple[str, float]]:
    """Words of the turns before, back to the one that stands on its own."""
    weight = EARLIER
    for turn in reversed(conversation.turns[:-1]):
        own = weighed(turn.said, language)
        shares = _shares(turn.said, conversation.question, language)
        for stem, much in own.items():
            yield stem, weight * much * shares.get(stem, 1.0)
        weight *= EARLIER
        if own and not _leans(turn.said, own, language):
            return


def _shares(earlier: str, question: str, language: Language) -> dict[str, float]:
    """How likely each thing named earlier is what "it" or "they" stands for: the last one most."""
    plural = not language.words["plural_pronouns"].isdisjoint(words_of(question))
    # an English plural is the only form told apart; elsewhere every noun is compatible
    parts = cues()["parting"].split(earlier)
    faulty = " ".join(part for part in parts if language.signs["faulty"].search(part))
    named = [each for each in _things(earlier, language) if not plural or each[-1].endswith("s")]
    named += list(_things(faulty, language))[:1]  # that complained of, if any is
    things = [language.stems(" ".join(each)) for each in named]
    shares = {stem: RIVAL for thing in things for stem in thing}
    return shares | dict.fromkeys(things[-1], NEWEST) if things else {}


def _things(text: str, language: Language) -> Iterator[list[str]]:
    """What follows an article or possessive, unless a preposition makes it part of another."""
    words = words_of(text)
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        if word in language.words["determiners"] and before not in language.words["prepositions"]:
            named = words[at + 1 : at + 4]
            ends = (i for i, each in enumerate(named) if each in language.words["stopwords"])
            if thing := named[: next(ends, len(named))]:
                yield thing
