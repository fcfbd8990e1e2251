"""Text becomes word pieces as BERT's uncased models read them.

The rules are those of the reference tokenizer (google-research/bert, `tokenization.py`): clean,
set CJK letters apart, lower the case, strip accents, part at punctuation, then the longest known
piece first.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
MAX_WORD = 100  # Letters; a longer word is one unknown piece, as in the reference.
REMEMBERED_WORDS = 20_000

_CJK = (
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df"
    "\U0002a700-\U0002b81f\U0002b820-\U0002ceaf\U0002f800-\U0002fa1f"
)
_CJK_LETTER = re.compile(f"([{_CJK}])")
_PLAIN_ASCII = re.compile(r"[\t\n\r -~]*\Z")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+|[!-/:-@\[-`{-~]")


class WordPieces:
    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers: Mapping[str, int] = {piece: n for n, piece in enumerate(vocabulary)}
        self.start, self.end = self._numbers[START], self._numbers[END]
        self._pieces = lru_cache(maxsize=REMEMBERED_WORDS)(self._cut)

    def numbers(self, text: str) -> list[int]:
        """The pieces' places in the vocabulary, without start and end marks."""
        return [number for word in _words(text) for number in self._pieces(word)]

    def _cut(self, word: str) -> tuple[int, ...]:
        """The longest known piece first; a word with a part nobody knows is unknown as a whole."""
        pieces: list[int] = []
        begin = 0
        while begin < len(word):
            known = self._longest(word, begin)
            if known is None:
                return (self._numbers[UNKNOWN],)
            number, begin = known
            pieces.append(number)
        return tuple(pieces)

    def _longest(self, word: str, begin: int) -> tuple[int, int] | None:
        if len(word) > MAX_WORD:
            return None
        mark = "##" if begin else ""
        for end in range(len(word), begin, -1):
            number = self._numbers.get(mark + word[begin:end])
            if number is not None:
                return number, end
        return None


def _words(text: str) -> Iterator[str]:
    if _PLAIN_ASCII.match(text):
        yield from (match.lower() for match in _ASCII_WORD.findall(text))
        return
    for word in _CJK_LETTER.sub(r" \1 ", _cleaned(text)).split():
        yield from _parted(_without_accents("".join(map(str.lower, word))))


def _cleaned(text: str) -> str:
    return "".join(
        " " if _is_space(letter) else letter for letter in text if not _is_control(letter)
    )


def _is_space(letter: str) -> bool:
    return letter in "\t\n\r" or unicodedata.category(letter) == "Zs"


def _is_control(letter: str) -> bool:
    if letter in "\t\n\r":
        return False
    return letter in "\0\ufffd" or unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs"}


def _without_accents(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")


def _parted(word: str) -> Iterator[str]:
    """A word and the punctuation in it, each by itself."""
    begin = 0
    for place, letter in enumerate(word):
        if _is_punctuation(letter):
            if begin < place:
                yield word[begin:place]
            yield letter
            begin = place + 1
    if begin < len(word):
        yield word[begin:]


def _is_punctuation(letter: str) -> bool:
    if letter.isascii():
        return not letter.isalnum()
    return unicodedata.category(letter)[0] == "P"
