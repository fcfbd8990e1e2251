"""All figures of the reader on the shared data: `python -m tests.judge`."""

from tests.judge import (
    answering,
    cinema,
    everyday,
    fresh,
    orders,
    passages,
    pharmacy,
    shop,
    utility,
)

for name in passages.SETS:
    cases = passages.cases(name)
    # the even half was used for tuning, the odd half is the one to report
    print(name, "tuned on:", answering.judge(cases[0::2]))  # noqa: T201
    print(name, "reported:", answering.judge(cases[1::2]))  # noqa: T201

print("everyday questions, tuned on:", everyday.judge(everyday.TUNED_ON))  # noqa: T201
print("everyday questions, reported:", everyday.judge(everyday.REPORTED))  # noqa: T201
print("pharmacy, tuned on:", pharmacy.judge(pharmacy.TUNED_ON))  # noqa: T201
print("pharmacy, reported:", pharmacy.judge(pharmacy.REPORTED))  # noqa: T201

print("cinema:", pharmacy.judge(cinema.ASKED, cinema.TOOLS))  # noqa: T201
print("utility:", pharmacy.judge(utility.ASKED, utility.TOOLS))  # noqa: T201

offered, names = orders.renamed(seed=3)
for told, wordings in (
    ("tuned on", orders.ASKED),
    ("written later", fresh.ASKED),
    ("last", fresh.LATER),
):
    requests = list(orders.asked(1, wordings))
    made = [orders.calls(orders.ask(request.text, offered)) for request in requests]
    right = sum(
        {names[call.name] for call in calls} == {request.tool}
        for request, calls in zip(requests, made, strict=True)
    )
    invalid = sum(bool(orders.problems(call, offered)) for calls in made for call in calls)
    print(f"tools, {told}: {right} of {len(requests)} right, {invalid} invalid")  # noqa: T201

tasks = list(orders.of_tasks(25))
ended = [
    [name for name, _ in shop.run(task.text, offered, names, set(names.values()) - orders.writes())]
    for task in tasks
]
right = sum(made[-1:] == [task.tool] for task, made in zip(tasks, ended, strict=True))
print(f"tasks of several steps: {right} of {len(tasks)} right")  # noqa: T201

texts = [*orders.unasked(2), *orders.unasked(2, fresh.UNASKED)]
calls = [call for text in texts for call in orders.calls(orders.ask(text, offered))]
unasked = sum(names[call.name] in orders.writes() for call in calls)
print(f"writes that nobody asked for: {unasked} in {len(texts)}")  # noqa: T201
