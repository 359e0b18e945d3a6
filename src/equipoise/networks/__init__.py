"""The signed network of an article: who is tied to whom by which sign, its triads, and how far it is from
balance.

Balance in Heider's sense (Heider 1946; Cartwright & Harary 1956): a cycle is balanced when the product of its
signs is plus. The frustration index (Harary 1959; Aref, Mason & Wilson 2020 for exact computation) is the
least number of edges that contradict any division of the actors into two camps. It is computed exactly: by
trying all divisions up to `BRUTE_FORCE` actors a component, by an integer programme (HiGHS in
`scipy.optimize.milp`) beyond."""

from equipoise.networks.frustration import BRUTE_FORCE, Frustration, frustration
from equipoise.networks.graph import SignedEdge, SignedNetwork, signed_network
from equipoise.networks.triads import Triad, triad_census, triads

__all__ = [
    "BRUTE_FORCE",
    "Frustration",
    "SignedEdge",
    "SignedNetwork",
    "Triad",
    "frustration",
    "signed_network",
    "triad_census",
    "triads",
]
