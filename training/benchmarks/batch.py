"""How fast batch scoring is, what it keeps in memory and what it writes: `make benchmark-batch`.

    python training/benchmarks/batch.py [--quick] [--only rates,peers] [--sizes 1000,10000] [--json FILE]

Every run of `equipoise score` is a process of its own, from a JSON Lines file of made articles (`made_corpus`) to
Parquet, one thread a worker. Steady rates are slopes: articles between two sizes over the seconds between them, the
best of `--repeats` each; the start (processes, models) is what the slope leaves over. At the end stand the constants
and sums of SCALE.md, to be pasted there.

Parts: startup, rates, dask, memory, storage, peers. `--quick` proves that all parts work; its figures are noise.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psutil
from made_corpus import MIX, sentences_of_the_collection, write

from equipoise.batch import TABLES
from equipoise.batch.engines import ONE_THREAD

ROOT = Path(__file__).resolve().parents[2]
EQUIPOISE = str(Path(sys.executable).with_name("equipoise"))
LIBRARIES = ("equipoise", "numpy", "scikit-learn", "onnxruntime", "pandas", "pyarrow", "joblib")
RATIO = "two separate runs at once {two_separate_runs:.2f}"
PARTS = ("startup", "rates", "dask", "memory", "storage", "peers")


@dataclass(frozen=True)
class Sizes:
    """How much is measured: articles (small, large: whole rounds of chunks, so that no worker idles), statements."""

    fast: tuple[int, ...] = (800, 4_000)
    accurate: tuple[int, ...] = (400, 1_200)
    memory: tuple[int, ...] = (1_000, 10_000, 100_000)
    storage: int = 4_000
    statements: int = 2_000
    chunk: int = 200
    repeats: int = 2
    sentences: int = 10
    #: Those of the memory's articles: a hundred thousand of them are to be done within a quarter of an hour.
    short: int = 3


QUICK = Sizes((80, 240), (40, 80), (40, 240), 240, 120, 20, 1)


@dataclass(frozen=True)
class Run:
    """One `equipoise score`: wall and processor seconds, peak memory of its processes, summary, bytes a table."""

    seconds: float
    cpu: float
    peak: int
    summary: dict
    bytes: dict

    @property
    def articles(self) -> int:
        return self.summary["articles"]


def resident(pid: int) -> int:
    """Resident bytes of a process and all below it; where the system tells, pages they share count once."""
    total = 0
    try:
        for process in [(top := psutil.Process(pid)), *top.children(recursive=True)]:
            info = process.memory_full_info()
            total += getattr(info, "pss", 0) or info.rss
    except psutil.Error:  # one ended while we looked
        return 0
    return total


def timed(*commands: list[str], watch: bool = False, **env: str) -> tuple[float, float, int]:
    """(seconds, processor seconds, peak bytes where `watch`) of commands side by side, which must all succeed."""
    before, start, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter(), 0
    with tempfile.TemporaryFile("w+") as said:
        out = {"stdout": subprocess.DEVNULL, "stderr": said, "cwd": ROOT, "env": {**os.environ, **env}}
        running = [subprocess.Popen(command, **out) for command in commands]
        if watch:
            while running[0].poll() is None:
                peak = max(peak, resident(running[0].pid))
                time.sleep(0.25)
        codes = [process.wait() for process in running]
        if any(codes):
            said.seek(0)
            raise SystemExit(f"{commands} ended with {codes}:\n{said.read()[-2000:]}")
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak


def command(corpus: Path, out: str, model: str, workers: int, sizes: Sizes, *options: str) -> list[str]:
    """The command line of one run."""
    given = [
        EQUIPOISE,
        "score",
        str(corpus),
        "-o",
        out,
        *f"--model {model} --workers {workers} --quiet".split(),
    ]
    return [*given, *(() if "--chunk" in options else ("--chunk", str(sizes.chunk))), *options]


def score(corpus: Path, model: str, workers: int, sizes: Sizes, *options: str, watch: bool = False) -> Run:
    """Run it into a folder of its own, which is gone afterwards: nothing is resumed."""
    out = Path(tempfile.mkdtemp(dir=corpus.parent))
    try:
        spent = timed(command(corpus, str(out), model, workers, sizes, *options), watch=watch, **ONE_THREAD)
        summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
        size = {name: sum(f.stat().st_size for f in (out / name).iterdir()) for name in (*TABLES, "receipts")}
        return Run(*spent, summary, size)
    finally:
        shutil.rmtree(out, ignore_errors=True)


def archive(folder: Path, articles: int, sentences: int) -> Path:
    """A made archive, written once."""
    path = folder / f"{articles}x{sentences}.jsonl"
    if not path.exists():
        made = write(path, articles, sentences)
        print(
            f"  made {articles:,} articles of {sentences} sentences, {made['characters']:.0f} characters each, "
            f"{made['repeats']:.1%} of the sentences repeats"
        )
    return path


def slope(folder: Path, model: str, variants: dict[str, tuple], sizes: Sizes) -> dict[str, dict]:
    """Steady rates of variants (workers, *options) of one model, their runs taken in turn."""
    small, large = (archive(folder, n, sizes.sentences) for n in getattr(sizes, model))
    runs: dict = {(name, corpus): [] for name in variants for corpus in (small, large)}
    for _ in range(sizes.repeats):
        for name, corpus in runs:
            runs[name, corpus].append(score(corpus, model, variants[name][0], sizes, *variants[name][1:]))
    out = {}
    for name in variants:
        a, b = (min(runs[name, corpus], key=lambda run: run.seconds) for corpus in (small, large))
        n, seconds = b.articles - a.articles, max(b.seconds - a.seconds, 1e-9)
        out[name] = {
            "articles_s": n / seconds,
            "statements_s": (b.summary["statements"] - a.summary["statements"]) / seconds,
            "pairs_article": b.summary["pairs"] / b.articles,
            "total_articles_s": b.articles / b.seconds,
            "total_seconds": b.seconds,
            "start_s": a.seconds - a.articles * seconds / n,
            "cpu_ms_article": 1000 * (b.cpu - a.cpu) / n,
            "sizes": [a.articles, b.articles],
            "spread": max(r.seconds for r in runs[name, large]) / b.seconds - 1,
        }
        row = out[name]
        print(
            f"  {model:<9} {name:<9} steady {row['articles_s']:7.1f} articles/s {row['statements_s']:8.0f} statements/s"
            f"   total {row['total_articles_s']:7.1f} articles/s   start {row['start_s']:5.1f} s"
            f"   cpu {row['cpu_ms_article']:6.1f} ms/article   ({a.articles:,} -> {b.articles:,})",
            flush=True,
        )
    return out


def rates(folder: Path, sizes: Sizes) -> dict:
    """Rates by model and workers; what the second worker brings, beside what the machine gives two separate runs."""
    out: dict = {}
    for model in ("fast", "accurate"):
        found = slope(folder, model, {"1 worker": (1,), "2 workers": (2,)}, sizes)
        gain = found["2 workers"]["articles_s"] / (2 * found["1 worker"]["articles_s"])
        corpus = archive(folder, getattr(sizes, model)[-1], sizes.sentences)
        with tempfile.TemporaryDirectory(dir=folder) as a, tempfile.TemporaryDirectory(dir=folder) as b:
            both, _, _ = timed(*(command(corpus, out, model, 1, sizes) for out in (a, b)), **ONE_THREAD)
        limit = found["1 worker"]["total_seconds"] / both
        out[model] = {**found, "efficiency": gain, "two_separate_runs": limit}
        print(
            f"  {model:<9} efficiency of two workers {gain:.2f} (target .85); the machine's own, from two separate "
            f"runs of one worker at once, {limit:.2f}; ratio {gain / limit:.2f}"
        )
    out["reader_articles_s"] = reader(archive(folder, sizes.fast[-1], sizes.sentences), sizes.chunk)
    print(f"  reader alone, chunks pickled for the workers: {out['reader_articles_s']:,.0f} articles/s")
    return out


def reader(corpus: Path, chunk: int) -> float:
    """Articles a second of what the parent does for its workers: read, cut into chunks, pickle."""
    from equipoise.articles.columns import Columns
    from equipoise.batch.chunks import chunked
    from equipoise.batch.inputs import items_of

    start, n = time.perf_counter(), 0
    for part in chunked(items_of(str(corpus), Columns()), chunk):
        n += len(part.items) if pickle.dumps(part) else 0
    return n / (time.perf_counter() - start)


def dask(folder: Path, sizes: Sizes) -> dict:
    """A local Dask cluster of two worker processes beside two joblib workers."""
    if find_spec("distributed") is None:
        print('  left out; pip install "equipoise[cluster]" brings Dask')
        return {}
    out: dict = slope(folder, "fast", {"joblib": (2,), "dask": (2, "--engine", "dask")}, sizes)
    out["steady_ratio"] = out["joblib"]["articles_s"] / out["dask"]["articles_s"]
    out["total_ratio"] = out["dask"]["total_seconds"] / out["joblib"]["total_seconds"]
    print(
        f"  time of Dask over that of joblib: steady {out['steady_ratio']:.2f}, with the start {out['total_ratio']:.2f}"
    )
    return out


def memory(folder: Path, sizes: Sizes) -> dict:
    """Peak memory of parent and two workers by size of the archive."""
    mib = {}
    for n in sizes.memory:
        run = score(archive(folder, n, sizes.short), "fast", 2, sizes, watch=True)
        mib[n] = run.peak / 2**20
        print(
            f"  fast, 2 workers, {n:>9,} articles: {mib[n]:6.0f} MiB at most, {run.seconds:.0f} s", flush=True
        )
    growth = {n: mib[sizes.memory[-1]] / mib[n] - 1 for n in sizes.memory[:-1]}
    for n, more in growth.items():
        print(
            f"  from {n:,} to {sizes.memory[-1]:,} articles {more:+.0%} ({'' if abs(more) <= 0.2 else 'not '}flat)"
        )
    return {"mib": mib, "growth": growth}


def storage(folder: Path, sizes: Sizes) -> dict:
    """Bytes an article of each table: the part that grows with articles, and what every chunk costs besides."""
    corpus = archive(folder, sizes.storage, sizes.sentences)
    chunks = sizes.chunk, sizes.storage // 2
    small, large = (score(corpus, "fast", 2, sizes, "--chunk", str(c)) for c in chunks)
    out: dict = {}
    for table in small.bytes:
        a, b = small.bytes[table] / sizes.storage, large.bytes[table] / sizes.storage
        fixed = (a - b) / (1 / chunks[0] - 1 / chunks[1])
        out[table] = {"article": b - fixed / chunks[1], "chunk": fixed}
        print(
            f"  {table:<11} {out[table]['article']:7.1f} bytes/article and {fixed:7.0f} bytes/chunk;"
            f" {a:7.1f} bytes/article in chunks of {chunks[0]:,}, {b:7.1f} of {chunks[1]:,}"
        )
    return {
        "made": sizes.storage,
        "chunks": chunks,
        "input": corpus.stat().st_size / sizes.storage,
        "tables": out,
    }


def rate(step, items) -> float:
    """Items a second of `step` over all of them at once."""
    start = time.perf_counter()
    step(items)
    return len(items) / (time.perf_counter() - start)


def peers(_: Path, sizes: Sizes) -> dict:
    """VADER on the same statements, and a plain loop of torch fp32 over an encoder of the same shape; one thread."""
    import pandas as pd
    from threadpoolctl import threadpool_limits

    from equipoise import Analyzer, Article
    from equipoise.stance.encoder import Encoder
    from equipoise.stance.frames import check, read_rows
    from equipoise.stance.roles import render

    os.environ.update(ONE_THREAD)
    texts = sentences_of_the_collection()[: sizes.statements]
    out, articles = {}, [Article(str(i), " ".join(texts[i : i + 20])) for i in range(0, len(texts), 20)]
    with threadpool_limits(1):
        try:
            from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

            vader = SentimentIntensityAnalyzer().polarity_scores
            out["vader"] = rate(lambda many: [vader(text) for text in many], texts)
        except ImportError:
            print("  VADER: left out; pip install vaderSentiment")
        for model in ("fast", "accurate"):
            analyzer = Analyzer(model=model)
            analyzer.analyze(articles[0])

            def run(_, a=analyzer):
                return a.stances([pair for article in articles for pair in a.pairs(article)[2]])

            out[model] = rate(run, texts)
        for name, found in out.items():
            print(f"  {name:<9} {found:7.0f} statements/s, {found / out.get('vader', found):.3f} of VADER")
        frame = pd.DataFrame(
            [pair.frame_row() for article in articles for pair in analyzer.pairs(article)[2]]
        )
        rendered = list(dict.fromkeys(render(row) for row in read_rows(check(frame))))[: sizes.statements]
        encoder = Encoder(ROOT / "src/equipoise/models/accurate", threads=1)
        encoder.transform(rendered[:8])
        out["onnx_int8_passes"] = rate(encoder.transform, rendered)
        print(f"  encoder as shipped (ONNX int8) {out['onnx_int8_passes']:7.1f} rendered pairs/s")
        torch_rate = plain_torch(rendered)
    if torch_rate:
        out |= {"torch_fp32_passes": torch_rate, "ratio": out["onnx_int8_passes"] / torch_rate}
        print(
            f"  plain loop of torch fp32       {torch_rate:7.1f} rendered pairs/s, ratio {out['ratio']:.1f}"
        )
    return out


def plain_torch(texts: list[str]) -> float | None:
    """Passes a second of a MiniLM-L6-shaped network with random weights, which cost the same; batches of 32."""
    try:
        import torch
        from transformers import BertConfig, BertModel
    except ImportError:
        print('  torch fp32: left out; pip install "equipoise[finetune]" brings torch and transformers')
        return None
    from tokenizers import Tokenizer

    torch.set_num_threads(1)
    shape = BertConfig(hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536)
    network = BertModel(shape).eval()
    words = Tokenizer.from_file(str(ROOT / "src/equipoise/models/accurate/tokenizer.json"))
    words.enable_truncation(160)
    words.enable_padding()

    @torch.no_grad()
    def run(many):
        for at in range(0, len(many), 32):
            batch = words.encode_batch(many[at : at + 32])
            network(torch.tensor([b.ids for b in batch]), torch.tensor([b.attention_mask for b in batch]))

    run(texts[:8])
    return rate(run, texts)


def startup(_: Path, sizes: Sizes) -> dict:
    """Seconds of short commands, medians, taken in turn, with the threads that a user has."""
    article = "labels/articles/text/two_neighbours.txt"
    commands = {
        'python -c "import sklearn, pandas"': [sys.executable, "-c", "import sklearn, pandas"],
        "equipoise --version": [EQUIPOISE, "--version"],
        "equipoise --help": [EQUIPOISE, "--help"],
        "equipoise actors TEXT": [EQUIPOISE, "actors", "Moscow thanked New Delhi."],
        "equipoise report ARTICLE --model fast": [EQUIPOISE, "report", article, "--model", "fast"],
        "equipoise report ARTICLE": [EQUIPOISE, "report", article],
    }
    taken: dict = {name: [] for name in commands}
    for _ in range(2 * sizes.repeats - 1):
        for name, line in commands.items():
            taken[name].append(timed(line)[0])
    out = {name: statistics.median(seconds) for name, seconds in taken.items()}
    for name, seconds in out.items():
        print(f"  {name:<38} {seconds:5.2f} s, {seconds / next(iter(out.values())):4.1f} of the bare import")
    return out


def scale(found: dict, sizes: Sizes, articles: float = 1e9, chunk: int = 2_000) -> None:
    """Print the constants and the sums of SCALE.md, as far as they were measured."""
    rows, sums = [], []
    models = {m: r for m, r in found.get("rates", {}).items() if isinstance(r, dict)}
    for model, r in models.items():
        one, two = r["1 worker"], r["2 workers"]
        span = "rates, {:,} → {:,} articles".format(*one["sizes"])
        rows += [
            (f"articles/s a core, {model}", f"{one['articles_s']:.1f}", f"{span}, 1 worker, steady"),
            (f"processor ms an article, {model}", f"{one['cpu_ms_article']:.0f}", "the same"),
            (f"pairs an article, {model}", f"{one['pairs_article']:.1f}", "the same"),
            (f"start, s, {model}", f"{two['start_s']:.0f}", f"{span}, 2 workers, what the slope leaves over"),
            (f"efficiency of 2 workers, {model}", f"{r['efficiency']:.2f}", f"rates; {RATIO.format(**r)}"),
        ]
        hours = articles * one["cpu_ms_article"] / 3.6e6  # paid for, and steadier than the clock
        days = hours / 24 / 256 / min(1, r["efficiency"])
        sums.append(f"{model}: {hours:,.0f} core-hours, {days:,.1f} days on 256 cores at that efficiency")
    if models:
        rows.append(
            ("articles/s one reader hands out", f"{found['rates']['reader_articles_s']:,.0f}", "rates")
        )
    for n, mib in list(found.get("memory", {}).get("mib", {}).items())[-1:]:
        rows.append(("MiB, parent and 2 workers, fast", f"{mib:.0f}", f"memory, {int(n):,} articles"))
    tables = found.get("storage", {}).get("tables", {})
    for name, v in tables.items():
        size = f"{v['article']:.0f} an article + {v['chunk']:,.0f} a chunk"
        rows.append((f"bytes, {name}", size, f"storage, {found['storage']['made']:,} articles"))
    if tables:
        total = sum(v["article"] + v["chunk"] / chunk for v in tables.values())
        sums.append(f"{total:,.0f} bytes an article in chunks of {chunk:,}, {total * articles / 1e12:.2f} TB")
    if rows:
        print("\n| constant | value | from |\n|---|---|---|")
        print("\n".join(f"| {' | '.join(row)} |" for row in rows))
        print(f"\n{articles:,.0f} articles of {sizes.sentences} sentences", *sums, sep="\n  ")


def main() -> None:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    parser.add_argument("--only", default=",".join(PARTS), help="some of the parts, comma-separated")
    parser.add_argument("--sizes", dest="memory", help="articles for the memory, comma-separated")
    for model in ("fast", "accurate"):
        parser.add_argument(f"--{model}", help="articles for its rates: small,large")
    parser.add_argument("--chunk", type=int, help="inputs in one chunk")
    parser.add_argument("--sentences", type=int, help="sentences of a made article")
    parser.add_argument("--repeats", type=int, help="runs of each size; the best counts")
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it works")
    args = parser.parse_args()
    chosen = args.only.split(",")
    if unknown := sorted(set(chosen) - set(PARTS)):
        parser.error(f"--only names {unknown[0]!r}; the parts are {', '.join(PARTS)}")
    given = {
        name: tuple(map(int, n.split(",")))
        for name in ("fast", "accurate", "memory")
        if (n := vars(args)[name])
    }
    given |= {name: n for name in ("chunk", "repeats", "sentences") if (n := vars(args)[name])}
    sizes = replace(QUICK if args.quick else Sizes(), **given)
    about = {
        "command": " ".join(["python training/benchmarks/batch.py", *sys.argv[1:]]),
        "data": f"made articles of {sizes.sentences} sentences of labels/: {MIX}",
        "sizes": vars(sizes),
        "cores": os.cpu_count(),
        "machine": platform.platform(),
        "load_before": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "libraries": {n: version(n) for n in (*LIBRARIES, *filter(find_spec, ("distributed", "torch")))},
    }
    print(json.dumps(about, indent=1))
    found: dict = {"about": about}
    with tempfile.TemporaryDirectory(prefix="equipoise-batch-") as folder:
        for part in PARTS:
            if part in chosen:
                print(f"\n{part}", flush=True)
                found[part] = globals()[part](Path(folder), sizes)
    scale(found, sizes)
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
