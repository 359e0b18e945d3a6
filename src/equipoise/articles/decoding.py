"""Bytes -> text: UTF-8; UTF-16 and UTF-32 with a byte order mark; cp1252 only where it reads like prose."""

from __future__ import annotations

import codecs
import re

from equipoise.errors import InputError

__all__ = ["decode"]

_BOMS = (
    # UTF-32 first: its little-endian mark begins with the mark of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\x1f\x8b": "a gzip file",
    b"\x28\xb5\x2f\xfd": "a Zstandard file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PAR1": "a Parquet file",
    b"\x7fELF": "a program",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
}
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.I)
#: Controls that text files hold: tab, line breaks, form feed, and the escapes of terminal logs.
_TEXT_CONTROLS = frozenset(b"\t\n\x0b\x0c\r\x1b")
_CONTROLS = bytes(c for c in range(32) if c not in _TEXT_CONTROLS)
#: Above this share of bytes over 127 cp1252 is a guess against the odds: Cyrillic, Greek or Asian text.
_MAX_HIGH = 0.25
#: What western prose holds above 127 beside letters.
_MARKS = frozenset("€‚„…†‘’“”•–—™£§©«»°·¿¡´¨®±²³¼½¾ \xad\xa0")
_RUN = re.compile(r"[À-ÿ]{3,}")


def decode(data: bytes, name: str) -> str:
    """The text in `data`; `name` is what error messages call it.

    Raises
    ------
    InputError
        reason "binary" or "encoding".
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _strict(data, codec, name)
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(
                f"{name} is {what}, not text: an article is plain text, Markdown or HTML. "
                "Extract its text first and give that.",
                reason="binary",
            )
    if b"\x00" in data:
        hint = (
            "if it is UTF-16, save it with a byte order mark or as UTF-8"
            if _like_utf16(data)
            else "give a text file"
        )
        raise InputError(
            f"{name} holds NUL bytes: it is binary, and an article is text; {hint}.", reason="binary"
        )
    if len(data) - len(data.translate(None, _CONTROLS)) > max(2, len(data) // 100):
        raise InputError(
            f"{name} is full of control bytes: it is binary, and an article is text; give a text file.",
            reason="binary",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        where = error.start
    declared = _DECLARED.search(data[:4096])
    if declared:
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # a page that lies about itself: go on as if it had said nothing
    if _plausible_cp1252(data):
        return data.decode("cp1252")
    raise InputError(
        f"{name} is no UTF-8: byte {where} is 0x{data[where]:02x}. An article is read as UTF-8, as UTF-16 "
        "with a byte order mark, or as Windows-1252 where it reads like western prose; this is none of them. "
        "Convert it, for example: iconv -f WINDOWS-1251 -t UTF-8 FILE > NEW",
        reason="encoding",
    )


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name} begins with the byte order mark of {codec.removesuffix('-sig').upper()} and then "
            f"breaks it at byte {error.start}: it is damaged or cut off. Save it again as UTF-8.",
            reason="encoding",
        ) from error


def _like_utf16(data: bytes) -> bool:
    head = data[:2000]
    return max(head[::2].count(0), head[1::2].count(0)) > len(head) // 4


def _plausible_cp1252(data: bytes) -> bool:
    """True for bytes that are western prose in cp1252: all defined, few above 127, letters inside words."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    high = [c for c in text if ord(c) > 127]
    odd = sum(not (c.isalpha() or c in _MARKS) for c in high)
    # accents stand alone or in twos; three letters in a row above 127 are another alphabet
    strange = sum(len(run) for run in _RUN.findall(text))
    return len(high) <= _MAX_HIGH * len(text) and odd + strange <= len(high) // 10
