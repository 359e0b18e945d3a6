"""The JSON Schema of a report, as shipped in report/schema.json."""

from __future__ import annotations

import json
from pathlib import Path

__all__ = ["load_schema"]


def load_schema() -> dict:
    """The schema (draft 2020-12) that `Report.to_dict` and ``equipoise report --format json`` keep to."""
    return json.loads((Path(__file__).parent / "schema.json").read_text(encoding="utf-8"))
