"""`equipoise.score`: what comes out is what went in, scored as `Analyzer` scores it, in tables that others can read."""

import csv
import json

import pandas as pd
import pyarrow.parquet as pq
import pytest
from helpers import Faulty, Steady, content, corpus, rows

import equipoise
from equipoise import Article, InputError
from equipoise.articles import Quarantined
from equipoise.batch import TABLES
from equipoise.batch.tables import columns_of


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scored")
    return equipoise.score(corpus(folder / "in.jsonl", 30), folder / "out", model="fast", workers=1, chunk=8)


def test_in_is_scored_and_quarantined(scored):
    assert scored.summary["inputs"] == 30
    assert sorted([*scored.articles.position, *scored.quarantine.position]) == list(range(30))
    assert scored.summary["reasons"] == {"json": 4}
    assert scored.quarantine.place.tolist() == ["line 4", "line 11", "line 18", "line 25"]


def test_scores_are_those_of_the_analyzer(scored):
    analyzer = equipoise.Analyzer(model="fast")
    for position in (0, 1, 5, 29):
        row = scored.articles.set_index("position").loc[position]
        report = analyzer.analyze(Article(id=row.article_id, text=rows(30)[position]["text"], date=row.date))
        for table in ("pairs", "dyads", "strategies"):
            here = getattr(scored, table)
            here = here[here.position == position].drop(columns="position")
            there = getattr(report, table)[here.columns]
            assert len(here) == len(there)
            for column in here.columns:
                for a, b in zip(here[column], there[column]):
                    assert _same(a, b), (table, column, a, b)


def _same(a, b):
    if isinstance(b, list | tuple):
        return len(a) == len(b) and all(map(_same, a, b))
    if isinstance(b, float):
        return a == pytest.approx(b, abs=1e-6, nan_ok=True)
    return a == b or (pd.isna(a) and pd.isna(b))


def test_tables_have_their_columns_in_order(scored):
    for table in TABLES:
        assert list(getattr(scored, table).columns) == [name for name, _ in columns_of(table)]
    pairs = scored.pairs
    assert pairs.position.is_monotonic_increasing
    assert (pairs[["p_hostile", "p_neutral", "p_supportive"]].sum(axis=1) - 1).abs().max() < 1e-6
    assert pairs.voice.isin(["plain", "attributed", "quoted", "hypothetical", "past", "negated"]).all()


def test_evidence_counts_in_the_article_s_pairs(scored):
    dyads = scored.dyads[scored.dyads.evidence.map(len) > 0]
    for dyad in dyads.head(20).itertuples():
        mine = scored.pairs[scored.pairs.position == dyad.position].reset_index(drop=True)
        chosen = mine.loc[list(dyad.evidence)]
        assert set(chosen.source) == {dyad.source} and set(chosen.target) == {dyad.target}


def test_the_model_and_the_schema_are_in_the_metadata(scored):
    part = next((scored.folder / "pairs").iterdir())
    found = pq.read_schema(part).metadata
    assert found[b"model_name"] == b"fast" and len(found[b"model_hash"]) == 16
    assert found[b"schema_version"] and found[b"equipoise"] and found[b"table"] == b"pairs"
    assert pq.ParquetFile(part).metadata.row_group(0).column(0).compression == "ZSTD"


def test_a_folder_of_parts_reads_as_one_table(scored):
    assert len(pd.read_parquet(scored.folder / "pairs")) == len(scored.pairs) == scored.summary["pairs"]


def test_order_and_chunks_do_not_change_the_scores(tmp_path):
    path = corpus(tmp_path / "in.jsonl", 20)
    one, many = (equipoise.score(path, model="fast", workers=1, chunk=n) for n in (100, 3))
    pd.testing.assert_frame_equal(one.pairs, many.pairs)
    pd.testing.assert_frame_equal(one.strategies, many.strategies)


@pytest.mark.parametrize("kind", ["articles", "mappings", "frame", "dataset", "stream", "paths", "generator"])
def test_everything_a_caller_may_have(tmp_path, kind):
    given = rows(6)
    if kind == "articles":
        given = [Article(id=row["id"], text=row["text"]) for row in given]
    elif kind == "frame":
        given = pd.DataFrame(given).rename(columns={"text": "body"})
    elif kind == "dataset":
        given = pytest.importorskip("datasets").Dataset.from_list(given)
    elif kind == "stream":
        given = pytest.importorskip("datasets").Dataset.from_list(given).to_iterable_dataset()
    elif kind == "paths":
        given = [corpus(tmp_path / "in.jsonl", 6, bad=False)]
    elif kind == "generator":
        given = (row for row in given)
    made = equipoise.score(given, model=Steady(), workers=1)
    assert made.articles.article_id.tolist() == [f"a{i}" for i in range(6)]
    assert made.summary["pairs"] == len(made.pairs) > 0


def test_nothing_in_nothing_out():
    made = equipoise.score([], model=Steady())
    assert made.summary["inputs"] == 0 and made.pairs.empty


@pytest.mark.parametrize(
    "given, said",
    [
        ("no/such/folder", "does not exist"),
        (["no*such"], "fits no file"),
        (7, "is a int"),
        (Article("a", "x"), "list of them"),
        (pd.DataFrame({"a": [1]}), "no column that is plainly the text"),
    ],
)
def test_slips_of_the_caller_raise(given, said):
    with pytest.raises(InputError, match=said):
        equipoise.score(given, model=Steady())


@pytest.mark.parametrize("option", [{"workers": 0}, {"chunk": 0}, {"engine": "spark"}, {"format": "xml"}])
def test_options_are_checked(option):
    with pytest.raises(InputError, match=next(iter(option))):
        equipoise.score([], model=Steady(), **option)


def test_a_wrong_model_is_told_before_anything_is_written(tmp_path):
    with pytest.raises(equipoise.ModelError, match="nonesuch"):
        equipoise.score([], tmp_path / "out", model="nonesuch")
    assert not (tmp_path / "out").exists()


def test_rows_that_are_no_articles_go_to_quarantine():
    given = [
        *rows(2),
        {"text": None},
        {"text": 5},
        "x",
        7,
        {"text": "a\ud800b India thanked Oman."},
        {"body": "\n"},
    ]
    made = equipoise.score(given, model=Steady())
    assert made.summary["inputs"] == len(given)
    assert made.quarantine.reason.tolist() == ["empty", "type", "type", "type", "empty"]


def test_an_article_at_fault_is_quarantined_alone():
    given = rows(40)
    at_fault = {i for i, row in enumerate(given) if "Algiers" in row["text"]}
    assert at_fault
    made = equipoise.score(given, model=Faulty(), workers=1)
    assert set(made.quarantine.position) == at_fault
    assert made.quarantine.message.str.contains("ValueError: no Algiers here").all()
    calm = equipoise.score(given, model=Steady(), workers=1)
    kept = calm.pairs[~calm.pairs.position.isin(at_fault)].reset_index(drop=True)
    pd.testing.assert_frame_equal(made.pairs, kept)


def test_long_articles_are_quarantined():
    given = [{"text": "India thanked Oman. " * 100}, {"text": "India thanked Oman."}]
    made = equipoise.score(given, model=Steady(), max_characters=1000)
    assert made.quarantine.reason.tolist() == ["oversized"]
    assert made.articles.position.tolist() == [1]


def test_an_article_that_takes_too_long_is_quarantined(monkeypatch):
    import time

    from equipoise.analyzer import Analyzer

    real = Analyzer.pairs

    def slow(self, article):
        if "Algiers" in article.text:
            time.sleep(5)
        return real(self, article)

    monkeypatch.setattr(Analyzer, "pairs", slow)
    given = [{"text": "France scolded Algiers."}, {"text": "India thanked Oman."}]
    made = equipoise.score(given, model=Steady(), workers=1, seconds=0.2)
    assert made.quarantine.reason.tolist() == ["slow"] and made.articles.position.tolist() == [1]


def test_the_time_limit_holds_outside_the_main_thread():
    from concurrent.futures import ThreadPoolExecutor

    from helpers import idle

    from equipoise.batch.work import TooSlow, limit

    def work(text, seconds):
        try:
            with limit(seconds):
                idle(text)
        except TooSlow as slow:
            return str(slow)
        return sum(1 for _ in range(10_000))  # what rang late would be heard here

    with ThreadPoolExecutor(1) as pool:  # one thread: each task runs in that of the one before
        assert pool.submit(work, "Algiers", 0.1).result(20) == "0.1 seconds"
        assert pool.submit(work, "Oman", 5).result(20) == 10_000
        assert pool.submit(work, "Oman", 0).result(20) == 10_000


def test_one_long_step_is_told_when_it_is_over():
    import threading
    import time

    from equipoise.batch.work import TooSlow, limit

    told = []

    def work():
        try:
            with limit(0.1):
                time.sleep(0.5)
        except TooSlow:
            told.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(20)
    assert told == [True]


def test_a_limit_that_rings_at_the_very_end_rings_once():
    """The watch and the end of the step race; whoever wins, nothing rings after `limit` is left."""
    import threading
    import time

    from equipoise.batch.work import TooSlow, limit

    late = []

    def work():
        for n in range(150):
            end = time.perf_counter() + 0.002 + (n % 15 - 7) * 0.0001
            try:
                with limit(0.002):
                    while time.perf_counter() < end:
                        pass
            except TooSlow:
                pass
            try:
                for _ in range(3000):
                    pass
            except TooSlow:
                late.append(n)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(60)
    assert not thread.is_alive() and not late


def test_quarantined_items_pass_through():
    item = Quarantined("somewhere", "line 3", "json", "no JSON", "x", None)
    made = equipoise.score([*[Article("a", "India thanked Oman.")], item], model=Steady())
    row = made.quarantine.iloc[0]
    assert (row.source, row.place, row.reason, row.id) == ("somewhere", "line 3", "json", "x")
    assert pd.isna(row.n_articles)


HOSTILE = '=HYPERLINK("http://x","India")'


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_other_formats(tmp_path, format):
    given = [{"id": HOSTILE, "text": "India thanked\x1b[31m Oman.", "title": "@SUM(1)"}, {"text": ""}]
    options = {"model": Steady(), "format": format, "with_text": True}
    made = equipoise.score(given, tmp_path / "out", **options)
    files = content(tmp_path / "out")
    assert f"pairs/part-000000.{format}" in files
    text = (tmp_path / f"out/pairs/part-000000.{format}").read_text(encoding="utf-8")
    assert "\x1b" not in text
    if format == "csv":
        found = list(csv.DictReader(text.splitlines()))
        assert found[0]["article_id"] == "'" + HOSTILE
        articles = list(csv.DictReader((tmp_path / "out/articles/part-000000.csv").read_text().splitlines()))
        assert articles[0]["title"] == "'@SUM(1)"
    else:
        found = [json.loads(line) for line in text.splitlines()]
        assert found[0]["article_id"] == HOSTILE
    assert len(found) == made.summary["pairs"] == len(made.pairs)
    assert equipoise.score(given, tmp_path / "out", **options).summary == made.summary


def test_the_text_of_statements_on_demand():
    made = equipoise.score([{"text": "It rained. India thanked Oman."}], model=Steady(), with_text=True)
    assert set(made.pairs.statement_text) == {"India thanked Oman."}


def test_a_caller_s_model_leaves_no_file_behind(tmp_path):
    equipoise.score(rows(2), tmp_path / "out", model=Steady())
    assert not (tmp_path / "out/.model").exists()
