"""Many articles -> a folder of pages: an index to sort, one page an article, the corpus at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from equipoise.errors import InputError
from equipoise.report import words
from equipoise.report.corpus_view import heat_map, pooled_dyads, timeline
from equipoise.report.finding import names, ordered
from equipoise.report.page import assets, environment, page
from equipoise.report.report import COLUMNS, Report
from equipoise.report.view import title

__all__ = ["DirectoryReport"]


class DirectoryReport:
    """Writes the pages of a corpus one by one and keeps only what the index needs.

    Parameters
    ----------
    folder : path
        Made when missing. Pages go to ``articles/``, the index to ``index.html``, tables to
        ``strategies.csv`` and ``dyads.csv``.
    title : str
        Heading of the index.
    """

    def __init__(self, folder, title: str = "Corpus"):
        self.folder = Path(folder)
        self.title = title
        self.rows: list[dict] = []
        self.quarantined: list[dict] = []
        self._strategies: list[dict] = []
        self._dyads: list[dict] = []
        self._names: dict[str, str] = {}
        try:
            (self.folder / "articles").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(
                f"{folder} cannot be made a folder: {error}. Give another one with -o.", reason="unwritable"
            ) from error

    def add(self, report: Report) -> Path:
        """Write one article's page and remember its line of the index."""
        data = report.to_dict()
        name = f"{len(self.rows) + 1:04d}-{_file_name(data['article']['id'])}.html"
        path = self.folder / "articles" / name
        path.write_text(page(data, index="../index.html"), encoding="utf-8", newline="\n")
        self._names.update((actor["code"], actor["name"]) for actor in data["actors"])
        about = {"article_id": data["article"]["id"], "date": data["article"]["date"]}
        self._strategies += [{**about, **row} for row in (*data["strategies"], *data["abstentions"])]
        self._dyads += [{**about, **row} for row in data["dyads"]]
        self.rows.append(_index_row(data, f"articles/{name}"))
        return path

    def quarantine(self, source: str, reason: str, message: str) -> None:
        """Note an input that could not be read."""
        self.quarantined.append({"source": source, "reason": reason, "message": message})

    def finish(self) -> Path:
        """Write the index and the tables; returns the index."""
        from markupsafe import Markup

        pooled = pooled_dyads(self._dyads)
        reported = [row for row in self._strategies if row["decision"] == "report"]

        def name(code: str) -> str:
            return self._names.get(code, code)

        html = (
            environment()
            .get_template("index.html.j2")
            .render(
                **assets(),
                title=self.title,
                rows=sorted(self.rows, key=lambda row: (row["date"] or "9999", row["title"])),
                quarantined=self.quarantined,
                sentence=self._sentence(),
                balancers=_balancers(reported, name),
                timeline=Markup(timeline(reported, name)),
                heat_map=Markup(heat_map(pooled, name)),
                version=_version(),
            )
        )
        index = self.folder / "index.html"
        index.write_text(html, encoding="utf-8", newline="\n")
        self._tables()
        return index

    def _tables(self) -> None:
        import pandas as pd

        from equipoise.report.tables import write_csv

        for name, found in (("strategies", self._strategies), ("dyads", self._dyads)):
            columns = ["article_id", "date", *COLUMNS[name][1:]]
            write_csv(pd.DataFrame(found, columns=columns), self.folder / f"{name}.csv")

    def _sentence(self) -> str:
        between = sum(row["between"] for row in self.rows)
        said = (
            f"{words.counted(between, 'article')} of {len(self.rows):,} "
            f"{'shows' if between == 1 else 'show'} a state balancing between rivals."
        )
        if self.quarantined:
            said += f" {words.counted(len(self.quarantined), 'input')} could not be read."
        return said


def _index_row(data: dict, link: str) -> dict:
    name = names(data)
    found = ordered(data["strategies"])
    first = found[0] if found else None
    return {
        "link": link,
        "title": title(data),
        "date": data["article"]["date"],
        "between": any(row["strategy"] in words.BETWEEN for row in found),
        "finding": f"{name(first['actor'])} between {name(first['rival_a'])} and {name(first['rival_b'])}"
        if first
        else "",
        "strategy": ", ".join(map(words.strategy_name, [first["strategy"], *first["overlays"]]))
        if first
        else "",
        "more": len(found) - 1,
        "score": first["balance"] if first else None,
        "score_text": words.number(first["balance"]) if first else "",
        "interval": words.interval(first["balance_low"], first["balance_high"])
        if first and first["balance"] is not None
        else "",
        "n_statements": data["article"]["n_statements"],
        "n_actors": len(data["actors"]),
        "n_abstentions": len(data["abstentions"]),
        "codes": " ".join(actor["code"] for actor in data["actors"]),
    }


def _balancers(reported: Iterable[dict], name) -> list[dict]:
    """Who balances between whom, in how many articles, with the range of the scores."""
    groups: dict[tuple, list[dict]] = {}
    for row in reported:
        if row["strategy"] in words.BETWEEN:
            groups.setdefault((row["actor"], *sorted((row["rival_a"], row["rival_b"]))), []).append(row)
    out = []
    for (actor, a, b), rows in groups.items():
        scores = sorted(row["balance"] for row in rows if row["balance"] is not None)
        out.append(
            {
                "who": f"{name(actor)} between {name(a)} and {name(b)}",
                "n": len(rows),
                "strategies": words.joined(sorted({words.strategy_name(row["strategy"]) for row in rows})),
                "scores": " to ".join(map(words.number, dict.fromkeys((scores[0], scores[-1]))))
                if scores
                else "–",
            }
        )
    return sorted(out, key=lambda row: (-row["n"], row["who"]))


def _file_name(id: str) -> str:
    """An article's id as a file name: nothing in it may lead elsewhere."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", id).strip("-")[:60] or "article"


def _version() -> str:
    from equipoise._version import __version__

    return __version__
