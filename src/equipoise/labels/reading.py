"""Reading labelled statements, articles and strategy cues from the project's JSON files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from equipoise.apart import role_columns, separable
from equipoise.errors import InputError, LabelError
from equipoise.types import LABELS

__all__ = [
    "SPLITS",
    "article_statements",
    "find_labels",
    "load_articles",
    "load_labels",
    "load_references",
    "load_statements",
    "load_strategies",
    "pair_frame",
    "read_statements",
]

SPLITS = ("train", "dev", "test")


def find_labels(folder=None) -> Path:
    """The collection's folder: the one given, else `labels/` here, else the one of the checkout.

    Raises
    ------
    InputError
        Nowhere to be found; an installed wheel carries no labels.
    """
    here = [Path(folder)] if folder else [Path("labels"), Path(__file__).resolve().parents[3] / "labels"]
    for path in here:
        if (path / "statements").is_dir():
            return path
    raise InputError(
        f"no labelled collection at {' or '.join(map(str, here))}: a folder with statements/*.jsonl is "
        "needed. "
        "Clone the project, or pass folder=."
    )


def load_labels(split: str | None = None, folder=None):
    """The labelled statements as a Hugging Face dataset, one ordered pair a row.

    Parameters
    ----------
    split : "train", "dev", "test", optional
        By default a DatasetDict of all three.
    folder : path, optional
        The collection; see `find_labels`.

    Returns
    -------
    datasets.Dataset or datasets.DatasetDict
        Columns of `pair_frame`; ``label`` is a ClassLabel over hostile, neutral, supportive.
    """
    import datasets

    if split is not None and split not in SPLITS:
        raise InputError(f"split is {split!r}; it is one of {', '.join(SPLITS)}.")
    rows = list(_rows(folder, "statements"))
    features = datasets.Features(
        {
            "id": datasets.Value("string"),
            "text": datasets.Value("string"),
            "source": datasets.Value("string"),
            "target": datasets.Value("string"),
            "source_start": datasets.Value("int32"),
            "source_end": datasets.Value("int32"),
            "target_start": datasets.Value("int32"),
            "target_end": datasets.Value("int32"),
            "other_spans": datasets.List(
                {"start": datasets.Value("int32"), "end": datasets.Value("int32")}
                | {"role": datasets.Value("string")}
            ),
            "label": datasets.ClassLabel(names=list(LABELS)),
            "genre": datasets.Value("string"),
            "year": datasets.Value("int32"),
            "region": datasets.Value("string"),
            "patterns": datasets.List(datasets.Value("string")),
            "group": datasets.Value("string"),
        }
    )

    def one(name):
        frame = pair_frame(row for row in rows if row.get("split") == name)
        records = frame[list(features)].to_dict("records")
        for record in records:
            record["other_spans"] = [
                dict(zip(("start", "end", "role"), (*span, "other")[:3])) for span in record["other_spans"]
            ]
        return datasets.Dataset.from_list(records, features=features, split=name)

    return one(split) if split else datasets.DatasetDict({name: one(name) for name in SPLITS})


def load_articles(split: str | None = None, folder=None) -> list[dict]:
    """The gold articles (see labels/README.md for the fields), of one split or all, by id."""
    paths = sorted((find_labels(folder) / "articles").glob("*.json"))
    articles = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return [a for a in articles if split is None or a["split"] == split]


def load_references(split: str | None = None, folder=None) -> list[dict]:
    """Passages with every name and reference marked: ``id, text, mentions (code, start, end, reference), split``."""
    return [row for row in _rows(folder, "references") if split is None or row["split"] == split]


def load_statements(split: str | None = None, folder=None) -> list[dict]:
    """The labelled statements as they stand in the files, of one split or all, by file and line."""
    return [row for row in _rows(folder, "statements") if split is None or row.get("split") == split]


def article_statements(article: dict) -> Iterator[dict]:
    """A gold article -> labelled statements for `pair_frame`, one for each sentence with pairs.

    An actor's clearest mention (the first that is no reference) stands for it; its group is the article.
    """
    for statement in article["statements"]:
        at, base = statement["index"], statement["start"]
        pairs = [[p["source"], p["target"], p["label"]] for p in article["pairs"] if p["statement"] == at]
        if not pairs:
            continue
        inside = [m for m in article["mentions"] if m["statement"] == at]
        places = [(m["start"] - base, m["end"] - base, m["code"]) for m in inside]
        main: dict[str, dict] = {}
        for m in sorted(inside, key=lambda m: (m["reference"], m["start"])):
            main.setdefault(m["code"], m)
        pairs = [p for p in pairs if separable(statement["text"], places, p[0], p[1])]
        yield {
            "id": f"{article['id']}-{at}",
            "text": statement["text"],
            "actors": [
                {"code": c, "mention": m["text"], "start": m["start"] - base, "end": m["end"] - base}
                for c, m in main.items()
            ],
            "mentions": [{"code": code, "start": start, "end": end} for start, end, code in places],
            "pairs": pairs,
            "genre": article["genre"],
            "split": article["split"],
            "group": article["id"],
        }


def load_strategies(split: str | None = None, folder=None) -> pd.DataFrame:
    """Statements labelled with the strategy cue they carry: ``text, actor, strategy, rivals, mentions, "
    "...``."""
    frame = pd.DataFrame(_rows(folder, "strategies"))
    return frame[frame["split"] == split].reset_index(drop=True) if split else frame


def read_statements(path) -> Iterator[dict]:
    """The JSON lines of one file; "-" is standard input.

    Raises
    ------
    LabelError
        A line that is no JSON object, with its number.
    InputError
        A file that cannot be read.
    """
    import sys

    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else Path(path).read_bytes()
        lines = data.decode("utf-8-sig").split("\n")  # not splitlines: U+2028 may stand inside a JSON string
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path} cannot be read as labelled statements: {error}. Give a UTF-8 JSONL file."
        ) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise ValueError("not an object")
            except ValueError as error:
                raise LabelError(
                    f"{path}:{number}: {error}. Each line is one JSON object (see CODEBOOK.md)."
                ) from error
            yield row


def pair_frame(statements: Iterable[dict]) -> pd.DataFrame:
    """Labelled statements -> one row an ordered pair, ready for `StanceClassifier`.

    Columns: ``id, text, source, target, source_start, source_end, target_start, target_end, other_spans,
    label, genre, year, region, patterns, group, split``. Offsets are taken from the actor where given, else
    the mention's first whole-word place; ``mentions`` (every mention of every actor) fill ``other_spans``.

    Raises
    ------
    LabelError
        A statement that breaks the form: id, value, rule.
    """
    rows = []
    for statement in statements:
        rows += _pairs(statement)
    columns = [
        "id",
        "text",
        "source",
        "target",
        "source_start",
        "source_end",
        "target_start",
        "target_end",
        "other_spans",
        "label",
        "genre",
        "year",
        "region",
        "patterns",
        "group",
        "split",
    ]
    return pd.DataFrame(rows, columns=columns)


def _pairs(statement: dict) -> list[dict]:
    name = statement.get("id", "?")
    try:
        text, actors, pairs = statement["text"], statement["actors"], statement["pairs"]
        main = {actor["code"]: _span(actor, text, name) for actor in actors}
        mentions = [(m["start"], m["end"], m["code"]) for m in statement.get("mentions", ())]
    except (KeyError, TypeError, AttributeError) as error:
        raise LabelError(
            f"statement {name!r} lacks or misuses {error}: it needs text, actors (code, mention) and pairs "
            "([source, target, label])."
        ) from error
    rows = []
    for pair in pairs:
        known = len(pair) == 3 and pair[0] in main and pair[1] in main
        if not known or pair[0] == pair[1] or pair[2] not in LABELS:
            raise LabelError(
                f"statement {name!r}: pair {pair!r} must be [source, target, label] with two different codes "
                f"of its actors ({', '.join(main)}) and a label of {', '.join(LABELS)}."
            )
        source, target, label = pair
        ends = (*main[source], source), (*main[target], target)
        read = role_columns(text, [*ends, *mentions], *ends)
        if not mentions:  # without roles the spans are taken for incomplete: the classifier looks for more
            read["other_spans"] = sorted(main[code] for code in main if code not in (source, target))
        rows.append(
            {
                "id": str(name),
                "source": source,
                "target": target,
                **read,
                "label": label,
                "genre": statement.get("genre", ""),
                "year": statement.get("year") or 0,
                "region": statement.get("region", ""),
                "patterns": list(statement.get("patterns", ())),
                "group": statement.get("group", str(name)),
                "split": statement.get("split", ""),
            }
        )
    return rows


def _span(actor: dict, text: str, name) -> tuple[int, int]:
    mention = actor["mention"]
    if "start" in actor:
        start, end = actor["start"], actor["end"]
        if text[start:end] != mention:
            raise LabelError(
                f"statement {name!r}: text[{start}:{end}] is {text[start:end]!r}, not the mention "
                f"{mention!r}."
            )
        return start, end
    found = re.search(rf"(?<!\w){re.escape(mention)}(?!\w)", text) or re.search(re.escape(mention), text)
    if not mention or found is None:
        raise LabelError(f"statement {name!r}: the mention {mention!r} does not stand in its text.")
    return found.span()


def _rows(folder, kind: str) -> Iterator[dict]:
    """The lines of one of the collection's parts, by file and line."""
    for path in sorted((find_labels(folder) / kind).glob("*.jsonl")):
        yield from read_statements(path)
