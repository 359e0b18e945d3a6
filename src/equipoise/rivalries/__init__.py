"""Which actors are rivals: from the text, from a dated list, from both, or because the user says so.

The list (`data/rivalries.tsv`) holds facts in our own words: two codes, start, end or open, what it is about,
and the datasets that name it: TD Thompson & Dreyer (2011), Handbook of International Rivalries; KGD Klein,
Goertz & Diehl (2006), The New Rivalry Dataset, Journal of Peace Research 43; CRT Colaresi, Rasler & Thompson
(2007), Strategic Rivalries in World Politics; own: our reading of the record (later years, blocs, armed
groups). Dates follow the first of them that gives one. It is a prior and never a veto: text can outweigh it,
and text alone can make a rivalry."""

from equipoise.rivalries.gate import LIST_WEIGHT, THRESHOLD, gate
from equipoise.rivalries.listing import ListedRivalry, RivalryList

__all__ = ["LIST_WEIGHT", "THRESHOLD", "ListedRivalry", "RivalryList", "gate"]
