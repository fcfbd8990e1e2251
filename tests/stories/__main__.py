"""Plays the stories and counts what holds: `python -m tests.stories --store demo --half a`."""

import argparse
import logging
import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby

import structlog

from tests.sandbox_server import running_sandbox
from tests.stories.playing import Told, play
from tests.stories.telling import PROJECTS, Story, stories


def chosen() -> tuple[Sequence[Story], bool]:
    parser = argparse.ArgumentParser(prog="python -m tests.stories", description=__doc__)
    parser.add_argument("--store", choices=PROJECTS, help="only this store's stories")
    parser.add_argument("--half", choices=("a", "b"), help="only this half; cases are in neither")
    parser.add_argument("--kind", help="only this kind: R81, T1 to T4, cases")
    parser.add_argument("--show", help="only the story of this name, with its transcript")
    parser.add_argument("--quiet", action="store_true", help="figures without transcripts")
    asked = parser.parse_args()
    told = [story for store in PROJECTS for story in stories(store) if asked.store in {None, store}]
    told = [
        story
        for story in told
        if asked.half in {None, story.half}
        and asked.kind in {None, story.kind, None if story.half else "cases"}
        and asked.show in {None, story.name}
    ]
    if not told:
        parser.error("there is no such story")
    return told, not asked.quiet


def told_at_once(told: Sequence[Story]) -> list[list[Story]]:
    return [
        list(group)
        for _, group in groupby(told, key=lambda story: (story.store, story.beside or story.name))
    ]


def show(told: Told) -> None:
    print(f"\n== {told.story.name} {'fails' if told.broken else 'holds'}")  # noqa: T201
    print("\n".join([*told.transcript, *(f"  !! {fault}" for fault in told.broken)]))  # noqa: T201


def main() -> None:
    told, is_loud = chosen()
    warnings = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=warnings)
    held: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    causes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as empty, running_sandbox() as sandbox:
        os.environ["XDG_CACHE_HOME"] = empty  # searched by words: the same on every machine
        for group in told_at_once(told):
            for each in play(group, sandbox.url):
                story = each.story
                held[story.store, story.kind, story.half].append(not each.broken)
                causes.update({fault.partition(", ")[2] for fault in each.broken})
                if is_loud and (each.broken or len(told) == 1):
                    show(each)
    print()  # noqa: T201
    for (store, kind, half), results in sorted(held.items()):
        part = f", half {half}" if half else ""
        print(f"{store}: {kind}{part}: {sum(results)} of {len(results)} hold")  # noqa: T201
    every = [result for results in held.values() for result in results]
    print(f"all: {sum(every)} of {len(every)} hold")  # noqa: T201
    for cause, times in causes.most_common(20):
        print(f"{times:4} stories: {cause}")  # noqa: T201


if __name__ == "__main__":
    main()
