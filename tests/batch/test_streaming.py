"""`iter_articles`: every input comes out once, as an article or as quarantined, and nothing stops the stream."""

import gzip
import io
import json
import os
import sys

import pandas as pd
import pytest
import zstandard
from helpers import rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import equipoise
from equipoise import Article, InputError, iter_articles
from equipoise.articles import Quarantined, compressed

TEXT = "Moscow thanked New Delhi for its patience."


def read(*inputs, **options):
    """(articles, quarantined) of the inputs."""
    found = list(iter_articles([str(i) for i in inputs], **options))
    return [x for x in found if isinstance(x, Article)], [x for x in found if isinstance(x, Quarantined)]


def reasons(folder, **options):
    return sorted(q.reason for q in read(folder, **options)[1])


def json_lines(*given):
    return "".join(json.dumps(row) + "\n" for row in given).encode()


def test_a_folder_is_read_by_name_and_called_by_path(tmp_path):
    for name in ("b.txt", "a/z.md", "a/2022-05-01 y.html", "c"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    (tmp_path / ".hidden").write_text(TEXT)
    articles, bad = read(tmp_path)
    assert [a.id for a in articles] == ["a/2022-05-01 y.html", "a/z.md", "b.txt", "c"] and not bad
    assert str(articles[0].date) == "2022-05-01"
    assert articles[0].source == str(tmp_path / "a/2022-05-01 y.html")


def test_patterns(tmp_path):
    for name in ("a.txt", "b.txt", "c.md", "[d].txt"):
        (tmp_path / name).write_text(TEXT)
    assert len(read(tmp_path / "*.txt")[0]) == 3
    assert len(read(tmp_path / "**" / "*")[0]) == 4
    assert len(read(tmp_path / "[d].txt")[0]) == 1, "a file of that name goes before the pattern"


@pytest.mark.parametrize("ending, pack", [("", bytes), (".gz", gzip.compress), (".zst", zstandard.compress)])
def test_json_lines(tmp_path, ending, pack):
    path = tmp_path / f"in.jsonl{ending}"
    path.write_bytes(pack(b"\xef\xbb\xbf" + json_lines(*rows(3)) + b"\n \n" + json_lines({"text": TEXT})))
    articles, bad = read(path)
    assert [a.id for a in articles] == ["a0", "a1", "a2", f"in.jsonl{ending}:6"] and not bad
    assert articles[3].source == f"{path}#6"


def test_csv_with_every_delimiter(tmp_path):
    for mark, name in ((",", "a.csv"), (";", "b.csv"), ("\t", "c.tsv")):
        frame = pd.DataFrame(
            [
                {
                    "headline": "T",
                    "body": f'He said{mark} "well".\nAnd left.',
                    "published": "3 May 2020",
                    "n": 1,
                }
            ]
        )
        frame.to_csv(tmp_path / name, sep=mark, index=False)
    articles, bad = read(tmp_path)
    assert len(articles) == 3 and not bad
    assert {(a.title, str(a.date)) for a in articles} == {("T", "2020-05-03")}
    assert articles[0].text == 'He said, "well".\nAnd left.'


def test_parquet_with_dates_and_gaps(tmp_path):
    frame = pd.DataFrame(
        {"content": [TEXT, None, TEXT], "date": pd.to_datetime(["2020-01-02", None, None]), "id": [1, 2, 3]}
    )
    frame.to_parquet(tmp_path / "in.parquet", row_group_size=2)
    articles, bad = read(tmp_path / "in.parquet")
    assert [(a.id, str(a.date)) for a in articles] == [("1", "2020-01-02"), ("3", "None")]
    assert [(q.place, q.reason, q.n_articles) for q in bad] == [("row 2", "empty", 1)]


def test_columns_by_name(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_bytes(json_lines({"a": TEXT, "b": "title", "c": "key", "d": "20210603"}))
    articles, _ = read(path, text="a", title="b", id="c", date="d")
    assert (articles[0].id, articles[0].title, str(articles[0].date)) == ("key", "title", "2021-06-03")
    assert read(path)[1][0].reason == "columns"
    assert "no column 'z'" in read(path, text="z")[1][0].message


def test_a_dataset_on_disk_and_its_splits(tmp_path):
    datasets = pytest.importorskip("datasets")
    one, two = datasets.Dataset.from_list(rows(2)), datasets.Dataset.from_list(rows(3, seed=1))
    one.save_to_disk(tmp_path / "plain")
    datasets.DatasetDict({"train": one, "test": two}).save_to_disk(tmp_path / "split")
    assert len(read(tmp_path / "plain")[0]) == 2
    assert len(read(tmp_path / "split")[0]) == 5
    assert len(read(f"hf:{tmp_path / 'split'}", split="test")[0]) == 3
    with pytest.raises(InputError, match="no split 'dev'"):
        read(tmp_path / "split", split="dev")


@pytest.mark.parametrize("name", ["no.txt", "no/where/*", "a\0b", "x" * 5000])
def test_an_input_that_is_not_there_raises_at_once(name):
    with pytest.raises(InputError) as caught:
        iter_articles(["src", name])
    assert caught.value.reason == "missing"


def test_what_vanishes_while_reading_is_quarantined(tmp_path):
    for name in ("a.txt", "b.txt", "c.jsonl"):
        (tmp_path / name).write_text(TEXT)
    stream = iter_articles(str(tmp_path))
    assert next(stream).id == "a.txt"
    (tmp_path / "b.txt").unlink()
    (tmp_path / "c.jsonl").unlink()
    assert [q.reason for q in stream] == ["missing", "missing"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX links")
def test_links_pipes_and_loops(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.txt").write_text(TEXT)
    (tmp_path / "folder").symlink_to("real")
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "real/up").symlink_to("..")
    (tmp_path / "gone").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    articles, bad = read(tmp_path)
    assert [a.id for a in articles] == ["folder/a.txt", "real/a.txt"]
    assert sorted(q.reason for q in bad) == ["loop", "loop", "loop", "missing", "special"]
    assert read(tmp_path / "self")[1][0].reason in ("loop", "unreadable")


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="permissions do not bind root")
def test_permissions(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "b").chmod(0)
    assert reasons(tmp_path) == ["unreadable", "unreadable"]
    (tmp_path / "b").chmod(0o700)


def test_permissions_of_all_kinds(tmp_path, monkeypatch):
    """As above, where the tests run as root."""
    for name in ("a.txt", "b.jsonl", "c.csv.gz", "d.parquet"):
        (tmp_path / name).write_text(TEXT)
    real = open

    def refuse(path, *args, **kwargs):
        if str(path).startswith(str(tmp_path)):
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **kwargs)

    monkeypatch.setattr("builtins.open", refuse)
    bad = read(tmp_path)[1]
    assert [q.reason for q in bad][:3] == ["unreadable"] * 3


def test_truncated_gzip_gives_what_came_before(tmp_path):
    lines = [{"id": f"{i}", "text": f"{TEXT} {os.urandom(30).hex()}"} for i in range(200)]
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(json_lines(*lines))[:-4000])
    articles, bad = read(tmp_path)
    assert 50 < len(articles) < 200 and [a.id for a in articles] == [str(i) for i in range(len(articles))]
    assert [(q.reason, q.place, q.n_articles) for q in bad] == [
        ("truncated", f"after line {len(articles)}", None)
    ]


def test_zstandard_frames_and_their_truncation(tmp_path):
    lines = [{"id": f"{i}", "text": f"{TEXT} {os.urandom(400).hex()}"} for i in range(1000)]
    data = zstandard.compress(json_lines(*lines[:500])) + zstandard.compress(json_lines(*lines[500:]))
    (tmp_path / "in.jsonl.zst").write_bytes(data)
    assert len(read(tmp_path)[0]) == 1000
    (tmp_path / "in.jsonl.zst").write_bytes(data[:-4000])
    articles, bad = read(tmp_path)
    assert 500 < len(articles) < 1000 and bad[0].reason == "truncated"


def test_bombs_are_defused(tmp_path, monkeypatch):
    monkeypatch.setattr(compressed, "RATIO_FROM", 1_000_000)
    for pack, ending in ((gzip.compress, "gz"), (zstandard.compress, "zst")):
        (tmp_path / f"a.jsonl.{ending}").write_bytes(pack(b"\0" * 30_000_000))
        (tmp_path / f"b.txt.{ending}").write_bytes(pack(b"a " * 15_000_000))
    assert reasons(tmp_path) == ["bomb", "bomb", "bomb", "bomb"]


def test_a_line_without_end_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr(compressed, "MAX_LINE", 1000)
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "' + b"x" * 5000 + b'"}\n' + json_lines({"text": TEXT}))
    (tmp_path / "b.csv").write_bytes(b"id,text\n1," + b"x" * 5000 + b"\n2," + TEXT.encode() + b"\n")
    articles, bad = read(tmp_path)
    assert len(articles) == 2 and [q.reason for q in bad] == ["oversized", "oversized"]


def test_a_hundred_megabytes(tmp_path):
    with open(tmp_path / "a.txt", "wb") as file:
        file.truncate(100_000_000)
    assert reasons(tmp_path) == ["oversized"]


def test_broken_csv_rows_are_told_from_good_ones(tmp_path):
    (tmp_path / "in.csv").write_bytes(
        b'id,text\n1,"good, one"\n2,too,many\n3\n4,"bad"quote\n5,\xff\xfe\n6,good two\n\n7,"never closed\n8,x\n'
    )
    articles, bad = read(tmp_path)
    assert [a.text for a in articles] == ["good, one", "good two"]
    assert [q.reason for q in bad] == ["csv", "csv", "csv", "encoding", "csv"]
    assert bad[-1].place == "row 7 (lines 9-10)"


def test_files_that_are_not_what_they_are_called(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1 no more")
    (tmp_path / "b.jsonl").write_text("<html>")
    (tmp_path / "c.csv").write_bytes(b"\xff\xfea\0b\0")
    (tmp_path / "d.txt").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "e.jsonl.gz").write_text("not gzip")
    (tmp_path / "f.jsonl").write_bytes("é".encode("utf-16"))
    (tmp_path / "g.jsonl.zst").write_text("not zstd")
    assert [q.reason for q in read(tmp_path)[1]] == [
        "corrupt", "json", "encoding", "binary", "corrupt", "encoding", "corrupt",
    ]  # fmt: skip


def test_empty_collections_are_told_and_lose_nothing(tmp_path):
    for name in ("a.jsonl", "b.csv", "c.jsonl.gz", "d.txt"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "e.csv").write_text("id,text\n")
    pd.DataFrame({"text": pd.Series([], dtype=str)}).to_parquet(tmp_path / "f.parquet")
    bad = read(tmp_path)[1]
    assert [(q.reason, q.n_articles) for q in bad] == [("empty", 0)] * 3 + [("empty", 1)] + [("empty", 0)] * 2


def test_a_parser_s_fault_does_not_end_the_stream(tmp_path, monkeypatch):
    (tmp_path / "a.html").write_text(f"<html><body><p>{TEXT}")
    (tmp_path / "b.txt").write_text(TEXT)
    monkeypatch.setattr("equipoise.articles.reading.read_html", lambda _: 1 / 0)
    articles, bad = read(tmp_path)
    assert len(articles) == 1 and bad[0].reason == "error" and "ZeroDivisionError" in bad[0].message


@pytest.mark.parametrize(
    "data, n",
    [
        (json_lines(*rows(3)), 3),
        (TEXT.encode(), 1),
        (b'{"text": "pretty"\n}', 1),
        (b"\n\n" + TEXT.encode(), 1),
    ],
)
def test_standard_input(monkeypatch, data, n):
    monkeypatch.setattr(sys, "stdin", type("In", (), {"buffer": io.BytesIO(data)}))
    articles, bad = read("-")
    assert len(articles) == n and not bad


def test_the_meter_counts_every_byte(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(json_lines(*rows(50)))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(json_lines(*rows(50))))
    taken = []
    list(iter_articles(str(tmp_path), meter=taken.append))
    assert sum(taken) == sum(p.stat().st_size for p in tmp_path.iterdir())


CELL = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.just(TEXT))
LINE = st.one_of(
    st.dictionaries(st.sampled_from(["text", "id", "title", "date", "other"]), CELL, max_size=5).map(
        lambda row: json.dumps(row).encode()
    ),
    st.binary(min_size=1, max_size=60).map(lambda b: b.replace(b"\n", b"?") + b"!"),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINE, min_size=1, max_size=6), st.sampled_from(["", ".gz", ".zst"]))
def test_any_lines_come_out_once_each(tmp_path, given_lines, ending):
    pack = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.compress}[ending]
    path = tmp_path / f"in.jsonl{ending}"
    path.write_bytes(pack(b"\n".join(given_lines)))
    articles, bad = read(path)
    if given_lines[0].startswith((b"\xff\xfe", b"\xfe\xff")):
        assert [q.reason for q in bad] == ["encoding"]
    else:
        assert len(articles) + len(bad) == len(given_lines)
    for article in articles:
        assert article.text.strip() and article.id
        article.text.encode("utf-8")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=400),
    st.sampled_from(
        [".txt", ".md", ".html", ".json", ".csv", ".jsonl", ".parquet", ".txt.gz", ".csv.zst", ""]
    ),
)
def test_any_bytes_under_any_name_give_at_least_one_item(tmp_path, data, ending):
    path = tmp_path / f"in{ending}"
    path.write_bytes(data)
    try:
        articles, bad = read(path)
    finally:
        path.unlink()
    assert articles or bad
    for q in bad:
        assert q.reason and q.message and q.source == str(path)
        assert q.message.encode("utf-8")


def test_it_is_public():
    assert equipoise.iter_articles is iter_articles
