"""How well people are called when they are needed, and only then: `python -m bench.escalation`.

Precision and recall over the labelled talks in tests/escalation, by word rules alone and with the
stand-in's reading beside them; and false alarms over threads of a software forum, whose
customers are annoyed at times but ask for nobody, if shared/data is there.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from frontdesk.domain.event import MessageRead, Usage
from frontdesk.handover.reading import Reading, read_by_model, reading_request
from frontdesk.handover.word_rules import read_by_words
from frontdesk.ports.model import Ended
from frontdesk.sandbox.reader import answer
from frontdesk.sandbox.reply import Text
from frontdesk.sandbox.wire import MessagesRequest
from tests.escalation.telling import NONE, Talk, by_words, fired, talks

ROOT = Path(__file__).parent.parent
PROMPT = ROOT / "src/frontdesk/answering/prompt/reading.md"
READING = Reading("claude-haiku-5-5", PROMPT.read_text("utf-8"))
THREADS = Path("shared/data/dialogs_sumo/dev/threads.jsonl")


def with_the_stand_in(message: int, text: str) -> Sequence[MessageRead]:
    """Words first, then what the sandbox's mind makes of the same request that Claude gets."""
    words = read_by_words(message, text)
    asked = reading_request(READING, text, "")
    request = MessagesRequest.model_validate(
        {
            "model": asked.model,
            "max_tokens": asked.max_tokens,
            "system": asked.system,
            "messages": asked.messages,
            "output_config": {"format": {"type": "json_schema", "schema": asked.schema}},
        }
    )
    said = "".join(block.text for block in answer(request).blocks if isinstance(block, Text))
    return [words, read_by_model(words, READING, said, Ended("m", "end_turn", (), Usage()))]


def measure(name: str, read: Callable[[int, str], Sequence[MessageRead]]) -> None:
    told = list(talks())
    found = [(talk, fired(talk.texts, read)) for talk in told]
    print(f"\n{name}: {len(told)} talks")
    print(f"{'rule':<22} {'talks':>5} {'found':>6} {'as this rule':>13} {'precision':>10}")
    for rule in dict.fromkeys(talk.rule for talk in told):
        if rule != NONE:
            row(rule, found)
    loud = [each for each in found if each[0].rule != NONE]
    quiet = [each for each in found if each[0].rule == NONE]
    hits = sum(fired_rule != NONE for _, fired_rule in loud)
    alarms = sum(fired_rule != NONE for _, fired_rule in quiet)
    print(f"needs a person, found: {hits} of {len(loud)} ({hits / len(loud):.3f})")
    print(f"near misses, false alarms: {alarms} of {len(quiet)} ({alarms / len(quiet):.3f})")
    print(f"precision: {hits / (hits + alarms):.3f}")
    by_language(loud)


def row(rule: str, found: Iterable[tuple[Talk, str]]) -> None:
    found = list(found)
    own = [fired_rule for talk, fired_rule in found if talk.rule == rule]
    named = [talk.rule for talk, fired_rule in found if fired_rule == rule]
    right = own.count(rule)
    precision = f"{named.count(rule) / len(named):.2f}" if named else "-"
    hits = sum(each != NONE for each in own)
    print(f"{rule:<22} {len(own):>5} {hits:>6} {right:>13} {precision:>10}")


def by_language(loud: Sequence[tuple[Talk, str]]) -> None:
    all_ = Counter(talk.language for talk, _ in loud)
    hits = Counter(talk.language for talk, rule in loud if rule != NONE)
    print("by language: " + ", ".join(f"{code} {hits[code]}/{all_[code]}" for code in sorted(all_)))


def alarms_in(file: Path, name: str, read: Callable[[int, str], Sequence[MessageRead]]) -> None:
    threads = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    rules: Counter[str] = Counter()
    for thread in threads:
        texts = [turn["text"] for turn in thread["turns"] if turn["role"] == "customer"]
        rules[fired(texts, read)] += 1
    alarms = len(threads) - rules.pop(NONE, 0)
    told = ", ".join(f"{rule} {count}" for rule, count in rules.most_common())
    print(f"{name}, forum threads handed over: {alarms} of {len(threads)} ({told})")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--threads", type=Path, help="threads.jsonl of dialogs_sumo")
    threads = options.parse_args().threads or ROOT.parent / THREADS
    readers = {"word rules": by_words, "with the stand-in's reading": with_the_stand_in}
    for name, read in readers.items():
        measure(name, read)
        if threads.is_file():
            alarms_in(threads, name, read)


if __name__ == "__main__":
    main()
