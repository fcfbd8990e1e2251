"""A text as somebody sees it who reads it: without signs that only a program takes in.

Unicode has characters of no width, some that turn the reading direction, and tags that spell
ASCII unseen. In a support message none of them says anything, but a model reads them all.
"""

import re
import unicodedata

# Controls, soft hyphens and fillers, direction marks, invisible operators, byte order marks,
# piles of variation selectors, tags, planes for private use. The widget drops the same ones
# (web/shared/markdown/clean.ts); U+FE0F makes a sign an emoji and stays.
_UNSEEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e01ef\U000f0000-\U0010ffff]"
)
# Joiners shape some scripts and many emoji; beside ASCII they only hide.
_LOOSE_JOINER = re.compile(
    "(?<![\u0590-\u1fff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
    "|[\u200c\u200d](?![\u0590-\u1fff\u2600-\u27bf\U0001f000-\U0001faff])"
)

# Letters of other scripts that look like Latin ones (Unicode's confusables.txt has thousands;
# these are the ones in ordinary fonts that NFKD does not resolve).
_TWINS = str.maketrans(
    "аɑαсϲƈԁɗеєҽɛεһհіıɩιјκкӏӀןмԛοоօрρґгѕꜱтτυսуүγνѵԝщхӿꭰᴀᴄᴅᴇʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ",
    "aaacccddeeeeehhiiiijkklllmqooopprrssttuuyyyvvwwxxdacdehijklmnoprtuvwyz",
)
BRACKETS = "‹＜﹤〈⟨˂ᐸ❮❰⧼⟪«≺⋖"
"""What looks like the one that opens a mark."""

MOST_KEPT = 10_000  # characters in memory, whatever anybody sends


class _Folded(dict[int, str]):
    """Each character as one plain sign: a lower-case letter, what it is, or "\\0" for none."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if sign in BRACKETS:
            plain = "<"
        elif sign.isspace():
            plain = sign
        elif unicodedata.category(sign) in {"Mn", "Me", "Cf", "Cc"}:
            plain = "\0"
        else:
            first = unicodedata.normalize("NFKD", sign).casefold().translate(_TWINS)[:1]
            plain = first or sign
        if len(self) < MOST_KEPT:
            self[code] = plain
        return plain


_FOLDED = _Folded()


def visible(text: str) -> str:
    return _LOOSE_JOINER.sub("", _UNSEEN.sub("", text))


def folded(text: str) -> str:
    """As many characters, each as the plain one it looks like; "\\0" where nothing is seen.

    For finding words that were spelt so as not to be found, never for showing.
    """
    return text.translate(_FOLDED)
