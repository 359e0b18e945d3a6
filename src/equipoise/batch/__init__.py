"""Many articles: chunks scored by workers, tables that appear whole, runs that go on where they stopped."""

from equipoise.batch.api import Scores, score
from equipoise.batch.tables import TABLES

__all__ = ["TABLES", "Scores", "score"]
