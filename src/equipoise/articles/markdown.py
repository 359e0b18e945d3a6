"""Markdown -> text and title, by the parser that rich brings along (markdown-it-py, CommonMark)."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Document", "read_markdown"]

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"^(title|date)[ \t]*:[ \t]*(.+?)[ \t]*$", re.I | re.M)


class Document(NamedTuple):
    """Text with blank lines between paragraphs; title and raw date, "" where none."""

    text: str
    title: str
    date: str


def read_markdown(source: str) -> Document:
    """The running text of a Markdown file: marks, pictures, code and raw HTML left out, link texts kept.

    Title and date come from a YAML front matter, the title else from a first heading of level one.
    """
    from markdown_it import MarkdownIt

    front = _FRONT.match(source)
    fields = {k.lower(): v.strip("\"'") for k, v in _FIELD.findall(front[1])} if front else {}
    blocks: list[str] = []
    title, heading = fields.get("title", ""), ""
    for token in MarkdownIt("commonmark").parse(source[front.end() :] if front else source):
        if token.type in ("heading_open", "paragraph_open"):
            heading = token.tag
        elif token.type == "inline":
            text = _inline(token.children or [])
            if heading == "h1" and not title and not blocks:
                title = " ".join(text.split())
            elif text.strip() and " ".join(text.split()) != title:
                blocks.append(text.strip())
    return Document("\n\n".join(blocks), title, fields.get("date", ""))


def _inline(tokens) -> str:
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts)
