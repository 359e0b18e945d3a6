import re

from made_reports import hand_report

HOSTILE = "Moscow\x1b]8;;http://x.example\x07 thanked \x9b2J Delhi \u202e<script>alert(1)</script> ![x](http://x.example)."


def test_the_memo_holds_what_an_analyst_needs(balancer):
    memo = balancer.to_markdown()
    assert memo.startswith("# The shopkeeper and the two brothers\n")
    assert (
        f"**{balancer.finding}**".replace("-", "\\-") in memo.replace("\\.", ".")
        or balancer.finding[:40] in memo
    )
    for heading in (
        "## Russia between India and Pakistan",
        "### Evidence",
        "### Contrary evidence",
        "## Rivalries",
        "## What was weighed and not reported",
        "## How to cite",
        "## All dyads",
    ):
        assert heading in memo
    assert "sentence 5, paragraph 2" in memo


def test_the_memo_is_good_markdown(balancer):
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(balancer.to_markdown())
    kinds = [token.type for token in tokens]
    assert kinds.count("table_open") == 2
    assert "html_block" not in kinds
    assert "code_block" not in kinds


def test_a_hostile_article_stays_text_in_the_memo():
    from markdown_it import MarkdownIt

    memo = hand_report(
        HOSTILE, {"RUS": "Moscow", "IND": "Delhi"}, title=HOSTILE, source=HOSTILE
    ).to_markdown()
    kinds = {
        t.type for token in MarkdownIt("commonmark").parse(memo) for t in (token, *(token.children or []))
    }
    assert not kinds & {"html_block", "html_inline", "link_open", "image"}
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", memo)


def test_the_terminal_shows_and_does_not_obey():
    report = hand_report(
        HOSTILE,
        {"RUS": "Moscow", "IND": "Delhi"},
        {("RUS", "IND"): "supportive"},
        title="[red]T\x1b[31m[/red]",
        source="a\x1b[2Jb",
    )
    plain = report.to_text()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", plain)
    assert "[red]T␛[31m[/red]" in plain  # no markup of rich either
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", report.to_text(color=True))  # our own colours
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", coloured)


def test_the_terminal_view_fits_its_width(balancer):
    from rich.cells import cell_len

    for width in (80, 100, 140):
        assert max(cell_len(line) for line in balancer.to_text(width=width).splitlines()) <= width


def test_the_terminal_view_says_what_matters(balancer):
    text = " ".join(balancer.to_text().split())
    assert balancer.finding in text
    for part in (
        "Evidence",
        "Contrary evidence",
        "Weighed and not reported",
        "Rivalries",
        "model hand 1",
        "sentence 5",
    ):
        assert part in text


def test_an_empty_report_is_short_and_honest(empty):
    assert "No international actor is named" in empty.to_text()
    assert len(empty.to_text().splitlines()) < 12
    assert "No international actor is named" in empty.to_markdown()
