"""A table of a chunk -> the bytes of its file: Parquet, JSON Lines or CSV."""

from __future__ import annotations

import io

from equipoise.batch.tables import arrow_table
from equipoise.errors import InputError

__all__ = ["ENDINGS", "check_format", "encode"]

#: format -> ending of its files.
ENDINGS = {"parquet": ".parquet", "jsonl": ".jsonl", "csv": ".csv"}


def check_format(name: str) -> str:
    """`name`, or InputError."""
    if name not in ENDINGS:
        raise InputError(
            f"the format {name!r} is not known; it is one of {', '.join(ENDINGS)}.", reason="usage"
        )
    return name


def encode(table: str, columns: dict[str, list], format: str, metadata: dict[str, str]) -> bytes:
    """The file of one table; `columns` as in `Rows.columns[table]`.

    Parquet is compressed by Zstandard and carries `metadata` in its schema. Cells of a CSV are made safe for
    spreadsheets (`equipoise.report.safe.csv_cell`); lists stand in them parted by spaces.
    """
    if format == "parquet":
        return _parquet(table, columns, metadata)
    rows = zip(*columns.values())
    return _json_lines(list(columns), rows) if format == "jsonl" else _csv(list(columns), rows)


def _parquet(table: str, columns: dict[str, list], metadata: dict[str, str]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    made = arrow_table(table, columns, metadata)
    split = [f.name for f in made.schema if pa.types.is_floating(f.type)]
    words = [f.name for f in made.schema if pa.types.is_string(f.type)]
    sink = io.BytesIO()
    pq.write_table(
        made,
        sink,
        compression="zstd",
        use_dictionary=words,
        use_byte_stream_split=split,  # floats of one magnitude shrink by their bytes
        row_group_size=1_000_000,
    )
    return sink.getvalue()


def _json_lines(names: list[str], rows) -> bytes:
    from equipoise.report.safe import json_text, plain

    return b"".join(
        json_text(plain(dict(zip(names, row))), indent=None).encode("utf-8") + b"\n" for row in rows
    )


def _csv(names: list[str], rows) -> bytes:
    import csv

    from equipoise.report.safe import csv_cell, plain

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        cells = [" ".join(map(str, plain(c))) if isinstance(c, list | tuple) else plain(c) for c in row]
        writer.writerow([csv_cell(c) for c in cells])
    return out.getvalue().encode("utf-8")
