"""Find postal addresses in what is written, and no headings, goods or prices.

A street with its number is one where a town with its postcode stands beside it, where it fills
its line, or where a phrase such as "my address is" stands before it. Words that streets share
with other things ("Drive", "Way", "Platz") count only beside a town or after such a phrase.
The forms are those of the Universal Postal Union's sheets for the US, Canada, Great Britain,
Germany, Austria, Switzerland, Spain, France and Russia (https://www.upu.int/en/postal-solutions).
Every repetition is bounded, so time stays linear in the text.
"""

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from frontdesk.guards.leading import Leading
from frontdesk.guards.secrets.plain import lower

BEFORE = 60  # characters in which a phrase may say that an address comes
MOST_LOOKED_AT = 1_000
"""Streets in a text around which is looked for a town; a customer's message has no room for so
many."""
MOST_PARTS = 5  # town, unit, country … on either side of a street

_UP = "A-ZÀ-ÖØ-ÞŠŽŸŒА-ЯЁ"
_WORD = r"[^\W\d_][\w'’.\-]{0,24}"
_CAPITAL = rf"[{_UP}][\w'’.\-]{{0,24}}"
_DASHED = rf"(?:[{_UP}][\w'’.]{{0,24}}+-){{0,5}}+"  # `Karl-Marx-`
_FIRST_PART = (  # `Karl-Marx-`, `Berliner `
    rf"[{_UP}](?=[\w'’.]{{0,24}}+[ -])(?:[\w'’.\-]{{0,24}}+ |[\w'’.\-]{{0,24}}-)"
)
_ROW = rf"(?<!\b[{_UP}]-)(?<!\b[{_UP}]\w-)(?:[{_UP}]\w?-(?=[{_UP}]\w?-))*+"
"""`A-B-` and what goes on like it: who begins at each of its letters looks at it as many times."""
_NUMBER = r"(?<![\w#€$£.,:/-])\d{1,5}(?:[-–/]\d{1,4})?(?: ?[A-Za-z](?![\w'’]))?"
_PARTICLE = r"(?:de|du|des|la|le|les|del|los|las|l['’]|d['’]|der|den|dem|von|y|et)"
_END = r"(?=\s*(?:[,;.!?)\n\"]|$))"

_UNIT = (
    r"(?:apt|apartment|unit|suite|ste|flat|floor|fl|room|apto|piso|puerta|pta|esc"
    r"|appt|appartement|b[âa]t|[ée]tage|whg|wohnung|кв|квартира|корп|корпус|стр|строение"
    r"|оф|офис|подъезд|эт|этаж|к)\b\.? ?[\w-]{1,6}"
    r"|#\s?\d{1,5}[a-z]?|\d{1,2}[ºª°](?: ?(?:[a-z]\b|(?:izq|dcha|derecha|izquierda)\b\.?))?"
)
_STRONG_ENGLISH = (
    r"(?:street|avenue|boulevard|lane|crescent|terrace|road)\b|(?:ave|blvd|ln|st|rd)\b\.?"
)
_WEAK_ENGLISH = (
    r"(?:drive|way|place|court|square|close|grove|gardens|mews|parkway)\b"
    r"|(?:dr|pl|ct|sq|pkwy)\b\.?"
)
_STRONG_GERMAN = (
    rf"{_ROW}(?:(?:(?:Alte|Neue|Große|Kleine|Obere|Untere|Lange|Kurze) )?{_DASHED}"
    r"[^\W\d_]{2,24}(?:straße|strasse|str\.|gasse|allee|chaussee)"
    rf"|{_FIRST_PART}(?:Str(?:aße|asse|\.)|Gasse|Allee|Chaussee|Promenade))"
    rf"|Straße (?:des|der) (?:\d{{1,2}}\. )?{_CAPITAL}"
)
_WEAK_GERMAN = (
    rf"[{_UP}][^\W\d_]{{2,24}}(?:weg|platz|ring|damm|ufer|steig|markt|hof|berg|wall)"
    rf"|{_ROW}{_FIRST_PART}(?:Weg|Platz|Ring|Damm|Ufer)"
    rf"|(?:Am|An der|An den|Auf dem|Auf der|Im|In der|Zum|Zur|Unter den|Hinter der) {_CAPITAL}"
)
_FRENCH = (
    r"(?: ?(?i:bis|ter|quater)\b)?,? (?i:rue|avenue|av\.|boulevard|bd|chemin|all[ée]e"
    r"|impasse|quai|cours|route|faubourg|passage|sentier|place)\b "
    rf"(?:(?:(?:{_PARTICLE} ?){{0,2}}(?:{_CAPITAL}|\d{{1,2}}(?!\d)) ?){{1,4}}(?<! )"
    rf"|(?:{_WORD} ){{0,4}}?{_WORD}{_END})"
)
_SPANISH = (
    r"(?=[A-Za-z])(?i:c(?:alle|/|amino|arretera|tra\.)|av(?:enida|da?\.|da|\.)|p(?:laza|za\.|aseo)"
    rf"|ronda|travesía|glorieta) ?(?:{_WORD} ){{0,5}}?{_WORD},? ?(?i:n\.?[ºo°]|núm\.|número)? ?"
    r"\d{1,4}(?!\d|[.,]\d|[%€])(?: ?[A-Z](?!\w))?"
)
_RUSSIAN = (
    r"(?=[А-Яа-яЁё])(?i:(?:ул(?:\.|ица)|пр(?:\.|оспект|-т|осп\.)|пер(?:\.|еулок)|наб(?:\.|ережная)"
    rf"|шоссе|бульвар|б-р|площадь|пл\.|проезд) ?(?:{_WORD} |\d{{1,2}} ){{0,3}}?{_WORD}"
    rf"|(?:{_WORD} ){{0,2}}?{_WORD} (?:улица|ул\.|проспект|пр-т|переулок|набережная|шоссе|бульвар))"
    r",? (?i:д(?:\.|ом)? ?)?\d{1,4}(?:[/-]\d{1,4})?[а-яa-z]?(?!\w)"
)
_BOX = (
    r"(?=[PpAaBbАа])(?i:p\.? ?o\.? ?box|postfach|apartado(?: de correos)?|bo[îi]te postale|а/я)"
    r" ?\d{1,4}(?: ?\d{2,4}){0,2}(?!\w)"
)


def _english(kinds: str) -> str:
    return (
        rf",? (?:{_WORD} ){{1,3}}?(?i:{kinds})"
        r"(?: (?:[NSEW]{1,2}|North|South|East|West)\b)?"
    )


def _german(names: str) -> str:
    return (
        rf"(?:{names}) \d{{1,4}}(?:[-–/]\d{{1,4}})?(?: ?[a-z](?!\w))?"
        r"(?!\w|[.,-]\d|[%€$]| ?(?:€|EUR))"
    )


def _streets(numbered: Sequence[str], named: Sequence[str]) -> re.Pattern[str]:
    """Those that begin with their number, and those with a word; of the first also with a unit."""
    with_unit = (
        rf"(?=[FfAaUuSs])(?i:flat|apt|apartment|unit|suite)\.? \w{{1,5}},? {_NUMBER}{numbered[0]}"
    )
    # Whether a word begins is asked first: nearly everywhere that is all that has to be.
    return re.compile(
        rf"(?<!\w)(?:(?=\d){_NUMBER}(?:{'|'.join(numbered)})"
        rf"|(?=[^\W\d_])(?:{'|'.join((with_unit, *named))}))"
    )


_STRONG = _streets(
    (_english(_STRONG_ENGLISH), _FRENCH), (_german(_STRONG_GERMAN), _SPANISH, _RUSSIAN, _BOX)
)
_WEAK = _streets((_english(_WEAK_ENGLISH),), (_german(_WEAK_GERMAN),))

_NAME = (
    rf"{_CAPITAL}(?:[ -](?:{_CAPITAL}|(?:am|an der|im|ob der|sur|de|del|la|le|en|les)\b)){{0,3}}"
)
_TOWN = re.compile(
    # postcode first: 10115 Berlin, D-10115 Berlin, 28013 Madrid, 75001 Paris, 123456 Москва
    rf"(?:[A-Z]{{1,2}}-)?\d{{4,6}}(?![\d.,:/-]*\d),? (?:г\. ?)?{_NAME}"
    # postcode last: Springfield, IL 62701; Toronto ON M5V 2T6; Bristol BS1 4XX; Москва, 123456
    rf"|(?:(?:{_NAME}|{_WORD}),?\s)?(?:[A-Z]{{2}},? \d{{5}}(?:-\d{{4}})?"
    r"|(?:[A-Z]{2} )?[A-Z]\d[A-Z] ?\d[A-Z]\d"
    r"|(?i:[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}))(?!\w)"
    rf"|{_NAME},? \d{{5,6}}(?![\w.,-]*\d)"
)
_CITY = re.compile(rf"(?:г\. ?|город )?{_NAME}{_END}")
_COUNTRY = re.compile(
    r"(?:germany|deutschland|austria|österreich|switzerland|schweiz|suisse|spain|españa|france"
    r"|russia|россия|usa|u\.s\.a\.|united states|uk|united kingdom|england|scotland|canada)(?!\w)"
)
_PART = re.compile(_UNIT)
"""It and countries are looked for in lower case, which is faster."""
_GAP = re.compile(r"[ \t]*[,;]?[ \t]*\n?[ \t]*")
_TOWN_BEFORE = re.compile(
    rf"(?=[\dг])(?:(?:\d{{6}},? ?)?(?:г\. ?|город ){_NAME}, ?\Z"
    rf"|\d{{6}}, ?(?:г\. ?)?{_NAME}, ?\Z|\d{{5}} {_NAME}, ?\Z)"
)
_ENDS_TOWN = (",", ", ")  # before a street
_BEFORE_STREET = frozenset(" \t,;>*•-")  # where it begins a line
_LINE_ENDS = re.compile(r"[ \t,;.]*+(?:\n|\Z)")
_TOWN_ENDS_LINE = re.compile(r"[ .;]*+(?:\n|\Z)")

_SHORT = {
    "street": "st",
    "avenue": "ave",
    "road": "rd",
    "lane": "ln",
    "boulevard": "blvd",
    "улица": "ул",
    "дом": "д",
    "квартира": "кв",
}

_SAYS = (
    r"(?:\b(?:address(?:es)?|(?:live|lives|living|reside|located) (?:at|on|in)|mov(?:e|ed|ing) to"
    r"|(?:ship|send|deliver|mail|post|forward)(?:ed|ing|s)?(?: \w+){0,3} to"
    r"|(?:wohne|wohnen|wohnhaft)(?: \w+)?(?: in| am| an)?"
    r"|(?:liefer|schick|send)\w{0,4}(?: \w+){0,3} (?:an|nach|in)|umgezogen\b"
    r"|direcci[óo]n|domicilio|vivo en|vivimos en|env\w{1,6}(?: \w+){0,3} a"
    r"|j['’]habite|nous habitons|(?:livr|envoy|exp[ée]di)\w{1,6}(?: \w+){0,3} (?:à|au)"
    r"|адрес\w{0,4}|(?:жив|прожива)\w{1,4}(?: по адресу)?|(?:достав|отправ|пришл)\w{1,6}"
    r"(?: \w+){0,3} (?:на|по|в))|adresse|anschrift)"
)
_LINK = (
    r"(?:\s{0,2}(?:for|of|de|für|del?|para|pour|доставки)(?: \w+){1,2})?"
    r"\W{0,3}(?:(?:is|now|are|will be|at|to|on|in|der|die|den|ist|lautet|jetzt|nun|neu|es|ahora"
    r"|está|est|maintenant|au|à|en|la|le|теперь|это|на|the|street|straße|calle|rue)\b\W{0,3})"
    r"{0,3}"
)
_TOLD = Leading.of(_SAYS, _LINK, BEFORE)


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where each address begins and ends, unit, town and country included, in order.

    After the first 1,000 streets all the rest of the text is taken for one: it then takes more
    than there is, never less.
    """
    looked_at = done = 0
    streets = sorted(
        [(found, True) for found in _STRONG.finditer(text)]
        + [(found, False) for found in _WEAK.finditer(text)],
        key=lambda each: (each[0].start(), -each[0].end()),
    )
    lowered = lower(text)
    told = _TOLD.begins_in(lowered) if streets else ()
    for street, is_strong in streets:
        if street.start() < done:
            continue
        if looked_at == MOST_LOOKED_AT:
            yield max(done, street.start() - BEFORE), len(text)
            return
        looked_at += 1
        start, end, has_town = _around(text, lowered, *street.span())
        if (
            has_town
            or (is_strong and _fills_its_line(text, start, end))
            or _TOLD.leads_to(lowered, start, told)
        ):
            yield start, end
            done = end


def normalise(address: str) -> str:
    """The same for every way of writing it: without case, signs and spaces, "street" spelled out.

    One with its town is another than one without: who knows whether it is the same town.
    """
    words: list[str] = re.findall(r"\w+", normalize("NFKC", address).casefold())
    return "".join(re.sub(r"str$", "strasse", _SHORT.get(word, word)) for word in words)


def _around(text: str, lowered: str, start: int, end: int) -> tuple[int, int, bool]:
    """With what belongs to the street, and whether a town with its postcode is among it."""
    has_town = False
    if text.endswith(_ENDS_TOWN, 0, start):
        before = _TOWN_BEFORE.search(text, max(0, start - BEFORE), start)
        start, has_town = (before.start(), True) if before else (start, False)
    for _ in range(MOST_PARTS):
        gap = _GAP.match(text, end)
        at = gap.end() if gap else end
        if town := _TOWN.match(text, at):
            end, has_town = town.end(), True
        elif part := _PART.match(lowered, at) or _COUNTRY.match(lowered, at):
            end = part.end()
        elif (city := _CITY.match(text, at)) and _is_town(text, lowered, end, city):
            end = city.end()
        else:
            break
    return start, end, has_town


def _is_town(text: str, lowered: str, end: int, name: re.Match[str]) -> bool:
    """Whether a name after a street is its town: by what follows, or as the end of its line."""
    if "," in text[end : name.start()] and _TOWN_ENDS_LINE.match(text, name.end()):
        return True
    gap = _GAP.match(text, name.end())
    at = gap.end() if gap else name.end()
    return bool(_TOWN.match(text, at) or _COUNTRY.match(lowered, at))


def _fills_its_line(text: str, start: int, end: int) -> bool:
    while start and text[start - 1] in _BEFORE_STREET:
        start -= 1
    begins_line = not start or text[start - 1] == "\n"
    return begins_line and _LINE_ENDS.match(text, end) is not None
