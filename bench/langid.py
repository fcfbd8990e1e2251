"""How well the language of a message is recognised: `python -m bench.langid`.

The rule is the desk's (answering/language.py) over its detector, on the texts of
../shared/data/langid. A message too short to tell leaves the language open: that is neither right
nor wrong. Of what was said so far nothing is known, as in a conversation's first message.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.questions import DATA
from frontdesk.adapters.language import FastTextLanguages
from frontdesk.answering.language import language_after
from frontdesk.ports.language import Languages

CATALOGUED = ("en", "de", "es", "ru", "fr")
"""Languages in which the desk has fixed texts."""
LENGTHS = ((1, 2), (3, 5), (6, 10), (11, 20), (21, 10_000))  # words


@dataclass(frozen=True)
class Labelled:
    text: str
    language: str

    @property
    def words(self) -> int:
        return len(self.text.split())


def labelled() -> Sequence[Labelled]:
    lines = (DATA / "langid" / "dev" / "texts.jsonl").open(encoding="utf-8")
    return [Labelled(row["text"], row["lang"]) for row in map(json.loads, lines)]


def told(texts: Iterable[Labelled], languages: Languages, before: str = "") -> Counter[str]:
    """How many were right, wrong and left open (or as they were `before`)."""
    found: Counter[str] = Counter()
    for each in texts:
        language = language_after(each.text, before, languages)
        if language == before:
            found["open"] += 1
        else:
            found["right" if language == each.language else "wrong"] += 1
    return found


def line(name: str, found: Counter[str]) -> str:
    count = sum(found.values())
    clear = found["right"] + found["wrong"]
    right = f"{found['right'] / clear:.3f}" if clear else "    -"
    return f"{name:<34} n {count:>5}  told {clear / max(1, count):.3f}  right of these {right}"


def main() -> None:
    languages = FastTextLanguages()
    texts = labelled()
    for least, most in LENGTHS:
        of_length = [each for each in texts if least <= each.words <= most]
        spoken = [each for each in of_length if each.language in CATALOGUED]
        name = f"{least} words and more" if most == LENGTHS[-1][1] else f"{least} to {most} words"
        print(line(f"{name}, all languages", told(of_length, languages)))
        print(line(f"{name}, {' '.join(CATALOGUED)}", told(spoken, languages)))
    by_language: defaultdict[str, list[Labelled]] = defaultdict(list)
    for each in texts:
        by_language[each.language].append(each)
    for language in CATALOGUED:
        print(line(f"first message in {language}", told(by_language[language], languages)))
    for language in CATALOGUED:
        others = [each for code in CATALOGUED for each in by_language[code] if code != language]
        kept = told(by_language[language], languages, before=language)
        switched = told(others, languages, before=language)
        print(line(f"kept in {language} (told: left it)", kept))
        print(line(f"switched from {language}", switched))


if __name__ == "__main__":
    main()
