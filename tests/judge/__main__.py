"""All figures of the reader on the shared data: `python -m tests.judge`."""

from tests.judge import answering, passages

for name in passages.SETS:
    cases = passages.cases(name)
    # the even half was used for tuning, the odd half is the one to report
    print(name, "tuned on:", answering.judge(cases[0::2]))  # noqa: T201
    print(name, "reported:", answering.judge(cases[1::2]))  # noqa: T201
