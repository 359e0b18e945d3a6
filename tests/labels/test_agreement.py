"""The coefficients give the values that their authors print."""

from __future__ import annotations

import math

import pytest

from equipoise.errors import LabelError
from equipoise.labels.agreement import agreement, cohen_kappa, nominal_alpha, render_agreement


def spread(table):
    """A table of counts -> the labels of the two readers."""
    first = [i for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    second = [j for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    return first, second


def test_kappa_of_cohen_1960():
    """Two clinicians, 200 patients, three diagnoses: observed .70, expected .41, kappa .492."""
    assert cohen_kappa(*spread([[88, 10, 2], [14, 40, 6], [18, 10, 12]])) == pytest.approx(0.492, abs=5e-4)


def test_kappa_of_equal_raw_agreement():
    """Two tables with 60 of 100 agreed and other margins (as in Sim & Wright 2005): .1304 and .2593."""
    assert cohen_kappa(*spread([[45, 15], [25, 15]])) == pytest.approx(0.1304, abs=5e-5)
    assert cohen_kappa(*spread([[25, 35], [5, 35]])) == pytest.approx(0.2593, abs=5e-5)


def test_alpha_of_krippendorff_binary():
    """Krippendorff 2011, A: two observers, ten units, two categories: .095."""
    one = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    two = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert nominal_alpha(zip(one, two)) == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_krippendorff_nominal():
    """Krippendorff 2011, B: two observers, twelve units, five categories: .692."""
    assert nominal_alpha(zip("aabbdcccedda", "babbbccceddd")) == pytest.approx(0.692, abs=5e-4)


def test_alpha_of_krippendorff_with_missing_values():
    """Krippendorff 2011, C: four observers, twelve units, 41 values: .743."""
    n = None
    readers = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, n, n, n],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, n, 3],
        [n, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, n],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, n],
    ]
    assert nominal_alpha(zip(*readers)) == pytest.approx(0.743, abs=5e-4)


def test_edges():
    assert cohen_kappa("abc", "abc") == 1 and nominal_alpha(zip("abc", "abc")) == 1
    assert math.isnan(cohen_kappa("", "")) and math.isnan(cohen_kappa("aa", "aa"))
    assert math.isnan(nominal_alpha([("a", "a"), ("a", "a")])) and math.isnan(nominal_alpha([("a", None)]))
    with pytest.raises(LabelError, match="each unit"):
        cohen_kappa("ab", "a")


ROWS = [
    {"id": i, "source": "A", "target": "B", "first": f, "second": s, "adjudicated": a}
    for i, (f, s, a) in enumerate(
        [
            ("hostile", "hostile", "hostile"),
            ("hostile", "neutral", "neutral"),
            ("neutral", "neutral", "neutral"),
            ("supportive", "supportive", ""),
            ("supportive", "neutral", ""),
        ]
    )
]


def test_report():
    found = agreement(ROWS, {"0": ["passive"], "1": ["passive"], "3": ["idiom"]})
    assert found["raw"] == 0.6 and found["pairs"] == 5
    assert found["per_label"]["hostile"]["agreement"] == pytest.approx(2 / 3)
    assert found["per_pattern"]["passive"]["raw"] == 0.5
    assert found["adjudicated"] == {
        "disputed": 2, "settled": 1, "for_first": 0, "for_second": 1, "for_neither": 0,
    }  # fmt: skip
    assert found["confusion"] == [[1, 1, 0], [0, 1, 0], [0, 1, 1]]
    text = render_agreement(found, "file")
    assert "Cohen's kappa" in text and "passive" in text and "1 for the second" in text


def test_rows_are_checked():
    with pytest.raises(LabelError, match="row 1 lacks second"):
        agreement([{"id": 1, "source": "A", "target": "B", "first": "neutral"}])
    with pytest.raises(LabelError, match="row 6: second is 'hot'"):
        agreement([*ROWS, {**ROWS[0], "second": "hot"}])


def test_the_project_s_second_readings():
    """The files of the collection are of the form, and two readers agree: kappa over .7."""
    from pathlib import Path

    from equipoise.labels import read_statements

    folder = Path(__file__).resolve().parents[2] / "labels" / "agreement"
    paths = sorted(folder.glob("*.jsonl"))
    assert paths
    for path in paths:
        found = agreement(read_statements(path))
        assert found["pairs"] > 500 and found["kappa"] > 0.7 and found["alpha"] > 0.7
