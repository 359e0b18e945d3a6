"""Has the prose changed since the model was made? Two scored corpora compared, and whether retraining is due.

Distributions are compared by the population stability index (labels, confidence; Siddiqi 2006) and by the
Jensen-Shannon divergence (actors, words; Lin 1991). Small corpora differ by chance: what counts as drift must
also exceed what random splits of the same articles show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from equipoise.errors import InputError
from equipoise.types import LABELS

__all__ = ["LIMITS", "Drift", "Measure", "compare", "read_pairs", "render_drift"]

#: From where on a difference is drift: the usual .2 of the stability index, a tenth of a bit of divergence, a
#: fall of confidence by five points, and a tenth of the words never met before.
LIMITS = {
    "labels": 0.2,
    "confidence": 0.2,
    "confidence falls": 0.05,
    "words": 0.1,
    "new words": 0.1,
    "actors": 0.2,
    "new actors": 0.1,
}
#: Names are masked before a model sees them: other actors in the news are worth a look, not a retraining.
_WATCH = {"actors", "new actors"}
_COLUMNS = ("article_id", "source", "target", "p_hostile", "p_neutral", "p_supportive")
_WORD = re.compile(r"[^\W\d_]{3,}")
#: Articles a side that the random splits draw from: enough to know what chance does.
_MOST_ARTICLES = 2000


@dataclass(frozen=True, slots=True)
class Measure:
    """One comparison: what was found, what chance alone does (its 99th percentile), and the limit."""

    name: str
    value: float
    chance: float
    limit: float
    kind: str  # "retrain" or "watch"

    @property
    def drifted(self) -> bool:
        """Over the limit, and more than chance does."""
        return self.value > self.limit and self.value > self.chance


@dataclass(frozen=True, slots=True)
class Drift:
    """The comparison of two scored corpora.

    Attributes
    ----------
    measures : tuple of Measure
    reference, new : what was compared: articles, pairs, shares of the labels, mean confidence
    movers : (actor, share before, share now) of those that moved most
    words_from : where words were taken from: "statements", or "mentions" where the texts were not kept
    notes : what makes the comparison unfair, for a person
    """

    measures: tuple[Measure, ...]
    reference: dict
    new: dict
    movers: tuple[tuple[str, float, float], ...] = ()
    words_from: str = "statements"
    notes: tuple[str, ...] = field(default=())

    @property
    def due(self) -> bool:
        """Whether retraining is due."""
        return any(m.drifted and m.kind == "retrain" for m in self.measures)

    def to_dict(self) -> dict:
        """Plain dict for JSON."""
        made = {k: v for k, v in asdict(self).items() if k != "measures"}
        return {
            "due": self.due,
            "measures": [{**asdict(m), "drifted": m.drifted} for m in self.measures],
            **made,
        }


def read_pairs(folder) -> pd.DataFrame:
    """The pairs of a folder that `equipoise score` wrote, in any of its formats.

    Raises
    ------
    InputError
        No pairs there, or a table that lacks a column.
    """
    paths = sorted(p for p in (Path(folder) / "pairs").glob("part-*") if p.suffix in _READERS)
    try:
        frames = [_READERS[p.suffix](p) for p in paths]
        frames = [frame for frame in frames if len(frame)]
    except (OSError, ValueError) as error:
        raise InputError(f"{folder}: its pairs cannot be read: {error}. Score the corpus again.") from error
    if not frames:
        raise InputError(
            f"{folder} holds no scored pairs; write them with: equipoise score INPUT... -o {folder}"
        )
    return _check(pd.concat(frames, ignore_index=True), str(folder))


_READERS = {
    ".parquet": pd.read_parquet,
    ".jsonl": lambda path: pd.read_json(path, lines=True),
    ".csv": pd.read_csv,
}


def _check(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    missing = [c for c in _COLUMNS if c not in frame.columns]
    if missing or frame.empty:
        raise InputError(
            f"{name} lacks {', '.join(missing) or 'rows'}; give the pairs that `equipoise score` writes."
        )
    return frame


def compare(
    reference: pd.DataFrame, new: pd.DataFrame, draws: int = 200, seed: int = 0, notes: Sequence[str] = ()
):
    """Compare the pairs of two scored corpora.

    Parameters
    ----------
    reference, new : DataFrame
        Pair rows (`read_pairs`); where both have ``statement_text``, words come from it.
    draws : int
        Random splits that show what chance does; 0 draws none.
    seed : int
    notes : sequence of str
        Kept in the result.

    Returns
    -------
    Drift
    """
    frames = [_check(reference, "the reference"), _check(new, "the new corpus")]
    with_text = all("statement_text" in f.columns and f["statement_text"].notna().any() for f in frames)
    parts = [_Corpus(frame, with_text) for frame in frames]
    rng = np.random.default_rng(seed)
    measures = []
    for name, of in _MEASURES.items():
        kind = name.removeprefix("new ")
        one, two = _aligned(parts[0].counts[kind], parts[1].counts[kind])
        value = of(*(np.asarray(table.sum(axis=0)).ravel() for table in (one, two)))
        measures.append(
            Measure(
                name,
                value,
                _by_chance(one, two, of, draws, rng),
                LIMITS[name],
                "watch" if name in _WATCH else "retrain",
            )
        )
    before, now = (_shares(part.counts["actors"]) for part in parts)
    movers = sorted(set(before) | set(now), key=lambda c: (-abs(now.get(c, 0) - before.get(c, 0)), c))[:10]
    return Drift(
        tuple(measures),
        parts[0].about,
        parts[1].about,
        tuple((c, before.get(c, 0.0), now.get(c, 0.0)) for c in movers),
        "statements" if with_text else "mentions",
        tuple(notes),
    )


class _Corpus:
    """Counts of one corpus, an article a row, as frames of category columns."""

    def __init__(self, frame: pd.DataFrame, with_text: bool):
        from scipy import sparse

        key = "position" if "position" in frame.columns else "article_id"
        article = pd.factorize(frame[key])[0]
        p = frame[["p_hostile", "p_neutral", "p_supportive"]].to_numpy(dtype=float)
        best = p.max(axis=1)
        label = np.array(LABELS)[p.argmax(axis=1)]
        # a third is the least that the best of three can have
        bins = np.clip(((best - 1 / 3) / (2 / 3) * 10).astype(int), 0, 9)
        self.size = int(article.max()) + 1
        sums = np.zeros((self.size, 2))
        np.add.at(sums, article, np.stack([best, np.ones(len(best))], axis=1))
        self.counts = {
            "labels": _count(article, label, self.size),
            "confidence": _count(article, bins.astype(str), self.size),
            "actors": _count(
                np.concatenate([article, article]),
                np.concatenate([frame["source"].astype(str), frame["target"].astype(str)]),
                self.size,
            ),
            "words": self._words(frame, article, with_text),
            "confidence falls": (np.array(["sum", "pairs"]), sparse.csr_matrix(sums)),
        }
        self.about = {
            "articles": self.size,
            "pairs": len(frame),
            "labels": {name: float((label == name).mean()) for name in LABELS},
            "mean_confidence": float(best.mean()),
        }

    def _words(self, frame: pd.DataFrame, article: np.ndarray, with_text: bool):
        if with_text:
            once = frame.assign(_article=article).drop_duplicates(["_article", "statement_text"])
            texts, owner = once["statement_text"].fillna("").tolist(), once["_article"].to_numpy()
        else:
            texts = [*frame["source_text"].astype(str), *frame["target_text"].astype(str)]
            owner = np.concatenate([article, article])
        found = [_WORD.findall(text.lower()) for text in texts]
        owners = np.repeat(owner, [len(words) for words in found])
        return _count(owners, np.array([w for words in found for w in words], dtype=object), self.size)


def _count(article: np.ndarray, category: np.ndarray, size: int):
    """(categories, sparse counts of shape (articles, categories))."""
    from scipy import sparse

    if not len(category):
        return np.array([], dtype=object), sparse.csr_matrix((size, 0))
    code, names = pd.factorize(np.asarray(category, dtype=object), sort=True)
    table = sparse.coo_matrix((np.ones(len(code)), (article, code)), shape=(size, len(names)))
    return names, table.tocsr()


def _aligned(one, two):
    """The two count matrices over the union of their categories."""
    from scipy import sparse

    names = np.union1d(one[0], two[0])
    both = []
    for own, table in (one, two):
        at = np.searchsorted(names, own)
        spread = sparse.csr_matrix(
            (np.ones(len(own)), (np.arange(len(own)), at)), shape=(len(own), len(names))
        )
        both.append((table @ spread).tocsr())
    return both


def _by_chance(one, two, of, draws: int, rng) -> float:
    """The 99th percentile of the measure when the same articles are dealt to two sides at random."""
    if not draws:
        return 0.0
    from scipy import sparse

    sides = [t[np.sort(rng.permutation(t.shape[0])[:_MOST_ARTICLES])] for t in (one, two)]
    pool, size = sparse.vstack(sides).T.tocsr(), sides[0].shape[0]
    total = np.asarray(pool.sum(axis=1)).ravel()
    found = []
    for _ in range(draws):
        dealt = np.zeros(pool.shape[1])
        dealt[rng.permutation(pool.shape[1])[:size]] = 1.0
        first = pool @ dealt
        found.append(of(first, total - first))
    return float(np.quantile(found, 0.99))


def _psi(one, two) -> float:
    """Population stability index, half a count added to each category."""
    a, b = (np.asarray(x, dtype=float).ravel() + 0.5 for x in (one, two))
    a, b = a / a.sum(), b / b.sum()
    return float(((b - a) * np.log(b / a)).sum())


def _divergence(one, two) -> float:
    """Jensen-Shannon divergence in bits, 0 to 1."""
    a, b = (np.asarray(x, dtype=float).ravel() for x in (one, two))
    if not a.sum() or not b.sum():
        return 0.0
    a, b = a / a.sum(), b / b.sum()
    middle = (a + b) / 2

    def entropy(p):
        p = p[p > 0]
        return -(p * np.log2(p)).sum()

    return float(max(entropy(middle) - (entropy(a) + entropy(b)) / 2, 0.0))


def _unseen(one, two) -> float:
    """Share of the second side's counts that fall on categories the first side lacks."""
    return float(two[one == 0].sum() / max(two.sum(), 1))


def _fall(one, two) -> float:
    """How much lower the mean is on the second side, from (pairs, sum) of each: names stand in order."""
    return float(one[1] / max(one[0], 1) - two[1] / max(two[0], 1))


#: What is compared, and how; "new words" reads the counts of "words".
_MEASURES = {
    "labels": _psi,
    "confidence": _psi,
    "confidence falls": _fall,
    "words": _divergence,
    "new words": _unseen,
    "actors": _divergence,
    "new actors": _unseen,
}


def _shares(counted) -> dict[str, float]:
    names, table = counted
    total = np.asarray(table.sum(axis=0)).ravel()
    return {str(name): float(value / total.sum()) for name, value in zip(names, total)}


def render_drift(drift: Drift) -> str:
    """The comparison as plain text."""
    lines = [f"{'':<20}{'reference':>12}{'new':>12}"]
    for key in ("articles", "pairs"):
        lines.append(f"{key:<20}{drift.reference[key]:>12}{drift.new[key]:>12}")
    for label in LABELS:
        lines.append(
            f"{label:<20}{drift.reference['labels'][label]:>12.1%}{drift.new['labels'][label]:>12.1%}"
        )
    one, two = drift.reference["mean_confidence"], drift.new["mean_confidence"]
    lines += [f"{'mean confidence':<20}{one:>12.3f}{two:>12.3f}", ""]
    lines.append(f"{'measure':<20}{'value':>9}{'by chance':>11}{'limit':>8}  ")
    for m in drift.measures:
        said = "" if not m.drifted else "DRIFT" if m.kind == "retrain" else "worth a look"
        chance = f"{m.chance:.3f}" if m.chance else "-"
        lines.append(f"{m.name:<20}{m.value:>9.3f}{chance:>11}{m.limit:>8.2f}  {said}".rstrip())
    lines.append(f"words are those of the {drift.words_from}")
    moved = ", ".join(f"{code} {before:.1%} -> {now:.1%}" for code, before, now in drift.movers[:6])
    lines += ["", f"actors that moved most: {moved}", *(f"note: {note}" for note in drift.notes)]
    lines.append("retraining is due" if drift.due else "no retraining is due")
    return "\n".join(lines)
