"""The cache against the reference accounting of the vendor's rules, and what that leaves open."""

from dataclasses import dataclass
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.sandbox.cache import Bill, Cache
from frontdesk.sandbox.prompt import Piece, Prompt

MINIMUM = 512
FLAGS = (("system", ""), ("messages", ""))


def prompt(*blocks: tuple[str, int], marks: dict[int, int] | None = None) -> Prompt:
    """Blocks as (text, tokens); marks as position to seconds."""
    pieces = tuple(Piece("messages", "user", f"{t}{n};".encode(), n, None, True) for t, n in blocks)
    return Prompt(pieces, FLAGS, tuple(sorted((marks or {}).items())))


def charge(cache: Cache, prompt: Prompt, now: float = 0, **fields: float) -> Bill:
    return cache.account(prompt, "me", minimum=MINIMUM, now=now, **fields)


@dataclass
class Entry:
    ttl: int
    readable_at: float
    expires: float


def reference(blocks, bps, store, now, min_tok, lookback=20):
    """Word for word the reference accounting, with a dict for its store."""
    pre, toks, h, t = [], [], sha256(), 0
    for b, n in blocks:
        h.update(b)
        t += n
        pre.append(h.copy().digest())
        toks.append(t)
    A = 0  # noqa: N806
    for pos, _ in bps:
        for q in range(pos, max(-1, pos - lookback), -1):
            e = store.get(pre[q])
            if e and e.readable_at <= now < e.expires:
                A = max(A, toks[q])  # noqa: N806
                e.expires = now + e.ttl
                break
    w1 = max([toks[p] for p, ttl in bps if ttl == 3600 and toks[p] >= min_tok], default=0)
    wc = max([toks[p] for p, _ in bps if toks[p] >= min_tok], default=0)
    c1 = max(0, w1 - A)
    c5 = max(0, wc - max(A, w1))
    for p, ttl in bps:
        if toks[p] >= min_tok:
            store[pre[p]] = Entry(ttl, now, now + ttl)
    return Bill(input=t - max(A, wc), read=A, write_5m=c5, write_1h=c1)


BLOCK = st.tuples(st.sampled_from("abc"), st.integers(0, 400))
CALLS = st.lists(
    st.tuples(
        st.lists(BLOCK, max_size=6),  # what the request adds
        st.integers(0, 60),  # how many blocks of the last one it keeps
        st.lists(st.tuples(st.integers(0, 70), st.booleans()), max_size=4),  # marks
        st.sampled_from([0, 1, 299, 300, 3_599, 3_600]),  # seconds since the last
    ),
    max_size=12,
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(CALLS, st.integers(0, 40))
def test_every_history_is_charged_as_the_reference_charges_it(calls, padding):
    cache, store, now = Cache(), {}, 0.0
    blocks = [("p", 100)] * padding
    for added, kept, wished, later in calls:
        blocks = [*blocks[:kept], *added]
        now += later
        places = sorted({place for place, _ in wished if place < len(blocks)})
        hours = sum(hour for _, hour in wished)  # longer-lived ones come first
        marks = {p: 3_600 if at < hours else 300 for at, p in enumerate(places)}

        bill = charge(cache, prompt(*blocks, marks=marks), now)

        data = [(f"{text}{tokens};".encode(), tokens) for text, tokens in blocks]
        assert bill == reference(data, sorted(marks.items()), store, now, MINIMUM)
        assert bill.prompt == sum(tokens for _, tokens in blocks)


def test_a_prompt_below_the_minimum_is_silently_not_cached():
    cache = Cache()
    short = prompt(("a", 511), marks={0: 300})

    assert charge(cache, short) == charge(cache, short) == Bill(511)
    assert charge(cache, prompt(("a", 512), marks={0: 300})) == Bill(0, write_5m=512)


def test_what_is_being_written_cannot_be_read_before_its_answer_begins():
    cache = Cache()
    same = prompt(("a", 600), marks={0: 300})

    first = charge(cache, same, 0, answered_at=2)
    beside = charge(cache, same, 1, answered_at=3)
    after = charge(cache, same, 2, answered_at=4)

    assert (first.read, beside.read, after.read) == (0, 0, 600)


def test_a_gap_of_twenty_blocks_misses_and_nineteen_hits():
    for gap, read in ((19, 600), (20, 0)):
        cache = Cache()
        charge(cache, prompt(("a", 600), marks={0: 300}))
        far = prompt(("a", 600), *[("b", 1)] * gap, marks={gap: 300})

        assert charge(cache, far).read == read


def test_nothing_is_shared_between_owners():
    cache = Cache()
    same = prompt(("a", 600), marks={0: 300})
    charge(cache, same)

    assert cache.account(same, "you", minimum=MINIMUM, now=0).read == 0


def test_reading_renews_what_was_read():
    cache = Cache()
    same = prompt(("a", 600), marks={0: 300})
    reads = [charge(cache, same, now).read for now in (0, 299, 598, 898)]

    assert reads == [0, 600, 600, 0]
