"""The loop of a batch: chunks out to the workers, receipts in, nothing lost on the way."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field

from equipoise.batch.chunks import Chunk
from equipoise.batch.engines import JoblibPool, Pool, is_death, one_thread
from equipoise.batch.output import Output, Target
from equipoise.batch.tables import Rows
from equipoise.batch.work import Settings, crashed, score_chunk, score_items
from equipoise.errors import InputError

__all__ = ["Totals", "run"]

#: Chunks waiting for each worker, so that none stands idle while the reader reads.
AHEAD = 2
_COUNTS = ("articles", "quarantined", "statements", "pairs", "dyads", "strategies", "abstentions")


@dataclass
class Totals:
    """The sum of the receipts so far."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COUNTS, 0))
    reasons: dict[str, int] = field(default_factory=dict)
    chunks: int = 0
    #: Inputs found finished, of an earlier run.
    resumed: int = 0

    def add(self, receipt: dict, resumed: bool = False) -> None:
        """Add one finished chunk."""
        self.chunks += 1
        for name in _COUNTS:
            self.counts[name] += receipt[name]
        for reason, n in receipt["reasons"].items():
            self.reasons[reason] = self.reasons.get(reason, 0) + n
        if resumed:
            self.resumed += receipt["articles"] + receipt["quarantined"]

    @property
    def done(self) -> int:
        """Inputs that are accounted for."""
        return self.counts["articles"] + self.counts["quarantined"]

    def to_dict(self) -> dict:
        """Counts, with ``inputs = articles + quarantined``."""
        reasons = dict(sorted(self.reasons.items(), key=lambda item: (-item[1], item[0])))
        return {"inputs": self.done, **self.counts, "reasons": reasons, "chunks": self.chunks}


def run(chunks: Iterable[Chunk], settings: Settings, output: Output, pool: Pool, progress=None) -> Totals:
    """Score the chunks that are not finished yet.

    Parameters
    ----------
    chunks : iterable of Chunk, in order; read only as fast as workers are free
    settings : Settings
    output : Output
    pool : Pool
    progress : callable, optional
        Gets (Totals, bytes of input read up to the last finished chunk).

    Returns
    -------
    Totals

    Raises
    ------
    InputError
        The output cannot be written, or the inputs are not those of the run that is resumed.
    """
    return _Run(settings, output, pool, progress).go(chunks)


class _Run:
    def __init__(self, settings: Settings, output: Output, pool: Pool, progress):
        self.settings = settings
        self.output = output
        self.target = output.target()
        self.pool = pool
        self.progress = progress
        self.totals = Totals()
        self.finished = set(output.numbers())
        self.working: dict[Future, Chunk] = {}

    def go(self, chunks: Iterable[Chunk]) -> Totals:
        left = set(self.finished)
        for chunk in chunks:
            left.discard(chunk.number)
            receipt = self.output.receipt(chunk.number) if chunk.number in self.finished else None
            if receipt is not None:
                _compare(receipt, chunk, self.output)
                self._count(receipt, chunk, resumed=True)
                continue
            while len(self.working) >= self.pool.workers * AHEAD:
                self._collect()
            self._submit(chunk)
        while self.working:
            self._collect()
        if left:
            raise InputError(
                f"{self.output.folder} holds chunk {min(left)} and the inputs now end before it: they are not those of "
                "the run that it was begun with. Give them as before, or start over with --restart.",
                reason="changed",
            )
        return self.totals

    def _submit(self, chunk: Chunk) -> None:
        self.working[self.pool.submit(_work, self.settings, self.target, chunk)] = chunk

    def _collect(self) -> None:
        """Take in what is done; where a worker died, see to the chunks that it took with it."""
        done, _ = wait(self.working, return_when=FIRST_COMPLETED)
        suspects = self._take(done)
        if not suspects:
            return
        if self.pool.breaks:  # every chunk on the pool has failed, one of them is to blame
            suspects += self._take(wait(self.working).done)
            self.pool.renew()
            suspects = [chunk for chunk in suspects if self._fails_alone(chunk)]
        for chunk in suspects:
            self._count(self._one_by_one(chunk), chunk)

    def _take(self, done) -> list[Chunk]:
        """Count the chunks that are finished and return those whose worker died."""
        died = []
        for future in sorted(done, key=lambda f: self.working[f].number):
            chunk = self.working.pop(future)
            error = future.exception()
            if error is None:
                self._count(future.result(), chunk)
            elif is_death(error):
                died.append(chunk)
            else:
                raise error
        return died

    def _fails_alone(self, chunk: Chunk) -> bool:
        self._submit(chunk)
        if not self._take(wait(self.working).done):
            return False
        self.pool.renew()
        return True

    def _one_by_one(self, chunk: Chunk) -> dict:
        """A chunk that kills its worker: each article in a process of its own, until the one at fault is found."""
        rows = Rows(self.settings.with_text)
        with JoblibPool(1) as alone:
            for position, item in enumerate(chunk.items, chunk.first):
                future = alone.submit(_work_alone, self.settings, item, position)
                error = future.exception()
                if error is None:
                    rows.extend(future.result())
                elif is_death(error):
                    alone.renew()
                    rows.add_quarantined(position, crashed(item))
                else:
                    raise error
        return self.target.commit(chunk.number, chunk.fingerprint, chunk.first, rows)

    def _count(self, receipt: dict, chunk: Chunk, resumed: bool = False) -> None:
        self.totals.add(receipt, resumed)
        if self.progress:
            self.progress(self.totals, chunk.mark)


def _work(settings: Settings, target: Target, chunk: Chunk) -> dict:
    one_thread()
    return score_chunk(settings, target, chunk)


def _work_alone(settings: Settings, item, position: int) -> Rows:
    one_thread()
    return score_items(settings, [item], position)


def _compare(receipt: dict, chunk: Chunk, output: Output) -> None:
    if receipt["fingerprint"] != chunk.fingerprint or receipt["first"] != chunk.first:
        first = chunk.items[0]
        raise InputError(
            f"{output.folder}: inputs {chunk.first} to {chunk.first + len(chunk.items) - 1} (from {first.source}) are "
            "not those that were scored there before. Give the inputs as before, another -o, or start over with "
            "--restart.",
            reason="changed",
        )
