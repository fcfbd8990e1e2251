"""Judging whether the reader answers where it can and says so where it cannot."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.sandbox import reader
from frontdesk.sandbox.reply import Text
from frontdesk.sandbox.wire import MessagesRequest
from tests.judge.passages import Case, Row, search_result

UNKNOWN = "That is beyond me; ring 555-0100 and somebody will look."
PROMPT = f"""Answer from the search results.

If they do not contain the answer, reply with exactly this sentence: "{UNKNOWN}"
"""


@dataclass(frozen=True, slots=True)
class Judged:
    cases: int
    answered: float
    """With a gold passage among five: cites anything."""
    from_gold: float
    """Of those answered: the first citation is from a gold article."""
    fell_back: float
    """Without any: says the prompt's sentence and nothing else."""

    def __str__(self) -> str:
        return (
            f"{self.cases} questions: answered {self.answered:.2f}, "
            f"from the gold article {self.from_gold:.2f}, fell back {self.fell_back:.2f}"
        )


def judge(cases: Sequence[Case]) -> Judged:
    answered = [first_cited(case, case.with_gold) for case in cases]
    given = [(case, source) for case, source in zip(cases, answered, strict=True) if source]
    gold = sum(source.split("#")[0] in case.gold for case, source in given)
    silent = sum(said(reply_to(case, case.without)) == UNKNOWN for case in cases)
    count = len(cases)
    return Judged(count, len(given) / count, gold / max(1, len(given)), silent / count)


def first_cited(case: Case, rows: Sequence[Row]) -> str | None:
    cited = (str(c["source"]) for block in reply_to(case, rows) for c in block.citations)
    return next(cited, None)


def reply_to(case: Case, rows: Sequence[Row]) -> tuple[Text, ...]:
    return blocks_of(case.question, rows)


def blocks_of(question: str, rows: Sequence[Row]) -> tuple[Text, ...]:
    content = [*map(search_result, rows), {"type": "text", "text": question}]
    body = {"model": "m", "max_tokens": 500, "system": PROMPT}
    body["messages"] = [{"role": "user", "content": content}]
    blocks = reader.answer(MessagesRequest.model_validate(body)).blocks
    return tuple(block for block in blocks if isinstance(block, Text))


def said(blocks: Sequence[Text]) -> str:
    return "".join(block.text for block in blocks)
