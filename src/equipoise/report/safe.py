"""Text from articles is hostile input: what a terminal, spreadsheet, Markdown or JSON may be shown of it."""

from __future__ import annotations

import json
import re

__all__ = ["csv_cell", "json_text", "markdown_text", "plain", "terminal_text", "valid_text"]

_SURROGATE = re.compile("[\ud800-\udfff]")
#: C0 but tab and line feed, DEL, C1, the marks that turn writing round, invisible separators.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_JSON_ESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
#: What makes a spreadsheet read a cell as a formula (OWASP, CSV Injection), full-width forms too.
_FORMULA = re.compile(r"[\s\x00\"']*[=+\-@\t\r|%＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~&$^=])")


def valid_text(text: str) -> str:
    """`text` with lone surrogates replaced one for one, so that it can be written and offsets stay."""
    return _SURROGATE.sub("\ufffd", text)


def terminal_text(text: str) -> str:
    """`text` with every control character made visible: an escape sequence is shown, not obeyed.

    Controls below 32 become their picture (ESC becomes "␛"); others, and the marks that reverse writing,
    become their escape in ASCII ("\\u202e"). Tabs and line feeds stay.
    """
    return _CONTROL.sub(_visible, valid_text(str(text)))


def _visible(found: re.Match) -> str:
    code = ord(found[0])
    return (
        chr(0x2400 + code)
        if code < 32
        else "\u2421"
        if code == 127
        else f"\\x{code:02x}"
        if code < 256
        else f"\\u{code:04x}"
    )


def csv_cell(value):
    """`value` fit for a cell of a CSV file that a spreadsheet will open.

    Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers and None are given
    back as they are, and so are strings that are numbers.
    """
    if not isinstance(value, str):
        return value
    text = terminal_text(value)
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def markdown_text(text: str) -> str:
    """`text` as Markdown that shows it literally: marks and angle brackets escaped, one line."""
    flat = " ".join(terminal_text(text).split())
    flat = _MARKDOWN.sub(lambda found: _ENTITIES.get(found[0], "\\" + found[0]), flat)
    flat = re.sub(r"^(\d+)([.)])", r"\1\\\2", flat)  # a year that begins a paragraph is no list
    # bare addresses would become links
    return re.sub(r"(?i)\b(https?|ftp|www)(?=[:.])", lambda m: m[0][:-1] + f"&#{ord(m[0][-1])};", flat)


def json_text(data, indent: int | None = 1) -> str:
    """`data` as JSON, readable and yet safe to print: what a terminal could obey stands as \\uXXXX."""
    text = json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False)
    return _JSON_ESCAPED.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def plain(value):
    """`value` in what JSON knows: numpy, tuples, sets, dates and dataclasses turned plain; NaN is None."""
    import dataclasses
    import datetime
    import math

    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return valid_text(str(value))
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(plain(key) if isinstance(key, str) else key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if hasattr(value, "tolist"):  # numpy, without importing it
        return plain(value.tolist())
    return valid_text(str(value))
