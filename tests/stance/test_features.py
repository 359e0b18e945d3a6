"""Features of a pair: the same whether its statement was read before, and hashed as scikit-learn hashes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction import FeatureHasher

from equipoise.stance import StanceClassifier, cuegrams, features, sides
from equipoise.stance.frames import Roles
from equipoise.stance.roles import cut, render

TEXT = "Ruritania, with Sylvania, bombed Grustark; Grustark wept and praised Sylvania's aid to Ruritania."


def pairs():
    """All ordered pairs of the text's actors, every mention with its role."""
    spans = {}
    for name in ("Ruritania", "Sylvania", "Grustark"):
        first = TEXT.index(name)
        spans[name] = [(first, first + len(name)), (TEXT.rindex(name), TEXT.rindex(name) + len(name))]
    rows = []
    for s in spans:
        for t in spans:
            if s != t:
                others = [(*at, {s: "source", t: "target"}.get(n, "other")) for n in spans for at in spans[n]]
                (a, b), (c, d) = spans[s][0], spans[t][0]
                row = {"text": TEXT, "source_start": a, "source_end": b, "target_start": c, "target_end": d}
                rows.append({**row, "other_spans": others})
    return pd.DataFrame(rows)


def forget():
    for module in (cuegrams, features, sides):
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def test_a_pair_reads_the_same_alone_and_after_others():
    model, X = StanceClassifier(n_features=2**12), pairs()
    together = model.features(X).toarray()
    assert len(np.unique(together, axis=0)) == len(X)
    for at in range(len(X)):
        forget()
        assert np.array_equal(model.features(X.iloc[[at]]).toarray()[0], together[at])


@pytest.mark.parametrize("longest", [1, 2, 3, 4])
def test_ngrams_are_those_of_the_rendered_statement(longest):
    """Shared and mixed n-grams together are all n-grams, each once."""
    for reading in features.RoleTokens().transform(pairs()):
        tokens = reading.tokens
        plain, mixed = features._ngrams(reading.statement, longest)
        found = [*plain, *(h for at in mixed for h in features._begun(tokens[at : at + longest]))]
        grams = [tokens[i : i + n] for n in range(1, longest + 1) for i in range(len(tokens) - n + 1)]
        assert sorted(found) == sorted(features.hashed(" ".join(gram)) for gram in grams)


@pytest.mark.parametrize("columns", [1000, 2**12])
def test_columns_are_those_of_the_feature_hasher(columns):
    strings = [f"word {i}|é" for i in range(500)]
    theirs = FeatureHasher(columns, input_type="string", alternate_sign=False).transform([strings])
    ours = features.RoleNgrams(columns)._counts([[features.hashed(string) for string in strings]])
    assert np.array_equal(ours.toarray(), theirs.toarray())


def test_cut_and_render_agree():
    row = Roles("a" * 600 + " X " + "b" * 1200 + " Y " + "c" * 600, ((601, 602),), ((1804, 1805),), ())
    assert row.text[601] == "X" and row.text[1804] == "Y"
    pieces, roles = cut(row)
    assert roles == (0, 1) and len(pieces) == 3 and " … " in pieces[1]
    names = ["[unused1]", "[unused2]"]
    joined = pieces[0] + "".join(f" {names[r]} {piece}" for r, piece in zip(roles, pieces[1:]))
    assert render(row) == joined
