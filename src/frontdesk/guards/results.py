"""Exchange contact data in what actions return, before the model reads it or the log keeps it.

Results are mostly JSON. There a value is judged under its name, as a person reads it: `phone`
makes digits a phone number, `order_id` makes the same digits none. Everything else in the text
stays as it is, byte for byte.
"""

import json
import re
from collections.abc import Iterator, Mapping

from frontdesk.domain.placeholder import PLACEHOLDER, escape
from frontdesk.guards.contacts import Kind, Placeholders, find_contacts

_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\d\]-])")
_TOKEN = re.compile(
    r'(?P<text>"(?:[^"\\\x00-\x1f]|\\.)*+")(?P<names>\s*:)?|(?<![\w.+-])(?P<digits>\d{5,15})(?![\w.])'
)
_ESCAPED = re.compile(r"\\[\"\\/bfnrt]")
_WORDS = re.compile(r"[\W_]+|(?<=[a-zа-я])(?=[A-ZА-Я])|(?<=[^\W\d])(?=\d)")
_PHONE = re.compile(
    r"(?:\w+ ){0,2}(?:phone|telephone|mobile|cell|tel|fax|whatsapp|telefon|handy|tel[eé]fono"
    r"|m[oó]vil|t[eé]l[eé]phone|portable|телефон)(?: (?:number|no|nr|nummer|\d))?"
)
_ADDRESS = re.compile(
    r"(?!(?:\w+ )?(?:e ?mail|mail|ip|mac|web|site|wallet|url) )(?:\w+ ){0,2}(?:street|address"
    r"|(?:address )?line|house ?(?:number|no)|straße|strasse|hausnummer|adresse|anschrift"
    r"|direcci[oó]n|calle|rue|адрес|улица)(?: (?:line|name|number))?(?: ?\d)?"
)
_POSTCODE = re.compile(
    r"(?:\w+ ){0,2}(?:zip|zip ?code|post ?code|postal ?code|plz|postleitzahl|c[oó]digo postal"
    r"|code postal|индекс)"
)


def exchange_result(text: str, known: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    """The result with placeholders, and the values of those that are new.

    `known`: what placeholders of the conversation stand for. Those that stand in the result
    already stay; what only looks like one gets a backslash and stands for nothing.
    """
    placeholders = Placeholders(known)
    is_json = _JSON.match(text) is not None
    pieces = _in_json(text, placeholders) if is_json else [_plain(text, placeholders)]
    return "".join(pieces), placeholders.new


def _in_json(text: str, placeholders: Placeholders) -> Iterator[str]:
    """Also of JSON that was cut short, whose end is read as plain text."""
    name, end = "", 0
    for token in _TOKEN.finditer(text):
        yield _plain(text[end : token.start()], placeholders)
        end = token.end()
        if token["names"]:
            name = _WORDS.sub(" ", _unquoted(token["text"])).strip().lower()
            yield token[0]
        elif token["digits"]:
            is_phone = _PHONE.fullmatch(name) and len(token["digits"]) >= 7
            yield _quoted(placeholders.standing_for("phone", token[0])) if is_phone else token[0]
        else:
            yield _named(token["text"], name, placeholders)
    rest = text[end:]
    yield _plain(rest, placeholders, read_as=_ESCAPED.sub("  ", rest))


def _named(literal: str, name: str, placeholders: Placeholders) -> str:
    """A text of JSON under its name; as it was, where nothing in it is exchanged."""
    value = _unquoted(literal)
    if not value.strip() or PLACEHOLDER.fullmatch(value):
        kept = _plain(value, placeholders)
    elif kind := _kind_by_name(name, value):
        kept = placeholders.standing_for(kind, value)
    else:
        kept = _plain(value, placeholders, read_as=f"{name}: {value}")
    return literal if kept == value else _quoted(kept)


def _kind_by_name(name: str, value: str) -> Kind | None:
    """What the whole value is, where its name leaves no doubt."""
    has_digit = any(sign.isdigit() for sign in value)
    if "@" in value or "://" in value or not has_digit or PLACEHOLDER.search(value):
        return None
    has_letter = any(sign.isalpha() for sign in value)
    if _POSTCODE.fullmatch(name) or (_ADDRESS.fullmatch(name) and (has_letter or "house" in name)):
        return "address"
    return "phone" if _PHONE.fullmatch(name) and not has_letter else None


def _plain(text: str, placeholders: Placeholders, *, read_as: str = "") -> str:
    """`read_as`: the same text after something that tells what it is, which stays as it is."""
    pieces: list[str] = []
    end = 0
    before = max(0, len(read_as) - len(text))
    for contact in find_contacts(read_as or text):
        start, stop = contact.start - before, contact.end - before
        if start < 0:
            continue
        name = placeholders.standing_for(contact.kind, text[start:stop])
        pieces += [_escaped(text[end:start], placeholders), name]
        end = stop
    return "".join([*pieces, _escaped(text[end:], placeholders)])


def _escaped(text: str, placeholders: Placeholders) -> str:
    def stays(found: re.Match[str]) -> str:
        is_known = found["escape"] or found[0] in placeholders.known
        return found[0] if is_known else escape(found[0])

    return PLACEHOLDER.sub(stays, text)


def _unquoted(literal: str) -> str:
    try:
        return str(json.loads(literal))
    except ValueError:  # a backslash before what JSON does not escape
        return literal[1:-1]


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
