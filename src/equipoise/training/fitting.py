"""Rows -> fitted and calibrated models, and the fast model's learning curve."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from equipoise.stance.classifier import StanceClassifier
from equipoise.stance.evaluation import figures
from equipoise.stance.frames import read_rows
from equipoise.stance.lessons import lesson_frame, read_lesson
from equipoise.stance.roles import render
from equipoise.storage import sha256
from equipoise.training.config import Config
from equipoise.training.data import Rows, calibration_weights, model_input

__all__ = ["fine_tuned", "fit", "learning_curve", "shipped_encoder"]


def fit(name: str, rows: Rows, config: Config, encoder=None) -> StanceClassifier:
    """Fit the model `name` on the train split and calibrate it on dev.

    Parameters
    ----------
    name : "fast" or "accurate"
    rows : Rows
    config : Config
    encoder : folder of the accurate model's encoder
    """
    if name == "fast":
        model = StanceClassifier(
            C=config.fast.C, n_features=config.fast.n_features, longest=config.fast.longest
        )
    else:
        model = StanceClassifier(
            encoder=str(encoder),
            C=config.fast.C,
            encoder_C=config.accurate.C,
            n_features=config.fast.n_features,
            longest=config.fast.longest,
        )
    X, y, counts = model_input(rows.train), rows.train["label"], None
    if name == "fast" and config.fast.answers:
        taught = lesson_frame(read_lesson(config.path(config.fast.answers)))
        counts = np.concatenate([np.ones(len(X)), config.fast.answers_weight * taught["weight"]])
        X = pd.concat([X, model_input(taught)], ignore_index=True)
        y = pd.concat([y, taught["label"]], ignore_index=True)
    model.fit(X, y, sample_weight=counts)
    weight = calibration_weights(rows.dev, getattr(config, name).articles_share)
    return model.calibrate(model_input(rows.dev), rows.dev["label"], sample_weight=weight)


def fine_tuned(rows: Rows, config: Config, folder, log=print):
    """Fine-tune the encoder on the train split and export it into `folder` (extra "finetune")."""
    from dataclasses import fields, replace
    from pathlib import Path

    from equipoise.stance.finetune import Recipe, average, copy, export, finetune

    tune = config.finetune
    known = {f.name for f in fields(Recipe)}
    settings = {f.name: getattr(tune, f.name) for f in fields(tune) if f.name in known}
    settings["base"] = _folder_or_hub(config, tune.base) if tune.base else str(shipped_encoder())
    recipe = Recipe(**settings, seed=config.seed)
    lesson = _lesson(rows.train, recipe, config, log) if tune.teacher or tune.answers else None
    links = _links(config)
    frame = _with_articles_again(rows.train, tune.article_passes)
    states = []
    for order in range(tune.runs):
        if tune.runs > 1:
            log(f"fine-tuning, run {order + 1} of {tune.runs}")
        network, tokenizer = finetune(frame, replace(recipe, order=order), lesson, links, log=log)
        states.append(copy(network))
    if len(states) > 1:
        network = average(network, states)
    # what is written down is what the configuration says, not where this machine keeps it
    base = tune.base or f"the shipped encoder {sha256(Path(recipe.base) / 'encoder.onnx')[:12]}"
    shown = model_input(rows.train.sample(min(len(rows.train), 256), random_state=config.seed))
    texts = [render(row) for row in read_rows(shown)]
    return export(network, tokenizer, Path(folder), replace(recipe, base=base), texts)


def _with_articles_again(train: pd.DataFrame, passes: int) -> pd.DataFrame:
    """`train` with the articles' statements `passes` times, under other ids: an epoch draws pairs by id."""
    articles = train[train["origin"] == "articles"]
    more = [articles.assign(id=articles["id"] + f"+{n}") for n in range(1, passes)]
    return pd.concat([train, *more], ignore_index=True)


def _links(config: Config):
    """The questions about the references of the train split, None where the labels hold no marked ones."""
    from equipoise.stance.finetune import Links
    from equipoise.stance.links import render_question
    from equipoise.training.linking import load_links, thinned

    folder = config.path(config.data.labels)
    asked = thinned(load_links(folder, "train", articles=config.data.articles), config.seed)
    if not asked:
        return None
    answers = np.array([a.fits for a in asked], dtype=np.float32)
    return Links(tuple(render_question(a.question) for a in asked), answers)


def _lesson(train: pd.DataFrame, recipe, config: Config, log):
    """The teacher's answers that are kept, else those of a teacher fine-tuned on the same pairs to variants of them."""
    from dataclasses import replace

    from scipy.special import softmax

    from equipoise.stance.finetune import finetune, read
    from equipoise.stance.lessons import Lesson, write_lesson
    from equipoise.stance.variants import Variants

    tune = config.finetune
    if not tune.teacher:
        return read_lesson(config.path(tune.answers))
    log(f"fine-tuning the teacher {tune.teacher}")
    large = replace(
        recipe,
        base=_folder_or_hub(config, tune.teacher),
        epochs=tune.teacher_epochs,
        encoder_rate=tune.teacher_rate,
        mean=False,
    )
    network, tokenizer = finetune(train, large, log=log)
    two_each = train.sample(frac=1, random_state=config.seed).groupby("id", sort=False).head(2)
    texts = Variants([render(row) for row in read_rows(two_each)], config.seed).make(tune.variants)
    log(f"the teacher judges {len(texts)} variants")
    lesson = Lesson(tuple(texts), softmax(read(network, tokenizer, texts), axis=1))
    if tune.answers:
        write_lesson(lesson, config.path(tune.answers))
    return lesson


def _folder_or_hub(config: Config, name: str) -> str:
    """The path of the folder `name`, where there is one beside the configuration; else a name of the hub, as it is."""
    near = config.path(name)
    return str(near) if near.is_dir() else name


def shipped_encoder():
    """The folder of the encoder that ships in the package."""
    from equipoise.errors import ModelError
    from equipoise.stance.loading import shipped

    folder = shipped("accurate")
    if not (folder / "encoder.onnx").is_file():
        raise ModelError(
            f"{folder} holds no encoder.onnx; the accurate model's head needs one. Set accurate.encoder, "
            "fine-tune one "
            '([finetune] enabled = true), or train only the fast model: models = ["fast"].'
        )
    return folder


def learning_curve(rows: Rows, config: Config, shares: Sequence[float]) -> list[dict]:
    """Dev macro-F1 of the fast model on growing parts of the train split.

    Statement groups are drawn in one seeded order, so that each part contains the smaller ones.

    Returns
    -------
    list of dict
        share, statements, pairs, macro_f1 (all dev pairs), articles_macro_f1 (the articles' dev pairs; None
        without).
    """
    from sklearn.linear_model import LogisticRegression

    model = StanceClassifier(n_features=config.fast.n_features, longest=config.fast.longest)
    train, dev = rows.train, rows.dev
    features, held_out = model.features(model_input(train)), model.features(model_input(dev))
    groups = np.random.default_rng(config.seed).permutation(np.unique(train["group"].astype(str)))
    order = pd.Series(np.arange(len(groups)), index=groups)[train["group"].astype(str)].to_numpy()
    article = (dev["origin"] == "articles").to_numpy()
    labels = train["label"].to_numpy(dtype=str)
    out = []
    for share in sorted(set(shares)):
        chosen = order < max(1, round(share * len(groups)))
        if len(set(labels[chosen])) < 3:
            continue
        head = LogisticRegression(C=config.fast.C, max_iter=300, tol=1e-3).fit(
            features[chosen], labels[chosen]
        )
        probability = head.predict_proba(held_out)
        prose = figures(dev[article], probability[article])["macro_f1"] if article.any() else None
        out.append(
            {
                "share": share,
                "statements": int(train["id"][chosen].nunique()),
                "pairs": int(chosen.sum()),
                "macro_f1": figures(dev, probability)["macro_f1"],
                "articles_macro_f1": prose,
            }
        )
    return out
