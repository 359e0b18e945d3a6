import math
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_reports import crowd, gold_report, hand_report

from equipoise.report.layout import LONGEST, label_lines, label_width, place
from equipoise.report.network import MAX_TIES, network_svg, ties
from equipoise.types import Dyad

SVG = "{http://www.w3.org/2000/svg}"


def test_the_balancers_triangle():
    root = ET.fromstring(gold_report("two_neighbours").network_svg())
    nodes = {g.get("data-code"): g.get("class") for g in root.iter(f"{SVG}g") if g.get("data-code")}
    assert "eq-balancer" in nodes["RUS"]
    assert "eq-rival" in nodes["IND"] and "eq-rival" in nodes["PAK"]
    assert root.find(f"{SVG}polygon") is not None
    badges = [
        t.text for g in root.iter(f"{SVG}g") if "eq-badge" in g.get("class", "") for t in g.iter(f"{SVG}text")
    ]
    assert sorted(badges) == ["+", "+", "−"]
    assert (
        "Russia and Pakistan" in root.find(f"{SVG}desc").text
        or "Pakistan and Russia" in root.find(f"{SVG}desc").text
    )


@pytest.mark.parametrize("decided", [True, False])
@pytest.mark.parametrize("n", [3, 4, 9, 25])
def test_no_two_labels_overlap_and_all_are_inside(n, decided):
    svg = crowd(max(n, 7), decided).network_svg() if decided else crowd(n, False).network_svg()
    root = ET.fromstring(svg)
    left, top, width, height = map(float, root.get("viewBox").split())
    boxes = [
        tuple(float(r.get(k)) for k in ("x", "y", "width", "height"))
        for g in root.iter(f"{SVG}g")
        if g.get("data-code")
        for r in g.iter(f"{SVG}rect")
    ]
    assert len(boxes) >= min(n, 3)
    for k, (x, y, w, h) in enumerate(boxes):
        assert left <= x and x + w <= left + width and top <= y and y + h <= top + height
        for a, b, c, d in boxes[k + 1 :]:
            assert x + w <= a or a + c <= x or y + h <= b or b + d <= y
    badges = [(float(c.get("cx")), float(c.get("cy"))) for c in root.iter(f"{SVG}circle")]
    assert len(badges) <= MAX_TIES
    assert all(left <= x <= left + width and top <= y <= top + height for x, y in badges)


def test_left_out_arrows_are_told():
    svg = crowd(25).network_svg()
    assert re.search(r"The \d+ weakest arrows are left out\.", svg)


def test_ties_join_what_is_mutual_and_part_what_is_not():
    def dyad(a, b, sign, mean):
        return {"source": a, "target": b, "sign": sign, "mean": mean}

    found = ties(
        {
            "dyads": [
                dyad("A", "B", "+", 0.5),
                dyad("B", "A", "+", 0.7),
                dyad("A", "C", "-", -0.9),
                dyad("C", "A", "+", 0.4),
                dyad("B", "C", "0", 0.0),
                dyad("C", "B", "?", 0.0),
            ]
        }
    )
    assert [(t["a"], t["b"], t["sign"], t["arrows"]) for t in found] == [
        ("A", "C", "-", "each"),
        ("A", "B", "+", "both"),
        ("C", "A", "+", "each"),
    ]
    assert found[1]["strength"] == pytest.approx(0.6)


def test_nothing_to_draw():
    assert hand_report("Nothing.", {}).network_svg() == ""
    assert hand_report("Russia and India slept.", {"RUS": "Russia", "IND": "India"}).network_svg() == ""


def test_one_pair():
    report = hand_report(
        "Russia praised India. Russia praised India.\n\nRussia praised India.",
        {"RUS": "Russia", "IND": "India"},
        {("RUS", "IND"): "supportive"},
    )
    root = ET.fromstring(report.network_svg())
    assert len([g for g in root.iter(f"{SVG}g") if g.get("data-code")]) == 2


def test_two_pictures_in_one_page_do_not_share_names():
    a, b = gold_report("two_neighbours").network_svg(), gold_report("one_camp").network_svg()
    ids = lambda svg: set(re.findall(r'\bid="([^"]+)"', svg))  # noqa: E731
    assert ids(a) and ids(b) and not ids(a) & ids(b)
    assert set(re.findall(r"url\(#([^)]+)\)", a)) <= ids(a)


def test_the_same_report_gives_the_same_picture():
    assert crowd(12).network_svg() == crowd(12).network_svg()


def test_a_picture_of_three_alone():
    report = crowd(12)
    data = report.to_dict()
    root = ET.fromstring(network_svg(data, focus=data["strategies"][0]))
    assert {g.get("data-code") for g in root.iter(f"{SVG}g") if g.get("data-code")} == {"C02", "C05", "C06"}


@given(st.text(min_size=1, max_size=120))
def test_labels_are_short(name):
    lines = label_lines(name)
    assert 1 <= len(lines) <= 3
    assert all(len(line) <= LONGEST for line in lines)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 25), st.booleans(), st.randoms(use_true_random=False))
def test_places_are_finite_and_apart(n, focused, random):
    codes = [f"N{k}" for k in range(n)]
    sizes = {c: (label_width(["x" * random.randint(2, 18)]), random.choice((30, 46, 62))) for c in codes}
    strength = {
        (a, b): random.uniform(-1, 1) for a in codes for b in codes if a < b and random.random() < 0.3
    }
    at = place(codes, strength, sizes, codes[:3] if focused and n >= 3 else ())
    assert set(at) == set(codes)
    assert all(math.isfinite(v) for point in at.values() for v in point)
    for a in codes:
        for b in codes:
            if a < b:
                gap_x = abs(at[a][0] - at[b][0]) - (sizes[a][0] + sizes[b][0]) / 2
                gap_y = abs(at[a][1] - at[b][1]) - (sizes[a][1] + sizes[b][1]) / 2
                assert gap_x >= 0 or gap_y >= 0


def test_signs_follow_the_posterior():
    from equipoise.report.rows import dyad_row

    def sign(counts, n=3.0, mean=0.0):
        return dyad_row(Dyad("A", "B", mean, -0.2, 0.2, n, 0, 0, 0, counts))["sign"]

    assert sign((0.0, 0.0, 6.0)) == "+"
    assert sign((6.0, 0.0, 0.0)) == "-"
    assert sign((3.0, 0.0, 3.0)) == "0"
    assert sign((0.0, 0.0, 0.0), n=0.0) == "?"
