"""The labelled collection: read, check, exchange, choose what to label next."""

from equipoise.labels.reading import (
    article_statements,
    find_labels,
    load_articles,
    load_labels,
    load_references,
    load_statements,
    load_strategies,
    pair_frame,
    read_statements,
)

__all__ = [
    "article_statements",
    "find_labels",
    "load_articles",
    "load_labels",
    "load_references",
    "load_statements",
    "load_strategies",
    "pair_frame",
    "read_statements",
]
