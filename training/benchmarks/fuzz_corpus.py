"""A corpus of good, odd, broken and hostile files, the same for the same seed, with what is in it counted beforehand.

    python training/benchmarks/fuzz_corpus.py FOLDER [--files 10000] [--seed 0]   makes it
    python training/benchmarks/fuzz_corpus.py --check [--files 10000]             makes it, scores it, holds the count

Checked is that `equipoise score` gets through it, and that inputs = scored + quarantined, to the one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import sys
import tempfile
import time
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

SENTENCES = (
    "Moscow thanked New Delhi for its patience.",
    "The United States condemned Russia over the strikes.",
    "Beijing and Islamabad signed an agreement on the railway.",
    "Turkey has kept its ties with both Russia and Ukraine.",
    "The weather in the valley was mild for the season.",
    "Officials in Cairo said that Ethiopia had broken its word, and Addis Ababa denied it.",
    "France may yet recall its ambassador from Algiers.",
    "Hanoi bought the jets from Washington and the submarines from Moscow.",
)
ODD = (
    "\u202eelpmaxe\u202c sa-Saddam \u200bSaddam\u200d",
    "😀🇮🇳 🇵🇰 flags",
    "Zürich, Đà Nẵng, Ñuñoa",
    "a\u0301e\u0308",
    "ﷺ",
    "\ufeff",
    '=HYPERLINK("http://x")',
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "\x1b[31mred\x1b[0m",
    "{{ 7*7 }}",
    "%s %d %n",
    "؟ العراق وإيران",
)


@dataclass
class Truth:
    """What a corpus holds: input units, and how many of them are articles for certain, and at most."""

    units: int = 0
    sure: int = 0
    possible: int = 0
    kinds: Counter = field(default_factory=Counter)

    def add(self, kind: str, units: int, sure: int, possible: int | None = None) -> None:
        """Count one file."""
        self.kinds[kind] += 1
        self.units += units
        self.sure += sure
        self.possible += sure if possible is None else possible


def make_corpus(folder, files: int = 10_000, seed: int = 0) -> Truth:
    """Write `files` files into `folder` and return what is in them."""
    rng = random.Random(seed)
    folder = Path(folder)
    truth = Truth()
    makers, weights = zip(*((make, weight) for make, weight in MAKERS.items()))
    for at in range(files):
        below = folder / f"d{at % 17}" / ("deep/" * (at % 3)).rstrip("/")
        below.mkdir(parents=True, exist_ok=True)
        make = makers[at] if at < len(makers) else rng.choices(makers, weights)[0]
        make(rng, below / f"{at:05d}", truth)
    return truth


def prose(rng: random.Random, most: int = 4) -> str:
    """A few sentences in one or two paragraphs."""
    parts = [rng.choice(SENTENCES) for _ in range(rng.randint(1, most))]
    if rng.random() < 0.2:
        parts.insert(rng.randrange(len(parts) + 1), rng.choice(ODD))
    return rng.choice((" ", "\n", "\n\n")).join(["Report:", *parts])


def text(rng, path, truth):
    path.with_suffix(".txt").write_text(prose(rng), encoding="utf-8")
    truth.add("text", 1, 1)


def no_ending(rng, path, truth):
    path.write_text(prose(rng), encoding="utf-8")
    truth.add("no_ending", 1, 1)


def markdown(rng, path, truth):
    path.with_suffix(".md").write_text(
        f"---\ntitle: A\ndate: 2020-02-30\n---\n# T\n\n{prose(rng)}\n", encoding="utf-8"
    )
    truth.add("markdown", 1, 1)


def html(rng, path, truth):
    body = f"<html><head><title>t</title><script>var a='<p>';</script></head><body><p>{prose(rng)}</p>"
    path.with_suffix(".html").write_text(body + "<div>" * rng.choice((0, 3, 3000)), encoding="utf-8")
    truth.add("html", 1, 1)


def utf16(rng, path, truth):
    path.with_suffix(".txt").write_bytes(prose(rng).encode("utf-16"))
    truth.add("utf16", 1, 1)


def broken_text(rng, path, truth):
    """Bytes that may be an article or not: one unit whatever they are."""
    data = bytearray(prose(rng, 8).encode("utf-8"))
    for _ in range(rng.randint(1, 30)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    path.with_suffix(rng.choice((".txt", ".html", ".md", ""))).write_bytes(bytes(data))
    truth.add("broken_text", 1, 0, 1)


def other_alphabet(rng, path, truth):
    path.with_suffix(".txt").write_bytes(("Москва и Дели. " * 9).encode(rng.choice(("cp1251", "koi8-r"))))
    truth.add("other_alphabet", 1, 0)


def nul(rng, path, truth):
    path.with_suffix(".txt").write_bytes(prose(rng).encode().replace(b" ", b"\x00"))
    truth.add("nul", 1, 0)


def noise(rng, path, truth):
    path.with_suffix(rng.choice((".txt", ".md", ".html", ".json"))).write_bytes(
        b"\x00\x01" + rng.randbytes(rng.randint(10, 2000))
    )
    truth.add("noise", 1, 0)


def empty(rng, path, truth):
    path.with_suffix(
        rng.choice((".txt", ".md", ".html", ".json", ".jsonl", ".csv", ".parquet", ".jsonl.gz"))
    ).write_bytes(b"")
    truth.add("empty", 1, 0)


def blank(rng, path, truth):
    path.with_suffix(".txt").write_bytes(b" \n\t\r\n" * rng.randint(1, 50))
    truth.add("blank", 1, 0)


def disguised(rng, path, truth):
    magic = rng.choice((b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n", b"\x1f\x8b\x08", b"PAR1", b"\x7fELF"))
    path.with_suffix(".txt").write_bytes(magic + rng.randbytes(500))
    truth.add("disguised", 1, 0)


def huge(rng, path, truth):
    """A hundred megabytes that take none of the disk."""
    with open(path.with_suffix(".txt"), "wb") as file:
        file.truncate(100_000_000)
    truth.add("huge", 1, 0)


def one_long_word(rng, path, truth):
    path.with_suffix(".txt").write_text(
        "Russia" + "a" * rng.randint(10_000, 200_000) + " India", encoding="utf-8"
    )
    truth.add("one_long_word", 1, 1)


def json_file(rng, path, truth):
    good = rng.random() < 0.5
    row = (
        {"text": prose(rng), "date": "2020-13-45"}
        if good
        else rng.choice(([1], {"text": 3}, {"no": "text"}, "x"))
    )
    path.with_suffix(".json").write_text(json.dumps(row), encoding="utf-8")
    truth.add("json_file", 1, int(good))


def _json_lines(rng, lines: int) -> tuple[list[bytes], list[bool]]:
    made, good = [], []
    for _ in range(lines):
        row = {
            "id": rng.choice((None, 7, "a/b", True, "\u202ex")),
            "text": prose(rng),
            "date": rng.choice(("", None, 20200101, "1 May 2021")),
        }
        line = json.dumps(row, ensure_ascii=rng.random() < 0.5).encode("utf-8")
        kind = rng.randrange(14)
        if kind < 8:
            made.append(line)
            good.append(True)
            continue
        bad = {
            8: line[: len(line) // 2],
            9: b'{"text": "' + b"\xff\xfe" + b'"}',
            10: b'{"text": null}',
            11: b'{"headline": "no text"}',
            12: b"[" * 5000,
            13: b'{"text": ' + b"9" * 5000 + b"}",
        }[kind]
        made.append(bad)
        good.append(False)
    return made, good


def json_lines(rng, path, truth):
    made, good = _json_lines(rng, rng.randint(1, 6))
    for _ in range(rng.randrange(3)):
        made.insert(rng.randrange(len(made) + 1), b"  ")
    data = rng.choice((b"\n", b"\r\n")).join(made)
    ending, pack = rng.choice((("", lambda d: d), (".gz", gzip.compress), (".zst", _zstd)))
    path.with_suffix(f".jsonl{ending}").write_bytes(pack(data))
    truth.add("json_lines", len(good), sum(good))


def _zstd(data: bytes) -> bytes:
    import zstandard

    return zstandard.ZstdCompressor().compress(data)


def truncated_gzip(rng, path, truth):
    """Whole lines before the cut are articles; the rest is one unit."""
    made = [json.dumps({"text": prose(rng) + f" {rng.random()}"}).encode() for _ in range(20)]
    data = gzip.compress(b"\n".join(made) + b"\n")
    cut = data[: rng.randint(20, len(data) - 9)]
    path.with_suffix(".jsonl.gz").write_bytes(cut)
    whole = zlib.decompressobj(31).decompress(cut).count(b"\n")
    truth.add("truncated_gzip", whole + 1, whole)


def truncated_zstd(rng, path, truth):
    made = b"".join(json.dumps({"text": prose(rng)}).encode() + b"\n" for _ in range(20))
    path.with_suffix(".jsonl.zst").write_bytes(_zstd(made)[:-4])  # one block: nothing of it can be read
    truth.add("truncated_zstd", 1, 0)


def bomb(rng, path, truth):
    """Two hundred megabytes of nothing in two hundred kilobytes."""
    squeeze = zlib.compressobj(9, wbits=31)
    block = b"\n" * 1_000_000
    with open(path.with_suffix(".jsonl.gz"), "wb") as file:
        for _ in range(200):
            file.write(squeeze.compress(block))
        file.write(squeeze.flush())
    truth.add("bomb", 1, 0)


def csv_file(rng, path, truth):
    rows, good = ["id;text;date" if rng.random() < 0.3 else "id,text,date"], 0
    mark = rows[0][2]
    for at in range(rng.randint(1, 6)):
        kind = rng.randrange(6)
        said = prose(rng).replace("\n", " ").replace('"', "").replace(mark, " ")
        if kind < 3:
            rows.append(f'{at}{mark}"{said}{mark} ""so"""{mark}2020-01-0{at + 1}')
            good += 1
        else:
            rows.append(
                {3: f"{at}{mark}{said}", 4: f'{at}{mark}"{said}" x{mark}', 5: f"{at}{mark}{mark}"}[kind]
            )
    path.with_suffix(".csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    truth.add("csv_file", len(rows) - 1, good)


def csv_bytes(rng, path, truth):
    path.with_suffix(".csv").write_bytes(b"id,text\n1,\xff\xfe broken \x80\n2,Russia thanked India.\n")
    truth.add("csv_bytes", 2, 1)


def no_columns(rng, path, truth):
    if rng.random() < 0.5:
        path.with_suffix(".csv").write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    else:
        _parquet({"a": [1, 2]}, path)
    truth.add("no_columns", 1, 0)


def parquet(rng, path, truth):
    texts = [rng.choice((prose(rng), prose(rng), None, "", " \n")) for _ in range(rng.randint(1, 6))]
    _parquet({"body": texts, "published": ["2020-01-01"] * len(texts), "url": [None] * len(texts)}, path)
    truth.add("parquet", len(texts), sum(bool(t and t.strip()) for t in texts))


def numbers_in_parquet(rng, path, truth):
    _parquet({"text": [1.5, 2.5, None]}, path)
    truth.add("numbers_in_parquet", 3, 0)


def broken_parquet(rng, path, truth):
    _parquet({"text": [prose(rng)] * 3}, path)
    made = path.with_suffix(".parquet")
    data = made.read_bytes()
    made.write_bytes(
        data[: rng.randint(4, len(data) - 4)] if rng.random() < 0.5 else data[:-8] + rng.randbytes(8)
    )
    truth.add("broken_parquet", 1, 0)


def _parquet(columns: dict, path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table(columns), path.with_suffix(".parquet"))


def link_to_itself(rng, path, truth):
    os.symlink(path.name, path)
    truth.add("link_to_itself", 1, 0)


def link_to_nothing(rng, path, truth):
    os.symlink("nowhere", path)
    truth.add("link_to_nothing", 1, 0)


def link_upward(rng, path, truth):
    os.symlink("..", path)
    truth.add("link_upward", 1, 0)


def pipe(rng, path, truth):
    os.mkfifo(path)
    truth.add("pipe", 1, 0)


def hidden(rng, path, truth):
    path.with_name("." + path.name).write_text("left out, as the shell does")
    truth.add("hidden", 0, 0)


def odd_name(rng, path, truth):
    names = (
        b"\xff\xfe",
        "ünï".encode(),
        b" lead",
        b"new\nline",
        b"quote\"'",
        b"=cmd",
        b"a" * 200,
        b"-o",
        b"[x]*?",
    )
    name = os.fsencode(path.name) + rng.choice(names) + b".txt"
    with open(os.path.join(os.fsencode(path.parent), name), "wb") as file:
        file.write(prose(rng).encode())
    truth.add("odd_name", 1, 1)


#: maker -> how often; each comes at least once.
MAKERS = {
    text: 30,
    no_ending: 3,
    markdown: 8,
    html: 8,
    utf16: 3,
    broken_text: 20,
    other_alphabet: 3,
    nul: 3,
    noise: 6,
    empty: 5,
    blank: 2,
    disguised: 3,
    huge: 0.3,
    one_long_word: 0.3,
    json_file: 5,
    json_lines: 12,
    truncated_gzip: 3,
    truncated_zstd: 2,
    bomb: 0.05,
    csv_file: 8,
    csv_bytes: 2,
    no_columns: 2,
    parquet: 4,
    numbers_in_parquet: 1,
    broken_parquet: 3,
    link_to_itself: 1,
    link_to_nothing: 1,
    link_upward: 1,
    pipe: 1,
    hidden: 1,
    odd_name: 4,
}


def check(folder, truth: Truth, workers: int = 1) -> dict:
    """Score the corpus and hold it against the truth; the figures."""
    import equipoise

    start = time.perf_counter()
    made = equipoise.score(folder, model="fast", workers=workers)
    found = {"seconds": time.perf_counter() - start, "units": truth.units, **made.summary}
    assert made.summary["inputs"] == truth.units, (
        f"{truth.units} inputs, accounted for {made.summary['inputs']}"
    )
    assert len(made.articles) + len(made.quarantine) == truth.units
    positions = sorted([*made.articles["position"], *made.quarantine["position"]])
    assert positions == list(range(truth.units)), "a position is missing or there twice"
    assert truth.sure <= made.summary["articles"] <= truth.possible, (truth, made.summary)
    assert "error" not in made.summary["reasons"], made.quarantine.query("reason == 'error'")[
        "message"
    ].tolist()[:5]
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    if not given.check:
        if not given.folder:
            parser.error("give a FOLDER, or --check")
        print(make_corpus(given.folder, given.files, given.seed))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        truth = make_corpus(folder, given.files, given.seed)
        print(json.dumps({"files": given.files, "seed": given.seed, **check(folder, truth)}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
