"""The slowest 100,000 characters for each detector, searched for: `python -m bench.hostile`.

With a number it searches so many seconds of CPU for each detector, 20 if none is given; names
after it choose detectors. A text is a few pieces repeated, or mixed by chance, with the digits left
or made anew: pieces are what the detector's own patterns match or nearly match, its words in all
languages, and units that were slow once. The slowest so far are changed a little and tried again.
"""

import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType

from bench.samples import samples
from frontdesk.guards import addresses, phones, suspicion
from frontdesk.guards.secrets import Detector, cards, ibans, keys, lexicon, national, saying, values
from frontdesk.guards.secrets.plain import lower, plain
from frontdesk.handover.word_rules import read_by_words
from tests.unit.guards.test_secrets import HOSTILE

LARGE, SMALL = 100_000, 20_000  # characters; the small ones are for looking quickly
ROUNDS = 5
SECONDS = 20.0
BEST = 8  # texts that are changed a little
SAMPLES = 12  # of each pattern
SEPARATORS = ("", " ", "\n", ", ", "-", " is ", ": ")
HOSTILE_CONTACTS = (
    *("411- 1 ", "125-6)789 ", "12- ", "tel 1234567 ", "0171 1234567 a ", "P.O. Box 12 "),
    *("An der Apt 4,ул. rue ", "12 Main Street ", "12 rue de la ", "10115 Berlin ", "<!-- "),
    *("ORD-", "00 12-34-56 ", "ﷺ", "P-", "P.", "s а ", "cvv: 123 01-1 85 05 78 006 084 36/4111 1"),
)
DIGITS_AND_MORE = (
    *("1", "12", "123", "1234", "0171", "+49", "(1)", "1234567", "123456789", "a", "A", "я"),
    *(" ", "-", ".", "/", ",", ":", "\n", "'", '"', "(", "€", "\u00a0", "\u200b"),
)


@dataclass(frozen=True, slots=True)
class Text:
    pieces: tuple[str, ...]
    separator: str
    is_mixed: bool
    """By chance, not one after the other."""
    has_new_digits: bool
    """So that no number stands twice."""

    def made(self, length: int) -> str:
        chance = random.Random(1)
        unit = self.separator.join([*self.pieces, ""]) or " "
        if self.is_mixed:
            picked = chance.choices(self.pieces, k=length // max(1, len(unit) // len(self.pieces)))
            whole = self.separator.join(picked)[:length]
        else:
            whole = unit * (length // len(unit) + 1)
        if self.has_new_digits:
            whole = re.sub("[0-9]", lambda _: chance.choice("0123456789"), whole[:length])
        return whole[:length]

    def __str__(self) -> str:
        how = ", mixed" * self.is_mixed + ", other digits each time" * self.has_new_digits
        return f"{self.separator.join([*self.pieces, ''])[:72]!r}{how}"


@dataclass(frozen=True, slots=True)
class Hunted:
    find: Callable[[str, str], object]
    """Given the text as detectors read it, and the same in lower case."""
    patterns: Sequence[re.Pattern[str]]
    words: Sequence[str] = ()


def main(given: Sequence[str]) -> None:
    seconds = float(given[0]) if given else SECONDS
    for name, hunted in detectors().items():
        if not given[1:] or name in given[1:]:
            most, text = slowest(hunted, seconds)
            print(f"slowest 100,000 characters for {name:<18} {most:4.0f} ms  {text}", flush=True)


def slowest(hunted: Hunted, seconds: float) -> tuple[float, Text]:
    chance = random.Random(2)
    pieces = _pieces(hunted, chance)
    known = [Text((unit,), "", False, new) for unit in _units() for new in (False, True)]
    tried = [(milliseconds(hunted.find, text.made(SMALL), 1), text) for text in known]
    until = time.process_time() + seconds
    while time.process_time() < until:
        tried = sorted(tried, key=lambda each: -each[0])[:BEST]
        text = _changed(chance.choice(tried)[1], pieces, chance)
        if text not in {each for _, each in tried}:
            tried.append((milliseconds(hunted.find, text.made(SMALL), 2), text))
    best = sorted(tried, key=lambda each: -each[0])[:BEST]
    times = [(milliseconds(hunted.find, text.made(LARGE), ROUNDS), text) for _, text in best]
    return max(times, key=lambda each: each[0])


def milliseconds(find: Callable[[str, str], object], text: str, rounds: int) -> float:
    """Of CPU, the best of a few: what else runs here takes some of it too."""
    seen = plain(text)
    lowered = lower(seen)
    times: list[float] = []
    for _ in range(rounds):
        begun = time.process_time()
        find(seen, lowered)
        times.append(time.process_time() - begun)
    return 1_000 * min(times)


def detectors() -> dict[str, Hunted]:
    words = lexicon.lexicon()
    said = [words.password, words.number, *_phrased(words.names)]
    said += [saying._links(kind) for kind in saying._NAMED]
    told = [each.told for each in national._numbers().by_name.values()]
    known = [word.replace("_", " ") for word in national._numbers().by_word]
    ids = [*told, national._numbers().sure, *_phrased(national._numbers().words), words.number]
    rules = [rule.pattern for rule in suspicion._rules()] + [form for form, _ in suspicion._FORMS]
    led = [phones._CALLED.whole, phones._COUNTED.whole]
    detector = Detector(keep=["ORD-#####"])
    every = [*_of(keys), keys._prefixed(), *_of(ibans), *_of(cards), *ids, *said]
    return {
        "keys": Hunted(lambda text, _: [*keys.find_keys(text)], [*_of(keys), keys._prefixed()]),
        "IBANs": Hunted(lambda text, _: [*ibans.find_ibans(text)], _of(ibans), [*ibans.LENGTHS]),
        "cards": Hunted(lambda text, _: [*cards.find_cards(text)], [*_of(cards), words.number]),
        "ID numbers": Hunted(lambda text, low: [*national.find_ids(text, low)], ids, known),
        "told in words": Hunted(
            lambda text, low: [*saying.find_said(text, low)],
            [*_of(saying), *_of(values), saying._bare(), *said],
            [*words.plainly_not][::9],
        ),
        "all secrets": Hunted(lambda text, _: detector.find(text), every),
        "addresses": Hunted(
            lambda text, _: [*addresses.find_addresses(text)],
            [*_of(addresses), addresses._TOLD.whole],
        ),
        "phone numbers": Hunted(lambda text, _: [*phones.find_phones(text)], [*_of(phones), *led]),
        "suspicion": Hunted(lambda text, _: suspicion.suspected(text), [*_of(suspicion), *rules]),
        "words for people": Hunted(lambda text, _: read_by_words(1, text), []),
    }


def _of(module: ModuleType) -> list[re.Pattern[str]]:
    return [each for each in vars(module).values() if isinstance(each, re.Pattern)]


def _phrased(phrases: lexicon.Phrases) -> list[re.Pattern[str]]:
    return [*phrases._by_first.values()]


def _units() -> Iterator[str]:
    yield from HOSTILE
    yield from HOSTILE_CONTACTS


def _pieces(hunted: Hunted, chance: random.Random) -> list[str]:
    made = {
        piece[:48]
        for pattern in hunted.patterns
        for piece in samples(pattern, chance, SAMPLES)
        if piece
    }
    return sorted({*made, *hunted.words, *DIGITS_AND_MORE, *_units()})


def _changed(text: Text, pieces: Sequence[str], chance: random.Random) -> Text:
    """Half of the times another altogether, else with one piece more, less or instead."""
    separator = chance.choice(SEPARATORS) if chance.random() < 0.3 else text.separator
    flags = [chance.random() < 0.2, chance.random() < 0.3]
    if chance.random() < 0.4:
        picked = tuple(chance.choices(pieces, k=chance.randint(1, 4)))
        return Text(picked, chance.choice(SEPARATORS), *flags)
    kept = [*text.pieces]
    at = chance.randrange(len(kept))
    what = chance.random()
    if what < 0.3 and len(kept) < 12:
        kept.insert(at, chance.choice(pieces))
    elif what < 0.5 and len(kept) > 1:
        kept.pop(at)
    elif what < 0.7:
        kept[at] = kept[at][: chance.randint(1, len(kept[at]))]
    else:
        kept[at] = chance.choice(pieces)
    return Text(tuple(kept), separator, *flags)


if __name__ == "__main__":
    main(sys.argv[1:])
