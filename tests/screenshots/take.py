"""Pictures of the pages to look at: desktop and phone, light and dark, and printed.

    .venv/bin/python tests/screenshots/take.py OUT/ [--readme]

Needs Debian's chromium, and for the printed pages as pictures poppler-utils. ``--readme`` takes
docs/report.png, the picture in the README, anew from the demo article and the accurate model.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "report"))

from browser import Browser  # noqa: E402
from made_reports import crowd, gold_report, hand_report  # noqa: E402

from equipoise.report.directory import DirectoryReport  # noqa: E402
from equipoise.types import Rivalry, Strategy  # noqa: E402

ARABIC = (
    "شكرت مصر المملكة العربية السعودية على دعمها.\n\n"
    "أدانت إيران المملكة العربية السعودية. "
    "شكرت مصر إيران على صبرها، ثم شكرت مصر المملكة العربية السعودية مرة أخرى."
)


def cases() -> dict:
    """Name -> page: what is usual, and what breaks pages."""
    said = {("RUS", "IND"): "supportive", ("RUS", "PAK"): "supportive", ("IND", "PAK"): "hostile"}
    actors = {"EGY": "مصر", "SAU": "المملكة العربية السعودية", "IRN": "إيران"}
    arabic = {("EGY", "SAU"): "supportive", ("EGY", "IRN"): "supportive", ("IRN", "SAU"): "hostile"}
    finding = Strategy(
        "EGY",
        "IRN",
        "SAU",
        "dual_engagement",
        "report",
        "Both ties are positive.",
        (),
        0.7,
        0.5,
        0.85,
        (2, 4),
        (),
        "hedging",
        True,
    )
    long = " ".join(["Wirtschaftspartnerschaftsabkommensverhandlungsdelegation"] * 3)
    return {
        "balancer": gold_report("two_neighbours"),
        "alignment": gold_report("one_camp"),
        "nothing": hand_report("The tomatoes were late this year. Nobody minded.", {}),
        "one_pair": hand_report(
            "Russia praised India.\n\nRussia praised India.\n\nRussia praised India again.",
            {"RUS": "Russia", "IND": "India"},
            said,
            title="One pair",
        ),
        "crowd": crowd(25),
        "right_to_left": hand_report(
            ARABIC,
            actors,
            arabic,
            [Rivalry("IRN", "SAU", 0.9, -0.5, "both", "listed since 1979")],
            [finding],
            title="القاهرة بين الرياض وطهران",
        ),
        "long_words": hand_report(
            f"Russia praised India for the {long}. Russia praised Pakistan.",
            {"RUS": "Russia", "IND": "India", "PAK": "Pakistan"},
            said,
            title=long,
            source="/a/very/long/path/" + "x" * 150 + ".txt",
        ),
    }


def take(browser: Browser, page: Path, out: Path) -> None:
    """Four pictures and a print of one page; says where it is wider than its screen."""
    for name, width, dark, phone in (
        ("desktop", 1280, False, False),
        ("desktop_dark", 1280, True, False),
        ("phone", 390, False, True),
        ("phone_dark", 390, True, True),
    ):
        browser.emulate(width, 900, dark=dark, phone=phone, scale=2 if phone else 1)
        browser.open(page, settle=0.2)
        wide = browser.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            print(f"{page.name} at {width}: {wide} wide")
        browser.screenshot(out / f"{page.stem}_{name}.png")
    browser.pdf(out / f"{page.stem}.pdf")
    if shutil.which("pdftoppm"):
        subprocess.run(
            ["pdftoppm", "-r", "70", "-png", out / f"{page.stem}.pdf", out / f"{page.stem}_print"], check=True
        )


def readme(browser: Browser) -> None:
    """docs/report.png: the upper part of the demo's report."""
    from equipoise import Analyzer, read_article

    os.chdir(ROOT)  # the page names its source as it was given
    report = Analyzer("accurate").analyze(read_article("labels/articles/text/two_neighbours.txt"))
    page = ROOT / "docs" / "report.html"
    page.write_text(report.to_html(), encoding="utf-8")
    browser.emulate(1100, 1000, scale=1)
    browser.open(page)
    browser.screenshot(ROOT / "docs" / "report.png", clip={"x": 0, "y": 0, "width": 1100, "height": 1180})
    page.unlink()
    print(report.finding)


def main() -> None:
    """Write the pages and their pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", nargs="?", type=Path, default=Path("screenshots"))
    parser.add_argument("--readme", action="store_true")
    args = parser.parse_args()
    with Browser() as browser:
        if args.readme:
            readme(browser)
            return
        out = args.out
        out.mkdir(parents=True, exist_ok=True)
        made = DirectoryReport(out / "folder", title="Seven cases")
        for name, report in cases().items():
            page = out / f"{name}.html"
            page.write_text(report.to_html(), encoding="utf-8")
            take(browser, page, out)
            made.add(report)
        index = made.finish()
        take(browser, index, out)


if __name__ == "__main__":
    main()
