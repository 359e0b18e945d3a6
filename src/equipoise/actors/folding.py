"""Text -> a plain twin of the same length, in which names can be searched.

The automaton never sees the text itself but its fold: accents dropped, every mark that is no letter or
digit (line
breaks, hyphens, curly and straight apostrophes alike) a single space, case kept. One code point stays one
code
point, so a place in the fold is a place in the text. Wrapped lines, doubled spaces and invisible characters
inside
a name need the slower way, which remembers where each kept code point came from.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right

__all__ = ["Fold", "fold"]

_SPECIAL = {
    "ı": "i",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ŋ": "n",
    "œ": "o",
    "Œ": "O",
    "ə": "a",
    "Ə": "A",
}
#: stands for a letter of another script: part of a word, but in no name
_OTHER_LETTER = "ÿ"


def _plain(char: str) -> str:
    base = _SPECIAL.get(char) or unicodedata.normalize("NFKD", char)[0]
    if base.isascii() and base.isalnum():
        return base
    return _OTHER_LETTER if char.isalnum() else " "


def _latin1_table() -> bytes:
    special = {
        "\x01": "\x01",
        "ß": "s",
        "æ": "a",
        "Æ": "A",
        "ø": "o",
        "Ø": "O",
        "ð": "d",
        "Ð": "D",
        "þ": "t",
        "Þ": "T",
    }
    return "".join(special.get(chr(i)) or _plain(chr(i)) for i in range(256)).encode("latin-1")


_TABLE = _latin1_table()


#: what the fold holds in place of an invisible or combining code point, until these are taken out
_INVISIBLE_MARK = "\x01"


def _replace(error: UnicodeError):
    assert isinstance(error, UnicodeEncodeError)
    run = error.object[error.start : error.end]
    return "".join(_INVISIBLE_MARK if _INVISIBLE.match(c) else _plain(c) for c in run), error.end


codecs.register_error("equipoise.fold", _replace)

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f]")
#: Their presence means that a name may be broken by more than one code point.
_SIGNS = ("  ", " \n", "\n ", "\r", "\t", "\xad", "\xa0")
#: a run of blanks with at most one line break in it (two end a paragraph), or invisible characters
_RUN = re.compile(rf"{_INVISIBLE.pattern}+|[^\S\n]*\n[^\S\n]+(?!\s)|[^\S\n]+\n(?!\s)|[^\S\n]{{2,}}(?!\s)")


class Fold:
    """The fold of one text.

    Attributes
    ----------
    plain : str
        Begins and ends with a space that is not in the text.
    """

    __slots__ = ("_kept", "_origin", "_size", "plain")

    def __init__(self, text: str):
        self._size = len(text)
        self._kept: list[int] = []
        self._origin: list[int] = []
        plain = "" if any(sign in text for sign in _SIGNS) else fold(text)
        if not plain or _INVISIBLE_MARK in plain:
            plain = fold(self._collapse(text)).replace(_INVISIBLE_MARK, " ")
        self.plain = f" {plain} "

    def _collapse(self, text: str) -> str:
        pieces, at, length = [], 0, 0
        for run in _RUN.finditer(text):
            piece = text[at : run.start()] + (" " if run[0][0].isspace() else "")
            self._kept.append(length)
            self._origin.append(at)
            pieces.append(piece)
            length += len(piece)
            at = run.end()
        self._kept.append(length)
        self._origin.append(at)
        return "".join([*pieces, text[at:]])

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text of ``plain[start:end]``."""
        return self._back(start - 1), self._back(end - 2) + 1

    @property
    def shifted(self) -> bool:
        """True when places in `plain` are not simply one more than places in the text."""
        return bool(self._kept)

    def _back(self, at: int) -> int:
        if not self._kept:
            return at
        piece = bisect_right(self._kept, at) - 1
        return self._origin[piece] + at - self._kept[piece]


def fold(text: str) -> str:
    """`text` without accents, every mark a space; as long as `text`."""
    if not text.isascii():
        for mark in "’‘“”–—…":  # the commonest strangers, at the speed of C
            text = text.replace(mark, " ")
    return text.encode("latin-1", "equipoise.fold").translate(_TABLE).decode("latin-1")
