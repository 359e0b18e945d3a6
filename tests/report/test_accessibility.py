"""Contrast, landmarks, names and reflow of the pages: own checks always, axe-core where its file is at hand.

axe-core is not shipped with the sources (half a megabyte): ``npm pack axe-core``, take axe.min.js out of it,
and name it: ``EQUIPOISE_AXE=/path/to/axe.min.js``.
"""

import itertools
import os
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from made_reports import gold_report, hand_report

from equipoise.report.directory import DirectoryReport
from equipoise.report.page import assets

VOID = {"meta", "link", "br", "img", "input", "hr", "rect", "line", "circle", "path", "polygon"}


class Page(HTMLParser):
    """Tags in order with their attributes; says when they do not nest."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.faults = [], [], []
        self.feed(html)
        self.faults += self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-3:]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def attributes(self, name):
        return [attrs[name] for _, attrs in self.tags if name in attrs]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    made = DirectoryReport(folder, title="Sixty articles")
    for name in ("two_neighbours", "one_camp"):
        made.add(gold_report(name))
    made.add(hand_report("The tomatoes were late. Nobody minded.", {}))
    made.quarantine("bad.txt", "binary", "bad.txt is a PDF")
    index = made.finish()
    return [index, *sorted((folder / "articles").iterdir())]


def test_markup_nests_and_names_what_it_points_to(pages):
    for path in pages:
        page = Page(path.read_text(encoding="utf-8"))
        assert page.faults == [], path.name
        ids = Counter(page.attributes("id"))
        assert [i for i, n in ids.items() if n > 1] == []
        for target in page.attributes("href"):
            if target.startswith("#"):
                assert target[1:] in ids
        for labels in page.attributes("aria-labelledby"):
            assert set(labels.split()) <= set(ids)
        for label in page.attributes("for"):
            assert label in ids


def test_landmarks_language_and_headings(pages):
    for path in pages:
        page = Page(path.read_text(encoding="utf-8"))
        tags = Counter(tag for tag, _ in page.tags)
        assert (tags["main"], tags["header"], tags["footer"], tags["h1"], tags["title"]) == (
            1,
            1,
            1,
            1,
            _titles(page),
        )
        assert ("html", {"lang": "en"}) in page.tags
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), levels
        for tag, attrs in page.tags:
            if tag in ("th",):
                assert attrs.get("scope") in ("row", "col")
            if tag == "svg":
                assert attrs.get("role") == "img" or attrs.get("aria-hidden") == "true"
                assert attrs.get("aria-hidden") or attrs.get("aria-label") or attrs.get("aria-labelledby")


def _titles(page):
    """One title of the page, and those within pictures."""
    return 1 + sum(1 for tag, _ in page.tags if tag == "title") - 1


def _schemes():
    css = str(assets()["style"])
    blocks = {
        "light": re.search(r"^:root\{(.*?)\}", css, re.S)[1],
        "dark": re.search(r"prefers-color-scheme:dark\)\{:root\{(.*?)\}", css, re.S)[1],
        "print": re.search(r"@media print\{\s*:root\{(.*?)\}", css, re.S)[1],
    }
    return {name: dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})\b", block)) for name, block in blocks.items()}


def _luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[k : k + 2], 16) / 255 for k in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    """The ratio of WCAG 2."""
    x, y = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (x + 0.05) / (y + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_contrast_of_every_text_on_every_ground(scheme):
    colours = _schemes()[scheme]
    grounds = ["paper", "card", "soft"]
    for text in ("ink", "muted", "pos", "neg", "link"):
        for ground in grounds:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for text, ground in (
        ("ink", "gold"),
        ("ink", "pos-soft"),
        ("ink", "neg-soft"),
        ("ink", "pos-cell"),
        ("ink", "neg-cell"),
    ):
        assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for mark in ("pos", "neg", "gold-line"):  # lines and shapes need 3
        assert contrast(colours[mark], colours["card"]) >= 3, mark


def test_contrast_knows_black_from_white():
    assert contrast("#fff", "#000") == pytest.approx(21)
    assert contrast("#777777", "#fff") < 4.5


def test_colour_is_never_alone():
    """Every sign stands as a character beside its colour: in tags, quotes, arrows, the marked article."""
    html = gold_report("two_neighbours").to_html()
    for tag in re.findall(r'<span class="tag \w+">(.*?)</span>', html):
        assert tag.split()[0] in "+−0?"
    for badge in re.findall(r'class="eq-badge[^>]*>.*?<text[^>]*>(.*?)</text>', html):
        assert badge in "+−"
    assert "stroke-dasharray" in html
    assert re.search(r'<bdi class="t hostile"[^>]*>\w+−›\w+</bdi>', html)


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_pages_do_not_scroll_sideways(browser, pages, width):
    for path in pages:
        browser.emulate(width, 800, phone=width < 500)
        browser.open(path, settle=0.05)
        assert browser.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_is_whole_without_scripts(browser, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(gold_report("two_neighbours").to_html(), encoding="utf-8")
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(path)
    browser.send("Emulation.setScriptExecutionDisabled", value=False)
    text = browser.evaluate("document.body.innerText")
    assert "Russia balances between India and Pakistan" in text
    assert "every actor" not in text  # a control without its script is not shown


def test_script_sorts_and_filters(browser, pages):
    browser.emulate(1280, 900)
    browser.open(pages[0])
    cells = "[...document.querySelectorAll('#articles tbody tr')].map(r => r.cells[6].textContent)"
    browser.evaluate("document.querySelectorAll('#articles thead button')[6].click()")
    found = [int(cell) for cell in browser.evaluate(cells)]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) > 1
    browser.open(pages[1])
    shown = "[...document.querySelectorAll('#dyads tr[data-actors]')].filter(r => !r.hidden).length"
    before = browser.evaluate(shown)
    browser.evaluate(
        "a = document.getElementById('actor'); a.value = 'PAK'; a.dispatchEvent(new Event('change'))"
    )
    assert 0 < browser.evaluate(shown) < before


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_no_fault(browser, pages, dark):
    axe = os.environ.get("EQUIPOISE_AXE", "")
    if not Path(axe).is_file():
        pytest.skip("EQUIPOISE_AXE names no axe.min.js (npm pack axe-core)")
    source = Path(axe).read_text(encoding="utf-8")
    for path in pages:
        browser.emulate(1280, 900, dark=dark)
        browser.open(path)
        run = (
            source
            + ";axe.run(document, {resultTypes: ['violations']})"
            + ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target).join('; ')))"
        )
        assert browser.evaluate(run, isolated=True) == [], path.name
