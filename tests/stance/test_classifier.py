"""The contract of the estimator: a scikit-learn classifier over frames of pairs."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV

from equipoise import load_model
from equipoise.errors import InputError, ModelError
from equipoise.stance import StanceClassifier
from equipoise.stance.frames import COLUMNS

TEXTS = [
    ("Ruritania bombed Grustark at dawn.", "hostile"),
    ("Ruritania praised Grustark's courage.", "supportive"),
    ("Ruritania and Grustark lie on the same river.", "neutral"),
    ("Ruritania expelled the envoy of Grustark in a rage.", "hostile"),
    ("Ruritania lent a billion to Grustark.", "supportive"),
    ("Ruritania met Grustark on Monday.", "neutral"),
]


def frame(texts):
    rows = []
    for text in texts:
        s, t = text.index("Ruritania"), text.index("Grustark")
        rows.append(
            {"text": text, "source_start": s, "source_end": s + 9, "target_start": t, "target_end": t + 8}
        )
    return pd.DataFrame(rows)


X = frame([t for t, _ in TEXTS] * 5)
y = np.array([label for _, label in TEXTS] * 5)


@pytest.fixture(params=["fast", "accurate"], scope="module")
def model(request):
    return load_model(request.param)


def test_probabilities(model):
    p = model.predict_proba(X)
    assert p.shape == (30, 3)
    assert np.allclose(p.sum(axis=1), 1) and (p >= 0).all()
    assert list(model.classes_) == ["hostile", "neutral", "supportive"]
    assert set(model.predict(X)) <= set(model.classes_)


def test_explain_tells_what_its_two_halves_tell(model):
    rows = X[:6]
    probabilities, cues = model.explain(rows)
    assert (probabilities == model.predict_proba(rows)).all()
    assert cues == model.cue_words(rows) and cues[0] == ("bombed",)
    assert model.explain(X[:0])[0].shape == (0, 3) and model.explain(X[:0])[1] == []


def test_shipped_models_read_plain_sentences(model):
    assert model.predict(X[:2]).tolist() == ["hostile", "supportive"]


def test_direction_matters(model):
    text = "Moscow condemned Tokyo."
    both = pd.DataFrame(
        [
            dict(zip(COLUMNS, (text, 0, 6, 17, 22))),
            dict(zip(COLUMNS, (text, 17, 22, 0, 6))),
        ]
    )
    assert model.predict(both).tolist() == ["hostile", "neutral"]


def test_fit_clone_params_pickle():
    one = StanceClassifier(C=2.0, n_features=2**12)
    assert clone(one).get_params() == one.get_params()
    assert one.set_params(C=3.0).C == 3.0
    one.fit(X, y)
    assert (one.predict(X) == y).mean() > 0.9
    again = pickle.loads(pickle.dumps(one))
    assert np.allclose(again.predict_proba(X), one.predict_proba(X))


def test_pickle_of_the_shipped_models(model):
    assert np.allclose(pickle.loads(pickle.dumps(model)).predict_proba(X), model.predict_proba(X))


def test_grid_search():
    search = GridSearchCV(StanceClassifier(n_features=2**10), {"C": [0.1, 1.0], "longest": [1, 2]}, cv=2)
    search.fit(X, y)
    assert search.best_params_["C"] in (0.1, 1.0)


def test_abstains_only_when_asked():
    one = StanceClassifier(n_features=2**12).fit(X, y)
    assert "abstain" not in one.predict(X)
    one.set_params(abstain_below=1.1)
    assert set(one.predict(X)) == {"abstain"}


def test_empty_frame(model):
    assert model.predict_proba(X[:0]).shape == (0, 3)
    assert len(model.predict(X[:0])) == 0


@pytest.mark.parametrize(
    "change, said",
    [
        ({"source_end": 999}, "outside the text"),
        ({"source_start": -1}, "outside the text"),
        ({"source_start": 5, "source_end": 5}, "outside the text"),
        ({"target_start": 0, "target_end": 9}, "overlap"),
        ({"source_start": float("nan")}, "whole numbers"),
        ({"source_start": 1.5}, "whole numbers"),
        ({"text": None}, "must be a string"),
        ({"text": float("nan")}, "must be a string"),
    ],
)
def test_errors_name_row_value_and_rule(model, change, said):
    bad = X[:3].astype(object).copy()
    for column, value in change.items():
        bad.loc[1, column] = value
    with pytest.raises(InputError, match=said) as caught:
        model.predict_proba(bad)
    assert "row 1" in str(caught.value)


def test_missing_columns_and_wrong_types(model):
    with pytest.raises(InputError, match="target_end"):
        model.predict(X.drop(columns="target_end"))
    with pytest.raises(InputError, match="DataFrame"):
        model.predict(["Moscow praised Delhi."])


def test_labels_are_checked():
    with pytest.raises(InputError, match="friendly"):
        StanceClassifier().fit(X, ["friendly"] * len(X))
    with pytest.raises(InputError, match="one label"):
        StanceClassifier().fit(X, y[:3])


def test_long_statements_emoji_and_combining_characters(model):
    long = "Ruritania condemned Grustark " + "and so on " * 10_000
    far = "Ruritania " + "la " * 30_000 + "Grustark"
    odd = "🤝🏽 e\u0301lan: Ruritania praised Grustark 👩‍👩‍👧"
    p = model.predict_proba(frame([long, far, odd]))
    assert np.isfinite(p).all()


def test_other_spans_with_and_without_roles(model):
    text = "Ruritania, with Sylvania, bombed Grustark; Grustark wept."
    row = frame([text])
    at = text.index("Sylvania")
    row["other_spans"] = [
        [(at, at + 8), (text.rindex("Grustark"), text.rindex("Grustark") + 8, "target"), (0, 9999)]
    ]
    assert model.predict_proba(row).shape == (1, 3)


def test_names_carry_no_stance(model):
    """Both actors of 500 dev statements swapped for other countries: at least 97 % of the labels stay."""
    from pathlib import Path

    from equipoise.labels import pair_frame, read_statements

    folder = Path(__file__).resolve().parents[2] / "labels" / "statements"
    dev = pair_frame(
        row
        for path in sorted(folder.glob("*.jsonl"))
        for row in read_statements(path)
        if row["split"] == "dev"
    )
    dev = dev.drop_duplicates("id")[:500].reset_index(drop=True)
    names = ["Brazil", "Norway", "Zambia", "Laos", "Peru", "Oman", "Fiji", "Malta"]
    swapped = []
    for i, row in enumerate(dev.to_dict("records")):
        new = {"source": names[i % 8], "target": names[(i + 3) % 8]}
        marks = [
            (row["source_start"], row["source_end"], "source"),
            (row["target_start"], row["target_end"], "target"),
        ]
        marks += [tuple(span) for span in row["other_spans"]]
        text, at, places = "", 0, []
        for start, end, role in sorted(marks):
            if start < at:
                continue
            text += row["text"][at:start]
            surface = new.get(role, row["text"][start:end])
            places.append((len(text), len(text) + len(surface), role, (start, end)))
            text, at = text + surface, end
        text += row["text"][at:]
        main = {span: (a, b) for a, b, _, span in places}
        s, t = main[marks[0][:2]], main[marks[1][:2]]
        others = [(a, b, role) for a, b, role, span in places if (a, b) not in (s, t)]
        swapped.append({**dict(zip(COLUMNS, (text, *s, *t))), "other_spans": others})
    before, after = model.predict(dev), model.predict(pd.DataFrame(swapped))
    assert (before == after).mean() >= 0.97


def test_outside_models_need_consent(tmp_path):
    from equipoise import storage

    one = StanceClassifier(n_features=2**10).fit(X, y)
    storage.save(one, tmp_path / "m", name="mine", version="1")
    with pytest.raises(ModelError, match="trust=True"):
        load_model(tmp_path / "m")
    again = load_model(tmp_path / "m", trust=True)
    assert np.allclose(again.predict_proba(X), one.predict_proba(X))
    file = tmp_path / "m" / "model.joblib"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))
    with pytest.raises(ModelError, match="changed"):
        load_model(tmp_path / "m", trust=True)
    with pytest.raises(ModelError, match="no model"):
        load_model("no-such-model")
