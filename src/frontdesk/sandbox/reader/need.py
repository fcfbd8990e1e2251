"""What the customer needs to know: weighted words, from the question and what it leans on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.sandbox.reader.conversation import Conversation
from frontdesk.sandbox.reader.lexicon import Language, words_of

SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
VAGUE_WEIGHT = 0.2
NUMBER_WEIGHT = 0.3
BEFORE_WEIGHT = 0.6  # of what leads to the one of few sentences that matters
TELLING_WEIGHT = 0.1  # of sentences beside the one that matters among many
MANY = 3
EARLIER_WEIGHT = 0.6  # of the turn before, and again for each turn further back
REPLY_WEIGHT = 0.15
ENOUGH_WORDS = 2
NEWEST_SHARE = 1.5  # of what "it" most likely stands for
RIVAL_SHARE = 0.1
EVENT_THING_SHARE = 0.5  # of a thing that something was done with, where "that" is the doing


@dataclass(frozen=True, slots=True)
class Need:
    words: Mapping[str, float]
    """Of the question itself, as stems, each with how much it matters."""
    instances: frozenset[str]
    """Those of them that name a thing of some sort ("a …", "my …"), not what is asked of it."""
    pairs: frozenset[tuple[str, str]]
    """Telling words that stand beside each other: "opening day" is not any day."""
    topic: Mapping[str, float]
    """Of what was said before, if the question is not whole without it."""
    kinds: frozenset[str]
    """Of answer asked for: a time, an amount, steps."""
    said: str
    """What was replied before, if the question leans on it: something new is wanted."""


def need_of(conversation: Conversation, language: Language) -> Need:
    question = _after_turning(conversation.question, language)
    own = _asked(question, language)
    topic: dict[str, float] = {}
    leans = question == conversation.question and _leans(question, own, language)
    if leans:
        for stem, weight in _topic(conversation, language):
            topic[stem] = max(topic.get(stem, 0.0), weight)
    kinds = {name for name, kind in language.kinds.items() if kind.asks.search(question)}
    earlier = conversation.turns[:-1] if leans else ()
    said = "\n".join(reply for turn in earlier for reply in turn.replies)
    pairs = frozenset(
        pair for pair in language.pairs(question) if all(own.get(stem) == 1.0 for stem in pair)
    )
    return Need(own, _instances(question, language), pairs, topic, frozenset(kinds), said)


def _after_turning(question: str, language: Language) -> str:
    """Without the words that only say that this is another matter."""
    for cue in language.turning_away:
        question = re.sub(rf"\b{re.escape(cue)}\b", " ", question, flags=re.IGNORECASE)
    return question


def _asked(text: str, language: Language) -> dict[str, float]:
    words: dict[str, float] = {}
    for sentence, share in _shares_of_sentences(text):
        for stem in language.stems(sentence):
            words[stem] = max(words.get(stem, 0.0), share * _worth(stem, language))
    return words


def _shares_of_sentences(text: str) -> Iterator[tuple[str, float]]:
    """A heading and what asks count whole; else the last of few sentences, the first of many."""
    sentences = [each.strip() for each in SENTENCE.findall(text) if each.strip()]
    heading = text.strip().partition("\n")[0].strip() if "\n" in text.strip() else None
    asking = [each for each in sentences if each.endswith("?")]
    few = len(sentences) <= MANY
    main = asking or (sentences[-1:] if few else sentences[:1])
    for sentence in sentences:
        whole = sentence in main or sentence == heading
        yield sentence, 1.0 if whole else BEFORE_WEIGHT if few else TELLING_WEIGHT


def _worth(stem: str, language: Language) -> float:
    if any(letter.isdigit() for letter in stem):
        return NUMBER_WEIGHT
    return VAGUE_WEIGHT if stem in language.vague else 1.0


def _leans(question: str, own: Mapping[str, float], language: Language) -> bool:
    telling = sum(own.values())
    if telling >= ENOUGH_WORDS + 1:
        return False
    points_back = not language.pronouns.isdisjoint(words_of(question))
    return points_back or telling < ENOUGH_WORDS


def _topic(conversation: Conversation, language: Language) -> Iterator[tuple[str, float]]:
    """Words of the turns before, back to the one that stands on its own."""
    weight = EARLIER_WEIGHT
    for turn in reversed(conversation.turns[:-1]):
        text = "\n".join(turn.customer)
        own = _asked(text, language)
        shares = _shares(text, conversation.question, language)
        for stem, worth in own.items():
            yield stem, weight * worth * shares.get(stem, 1.0)
        for reply in turn.replies:
            for stem in language.stems(reply):
                yield stem, REPLY_WEIGHT * weight * _worth(stem, language)
        weight *= EARLIER_WEIGHT
        if own and not _leans(text, own, language):
            return


def _shares(earlier: str, question: str, language: Language) -> dict[str, float]:
    """What of an earlier text "it", "they" or "that" in the question most likely stands for."""
    words = words_of(question)
    if not language.event_pronouns.isdisjoint(words):
        return dict.fromkeys(_instances(earlier, language), EVENT_THING_SHARE)
    plural = not language.plural_pronouns.isdisjoint(words)
    newest, rivals = _things(earlier, language, plural=plural)
    return dict.fromkeys(rivals, RIVAL_SHARE) | dict.fromkeys(newest, NEWEST_SHARE)


def _instances(text: str, language: Language) -> frozenset[str]:
    phrases = _noun_phrases(words_of(text), language.instance_determiners, language)
    return frozenset(stem for phrase in phrases for stem in language.stems(" ".join(phrase)))


def _things(
    text: str, language: Language, *, plural: bool
) -> tuple[frozenset[str], frozenset[str]]:
    """The last thing named that "it" (or "they") can stand for, and the other things named."""
    phrases = [
        frozenset(language.stems(" ".join(phrase)))
        for phrase in _noun_phrases(words_of(text), language.determiners, language)
        # an English-style plural is the only form told apart; elsewhere every noun is compatible
        if not plural or phrase[-1].endswith("s")
    ]
    if not phrases:
        return frozenset(), frozenset()
    newest = phrases[-1]
    others = (phrase for phrase in phrases if phrase.isdisjoint(newest))
    return newest, frozenset[str]().union(*others)


def _noun_phrases(
    words: Sequence[str], determiners: frozenset[str], language: Language
) -> Iterator[list[str]]:
    """What follows an article or possessive, unless a preposition makes it part of another."""
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        if word not in determiners or before in language.prepositions:
            continue
        phrase: list[str] = []
        for following in words[at + 1 : at + 4]:
            if following in language.stopwords:
                break
            phrase.append(following)
        if phrase:
            yield phrase
