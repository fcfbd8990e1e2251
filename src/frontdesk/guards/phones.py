"""Find phone numbers in what customers write, and no order, tracking or article numbers.

What was typed decides: an international prefix, a shape that only phone numbers have, or a word
such as "call me at" right before. Digits that nothing speaks for are left alone (requirements,
D6). Every pattern takes linear time, whatever it is given.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from frontdesk.guards.leading import Leading
from frontdesk.guards.secrets.plain import lower

Kind = Literal["international", "shaped", "plain", "none"]

TRUNKS = {
    **dict.fromkeys(("31", "32", "33", "353", "41", "43", "44", "49"), ("0",)),
    **dict.fromkeys(("34", "351", "352", "420", "45", "47", "48"), ("",)),
    "1": ("", "1"),
    "7": ("8",),
}
"""What is dialled before a number within a country, by its code (ITU-T E.164 and E.123)."""
FEWEST_NATIONAL = 8  # digits after the trunk that two spellings share when they are one number

FEWEST, MOST = 7, 15  # digits; E.164 allows 15
MOST_CALLED = 12  # without a prefix that tells the country
MOST_GROUPS = 8
MOST_LOOKED_AT = 700
"""Places in a text where a number may begin; a customer's message has no room for so many."""
WINDOW = 48  # characters before a number in which a word may say what it is

_RUN = re.compile(
    r"(?<![\w#=@/\\$€£¥₽₹-])(?<![$€£¥₽₹] )"
    rf"[+(]{{0,2}}\d(?:[ \t\u00a0().\-/\u2010\u2011]{{0,3}}\d){{{FEWEST - 1},}}+"
)
_TOKEN = re.compile(r"\S+")
_GROUP, _BETWEEN = re.compile(r"\d+"), re.compile(r"\D+")
_SPACE = re.compile(r"[ \t\u00a0]")
_MARK = re.compile(r"[-./]")
_EXTENSION = re.compile(r"[ ,]{0,2}(?:x|ext\.?|extension|durchwahl|доб\.?)[ .]{0,2}\d{1,6}")
_NOT_AFTER = re.compile(
    r"\w|:\d|-\w{1,2}\b|,\d{1,2}(?!\d)"
    r"|[ \u00a0]?(?:[$€£¥₽₹%°]|(?:usd|eur|gbp|rub|euros?|dollars?|руб\w{0,4}"
    r"|mm|cm|km|kg|ml|mah|wh|k?hz|[kmgt]b|px|pcs|watts?|volts?)\b)"
)

_AREA = re.compile(r"(?:\d{1,3} ?)?\(\d{1,5}\) ?\d[\d .-]{3,12}")
_SIGN = r"(?:[ \u00a0\-\u2010\u2011.]| ?/ ?)"
_SHAPED = re.compile(rf"\d+(?:{_SIGN}\d+)*")
"""What goes on beyond has no shape, but for one with brackets."""
_BEGIN = re.compile(
    r"(?<=\s)(?=0\d{6}|(?=[\d \u00a0]{0,22}+[-./\u2010\u2011(])(?:(?:\d{1,3} ?)?\(\d{1,5}\) ?\d"
    rf"|[-./\u2010\u2011]?(?:0(?:{_SIGN}?\d){{6}}|(?:1{_SIGN})?\d{{3}}{_SIGN}\d{{3}}{_SIGN}\d{{4}}"
    r"|\d{1,4}([-.\u2010\u2011])\d{2,4}\1\d{2,4})))\S+"
)
"""What follows a space and may have a shape, with more than spaces between its groups."""
_MARKS = {" ", "\u00a0", "-", "\u2010", "\u2011", ".", "/", " / "}

_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NO_PHONE = re.compile(
    r"https?://\S+|www\.\S+"
    r"|[A-Z]{2}(?<!\w..)\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"  # an IBAN
    r"|(?<![\w.])(?=\d{1,4}[-/.]\d)(?:"
    r"(?<!-)(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1" + _DAY + r"(?![-/.]?\d)"
    r"|(?<![/-])" + _DAY + r"([-/.])" + _DAY + r"\2(?:(?:19|20)\d\d|\d\d)(?![-/.]?\d)"
    r"|" + _OCTET + r"(?:\." + _OCTET + r"){3}(?!\.?\d))"
)

_NUMBER = (
    r"numbers?|no|nr|num|nº|n°|id|code|is|was|nummer|ist|lautet|número|es|numéro|est|номер|это"
)
_LINK = (
    rf"\W{{0,3}}(?:(?:{_NUMBER}|are|at|on|to|under|via|me|us|you|back|unter|mich|uns|an|auf|zurück"
    r"|al|en|au|sur|moi|мне|по|на)\b\W{0,3}){0,4}"
)
_CALLED = Leading.of(
    r"\b(?:(?:tele)?(?:phone|fon|foon)(?:nummer|number)?|mobiles?|cell(?:phone)?"
    r"|tel|fax|whatsapp|sms|viber|telegram|call(?:ed|ing)?|ring|dial|text|reach|contact"
    r"|my number|mobil\w{0,8}|handy\w{0,8}|\w{0,8}rufnummer|anruf\w{0,3}|ruf\w{0,2}|erreich\w{0,4}"
    r"|meine nummer|tel[eé]fono|m[oó]vil|celular|ll[aá]m\w{0,6}|mi n[uú]mero"
    r"|t[eé]l[eé]phone|portable|appel\w{0,4}|mon num[eé]ro"
    r"|тел\w{0,6}|моб\w{0,8}|сотов\w{0,4}|\w{0,3}звони\w{0,4}|мой номер)",
    _LINK,
    WINDOW,
)
_COUNTED = Leading.of(
    r"\b(?:orders?|invoices?|tracking|shipments?|parcels?|tickets?|cases?|serial|articles?|items?"
    r"|products?|part|sku|ean|upc|isbn|imei|rma|ref(?:erence)?|account|customer|member|card|iban"
    r"|vat|po|s/n|pin|code|id|model|version|bestell\w{0,12}|auftr\w{0,12}"
    r"|rechnung\w{0,8}|sendung\w{0,8}|paket\w{0,8}|kunden\w{0,8}|artikel\w{0,8}|\w{1,16}nummer"
    r"|pedidos?|facturas?|env[ií]o|seguimiento|art[ií]culo|commande|factures?|colis|suivi"
    r"|заказ\w{0,3}|сч[её]т\w{0,2}|накладн\w{0,3}|трек\w{0,6}|посылк\w{0,2}|артикул\w{0,2})",
    rf"\W{{0,3}}(?:(?:{_NUMBER})\b\W{{0,3}}){{0,3}}",
    WINDOW,
)
_HASHED = re.compile(r"(?:#|№)\s?\Z")


@dataclass(frozen=True, slots=True)
class _Text:
    """What is looked through, and where words begin that say what a number is."""

    whole: str
    lowered: str
    called: Sequence[int]
    counted: Sequence[int]

    @classmethod
    def of(cls, whole: str) -> "_Text":
        lowered = lower(whole)
        return cls(whole, lowered, _CALLED.begins_in(lowered), _COUNTED.begins_in(lowered))

    def is_called(self, start: int) -> bool:
        return _CALLED.leads_to(self.lowered, start, self.called)

    def is_counted(self, start: int) -> bool:
        is_hashed = _HASHED.search(self.whole, max(0, start - 2), start)
        return bool(is_hashed) or _COUNTED.leads_to(self.lowered, start, self.counted)


def find_phones(text: str) -> Iterator[tuple[int, int]]:
    """Where each phone number begins and ends, extension included, in order.

    After the first 700 places where one may begin, every row of seven digits and more is taken
    for one, with its extension: it then takes more than there is, never less.
    """
    visible = _NO_PHONE.sub(lambda found: "\0" * len(found[0]), text)
    runs = [found.span() for found in _RUN.finditer(visible)]
    if not runs:
        return
    seen = _Text.of(visible)
    looked_at = done = 0
    for begin, stop in runs:
        for start in _beginnings(visible, begin, stop):
            if start < done:
                continue
            if looked_at == MOST_LOOKED_AT:
                done = _with_extension(seen, stop)
                yield start, done
                break
            looked_at += 1
            if end := _end_within(seen, start, stop, is_first=start == begin):
                yield start, end
                done = end


def normalise(phone: str) -> str:
    """The same for every way of writing it; digits in ASCII."""
    number, *extension = re.split(r"[^\W\d]+", phone)
    plain = re.sub(r"\+(.{1,6})\(0\)", r"+\1", number)
    digits = _digits(plain)
    if plain.lstrip("( ").startswith("+"):
        digits = f"+{digits}"
    elif digits.startswith("00"):
        digits = f"+{digits[2:]}"
    return "x".join([digits, *filter(None, map(_digits, extension))])


def could_be(text: str) -> bool:
    """Whether it holds nothing but a phone number, by its digits and signs alone."""
    return FEWEST <= len(_digits(text)) <= MOST and not re.search(r"[^\W\d]", text)


def within_country(phone: str) -> tuple[str, ...]:
    """How a number, as `normalise` gives it, is written in its own country.

    Nothing for one without its country's code, and where that country's rule is not known.
    """
    code = next((code for code in TRUNKS if phone.startswith(f"+{code}")), None)
    if code is None or "x" in phone:
        return ()
    rest = phone[1 + len(code) :]
    return tuple(trunk + rest for trunk in TRUNKS[code]) if len(rest) >= FEWEST_NATIONAL else ()


def _beginnings(text: str, begin: int, stop: int) -> Iterator[int]:
    """Where a phone number may begin in a run of digits."""
    yield begin
    for found in _BEGIN.finditer(text, begin, stop):
        yield found.start()


def _end_within(text: _Text, start: int, stop: int, *, is_first: bool) -> int | None:
    """Where the phone number ends that begins here in a run that stops there, if one does."""
    found = islice(_TOKEN.finditer(text.whole, start, stop), MOST_GROUPS)
    tokens = [each.span() for each in found]
    alone = stop if is_first and tokens[-1][1] == stop else None
    ends = _ends(text.whole, tokens)
    return _end_of_phone(text, start, ends, alone, is_first=is_first) if ends else None


def _ends(text: str, tokens: Sequence[tuple[int, int]]) -> Sequence[int]:
    """Of those with which there are, from the first on, as many digits as a number has."""
    count, ends = 0, list[int]()
    for start, end in tokens:
        count += _count(text[start:end])
        if count > MOST:
            break
        if count >= FEWEST:
            ends.append(end)
    return ends


def _count(token: str) -> int:
    """Of its digits."""
    return len(token) if token.isdecimal() else sum(map(str.isdecimal, token))


def _stands_alone(number: str) -> bool:
    """Whether it is told from numbers around it by more than a space."""
    return not _SPACE.search(number) or number[0] in "+(" or bool(_MARK.search(number))


def _end_of_phone(
    text: _Text, start: int, ends: Sequence[int], alone: int | None, *, is_first: bool
) -> int | None:
    """Where the phone number ends that begins here, if one does.

    `ends`: where it may, the longest last; what ends at `alone` has no numbers around it.
    `is_first`: of its run; no word stands right before the others.
    """
    is_called = is_first and text.is_called(start)
    longest = text.whole[start : ends[-1]]
    if not (is_called or "+" in longest or "(" in longest):  # else nothing speaks for it
        shaped = _SHAPED.match(longest)
        to = start + shaped.end() if shaped else ends[-1]
        ends = [end for end in ends if end <= to]
    numbers: dict[Kind, int] = {}
    for end in reversed(ends):
        number = text.whole[start:end]
        if end == alone or _stands_alone(number):
            _take(text, end, _kind_of(number), numbers)
        if "shaped" in numbers and "+" not in longest:
            break  # no shorter one is better
    if "international" in numbers:
        return numbers["international"]
    if is_called:
        return numbers.get("shaped", numbers.get("plain"))
    is_counted = is_first and "shaped" in numbers and text.is_counted(start)
    return None if is_counted else numbers.get("shaped")


def _take(text: _Text, end: int, kind: Kind, numbers: dict[Kind, int]) -> None:
    """The longest of each kind, with its extension, unless it goes on or counts something."""
    if kind == "none" or kind in numbers:
        return
    whole = _with_extension(text, end)
    if not _NOT_AFTER.match(text.lowered, whole):
        numbers[kind] = whole


def _with_extension(text: _Text, end: int) -> int:
    extension = _EXTENSION.match(text.lowered, end)
    return extension.end() if extension else end


def _kind_of(number: str) -> Kind:
    groups = _GROUP.findall(number)
    count = sum(map(len, groups))
    if not FEWEST <= count <= MOST:
        return "none"
    if "+" in number:
        is_whole = count == 11 if groups[0] in {"1", "7"} else count > FEWEST
        return "international" if is_whole else "none"
    if _has_shape(number, groups, count):
        return "shaped"
    return "plain" if count <= MOST_CALLED else "none"


def _has_shape(number: str, groups: list[str], count: int) -> bool:
    """Whether these groups of digits are a phone number without a word for it."""
    if len(groups) == 1 and groups[0][0] != "0":
        return False
    sizes = [len(group) for group in groups]
    if len(set("".join(groups))) < 3 or sizes == [3, 2, 4]:
        return False  # bits; an SSN
    if "(" in number:
        return _AREA.fullmatch(number) is not None and 8 <= count <= 12
    marks = set(_BETWEEN.findall(number))
    if not marks <= _MARKS:
        return False
    if groups[0].startswith("0"):
        return _has_trunk(sizes, count, groups[0], marks)
    if sizes in ([3, 3, 4], [1, 3, 3, 4]):
        return sizes[0] == 3 or groups[0] == "1"
    return len(marks) == 1 and _is_grouped(sizes, count, groups[0], marks)


def _has_trunk(sizes: list[int], count: int, first: str, marks: set[str]) -> bool:
    """A number with its 0 or 00. Nine digits may be a postal code and a house, or a version."""
    if first.startswith("00"):
        return not first.startswith("000") and 11 <= count <= MOST
    if len(sizes) == 1:
        return 10 <= count <= 11
    return (9 if sizes[0] < 5 and "." not in marks else 10) <= count <= 12


def _is_grouped(sizes: list[int], count: int, first: str, marks: set[str]) -> bool:
    """Three groups and more, as phone numbers have them; amounts and cards have others."""
    if count == 8:
        return sizes == [2, 2, 2, 2]
    as_thousands = set(sizes[1:]) == {3} and (sizes[0] < 3 or marks == {"."})
    return (
        9 <= count <= 12
        and len(sizes) >= 3
        and not marks & {"/", " / "}
        and (2 <= sizes[0] <= 4 or first in {"7", "8"})
        and all(2 <= size <= 4 for size in sizes[1:])
        and not (as_thousands or set(sizes) == {4})
    )


def _digits(text: str) -> str:
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())
