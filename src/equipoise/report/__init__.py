"""Decisions -> Report: one plain dict, and page, memo, terminal view, tables and pictures made from it."""

from equipoise.report.report import Report
from equipoise.report.summary import SCHEMA_VERSION, summarise

__all__ = ["SCHEMA_VERSION", "Report", "summarise"]
