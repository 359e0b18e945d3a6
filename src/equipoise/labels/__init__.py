"""The labelled collection: read, check, exchange, choose what to label next."""

from equipoise.labels.reading import (
    find_labels,
    load_articles,
    load_labels,
    load_strategies,
    pair_frame,
    read_statements,
)

__all__ = ["find_labels", "load_articles", "load_labels", "load_strategies", "pair_frame", "read_statements"]
