"""The stream of inputs cut into chunks: the unit of work, of a part of the output, and of resuming."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from equipoise.articles.quarantine import Quarantined
from equipoise.types import Article

__all__ = ["Chunk", "chunked"]

#: A chunk ends early when its articles hold this many characters, so that books do not pile up.
MAX_CHARACTERS = 20_000_000


@dataclass(frozen=True, slots=True)
class Chunk:
    """Inputs `first` to ``first + len(items) - 1``.

    fingerprint
        Hash of what the items are; a chunk of a resumed run must have the one that it had.
    mark
        Bytes of input read when the chunk was complete.
    """

    number: int
    first: int
    items: tuple[Article | Quarantined, ...]
    fingerprint: str
    mark: int = 0


def chunked(items: Iterable[Article | Quarantined], size: int, mark=lambda: 0) -> Iterator[Chunk]:
    """Chunks of `size` items in order; the same items give the same chunks."""
    held: list = []
    number = first = weight = 0
    digest = hashlib.blake2b(digest_size=16)
    for item in items:
        held.append(item)
        _feed(digest, item)
        weight += len(item.text) if isinstance(item, Article) else 0
        if len(held) >= size or weight >= MAX_CHARACTERS:
            yield Chunk(number, first, tuple(held), digest.hexdigest(), mark())
            number, first = number + 1, first + len(held)
            held, weight, digest = [], 0, hashlib.blake2b(digest_size=16)
    if held:
        yield Chunk(number, first, tuple(held), digest.hexdigest(), mark())


def _feed(digest, item: Article | Quarantined) -> None:
    if isinstance(item, Article):
        parts = (item.id, item.source, item.title, str(item.date), item.text)
    else:  # the words of a message may hold what changes between runs
        parts = (item.source, item.place, item.reason)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "little") + data)
