"""How fast batch scoring is, what it keeps in memory and writes: `make benchmark-batch`.

Every run is a process of its own, from a JSON Lines file of made articles (`made_corpus`) to Parquet. Rates are
steady ones: the difference of two sizes over the difference of their times, so that the start does not count.
Prints tables and, with `--json FILE`, the same as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from importlib.metadata import version
from pathlib import Path

from made_corpus import SENTENCES, write

from equipoise.labels import load_articles

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "from equipoise.cli import main; main()"]
LIBRARIES = ("equipoise", "scikit-learn", "onnxruntime", "pandas", "pyarrow", "dask")


def tree_memory(pid: int) -> int:
    """Resident bytes of a process and all below it: proportional shares, so that shared pages count once."""
    total = 0
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                total += tree_memory(int(child))
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    except OSError:  # it ended while we looked
        pass
    return total


def timed(arguments: list[str], watch: bool = False) -> tuple[float, int]:
    """(seconds, peak bytes of the process tree where `watch`) of a command that must succeed."""
    start, peak = time.perf_counter(), 0
    process = subprocess.Popen(
        arguments, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    done = threading.Event()

    def look():
        nonlocal peak
        while not done.wait(0.5):
            peak = max(peak, tree_memory(process.pid))

    if watch:
        threading.Thread(target=look, daemon=True).start()
    _, said = process.communicate()
    done.set()
    if process.returncode:
        raise SystemExit(f"{arguments[2:]} ended with {process.returncode}:\n{said[-2000:]}")
    return time.perf_counter() - start, peak


def score(corpus: Path, folder: Path, model: str, workers: int, *options: str, watch: bool = False):
    """(seconds, peak bytes) of one `equipoise score`."""
    out = folder / f"out-{corpus.stem}-{model}-{workers}-{len(options)}"
    arguments = [*COMMAND, "score", str(corpus), "-o", str(out), "--model", model, "--quiet"]
    return timed([*arguments, "--workers", str(workers), *options], watch)


def corpus_of(folder: Path, articles: int) -> Path:
    """A made corpus, written once."""
    path = folder / f"{articles}.jsonl"
    if not path.exists():
        repeats = write(path, articles)
        print(f"  made {articles:,} articles of {SENTENCES} sentences, {repeats:.1%} of them repeats")
    return path


def rates(folder: Path, sizes: dict) -> dict:
    """Articles a second by model and workers, and what the second worker brings."""
    out = {}
    for model, (small, large) in sizes.items():
        one, two = corpus_of(folder, small), corpus_of(folder, large)
        for workers in (1, 2):
            short, _ = score(one, folder, model, workers)
            long, _ = score(two, folder, model, workers)
            steady = (large - small) / (long - short)
            out[f"{model}/{workers}"] = {
                "articles_s": steady,
                "statements_s": steady * SENTENCES,
                "whole_run_articles_s": large / long,
                "seconds": long,
            }
        gain = out[f"{model}/2"]["articles_s"] / (2 * out[f"{model}/1"]["articles_s"])
        out[f"{model}/efficiency"] = gain
        for workers in (1, 2):
            row = out[f"{model}/{workers}"]
            print(
                f"  {model}, {workers} workers: {row['articles_s']:.1f} articles/s, "
                f"{row['statements_s']:.0f} statements/s (with the start {row['whole_run_articles_s']:.1f})"
            )
        print(f"  {model}: efficiency of two workers {gain:.2f} (target .85)")
    return out


def dask(folder: Path, size: int) -> dict:
    """Time of a local Dask cluster of two processes over that of two joblib workers."""
    corpus = corpus_of(folder, size)
    plain, _ = score(corpus, folder, "fast", 2)
    cluster, _ = score(corpus, folder, "fast", 2, "--engine", "dask")
    print(
        f"  fast, {size:,} articles: joblib {plain:.1f} s, dask {cluster:.1f} s, ratio {cluster / plain:.2f}"
    )
    return {"articles": size, "joblib_s": plain, "dask_s": cluster, "ratio": cluster / plain}


def memory(folder: Path, sizes: list[int]) -> dict:
    """Peak memory of the process tree by size of the corpus."""
    out = {}
    for size in sizes:
        seconds, peak = score(corpus_of(folder, size), folder, "fast", 2, "--engine", "joblib", watch=True)
        out[size] = peak / 2**20
        print(f"  {size:>9,} articles: {out[size]:.0f} MiB at most, {seconds:.0f} s")
    growth = out[sizes[-1]] / out[sizes[min(1, len(sizes) - 1)]] - 1
    print(
        f"  from {sizes[min(1, len(sizes) - 1)]:,} to {sizes[-1]:,} articles: {growth:+.0%} (target within 20 %)"
    )
    return {"mib": out, "growth": growth}


def storage(folder: Path) -> dict:
    """Bytes an article of each table, from the largest run of the fast model there is."""
    runs = sorted(folder.glob("out-*-fast-*"), key=lambda p: int(p.name.split("-")[1]))
    if not runs:
        return {}
    articles = int(runs[-1].name.split("-")[1])
    out = {}
    for table in ("pairs", "dyads", "strategies", "quarantine", "articles"):
        size = sum(f.stat().st_size for f in (runs[-1] / table).glob("*"))
        out[table] = size / articles
    print("  bytes an article: " + ", ".join(f"{k} {v:.0f}" for k, v in out.items()))
    return out


def peers(statements: int) -> dict:
    """VADER, and a plain loop of torch fp32 over an encoder of the same shape, on one thread."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    texts = [s["text"] for a in load_articles() for s in a["statements"]][:statements]
    vader, start = SentimentIntensityAnalyzer(), time.perf_counter()
    for text in texts:
        vader.polarity_scores(text)
    out = {"vader_statements_s": len(texts) / (time.perf_counter() - start)}
    print(f"  VADER: {out['vader_statements_s']:.0f} statements/s on one thread (no direction, no actors)")
    try:
        import torch
        from transformers import BertConfig, BertModel
    except ImportError:
        print('  torch fp32: left out; pip install "equipoise[finetune]" brings torch and transformers')
        return out
    from tokenizers import Tokenizer

    torch.set_num_threads(1)
    shape = BertConfig(hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536)
    network = BertModel(shape).eval()  # random weights cost the same
    words = Tokenizer.from_file(str(ROOT / "src/equipoise/models/accurate/tokenizer.json"))
    words.enable_padding()
    start = time.perf_counter()
    with torch.no_grad():
        for at in range(0, len(texts), 32):
            batch = words.encode_batch(texts[at : at + 32])
            ids = torch.tensor([b.ids for b in batch])
            network(ids, torch.tensor([b.attention_mask for b in batch]))
    out["torch_fp32_passes_s"] = len(texts) / (time.perf_counter() - start)

    from equipoise.stance.encoder import Encoder

    ours = Encoder(ROOT / "src/equipoise/models/accurate", threads=1)
    ours.transform(texts[:8])
    start = time.perf_counter()
    ours.transform(texts)
    out["onnx_int8_passes_s"] = len(set(texts)) / (time.perf_counter() - start)
    out["ratio"] = out["onnx_int8_passes_s"] / out["torch_fp32_passes_s"]
    print(
        f"  encoder passes/s on one thread: torch fp32 {out['torch_fp32_passes_s']:.0f}, "
        f"ours {out['onnx_int8_passes_s']:.0f}, ratio {out['ratio']:.1f}"
    )
    return out


def startup() -> dict:
    """Seconds of short commands, the better of two."""
    article = "labels/articles/text/two_neighbours.txt"
    commands = {
        "import sklearn, pandas": [sys.executable, "-c", "import sklearn, pandas"],
        "equipoise --help": [*COMMAND, "--help"],
        "equipoise actors": [*COMMAND, "actors", "Moscow thanked New Delhi."],
        "equipoise report --model fast": [*COMMAND, "report", article, "--model", "fast"],
        "equipoise report": [*COMMAND, "report", article],
    }
    out = {name: min(timed(command)[0] for _ in range(2)) for name, command in commands.items()}
    base = out["import sklearn, pandas"]
    for name, seconds in out.items():
        print(f"  {name:<30} {seconds:5.2f} s  {seconds / base:4.1f} times the bare import")
    return out


def main() -> None:
    """Measure what was asked for and print it."""
    parts = ("startup", "rates", "dask", "memory", "storage", "peers")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    parser.add_argument("--only", default=",".join(parts), help="some of " + ", ".join(parts))
    parser.add_argument("--sizes", default="1000,10000,100000", help="articles, for the memory")
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it works")
    args = parser.parse_args()
    chosen = args.only.split(",")
    unknown = sorted(set(chosen) - set(parts))
    if unknown:
        parser.error(f"--only names {unknown[0]!r}; the parts are {', '.join(parts)}")
    sizes = [60, 120] if args.quick else [int(s) for s in args.sizes.split(",")]
    span = {"fast": (1_000, 5_000), "accurate": (300, 1_200)}
    if args.quick:
        span = {"fast": (250, 500), "accurate": (30, 60)}
    about = {
        "command": "python " + " ".join(["training/benchmarks/batch.py", *sys.argv[1:]]),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "data": f"made articles of {SENTENCES} sentences of labels/, seed 0",
    }
    print(json.dumps(about, indent=1))
    found: dict = {"about": about}
    with tempfile.TemporaryDirectory(prefix="equipoise-batch-") as place:
        folder = Path(place)
        steps = {
            "startup": startup,
            "rates": lambda: rates(folder, span),
            "dask": lambda: dask(folder, 250 if args.quick else 5_000),
            "memory": lambda: memory(folder, sizes),
            "storage": lambda: storage(folder),
            "peers": lambda: peers(200 if args.quick else 1_500),
        }
        for part in parts:
            if part in chosen:
                print(f"\n{part}", flush=True)
                found[part] = steps[part]()
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
