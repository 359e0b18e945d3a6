import datetime

import pytest
from made_reports import gold_report

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")

import pandas as pd  # noqa: E402

from equipoise.errors import InputError  # noqa: E402
from equipoise.report import plots  # noqa: E402


@pytest.fixture(scope="module")
def corpus():
    """Dyads and strategies of four gold articles, dated."""
    made = [gold_report(name) for name in ("two_neighbours", "vietnam_lotus", "doha_exchange", "one_camp")]
    dated = [(r.dyads.assign(date=r.article.date), r.strategies.assign(date=r.article.date)) for r in made]
    return pd.concat([d for d, _ in dated]), pd.concat([s for _, s in dated])


@pytest.fixture(autouse=True)
def closed():
    yield
    matplotlib.pyplot.close("all")


def test_dyads(balancer):
    ax = balancer.plot_dyads()
    labels = [t.get_text() for t in ax.get_yticklabels()]
    assert "Russia → India" in labels
    assert len(labels) == 20
    assert ax.get_xlim() == (-1, 1)
    markers = {line.get_marker() for line in ax.lines}
    assert {"^", "v", "o"} <= markers  # sign by shape


def test_an_axis_of_the_callers_own(balancer):
    _, ax = matplotlib.pyplot.subplots()
    assert balancer.plot_dyads(ax=ax) is ax
    assert plots.plot_dyads(balancer.dyads.iloc[:0]) is not None


def test_stances_over_time(corpus):
    ax = plots.plot_stances(corpus[0], "RUS", ["IND", "PAK"], names={"RUS": "Russia", "IND": "India"})
    assert ax.get_title(loc="left") == "Russia"
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["toward India", "toward PAK"]
    at = ax.containers[0].lines[0].get_xdata()
    year = matplotlib.dates.num2date(matplotlib.dates.date2num(at[0])).year
    assert year == datetime.date(2021, 6, 3).year


def test_balance_over_time(corpus):
    ax = plots.plot_balance(corpus[1])
    findings = corpus[1][corpus[1]["balance"].notna()]
    assert len(ax.containers) == findings.groupby(["actor", "rival_a", "rival_b"]).ngroups > 1
    assert ax.get_ylim() == (0, 1)


def test_heat_map(corpus):
    ax = plots.plot_heat_map(corpus[0], top=5)
    assert len(ax.get_xticklabels()) == len(ax.get_yticklabels()) == 5
    chosen = plots.plot_heat_map(corpus[0], actors=["RUS", "IND"])
    assert [t.get_text() for t in chosen.get_yticklabels()] == ["RUS", "IND"]
    assert chosen.texts


def test_a_frame_without_dates_is_refused_in_words(balancer):
    with pytest.raises(InputError, match="lacks date"):
        plots.plot_stances(balancer.dyads, "RUS", ["IND"])
