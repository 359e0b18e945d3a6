"""Files and strings -> Articles: encoding found, HTML and Markdown stripped, title and date kept apart."""

from equipoise.articles.metadata import parse_date
from equipoise.articles.quarantine import Quarantined
from equipoise.articles.reading import MAX_BYTES, article_from_bytes, article_from_text, read_article
from equipoise.articles.streaming import iter_articles

__all__ = [
    "MAX_BYTES",
    "Quarantined",
    "article_from_bytes",
    "article_from_text",
    "iter_articles",
    "parse_date",
    "read_article",
]
