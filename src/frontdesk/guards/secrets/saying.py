"""Secrets that words tell: `my password is hunter2`, `CVV: 123`, `el código es 123456`.

A name, up to a few words, a link (`is`, a colon), a value. What the value looks like decides as
much as the words: `my password is wrong` tells no secret.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

from frontdesk.domain.mark import SecretKind
from frontdesk.guards.secrets.lexicon import Name, lexicon, names_in
from frontdesk.guards.secrets.secret import Secret
from frontdesk.guards.secrets.values import MOST_VALUE, fits

REACH = 256
"""Characters after a name, and before it, in which its secret may stand."""
MOST_NAMES = 1_500
"""In a text, after which what they tell is looked at; a customer's message has room for fewer."""
MOST_WORDS = 5  # between a name and its link, and of a password that is words
MOST_LINKS = 4  # words that link: `is still the one:`
LONG_PHRASE = 4  # words, from which a few that are said of passwords are part of one
LONGEST_BEFORE_CODE = 24  # characters
SHORTEST_WORD = 3  # of a password that is a plain word

_SPACE = r"[ \t\r\n]{1,3}"
_CLOSERS = r"[\"'`*_)\]]{0,3}"
_IN_GAP = r"[^\s.!?,;:=\"“„«\0()\[\]/]{0,24}"
_COLON = r"(?P<colon>[ \t]{0,2}(?:[:=]{1,2}>?|->|→|[ \t][-–—][ \t])[ \t\r\n]{0,3})"
_QUOTED = re.compile(r"[\"'“„«‘`]{1,2}([^\"'”“»’`\n]{1,64})[\"'”“»’`]")
_QUOTES = frozenset("\"'`")
_OPENING = "\"'“„«‘`*<"
_TRAILING = ".,;:)]}>\"'”»“’`*"
_ENDS = frozenset(".,;?")
_STOP = re.compile(r"[.!?;,]\s")
_ENDS_LINE = re.compile(r"\S+[^\S\n]*(?:\n|\Z)")
_PUNCTUATED = re.compile(r"[^\w\s]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_IN_THREES = re.compile(r"\d{3}[ -]\d{3}(?!\d)")
_NOT_SPACE = re.compile(r"\S+")
_ONE_WORD = re.compile(r"[\"“„«‘`*]{0,2}([^\s.,;:!?\"“”„«»]{4,128})[\"”»“’`*]{0,2}")
_AT_END = re.compile(r"[^\W_]+\Z")
_JOINS = frozenset("_-\0")
"""After these signs a word goes on."""
_NO_LINK = re.compile(rf"{_CLOSERS}[.!?;,]")
_NAMED: Mapping[str, SecretKind] = {
    "password": "password",
    "loose_password": "password",
    "pin": "PIN",
    "pin_code": "PIN",
    "code": "one-time code",
    "bare_code": "one-time code",
    "security_code": "card security code",
    "key": "access key",
}


def find_said(text: str, lowered: str) -> Iterator[Secret]:
    """`lowered`: the text in lower case, sign by sign. Two may be found in one place.

    After the first 1,500 names of secrets all the rest of the text is taken for one: it then
    takes more than there is, never less.
    """
    names = [*islice(names_in(lowered), MOST_NAMES + 1)]
    if len(names) > MOST_NAMES:
        yield Secret("password", max(0, names.pop().start - REACH), len(text))
    starts = {name.start for name in names}
    stops = [found.start() for found in _STOP.finditer(text)] if names else []
    for name in names:
        # `password: pin: 1234`: the last name tells it.
        if not starts.isdisjoint(range(name.end, name.end + 4)):
            continue
        if name.kind == "bare_code" and not _tells_code(text, name):
            continue  # as of a product, or a field of some system
        for span in (_told_after(text, name, stops), _told_before(text, name)):
            if span:
                yield Secret(_NAMED[name.kind], *span)


def _told_after(text: str, name: Name, stops: Sequence[int]) -> tuple[int, int] | None:
    """Where the secret of this name stands, if one is told after it and before it stops."""
    for link in _links_after(text, name):
        stop = bisect_left(stops, link.end())
        until = name.end + REACH
        if stop < len(stops) and stops[stop] + 1 < until:
            until = stops[stop] + 1
        rest = text[name.end : until]
        if found := _after(name.kind, rest, link, link.end() - name.end):
            return name.end + found[0], _whole(text, name.end + found[0], name.end + found[1])
    return None


def _links_after(text: str, name: Name) -> Iterator[re.Match[str]]:
    for links in (_links(name.kind), _bare()):
        if link := links.match(text, name.end, name.end + REACH):
            yield link


def _whole(text: str, start: int, end: int) -> int:
    """Where a word ends that was too long to be looked at whole."""
    if end - start < MOST_VALUE:
        return end
    whole = _NOT_SPACE.match(text, start)
    return whole.end() if whole else end


def _tells_code(text: str, name: Name) -> bool:
    if text[name.end : name.end + 1] in _QUOTES:
        return False  # a field
    before = text[max(0, name.start - LONGEST_BEFORE_CODE) : name.start]
    words = before.rstrip()
    if "\n" in before[len(words) :] or not before:
        return True
    if not (last := _AT_END.search(words)):
        return words[-1:] not in _JOINS
    return words != before and last[0].lower() in lexicon().before_code


@cache
def _links(kind: str) -> re.Pattern[str]:
    """`password for my account`: still the password, not its link, reset or length."""
    words = lexicon()
    leads = words.leads if kind == "bare_code" else words.towards
    others = rf"(?:{_SPACE}[^\W\d_]{_IN_GAP}){{1,{MOST_WORDS}}}?"
    gap = rf"(?P<gap>(?:(?={_SPACE}(?:{leads})(?!\w)){others})??)"
    being = rf"(?P<is>(?:{_SPACE}(?:{words.is_})(?:[ \t]?:)?|['’]s){_SPACE})"
    into = rf"(?P<bare>{_SPACE}(?:{words.into}){_SPACE})"
    return re.compile(f"{_CLOSERS}{gap}(?:{_COLON}|{being}|{into})", re.IGNORECASE)


@cache
def _bare() -> re.Pattern[str]:
    """Before what may be quoted, or has a digit: nothing else is a secret without a link."""
    return re.compile(rf"(?P<bare>{_SPACE})(?=[\"'“„«‘`]|\S*\d)")


def _after(kind: str, rest: str, link: re.Match[str], at: int) -> tuple[int, int] | None:
    """`at`: where the link ends in `rest`."""
    how = link.lastgroup or ""
    if how == "colon" and "\n" in link[0]:
        how = "below"
    start, end, is_quoted = _word_at(rest, at)
    if kind in {"code", "bare_code"} and (split := _IN_THREES.match(rest, start)):
        end = max(end, split.end())
    if fits(kind, rest[start:end], how):
        return start, end
    if kind != "password" or "\0" in rest[start:end]:
        return _second_word(kind, rest, start, end) if how != "bare" else None
    if is_quoted and not _tells_how_it_is(rest[start:end].split()):
        return start, end
    if how == "bare":
        return None
    return _plain_words(rest, start, end, how) or _second_word(kind, rest, start, end)


def _second_word(kind: str, rest: str, start: int, end: int) -> tuple[int, int] | None:
    """`is now hunter2`, `est le 123456`."""
    if not _is_plainly_not(rest[start:end]):
        return None
    start, end, _ = _word_at(rest, end + 1)
    return (start, end) if fits(kind, rest[start:end], "bare") else None


def _plain_words(rest: str, start: int, end: int, how: str) -> tuple[int, int] | None:
    """A password that is a word nobody says of one; after a colon a few, to the line's end."""
    word = rest[start:end]
    if len(word) < SHORTEST_WORD or not _WORD.fullmatch(word):
        return None
    if how in {"colon", "below"} and (phrase := _phrase(rest[start:].partition("\n")[0])):
        return start, start + len(phrase)
    if _is_plainly_not(word):
        return None
    if how == "colon" or _ENDS_LINE.match(rest, start) or _PUNCTUATED.match(rest, end):
        return start, end
    following = _WORD.match(rest, end + 1)
    return (start, end) if following and following[0].lower() in lexicon().and_ else None


def _phrase(line: str) -> str:
    """A line that is all a password of a few words; empty if it says anything else."""
    words = line.split(None, MOST_WORDS)
    are_words = all(_WORD.fullmatch(each.strip(_TRAILING)) for each in words)
    is_phrase = are_words and len(words) <= MOST_WORDS and not _tells_how_it_is(words)
    return line.rstrip().rstrip(_TRAILING) if is_phrase else ""


def _tells_how_it_is(words: Sequence[str]) -> bool:
    told = sum(map(_is_plainly_not, words))
    return 2 * told >= len(words) if len(words) >= LONG_PHRASE else told > 0


def _is_plainly_not(word: str) -> bool:
    word = word.strip(_TRAILING + "!?").lower()
    return word in lexicon().plainly_not or word.endswith(lexicon().ends)


def _told_before(text: str, name: Name) -> tuple[int, int] | None:
    """`hunter2 is my password`."""
    if name.kind in {"bare_code", "loose_password"}:
        return None
    begin = max(0, name.start - REACH)
    before = text[begin : name.start]
    if not before[-1:].isspace():
        return None
    words, at = before.rsplit(None, MOST_WORDS)[-MOST_WORDS:], len(before)
    while words and words[-1].lower() in lexicon().own:
        at = before.rindex(words.pop(), 0, at)
    if len(words) < 2 or words[-1].lower() not in _being():
        return None
    value = words[-2]
    at = before.rindex(value, 0, before.rindex(words[-1], 0, at))
    told = _ONE_WORD.fullmatch(value)
    if told is None or not fits(name.kind, told[1], "before"):
        return None
    return begin + at + told.start(1), begin + at + told.end(1)


@cache
def _being() -> frozenset[str]:
    return lexicon().being | {"-", "–", "—", "="}


def may_be_said_at(text: str, lowered: str) -> int:
    """From where the end of the text could still become a secret that words tell."""
    length = len(text)
    opens = [
        name.end
        for name in names_in(lowered, max(0, length - 2 * REACH))
        if length - name.end < REACH and _is_open(name.kind, text[name.end :])
    ]
    return min([*opens, _before_open_at(text)])


def _is_open(kind: str, rest: str) -> bool:
    """Whether what follows a name can still change what it tells."""
    words = rest.split()
    if _STOP.search(rest) or _NO_LINK.match(rest) or len(words) > 2 * MOST_WORDS + MOST_LINKS:
        return False
    if rest[-1:] not in _ENDS or _links(kind).match(rest):
        return True
    is_done = len(words) > 1 or not fits(kind, words[-1].strip(_TRAILING), "bare")
    return kind == "key" or not is_done  # with a stop no word links


def _before_open_at(text: str) -> int:
    """From where the last words could go on to `… is my password`."""
    words = [*_NOT_SPACE.finditer(text, max(0, len(text) - REACH))][-MOST_WORDS - MOST_LINKS :]
    for at, word in enumerate(words):
        if not _goes_on(words[at + 1 :]) or not (told := _ONE_WORD.fullmatch(word[0])):
            continue
        is_last = word.end() == len(text)
        if is_last or any(fits(kind, told[1], "before") for kind in _NAMED):
            return word.start()
    return len(text)


def _goes_on(words: Sequence[re.Match[str]]) -> bool:
    """Whether what comes after a word can be the beginning of `is my password`."""
    if not words:
        return True
    first = words[0][0].lower()
    is_begun = len(words) == 1 and any(being.startswith(first) for being in _being())
    return is_begun or first in _being()


def _word_at(text: str, start: int) -> tuple[int, int, bool]:
    """Where the next word begins and ends, without quotes and what trails; whether in quotes."""
    if quoted := _QUOTED.match(text, start):
        return *quoted.span(1), True
    found = _NOT_SPACE.match(text, start)
    if found is None:
        return start, start, False
    start, end = found.span()
    while start < end and text[start] in _OPENING:
        start += 1
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return start, min(end, start + MOST_VALUE), False
