"""Parquet -> articles, one a row, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from equipoise.articles.columns import Columns, article_from_row
from equipoise.articles.quarantine import Quarantined, quarantined
from equipoise.articles.reading import MAX_BYTES
from equipoise.errors import InputError
from equipoise.types import Article

__all__ = ["from_parquet"]

#: Rows decoded at a time: a row may hold ten megabytes.
ROWS = 64


def from_parquet(path: str, columns: Columns, meter=None) -> Iterator[Article | Quarantined]:
    """One article a row; only the columns that are needed are read, a few rows at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    name = Path(path).name
    try:
        file = pq.ParquetFile(path, pre_buffer=False, memory_map=False)
    except (OSError, ValueError, pa.ArrowException) as error:
        reason = "missing" if isinstance(error, FileNotFoundError) else "corrupt"
        if isinstance(error, PermissionError):
            reason = "unreadable"
        yield quarantined(
            path, InputError(f"{name} cannot be read as Parquet: {error}.", reason), n_articles=None
        )
        return
    with file:
        total = file.metadata.num_rows
        try:
            if not total:
                raise InputError(f"{name} holds no row.", reason="empty")
            chosen = columns.resolve(file.schema_arrow.names, name)
        except InputError as error:
            yield quarantined(path, error, n_articles=total)
            return
        wanted = [c for c in (chosen.text, chosen.title, chosen.date, chosen.id) if c]
        number = 0
        for group in range(file.num_row_groups):
            details = file.metadata.row_group(group)
            end = number + details.num_rows
            try:
                for batch in file.iter_batches(ROWS, row_groups=[group], columns=wanted, use_threads=False):
                    for row in range(batch.num_rows):
                        number += 1
                        yield _from_cells(batch, row, number, path, name, chosen)
            except (OSError, ValueError, pa.ArrowException) as error:
                lost = f"rows {number + 1}-{end}"
                message = f"{name}, {lost}: {error}. The file is damaged; fetch it again."
                yield quarantined(path, InputError(message, "corrupt"), lost, n_articles=end - number)
                number = end
            if meter:
                meter(sum(details.column(i).total_compressed_size for i in range(details.num_columns)))


def _from_cells(
    batch, row: int, number: int, path: str, name: str, columns: Columns
) -> Article | Quarantined:
    place = f"row {number}"
    try:
        cell = batch.column(columns.text)[row]
        size = getattr(cell.as_buffer(), "size", 0) if hasattr(cell, "as_buffer") and cell.is_valid else 0
        if size > 4 * MAX_BYTES:  # before it becomes a string in memory
            raise InputError(
                f"{name}, {place} holds {size:,} bytes; one article may hold {MAX_BYTES:,}.", "oversized"
            )
        values = {c: batch.column(c)[row].as_py() for c in batch.schema.names}
        return article_from_row(values, columns, f"{name}:{number}", f"{path}#{number}", f"{name}, {place}")
    except UnicodeDecodeError:
        return quarantined(path, InputError(f"{name}, {place} is no UTF-8.", "encoding"), place)
    except InputError as error:
        return quarantined(path, error, place)
    except (ValueError, OverflowError) as error:  # a date out of Python's range
        return quarantined(path, InputError(f"{name}, {place}: {error}.", "type"), place)
