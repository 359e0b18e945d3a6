"""`equipoise.score`: many articles at once."""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from functools import cached_property
from itertools import chain, islice
from pathlib import Path

from equipoise._version import __version__
from equipoise.articles.columns import Columns
from equipoise.batch.chunks import chunked
from equipoise.batch.engines import ENGINES, DaskPool, Inline, JoblibPool, cores
from equipoise.batch.formats import ENDINGS, check_format
from equipoise.batch.inputs import items_of, paths_of
from equipoise.batch.output import Output
from equipoise.batch.progress import Meter, Progress, measure
from equipoise.batch.run import Totals, run
from equipoise.batch.tables import TABLES
from equipoise.batch.work import Settings
from equipoise.errors import InputError

__all__ = ["Scores", "score"]

#: Inputs a chunk: a worker's work of some seconds, and what a kill can cost.
CHUNK = 200


def score(
    articles,
    out=None,
    *,
    model="accurate",
    trust: bool = False,
    workers: int | None = None,
    engine: str = "joblib",
    scheduler=None,
    chunk: int = CHUNK,
    format: str = "parquet",
    text: str | None = None,
    title: str | None = None,
    date: str | None = None,
    id: str | None = None,
    split: str | None = None,
    actors=None,
    rivals=None,
    seed: int = 0,
    with_text: bool = False,
    max_characters: int = 1_000_000,
    seconds: float = 300.0,
    restart: bool = False,
    progress: str = "quiet",
) -> Scores:
    """Score many articles: pairs, dyads and strategies as tables, bad inputs in a quarantine, nothing lost.

    Parameters
    ----------
    articles : paths, pandas.DataFrame, dataset or iterable
        Everything `equipoise.iter_articles` reads; or a frame; or an iterable of `Article` or of mappings with a text
        (a `datasets.Dataset`, streamed or not). A string is a path, never a text.
    out : path, optional
        Folder of the tables. A run that was stopped goes on where it stopped when called again with the same
        arguments. By default the tables are kept in memory.
    model, trust, actors, rivals, seed
        As of `equipoise.Analyzer`.
    workers : int, optional
        Processes; default one a core. The encoder has one thread in each.
    engine : "joblib" or "dask"
    scheduler : str or dask.distributed.Client, optional
        The cluster of engine "dask"; default a local one of `workers` processes.
    chunk : int, default 200
        Inputs in one unit of work and one part of the output. Scores of the accurate model hang, in the last digits,
        on what was batched together, so that another chunk size is another run.
    format : "parquet", "jsonl" or "csv"
    text, title, date, id, split
        Columns of collections, and split of a dataset (`equipoise.iter_articles`).
    with_text : bool, default False
        Keep the text of each pair's statement in the table of pairs.
    max_characters : int, default 1,000,000
        Longer articles are quarantined.
    seconds : float, default 300
        Time for one article, for each step before and after the model; beyond it, it is quarantined. On Dask's workers
        one long step in native code, such as a regular expression, is told only when it is over. 0 for no limit.
    restart : bool, default False
        Throw away what stands in `out`.
    progress : "quiet", "auto" or "json"
        What is shown on standard error.

    Returns
    -------
    Scores
        Its frames are ``pairs, dyads, strategies, quarantine, articles``; ``inputs = articles + quarantined``, to
        the one.

    Raises
    ------
    InputError
        An input that does not exist; an `out` that cannot be written, or was begun with other arguments.
    ModelError

    Examples
    --------
    >>> import equipoise
    >>> found = equipoise.score([{"text": "Moscow thanked New Delhi for its patience."}], model="fast")
    >>> found.pairs[["source", "target", "label"]].iloc[0].tolist()
    ['RUS', 'IND', 'supportive']
    """
    _check(workers, engine, chunk, max_characters)
    check_format(format)
    meter = Meter()
    items = items_of(articles, Columns(text, title, date, id), split, meter)
    settings, described = _settings(model, trust, actors, rivals, seed, with_text, max_characters, seconds)
    manifest = {
        "equipoise": __version__,
        "schema_version": _schema_version(),
        "model": described,
        "tables": _tables_hash(actors, rivals),
        "format_of_files": format,
        "chunk": chunk,
        "inputs": paths_of(articles) or "in memory",
        "options": {
            **{"text": text, "title": title, "date": date, "id": id, "split": split},
            **{"actors": _named(actors), "rivals": _named(rivals), "seed": seed},
            **{"with_text": with_text, "max_characters": max_characters, "seconds": seconds},
        },
    }
    with contextlib.ExitStack() as stack:
        folder = out or stack.enter_context(tempfile.TemporaryDirectory(prefix="equipoise-"))
        output = stack.enter_context(Output(folder, manifest, restart))
        settings = _left_there(settings, model, output.folder)
        shown = Progress(measure(paths_of(articles) or []), progress)
        stack.callback(shown.close)
        shown.begin({"out": str(folder), "model": described, "engine": engine, "chunk": chunk})
        chunks = chunked(items, chunk, meter.mark)
        first = list(islice(chunks, 2))
        # processes cost seconds to start: one chunk is sooner scored here
        pool = _pool(engine, workers, scheduler, small=len(first) < 2)
        with pool:
            totals = run(chain(first, chunks), settings, output, pool, shown)
        output.finish(totals.to_dict())
        _forget(settings)
        shown.end(totals, output.folder)
        made = Scores(output.folder, totals, format)
        if out is None:
            made.load()
    return made


class Scores:
    """The tables of a batch.

    Attributes
    ----------
    folder : Path
    summary : dict
        ``inputs, articles, quarantined, statements, pairs, dyads, strategies, abstentions, reasons, chunks``.
    pairs, dyads, strategies, quarantine, articles : pandas.DataFrame
        Read when first asked for, in the order of the inputs; ``position`` joins them.
    """

    def __init__(self, folder, totals: Totals, format: str = "parquet"):
        self.folder = Path(folder)
        self.summary = totals.to_dict()
        self.format = format

    def __repr__(self) -> str:
        s = self.summary
        return (
            f"<Scores of {s['articles']:,} articles: {s['pairs']:,} pairs, {s['strategies']:,} strategies; "
            f"{s['quarantined']:,} quarantined>"
        )

    pairs = cached_property(lambda self: self.frame("pairs"))
    dyads = cached_property(lambda self: self.frame("dyads"))
    strategies = cached_property(lambda self: self.frame("strategies"))
    quarantine = cached_property(lambda self: self.frame("quarantine"))
    articles = cached_property(lambda self: self.frame("articles"))

    def frame(self, table: str):
        """One table as a pandas frame, from its parts."""
        import pandas as pd

        parts = sorted((self.folder / table).glob(f"part-*{ENDINGS[self.format]}"))
        if self.format == "parquet":
            import pyarrow as pa
            import pyarrow.parquet as pq

            return (
                pa.concat_tables([pq.read_table(part) for part in parts]).to_pandas()
                if parts
                else pd.DataFrame()
            )
        read = {"jsonl": lambda p: pd.read_json(p, lines=True), "csv": pd.read_csv}[self.format]
        return pd.concat([read(p) for p in parts], ignore_index=True) if parts else pd.DataFrame()

    def load(self) -> Scores:
        """Read every table into memory."""
        for table in TABLES:
            getattr(self, table)
        return self


def _check(workers, engine: str, chunk: int, max_characters: int) -> None:
    if engine not in ENGINES:
        raise InputError(
            f"the engine {engine!r} is not known; it is one of {', '.join(ENGINES)}.", reason="usage"
        )
    for name, value in (
        ("workers", 1 if workers is None else workers),
        ("chunk", chunk),
        ("max_characters", max_characters),
    ):
        if not isinstance(value, int) or value < 1:
            raise InputError(f"{name} is {value!r}; it is a whole number of at least 1.", reason="usage")


def _pool(engine: str, workers: int | None, scheduler, small: bool):
    if engine == "dask":
        return DaskPool(workers or cores(), scheduler)
    workers = workers or cores()
    return Inline(workers) if small or workers == 1 else JoblibPool(workers)


def _settings(
    model, trust, actors, rivals, seed, with_text, max_characters, seconds
) -> tuple[Settings, dict]:
    """Settings, and what the manifest says of the model; a wrong name is told before anything is written."""
    name = ""
    if isinstance(model, str | Path):
        described = _describe(model, trust)
        name = str(model)
    else:
        import joblib

        described = {
            **getattr(model, "info_", {"name": type(model).__name__}),
            "in_memory": joblib.hash(model),
        }
    pairs = (
        tuple(tuple(pair) for pair in rivals) if isinstance(rivals, list | tuple) else rivals and str(rivals)
    )
    settings = Settings(
        model=name,
        trust=trust,
        actors=str(actors) if actors else None,
        rivals=pairs or None,
        seed=seed,
        with_text=with_text,
        max_characters=max_characters,
        seconds=seconds,
    )
    return settings, described


def _describe(model, trust: bool) -> dict:
    """Name, version and hash from the manifest alone: no model is loaded in the parent process."""
    from equipoise.stance.loading import NAMES, load_model, shipped
    from equipoise.storage import read_manifest

    folder = shipped(model) if isinstance(model, str) and model in NAMES else Path(model)
    if not (folder / "manifest.json").is_file() or (folder == Path(model) and not trust):
        return dict(load_model(model, trust=trust).info_)  # it falls back, or says what is wrong
    import json

    manifest = read_manifest(folder)
    digest = hashlib.sha256(json.dumps(manifest["files"], sort_keys=True).encode()).hexdigest()
    return {"name": manifest["name"], "version": manifest["version"], "hash": digest[:16]}


def _left_there(settings: Settings, model, folder: Path) -> Settings:
    """A classifier of the caller's own, written where the workers find it; gone when the run is done."""
    if isinstance(model, str | Path):
        return settings
    from dataclasses import replace

    import joblib

    path = (folder / ".model").resolve()
    path.mkdir(exist_ok=True)
    joblib.dump(model, path / "classifier.joblib")
    return replace(settings, pickled=str(path / "classifier.joblib"))


def _forget(settings: Settings) -> None:
    if settings.pickled:
        import shutil

        shutil.rmtree(Path(settings.pickled).parent, ignore_errors=True)


def _schema_version() -> str:
    from equipoise.report.summary import SCHEMA_VERSION

    return SCHEMA_VERSION


def _tables_hash(actors, rivals) -> str:
    """Hash of the tables of actors, leaders, rivalries and cues, the caller's own included."""
    digest = hashlib.blake2b(digest_size=8)
    own = [Path(p) for p in (actors, rivals) if p and isinstance(p, str | Path)]
    for path in [*sorted((Path(__file__).resolve().parent.parent / "data").rglob("*.tsv")), *own]:
        if path.is_file():
            digest.update(path.name.encode("utf-8", "replace") + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _named(value) -> object:
    return (
        [list(pair) for pair in value] if isinstance(value, list | tuple) else str(value) if value else None
    )
