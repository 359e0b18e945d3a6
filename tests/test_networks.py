import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.errors import InputError
from equipoise.networks import frustration, signed_network, triad_census, triads
from equipoise.types import Dyad, Rivalry

CHECKS = json.loads((Path(__file__).parent / "cases" / "structural_balance_checks.json").read_text())
YEARS = CHECKS["european_alliances_1872_1907"]["by_year"]


def dyad(a, b, sign, n=6.0):
    counts = {"+": (0.0, 0.0, n), "-": (n, 0.0, 0.0), "0": (0.0, n, 0.0)}[sign]
    return Dyad(a, b, 0, -1, 1, n, 0, 0, 0, counts=counts)


@st.composite
def signed_graphs(draw, most=9):
    nodes = [f"N{i}" for i in range(draw(st.integers(2, most)))]
    signs = st.sampled_from([None, 1, -1])
    return [(a, b, s) for a, b in combinations(nodes, 2) if (s := draw(signs))]


@pytest.mark.parametrize("year", YEARS)
def test_european_alliances(year):
    row = YEARS[year]
    for method in ("brute", "milp"):
        assert frustration(row["edges"], method).index == row["frustration_index"]
    assert triad_census(row["edges"]) == row["triads"]
    found = triads(row["edges"])
    assert len(found) == row["triads_total"]
    assert sum(t.balanced for t in found) == row["balanced_triads"]


def test_gahuku_gama():
    row = CHECKS["gahuku_gama_tribes"]
    for method in ("auto", "brute", "milp"):
        best = frustration(row["edges"], method)
        assert best.index == len(best.edges) == row["frustration_index"] and best.exact
    assert triad_census(row["edges"]) == row["triads"]


def test_bangladesh_1971():
    row = CHECKS["bangladesh_1971"]
    best = frustration(row["edges"])
    assert best.index == row["frustration_index"]
    camps = [set(camp) for camp in best.camps]
    for bloc in row["blocs"]:
        assert any(set(bloc) <= camp for camp in camps)
    assert any({"SUN", "IND"} <= camp for camp in camps)


@settings(max_examples=60, deadline=None)
@given(signed_graphs())
def test_brute_force_and_programme_agree(edges):
    brute, programme = frustration(edges, "brute"), frustration(edges, "milp")
    assert brute.index == programme.index
    for best in (brute, programme):
        side = {n: k for k, camp in enumerate(best.camps) for n in camp}
        at_odds = {(a, b) for a, b, s in edges if (side[a] == side[b]) != (s > 0)}
        assert at_odds == set(best.edges) and len(at_odds) == best.index


@settings(max_examples=60, deadline=None)
@given(signed_graphs())
def test_index_zero_means_no_unbalanced_triad(edges):
    census = triad_census(edges)
    if frustration(edges).index == 0:
        assert census["++-"] == census["---"] == 0
    counted = {kind: 0 for kind in census}
    for triad in triads(edges):
        counted[triad.kind] += 1
    assert counted == census


@settings(max_examples=40, deadline=None)
@given(signed_graphs(), st.data())
def test_switching_a_camp_keeps_the_index(edges, data):
    """Reversing every tie of a set of nodes to the rest changes no cycle's sign (Zaslavsky 1982)."""
    nodes = sorted({n for e in edges for n in e[:2]})
    chosen = data.draw(st.sets(st.sampled_from(nodes))) if nodes else set()
    switched = [(a, b, -s if (a in chosen) != (b in chosen) else s) for a, b, s in edges]
    assert frustration(switched).index == frustration(edges).index


def test_seventeen_nodes_are_solved_by_the_programme():
    nodes = [f"N{i:02}" for i in range(17)]
    edges = [(a, b, -1) for a, b in combinations(nodes, 2)]
    assert frustration(edges).index == 8 * 7 // 2 + 9 * 8 // 2  # the best division is 8 against 9


@pytest.mark.parametrize("edges", [[("A", "A", 1)], [("A", "B", 0)], [("A", "B", 1), ("B", "A", -1)]])
def test_bad_edges(edges):
    with pytest.raises(InputError):
        frustration(edges)


def test_bad_method():
    with pytest.raises(InputError, match="auto, brute or milp"):
        frustration([], "guess")


def test_the_balancer_is_unbalanced_and_told_why():
    net = signed_network(
        [dyad("X", "A", "+"), dyad("X", "B", "+"), dyad("A", "B", "0")],
        [Rivalry("A", "B", 0.9, -0.5, "list")],
    )
    (triad,) = net.triads
    assert (triad.kind, triad.balanced, triad.center) == ("++-", False, "X")
    assert "unbalanced" in triad.why and "X" in triad.why and "no fault" in triad.why
    assert net.frustration_index == 1 and len(net.frustrated_edges) == 1
    assert {e.origin for e in net.edges if e.sign < 0} == {"rivalry"}


def test_both_directions_are_pooled_and_unclear_ties_left_out():
    net = signed_network([dyad("A", "B", "+"), dyad("B", "A", "-"), dyad("A", "C", "-"), dyad("B", "C", "0")])
    assert [(e.a, e.b, e.sign) for e in net.edges] == [("A", "C", -1)]


def test_nothing_to_draw():
    net = signed_network([])
    assert net.nodes == () and net.frustration_index == 0 and net.exact
