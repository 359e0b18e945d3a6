"""The model card, in the format of the Hugging Face hub: YAML front matter, then Markdown (Mitchell et al. "
"2019)."""

from __future__ import annotations

import json

from equipoise.training.gate import Verdict
from equipoise.types import LABELS

__all__ = ["render_card"]

_KIND = {
    "fast": "Role-marked word n-grams and cues of an action lexicon, hashed, in a multinomial logistic "
    "regression.",
    "accurate": (
        "A MiniLM encoder (6 layers, 22.7 M weights, int8 in ONNX) fine-tuned with role markers; its vectors "
        "of source, target and statement, and lexicon cues, in a multinomial logistic regression, pooled with the "
        "fast model's."
    ),
}
_SETS = {
    "articles/test": "gold articles, test",
    "statements/test": "labelled statements, test",
    "articles/dev": "gold articles, dev",
    "statements/dev": "labelled statements, dev",
}


def render_card(
    name: str, about: dict, metrics: dict, verdict: Verdict | None, curve=(), pictures: bool = False
) -> str:
    """The card of one model as Markdown.

    Parameters
    ----------
    name : "fast" or "accurate"
    about : what version.json says
    metrics : figures by set ("articles/test", ...)
    verdict : what the gate said, None where there was no champion
    curve : rows of `equipoise.training.fitting.learning_curve`
    pictures : whether confusion.png and its like lie beside the card
    """
    sets = {title: metrics[title] for title in _SETS if title in metrics}
    parts = [
        _front_matter(name, sets),
        f"# Equipoise, the {name} stance model\n",
        "What a statement of an article says of the stance of one international actor toward another: "
        "hostile, "
        f"neutral or supportive. {_KIND.get(name, '')} Names are masked by role tokens before the model sees "
        "them, so that no country carries a stance of its own. Probabilities are calibrated by vector "
        "scaling "
        "(Guo et al. 2017).\n",
        _USE.format(name=name),
        _data(name, about),
        "## Figures\n",
        "Ordered pairs of actors with gold mentions given. Articles are the headline: in prose most pairs "
        "are neutral. "
        f"Command: `equipoise train`, version {about['version']}.\n",
        _overview(sets),
    ]
    for by in ("pattern", "genre", "region"):
        parts.append(_breakdown(by, sets))
    parts.append(_calibration(sets, pictures))
    if curve:
        parts.append(_curve(curve, pictures))
    if verdict is not None:
        said = "passed" if verdict.passed else "refused: " + "; ".join(verdict.broken)
        parts.append(f"## Gate\n\nAgainst the model in use before, on the same test pairs: {said}.\n")
    parts += [_LIMITS, _provenance(about)]
    return "\n".join(part for part in parts if part)


def _front_matter(name: str, sets: dict) -> str:
    results = []
    for title, found in sets.items():
        if not title.endswith("/test"):
            continue
        results.append(
            f"  - task:\n      type: text-classification\n      name: directed stance\n"
            f"    dataset:\n      type: equipoise-labels\n      name: {json.dumps(_SETS[title])}\n"
            "      split: test\n"
            f"    metrics:\n    - type: f1\n      name: macro-F1\n      value: {found['macro_f1']:.4f}\n"
            f"    - type: accuracy\n      name: accuracy\n      value: {found['accuracy']:.4f}"
        )
    return (
        "---\nlanguage: en\nlicense: mit\nlibrary_name: equipoise\npipeline_tag: text-classification\n"
        "tags:\n- stance-detection\n- international-relations\n- event-data\n- text-classification\n"
        f"model-index:\n- name: equipoise-{name}\n  results:\n" + "\n".join(results) + "\n---\n"
    )


_USE = """## Intended use

Analysts, researchers and archive builders who read English prose on foreign policy and want to know who is
said to stand where, with the sentence that says so. Use it through `equipoise.Analyzer` or as a scikit-learn
classifier:

```python
import equipoise
equipoise.Analyzer(model="{name}").analyze(text).pairs
equipoise.load_model("{name}").predict_proba(frame)  # text and the spans of source and target
```

Out of scope: what governments really intend (the model reads what a text says), stances of persons, firms or
peoples, languages other than English, and any decision about a person.
"""

_LIMITS = """## Limits

- The training texts are composed for the project or come from few hands; prose of other kinds will be read
  less well. Score some of your own, look at what is uncertain, and label it (`equipoise labels suggest`).
- One statement at a time: irony, and stance that only the paragraph or the article carries, is missed.
- Long sentences with four or more actors, allegation inside allegation, and who asserts what are the hardest.
- Probabilities are calibrated to the project's dev splits; where your corpus has another share of neutral
  pairs, calibrate again (`StanceClassifier.calibrate`).
- Figures on the test splits are looked at with every release; they flatter a little more each time.
"""


def _data(name: str, about: dict) -> str:
    rows = [
        f"| {title} | {c['statements']} | {c['pairs']} | "
        + " | ".join(str(c[label]) for label in LABELS)
        + " |"
        for title, c in about["data"]["counts"].items()
    ]
    head = f"| rows | statements | pairs | {' | '.join(LABELS)} |\n|---|---:|---:|---:|---:|---:|\n"
    answers = about["config"]["fast"]["answers"] if name == "fast" else ""
    taught = (
        f" It learned from a larger network's answers to variants of the train rows as well ({answers})."
        if answers
        else ""
    )
    return (
        "## Data\n\nThe project's labelled collection (codebook 1.1; see labels/README.md). Trained on "
        f"train, calibrated on dev.{taught}\n\n{head}" + "\n".join(rows) + "\n"
    )


def _overview(sets: dict) -> str:
    head = "| set | pairs | macro-F1 | accuracy | " + " | ".join(f"F1 {label}" for label in LABELS) + " |"
    lines = [head, "|---|" + "---:|" * 6]
    for title, found in sets.items():
        per = " | ".join(f"{found['per_class'][label]['f1']:.3f}" for label in LABELS)
        lines.append(
            f"| {_SETS[title]} | {found['rows']} | {found['macro_f1']:.3f} | {found['accuracy']:.3f} | "
            f"{per} |"
        )
    lines += ["", "| set | class | precision | recall | F1 | pairs |", "|---|---|---:|---:|---:|---:|"]
    for title, found in sets.items():
        if title.endswith("/test"):
            for label, row in found["per_class"].items():
                lines.append(
                    f"| {_SETS[title]} | {label} | {row['precision']:.3f} | {row['recall']:.3f} | "
                    f"{row['f1']:.3f} "
                    f"| {row['rows']} |"
                )
    return "\n".join(lines) + "\n"


def _breakdown(by: str, sets: dict) -> str:
    """Macro-F1 by pattern, genre or region on the test sets."""
    lines = []
    for title, found in sets.items():
        if title.endswith("/test"):
            for key, row in found[f"per_{by}"].items():
                lines.append(
                    f"| {key} | {_SETS[title]} | {row['macro_f1']:.3f} | {row['accuracy']:.3f} | "
                    f"{row['rows']} |"
                )
    if not lines:
        return ""
    head = f"| {by} | set | macro-F1 | accuracy | pairs |\n|---|---|---:|---:|---:|\n"
    return f"### By {by}\n\n{head}" + "\n".join(lines) + "\n"


def _calibration(sets: dict, pictures: bool) -> str:
    lines = [
        "## Calibration\n",
        "Expected calibration error, ten bins of equal width (Naeini et al. 2015).\n",
        f"| set | {' | '.join(LABELS)} |",
        "|---|---:|---:|---:|",
    ]
    for title, found in sets.items():
        per = " | ".join(f"{found['calibration'][label]['ece']:.3f}" for label in LABELS)
        lines.append(f"| {_SETS[title]} | {per} |")
    if pictures:
        lines += ["", "![Reliability](reliability.png)", "![Confusion](confusion.png)"]
    return "\n".join(lines) + "\n"


def _curve(curve, pictures: bool) -> str:
    lines = [
        "## Learning curve\n",
        "| share of train | pairs | macro-F1 on dev | on dev articles |",
        "|---:|" * 1 + "---:|" * 3,
    ]
    for row in curve:
        prose = "" if row["articles_macro_f1"] is None else f"{row['articles_macro_f1']:.3f}"
        lines.append(f"| {row['share']:.0%} | {row['pairs']} | {row['macro_f1']:.3f} | {prose} |")
    if pictures:
        lines += ["", "![Learning curve](learning_curve.png)"]
    return "\n".join(lines) + "\n"


def _provenance(about: dict) -> str:
    lines = [
        "## Provenance\n",
        f"- version {about['version']}, made {about['created']}, seed {about['config']['seed']}",
        f"- data fingerprint {about['data']['fingerprint'][:16]}",
        f"- code {about['git'] or 'not in a git repository'}",
        "- " + ", ".join(f"{name} {version}" for name, version in about["libraries"].items()),
    ]
    return "\n".join(lines) + "\n"
