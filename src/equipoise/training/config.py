"""The configuration of a training run: a TOML file whose every key is known and checked."""

from __future__ import annotations

import tomllib
import types
import typing
from dataclasses import MISSING, asdict, dataclass, field, fields
from pathlib import Path

from equipoise.errors import InputError

__all__ = ["MODELS", "Accurate", "Config", "Data", "Fast", "Finetune", "Gate", "read_config"]

MODELS = ("fast", "accurate")


@dataclass(frozen=True)
class Data:
    """Where the labels are.

    labels
        Folder of the collection (statements/, articles/), relative to the file of the configuration.
    articles
        Whether the gold articles' train split is learned from as well.
    """

    labels: str = "../labels"
    articles: bool = True


@dataclass(frozen=True)
class Fast:
    """Parameters of the fast model (see `equipoise.stance.StanceClassifier`).

    articles_share
        Which prior the probabilities carry: the share of the calibration's weight that the gold articles' dev pairs
        get, 0 to 1. About four fifths of the pairs of articles are neutral, half of the statements': the more
        weight, the more neutral. Negative: every pair counts the same.
    answers
        File of a teacher's answers (`equipoise.stance.lessons`) that it learns from beside the labels; "" is none.
    answers_weight
        What they count beside labelled pairs.
    """

    C: float = 1.0
    n_features: int = 2**18
    longest: int = 3
    articles_share: float = -1.0
    answers: str = ""
    answers_weight: float = 1.0


@dataclass(frozen=True)
class Accurate:
    """Parameters of the accurate model's head.

    encoder
        Folder with encoder.onnx and tokenizer.json, relative to the file of the configuration; "" is the one
        that ships in the package.
    articles_share
        As the fast model's.
    """

    C: float = 0.003
    encoder: str = ""
    articles_share: float = -1.0


@dataclass(frozen=True)
class Gate:
    """When a challenger may replace the champion; all differences in points of 0 to 1.

    macro_f1_margin
        The macro-F1 may be worse by this much at most, at `confidence` (one-sided, paired bootstrap).
    pattern_margin, pattern_pairs
        No pattern may fall by more than `pattern_margin`; one with fewer than `pattern_pairs` test pairs is
        taken to have fallen only where the bootstrap is sure of it at `confidence`.
    ece_limit, ece_margin
        The expected calibration error of each class stays within `ece_limit`, or within `ece_margin` of the
        champion's where that is over the limit already.
    draws
        Bootstrap samples.
    """

    macro_f1_margin: float = 0.005
    confidence: float = 0.95
    pattern_margin: float = 0.03
    pattern_pairs: int = 100
    ece_limit: float = 0.08
    ece_margin: float = 0.01
    draws: int = 2000


@dataclass(frozen=True)
class Finetune:
    """Whether and how the encoder is fine-tuned first.

    enabled
        Else the head is refitted on the encoder that is there.
    runs
        Runs that differ in the order of the pairs alone; their weights are averaged (Wortsman et al. 2022).
    base
        A name of the hub, a folder of pretrained weights, or one with an exported ``encoder.onnx`` to go on from;
        "" is the encoder that ships.

    teacher
        A name of the hub or a folder of a larger pretrained network, fine-tuned first on the same pairs for
        `teacher_epochs` at `teacher_rate`; the small one learns from the labels and from what it says of `variants`
        unlabelled statements made from theirs (`equipoise.stance.variants`). "" learns from `answers`, or from the
        labels alone.
    answers
        A file that keeps what the teacher said; without a teacher it is learned from, with one it is written.
    article_passes
        How often an epoch goes through the statements of the articles, each time with other pairs of theirs.

    The other keys are those of `equipoise.stance.finetune.Recipe`.
    """

    enabled: bool = False
    runs: int = 1
    base: str = "sentence-transformers/all-MiniLM-L6-v2"
    epochs: int = 6
    batch: int = 32
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    smoothing: float = 0.05
    pairs_per_statement: int = 8
    unmasked: float = 0.15
    joined: float = 0.15
    mean: bool = False
    teacher: str = ""
    teacher_epochs: int = 3
    teacher_rate: float = 4e-5
    variants: int = 24_000
    answers: str = ""
    article_passes: int = 1


@dataclass(frozen=True)
class Config:
    """One training run.

    Attributes
    ----------
    seed : int
    models : which of "fast" and "accurate" are made
    registry : folder of the versions, relative to the file of the configuration
    pictures : whether PNG pictures are drawn (extra "plots")
    learning_curve : shares of the train split, (0, 1]
    records : file of run records, JSON lines, relative to the file; "" writes none
    mlflow : whether each run is logged with MLflow as well (extra "mlflow")
    """

    seed: int = 0
    models: tuple[str, ...] = MODELS
    registry: str = "../model-registry"
    pictures: bool = True
    learning_curve: tuple[float, ...] = (0.1, 0.25, 0.5, 0.75, 1.0)
    records: str = "../model-registry/runs.jsonl"
    mlflow: bool = False
    data: Data = field(default_factory=Data)
    fast: Fast = field(default_factory=Fast)
    accurate: Accurate = field(default_factory=Accurate)
    gate: Gate = field(default_factory=Gate)
    finetune: Finetune = field(default_factory=Finetune)
    #: the folder that relative paths start from; not a key of the file
    base: str = "."

    def path(self, value: str) -> Path:
        """A path of the file, resolved from the file's folder."""
        return (Path(self.base) / value).resolve()

    def to_dict(self) -> dict:
        """The keys and values as the file would hold them, defaults filled in."""
        made = asdict(self)
        del made["base"]
        return made


def read_config(path) -> Config:
    """Read and check a configuration.

    Raises
    ------
    InputError
        The file cannot be read, or a key is unknown, of the wrong type or out of range: it is named with the
        rule.
    """
    path = Path(path)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(
            f"{path} cannot be read as a configuration: {error}. See training/config.toml for one that works."
        ) from error
    config = _section(Config, table, str(path), base=str(path.resolve().parent))
    _check_ranges(config, str(path))
    return config


def _section(cls, table: dict, where: str, **fixed):
    """A dataclass from a TOML table; unknown keys and wrong types are errors."""
    hints = typing.get_type_hints(cls)
    known = [f for f in fields(cls) if f.name not in fixed]
    unknown = sorted(set(table) - {f.name for f in known})
    if unknown:
        raise InputError(f"{where}: unknown key {unknown[0]!r}; it knows {', '.join(f.name for f in known)}.")
    values = dict(fixed)
    for f in known:
        if f.name in table:
            values[f.name] = _value(hints[f.name], table[f.name], f"{where}: {f.name}")
        elif f.default is MISSING and f.default_factory is MISSING:
            raise InputError(f"{where}: the key {f.name!r} is missing.")
    return cls(**values)


def _value(kind, value, where: str):
    if isinstance(kind, type) and hasattr(kind, "__dataclass_fields__"):
        if not isinstance(value, dict):
            raise InputError(f"{where} is {value!r}; it must be a table, [{where.rsplit(' ', 1)[-1]}].")
        return _section(kind, value, where)
    if isinstance(kind, types.GenericAlias) or typing.get_origin(kind) is tuple:
        inner = typing.get_args(kind)[0]
        if not isinstance(value, list):
            raise InputError(f"{where} is {value!r}; it must be a list.")
        return tuple(_value(inner, item, where) for item in value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise InputError(f"{where} is {value!r}; it must be of type {kind.__name__}.")
    return value


def _check_ranges(config: Config, where: str) -> None:
    gate, tune, curve = config.gate, config.finetune, config.learning_curve
    rules = [
        (
            "models",
            config.models,
            set(config.models) <= set(MODELS) and config.models,
            f"one or more of {', '.join(MODELS)}",
        ),
        ("learning_curve", curve, all(0 < share <= 1 for share in curve), "shares over 0 and up to 1"),
        ("fast.C", config.fast.C, config.fast.C > 0, "over 0"),
        ("fast.n_features", config.fast.n_features, config.fast.n_features >= 1, "at least 1"),
        ("fast.longest", config.fast.longest, 1 <= config.fast.longest <= 8, "1 to 8"),
        ("fast.answers_weight", config.fast.answers_weight, config.fast.answers_weight > 0, "over 0"),
        ("accurate.C", config.accurate.C, config.accurate.C > 0, "over 0"),
        ("fast.articles_share", config.fast.articles_share, config.fast.articles_share <= 1, "at most 1"),
        (
            "accurate.articles_share",
            config.accurate.articles_share,
            config.accurate.articles_share <= 1,
            "at most 1",
        ),
        ("gate.macro_f1_margin", gate.macro_f1_margin, 0 <= gate.macro_f1_margin <= 1, "0 to 1"),
        ("gate.confidence", gate.confidence, 0.5 <= gate.confidence < 1, "0.5 to below 1"),
        ("gate.pattern_margin", gate.pattern_margin, 0 <= gate.pattern_margin <= 1, "0 to 1"),
        ("gate.ece_limit", gate.ece_limit, 0 <= gate.ece_limit <= 1, "0 to 1"),
        ("gate.ece_margin", gate.ece_margin, 0 <= gate.ece_margin <= 1, "0 to 1"),
        ("gate.draws", gate.draws, gate.draws >= 100, "at least 100"),
        ("finetune.runs", tune.runs, tune.runs >= 1, "at least 1"),
        ("finetune.epochs", tune.epochs, tune.epochs >= 1, "at least 1"),
        ("finetune.batch", tune.batch, tune.batch >= 1, "at least 1"),
        ("finetune.teacher_epochs", tune.teacher_epochs, tune.teacher_epochs >= 1, "at least 1"),
        ("finetune.article_passes", tune.article_passes, tune.article_passes >= 1, "at least 1"),
        ("finetune.variants", tune.variants, tune.variants >= 0, "0 or more"),
    ]
    for key, value, holds, rule in rules:
        if not holds:
            shown = list(value) if isinstance(value, tuple) else value
            raise InputError(f"{where}: {key} is {shown!r}; it must be {rule}.")
