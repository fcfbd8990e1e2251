"""The language of a conversation: the customer's first clear message sets it, and it stays (R72).

It changes when the customer clearly writes in another one. Short messages say nothing: one or
two words ("hi", "cancel") mislead every detector, but for those whose very letters tell.
`python -m bench.langid` has the figures.
"""

import re
from collections.abc import Mapping

from frontdesk.domain.mark import MARK
from frontdesk.ports.language import Languages

FEWEST_WORDS = 3
FEWEST_SIGNS = 6  # of scripts that put no spaces between words
SURE_ENOUGH = 0.6
SURE_OF_A_SWITCH = 0.8

_NAMES = """
ar=Arabic bg=Bulgarian bn=Bengali bs=Bosnian ca=Catalan cs=Czech da=Danish de=German el=Greek
en=English es=Spanish et=Estonian eu=Basque fa=Persian fi=Finnish fr=French ga=Irish gl=Galician
gu=Gujarati he=Hebrew hi=Hindi hr=Croatian hu=Hungarian id=Indonesian is=Icelandic it=Italian
ja=Japanese ka=Georgian kk=Kazakh ko=Korean lt=Lithuanian lv=Latvian mk=Macedonian ms=Malay
nl=Dutch no=Norwegian pl=Polish pt=Portuguese ro=Romanian ru=Russian sk=Slovak sl=Slovenian
sq=Albanian sr=Serbian sv=Swedish sw=Swahili ta=Tamil te=Telugu th=Thai tl=Tagalog tr=Turkish
uk=Ukrainian ur=Urdu uz=Uzbek vi=Vietnamese zh=Chinese
"""
NAMES: Mapping[str, str] = {name[:2]: name[3:] for name in _NAMES.split()}
"""Languages that customers write, by ISO 639-1; others are left to the model."""

ADDRESS_OR_NUMBER = re.compile(r"\S*(?:://|www\.|@)\S*|\S*\d\S*")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ONLY_RUSSIAN = re.compile(
    r"(?=[^a-z]*[ыэё])(?![^a-z]*[іїєґўјљњђћџѓќәғқңөұүһ])[^a-z]*", re.IGNORECASE
)
"""Cyrillic with letters that Ukrainian, Bulgarian and Serbian lack, and none of their own."""
LATIN = re.compile(r"[a-z\u00c0-\u024f]", re.IGNORECASE)
_NOT_LATIN = "ar bg bn el fa gu he hi ja ka kk ko mk ru sr ta te th uk ur zh"
NOT_LATIN = frozenset(_NOT_LATIN.split())
"""Languages of NAMES that are written, or may be, in other letters."""
SIGN = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def language_after(text: str, before: str, languages: Languages) -> str:
    """The conversation's language after the customer wrote `text`: a code of NAMES.

    `before`: what it was, empty while nothing was clear. Empty if it still is not.
    """
    said = ADDRESS_OR_NUMBER.sub(" ", MARK.sub(" ", text))
    if ONLY_RUSSIAN.fullmatch(said):
        return "ru"  # however short: no other language that we know of is written so
    if len(WORD.findall(said)) < FEWEST_WORDS and len(SIGN.findall(said)) < FEWEST_SIGNS:
        return before
    guess = languages.guess(said)
    if guess is None or guess.language not in NAMES or guess.probability < _sure(said, before):
        return before
    return guess.language


def _sure(said: str, before: str) -> float:
    """How sure a guess has to be; that it is not `before` the letters alone may tell."""
    may_be_before = before and (before in NOT_LATIN or LATIN.search(said))
    return SURE_OF_A_SWITCH if may_be_before else SURE_ENOUGH
