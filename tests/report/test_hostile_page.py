"""An article that wants to run, seen by a real browser: it stays text, and no request leaves the page."""

import http.server
import re
import threading

import pytest
from made_reports import Names, hand_report

from equipoise.report.directory import DirectoryReport
from equipoise.types import Rivalry, Strategy


@pytest.fixture(scope="module")
def bait():
    """A server that notes who asks it for anything."""
    hits = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", hits
    server.shutdown()


def payload(url):
    return (
        "<script>window.ran=1;document.title='ran';fetch('%s/script')</script>"
        '<img src=%s/img onerror="window.ran=1"><svg onload="window.ran=1"><image href=%s/svg /></svg>'
        "<iframe src=%s/frame></iframe><link rel=stylesheet href=%s/css>"
        "<style>@import '%s/import';*{display:none}</style>"
        "</style></script></title></textarea>--><!-- ]]><object data=%s/object></object>"
        "\" onmouseover=\"window.ran=1\" ' autofocus onfocus='window.ran=1' "
        '<a href="javascript:window.ran=1">x</a>'
        "<base href=%s/><form action=%s/><input autofocus onfocus=window.ran=1>"
        "{{ 7*7 }} {%% raw %%} ${7*7} =cmd|' /C calc'!A0 \x1b]8;;%s/\x07 \u202e"
    ) % ((url,) * 10)


def hostile_report(url, text_too=True):
    bad = payload(url)
    table = Names({"RUS": "Russia" + bad, "IND": "India" + bad, "PAK": bad})
    more = bad if text_too else ""
    text = f"Moscow praised Delhi {more} and more. Moscow praised Islamabad.\n\nDelhi condemned Islamabad."
    decision = Strategy(
        "RUS",
        "IND",
        "PAK",
        "dual_engagement" + bad,
        "report",
        bad,
        (bad,),
        0.7,
        0.6,
        0.8,
        (0, 2),
        (4,),
        bad,
        True,
        {bad: bad},
    )
    said = {("RUS", "IND"): "supportive", ("RUS", "PAK"): "supportive", ("IND", "PAK"): "hostile"}
    report = hand_report(
        text,
        {"RUS": "Moscow", "IND": "Delhi", "PAK": "Islamabad"},
        said,
        [Rivalry("IND", "PAK", 0.9, -0.5, "text", bad)],
        [decision, Strategy("IND", "PAK", "RUS", bad, "abstain", bad)],
        table,
        id=bad,
        title=bad,
        source=bad,
    )
    report.model = {"name": bad, "version": bad, "hash": bad}
    return report


def assert_nothing_ran(browser, path, hits, asked, scripts):
    """Loads `path`; `asked` holds the only addresses that may be asked for, ours being the file alone."""
    browser.requests.clear()
    browser.dialogs.clear()
    browser.open(path)
    browser.send("Input.dispatchMouseEvent", type="mouseMoved", x=200, y=200)
    browser.wait(0.3)
    assert browser.requests == asked
    assert hits == []
    assert browser.dialogs == []
    assert browser.evaluate("window.ran") is None
    assert browser.evaluate("document.title") != "ran"
    assert browser.evaluate("location.href").startswith("file://")
    assert browser.evaluate("document.querySelectorAll('script').length") == scripts
    never = "img,iframe,object,embed,link,base,form,input,a[href^=javascript],meta[http-equiv=refresh]"
    assert browser.evaluate(f"document.querySelectorAll('{never}').length") == 0
    names = "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames())"
    assert [name for name in set(browser.evaluate(names)) if name.startswith("on")] == []


def test_the_page(browser, bait, tmp_path):
    url, hits = bait
    path = tmp_path / "page.html"
    path.write_text(hostile_report(url).to_html(), encoding="utf-8")
    assert_nothing_ran(browser, path, hits, [path.as_uri()], scripts=1)
    shown = browser.evaluate("document.querySelector('.article').innerText")
    for part in (
        "<script>window.ran=1",
        'onerror="window.ran=1"',
        "{{ 7*7 }}",
        "</textarea>--><!--",
        "␛]8;;",
    ):
        assert part in shown  # it is there to be read
    assert "<script>" in browser.evaluate("document.title")
    # our own script did run, within the policy: the filter shows
    assert browser.evaluate("document.getElementById('tools').hidden") is False


def test_the_notebook_cell(browser, bait, tmp_path):
    url, hits = bait
    path = tmp_path / "cell.html"
    path.write_text(
        "<!DOCTYPE html><meta charset=utf-8><body>" + hostile_report(url)._repr_html_(), encoding="utf-8"
    )
    assert_nothing_ran(browser, path, hits, [path.as_uri()], scripts=0)


def test_the_picture(browser, bait, tmp_path):
    url, hits = bait
    path = tmp_path / "network.svg"
    path.write_text(hostile_report(url).network_svg(), encoding="utf-8")
    browser.requests.clear()
    browser.open(path)
    assert browser.requests == [path.as_uri()]
    assert hits == []
    assert browser.evaluate("window.ran") is None
    assert browser.evaluate("document.querySelectorAll('script,image,foreignObject').length") == 0
    assert browser.evaluate("document.querySelectorAll('parsererror').length") == 0


def test_the_folder(browser, bait, tmp_path):
    url, hits = bait
    made = DirectoryReport(tmp_path / "out", title=payload(url))
    page = made.add(hostile_report(url))
    assert page.parent == tmp_path / "out" / "articles"
    assert re.fullmatch(r"0001-[A-Za-z0-9_-]{1,60}\.html", page.name)
    made.quarantine(payload(url), payload(url), payload(url))
    index = made.finish()
    assert_nothing_ran(browser, index, hits, [index.as_uri()], scripts=1)
    import csv

    for name in ("strategies", "dyads"):
        with open(tmp_path / "out" / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert len(rows) > 1
        assert not [cell for row in rows for cell in row if re.match(r"[=+@|\t\r]", cell)]
        assert not [cell for row in rows for cell in row if "\x1b" in cell]


def test_the_policy_is_a_second_wall(browser, bait, tmp_path):
    """Were the escaping ever forgotten, the page's policy would still keep it from running and asking."""
    url, hits = bait
    html = hostile_report(url, text_too=False).to_html()
    path = tmp_path / "wall.html"
    path.write_text(html.replace("</main>", payload(url) + "</main>", 1), encoding="utf-8")
    browser.open(path)
    assert browser.evaluate("window.ran") is None
    assert hits == []


def test_this_test_can_fail(browser, bait, tmp_path):
    """The same payload on a page without escaping and without policy runs and asks: the harness sees it."""
    url, hits = bait
    path = tmp_path / "bare.html"
    path.write_text("<!DOCTYPE html><meta charset=utf-8><body>" + payload(url), encoding="utf-8")
    browser.requests.clear()
    browser.open(path)
    assert browser.evaluate("window.ran") == 1
    assert len(browser.requests) > 1
    assert hits
    hits.clear()
