"""Lists in pages, by the ids at their ends."""

from collections.abc import Mapping, Sequence

from frontdesk.sandbox.refusal import Refusal

Row = Mapping[str, object]
USUAL, MOST = 20, 1_000


def page(rows: Sequence[Row], query: Mapping[str, str]) -> dict[str, object]:
    """What follows `after_id` or precedes `before_id`, at most `limit`. Raises Refusal."""
    limit = _limit(query.get("limit", str(USUAL)))
    if before := query.get("before_id"):
        ahead = rows[: _place(rows, before, "before_id")]
        shown, more = ahead[-limit:], len(ahead) > limit
    else:
        after = query.get("after_id")
        rest = rows[_place(rows, after, "after_id") + 1 :] if after else rows
        shown, more = rest[:limit], len(rest) > limit
    return {
        "data": list(shown),
        "has_more": more,
        "first_id": shown[0]["id"] if shown else None,
        "last_id": shown[-1]["id"] if shown else None,
    }


def _limit(given: str) -> int:
    if not given.isdecimal():
        raise Refusal(400, "limit: Input should be a valid integer")
    if not 1 <= int(given) <= MOST:
        raise Refusal(400, f"limit: Input should be between 1 and {MOST}")
    return int(given)


def _place(rows: Sequence[Row], id: str, name: str) -> int:
    # UNCONFIRMED: what the API says to a cursor it does not know
    for at, row in enumerate(rows):
        if row["id"] == id:
            return at
    raise Refusal(400, f"{name}: {id} was not found")
