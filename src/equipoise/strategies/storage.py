"""Model folders of the cue classifier: the same manifest and hashes as the stance models'
(`equipoise.storage`)."""

from __future__ import annotations

import json
from pathlib import Path

from equipoise.storage import FORMAT, sha256, verify
from equipoise.strategies.classifier import STRATEGIES, CueClassifier, phrases

__all__ = ["load", "save"]


def save(classifier: CueClassifier, folder, *, name: str, version: str, meta: dict | None = None) -> dict:
    """Write a fitted `CueClassifier` and return its manifest; the encoder stays with the stance model."""
    import joblib
    import numpy as np
    import sklearn

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    heads = {}
    for key in ("any_", "which_"):
        head = getattr(classifier, key)
        heads[key] = (
            head.coef_.astype(np.float32),
            head.intercept_.astype(np.float32),
            head.classes_.tolist(),
        )
    state = {"params": {**classifier.get_params(), "encoder": None}, "heads": heads}
    joblib.dump(state, folder / "model.joblib", compress=9)
    manifest = {
        "format": FORMAT,
        "name": name,
        "version": version,
        "kind": "cues",
        "sklearn": sklearn.__version__,
        "encoder": classifier.encoder is not None,
        "phrases": len(phrases()),
        **(meta or {}),
        "files": {"model.joblib": sha256(folder / "model.joblib")},
    }
    (folder / "manifest.json").write_text(
        json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    return manifest


def load(folder, encoder=None) -> CueClassifier:
    """Verify and unpickle; only for folders of the package or that are trusted.

    Parameters
    ----------
    folder : path
    encoder : path or Encoder, optional
        The encoder, for a head that was trained on one.

    Raises
    ------
    ModelError
        Missing, changed, or a head whose encoder is not given.
    """
    import joblib
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    from equipoise.errors import ModelError

    manifest = verify(folder)
    if manifest["encoder"] and encoder is None:
        raise ModelError(f"{folder} was trained on an encoder's vectors; pass that encoder.")
    if manifest["phrases"] != len(phrases()):
        raise ModelError(
            f"{folder} was trained with {manifest['phrases']} phrases, data/cues.tsv has "
            f"{len(phrases())}; train it again "
            "with: python training/train_cues.py"
        )
    state = joblib.load(Path(folder) / "model.joblib")
    model = CueClassifier(**{**state["params"], "encoder": encoder if manifest["encoder"] else None})
    model.classes_ = np.array([*STRATEGIES, "none"], dtype=object)
    for key, (coef, intercept, classes) in state["heads"].items():
        head = LogisticRegression()
        head.coef_, head.intercept_, head.classes_ = coef, intercept, np.array(classes)
        head.n_features_in_ = coef.shape[1]
        setattr(model, key, head)
    return model
