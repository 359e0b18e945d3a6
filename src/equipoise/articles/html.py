"""HTML -> text, title and date, with the standard library; with trafilatura where that extra is installed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

__all__ = ["Page", "looks_like_html", "read_html"]

_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main)\b",
    re.I | re.S,
)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|table|tr|td|br|section|article|blockquote)\b[^<>]{0,500}>", re.I
)
#: What is no part of an article's text.
_SKIP = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "head",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "textarea",
        "iframe",
        "object",
        "video",
        "audio",
        "canvas",
        "figure",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "blockquote",
        "pre",
        "hr",
        "center",
        "body",
    ]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_TITLE_METAS = ("og:title", "twitter:title", "dc.title", "citation_title")
_DATE_METAS = (
    "article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "citation_publication_date",
    "parsely-pub-date",
    "og:published_time",
)
_JSON_LD_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


class Page(NamedTuple):
    """What a page holds: text with blank lines between paragraphs; title and raw date, "" where none."""

    text: str
    title: str
    date: str


def looks_like_html(text: str) -> bool:
    """True for a page or a body of HTML, whatever the file is called; False for prose that mentions a tag."""
    if _OPENING.match(text[:4000]):
        return True
    head = text[:20_000]
    tags = _BLOCK_TAG.findall(head)
    return (
        len(tags) >= 4
        and sum(map(len, tags)) * 60 >= len(head)
        and bool(re.match(r"\s*<", head) or len(tags) >= 10)
    )


def read_html(source: str) -> Page:
    """The running text of a page.

    trafilatura (Barbaresi 2021), where installed, finds the article's body; else the parser of the standard
    library takes what stands in <article> or <main>, or the whole body, without navigation, forms and
    scripts.
    """
    page = _parse(source)
    text = _trafilatura(source)
    return page._replace(text=text) if text else page


def _trafilatura(source: str) -> str:
    try:
        import trafilatura
    except ImportError:
        return ""
    found = trafilatura.extract(source, include_comments=False, include_tables=False, favor_recall=True) or ""
    # it gives one line a paragraph
    return "\n\n".join(line.strip() for line in found.splitlines() if line.strip())


def _parse(source: str) -> Page:
    reader = _Reader()
    reader.feed(source)
    reader.close()
    inner, whole = _paragraphs(reader.inner), _paragraphs(reader.whole)
    text = inner if len(inner) >= 0.3 * len(whole) else whole
    title = next((reader.metas[m] for m in _TITLE_METAS if reader.metas.get(m)), "")
    title = (
        title
        or _flat(reader.heading)
        or _without_site(_flat(reader.title), reader.metas.get("og:site_name", ""))
    )
    if title and text.startswith(title + "\n\n"):
        text = text[len(title) + 2 :]
    date = (
        next((reader.metas[m] for m in _DATE_METAS if reader.metas.get(m)), "")
        or reader.linked_date
        or reader.time
    )
    return Page(text, title, date)


class _Reader(HTMLParser):
    """Collects text; every block border becomes a line break of its own in the list of pieces."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.whole: list[str] = []
        self.inner: list[str] = []
        self.title: list[str] = []
        self.heading: list[str] = []
        self.metas: dict[str, str] = {}
        self.time = ""
        self.linked_date = ""
        self._skipped: list[str] = []
        self._within = 0
        self._in_title = self._in_heading = self._in_data = False

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            key = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
            self.metas.setdefault(key, _flat([values.get("content", "")]))
        elif tag == "time" and not self.time:
            self.time = values.get("datetime", "")
        elif tag == "title":
            self._in_title = not self.title  # an SVG may hold further titles
        elif tag == "h1":
            self._in_heading = not self.heading
        if tag == "script" and values.get("type", "").lower() == "application/ld+json":
            self._in_data = True
        if tag in _SKIP and tag not in _VOID:
            self._skipped.append(tag)
        if tag in ("article", "main"):
            self._within += 1
        if tag in _BLOCKS:
            self._add("\n\n")
        elif tag == "br":
            self._add("\n")
        elif tag in ("td", "th"):
            self._add(" ")

    def handle_endtag(self, tag):
        if tag == "title":
            self._in_title = False
        elif tag == "h1":
            self._in_heading = False
        elif tag == "script":
            self._in_data = False
        if tag in self._skipped:
            while self._skipped and self._skipped.pop() != tag:
                pass
        if tag == "body":  # an unclosed <nav> must not swallow what follows the body
            self._skipped.clear()
        if tag in _BLOCKS:
            self._add("\n\n")
        if tag in ("article", "main"):
            self._within = max(0, self._within - 1)

    def handle_data(self, data):
        if self._in_data and not self.linked_date:
            found = _JSON_LD_DATE.search(data)
            self.linked_date = found[1] if found else ""
        if self._in_title:
            self.title.append(data)
        if self._in_heading and not self._skipped:
            self.heading.append(data)
        self._add(data.replace("\n", " ").replace("\r", " "))

    def _add(self, piece: str) -> None:
        if self._skipped:
            return
        self.whole.append(piece)
        if self._within:
            self.inner.append(piece)


def _paragraphs(pieces: list[str]) -> str:
    blocks = (re.sub(r"[ \t\f\v\xa0]+", " ", block) for block in re.split(r"\n{2,}", "".join(pieces)))
    lines = ("\n".join(line.strip() for line in block.split("\n")).strip() for block in blocks)
    return "\n\n".join(line for line in lines if line)


def _flat(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


def _without_site(title: str, site: str) -> str:
    """ "Two neighbours | The Daily" -> "Two neighbours"."""
    for mark in (" | ", " – ", " — ", " - ", " :: "):
        head, found, tail = title.rpartition(mark)
        if found and head and (mark in (" | ", " :: ") or (site and tail.strip().lower() == site.lower())):
            return head.strip()
    return title
