"""What a worker does: a chunk of inputs in, parts of the output and a receipt out."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from equipoise.articles.quarantine import Quarantined, quarantined
from equipoise.batch.cache import SIZE
from equipoise.batch.chunks import Chunk
from equipoise.batch.output import Target
from equipoise.batch.tables import Rows
from equipoise.errors import InputError, MissingExtraError, ModelError
from equipoise.types import Article

__all__ = ["Settings", "TooSlow", "analyzer_for", "crashed", "limit", "score_chunk", "score_items"]

#: Articles and characters that go through the model in one call: batches fill, memory stays bounded.
GROUP_ARTICLES = 64
GROUP_CHARACTERS = 1_000_000
#: Pairs in one call: a long article has more than its group should.
GROUP_PAIRS = 8192
#: No article is at fault when the model cannot be used.
_OF_THE_RUN = (ModelError, MissingExtraError)


@dataclass(frozen=True)
class Settings:
    """What decides the scores; picklable.

    model
        A shipped model's name or a folder.
    max_characters
        Longer articles are quarantined as "oversized".
    seconds
        One article's time for each step before and after the model; beyond it, it is quarantined as "slow". 0 for no
        limit.
    cache
        Statements to remember, for their stances and for their cues.
    pickled
        A classifier that the caller held in memory, as the run left it for its workers; stands for `model`.
    """

    model: str
    trust: bool = False
    actors: str | None = None
    rivals: str | tuple | None = None
    seed: int = 0
    with_text: bool = False
    max_characters: int = 1_000_000
    seconds: float = 300.0
    cache: int = SIZE
    pickled: str | None = None


class TooSlow(BaseException):
    """The alarm of `limit`; no `Exception`, so that no handler on its way takes it for a fault of its own."""


_loaded: tuple[Settings, object] | None = None
_cues = None


def _reader_of_cues(analyzer, size: int):
    """The cue classifier that goes with the analyzer's stance model; behind the worker's cache where that is sound."""
    global _cues
    from equipoise.batch.cache import CachedCues
    from equipoise.strategies import load_cues

    classifier = load_cues(analyzer.classifier)
    if classifier.encoder is not None:
        return classifier
    if _cues is None or _cues.classifier is not classifier:
        _cues = CachedCues(classifier, size)
    return _cues


def analyzer_for(settings: Settings):
    """The worker's Analyzer, made once; its classifier is a `CachedClassifier`."""
    global _loaded
    if _loaded is None or _loaded[0] != settings:
        from equipoise.analyzer import Analyzer
        from equipoise.batch.cache import CachedClassifier
        from equipoise.stance import load_model

        if settings.pickled is None:
            classifier = load_model(settings.model, trust=settings.trust)
        else:
            import joblib

            classifier = joblib.load(settings.pickled)
        rivals = list(settings.rivals) if isinstance(settings.rivals, tuple) else settings.rivals
        _loaded = (
            settings,
            Analyzer(
                CachedClassifier(classifier, settings.cache),
                actors=settings.actors,
                rivals=rivals,
                seed=settings.seed,
            ),
        )
    return _loaded[1]


def score_chunk(settings: Settings, target: Target, chunk: Chunk) -> dict:
    """Score a chunk, write its parts, and return its receipt. Runs in a worker, anywhere."""
    rows = score_items(settings, chunk.items, chunk.first)
    return target.commit(chunk.number, chunk.fingerprint, chunk.first, rows)


def score_items(settings: Settings, items: Sequence[Article | Quarantined], first: int = 0) -> Rows:
    """The rows of `items`, which stand at `first` and after; every item in "articles" or in "quarantine"."""
    analyzer = analyzer_for(settings)
    analyzer.classifier.begin_chunk()
    rows = Rows(settings.with_text)
    for group in _groups(enumerate(items, first)):
        for position, result in _score_group(analyzer, settings, group):
            if isinstance(result, Quarantined):
                rows.add_quarantined(position, result)
            else:
                rows.add_report(position, result)
    return rows


def _groups(numbered: Iterable[tuple[int, Article | Quarantined]]):
    group, weight = [], 0
    for position, item in numbered:
        group.append((position, item))
        weight += len(item.text) if isinstance(item, Article) else 0
        if len(group) >= GROUP_ARTICLES or weight >= GROUP_CHARACTERS:
            yield group
            group, weight = [], 0
    if group:
        yield group


def _score_group(analyzer, settings: Settings, group) -> list[tuple[int, object]]:
    """(position, Report or Quarantined) of each, in order; one call to the model for all that can be read."""
    done: dict[int, object] = {}
    read = {}
    for position, item in group:
        if isinstance(item, Quarantined):
            done[position] = item
            continue
        with _caught(done, position, item):
            if len(item.text) > settings.max_characters:
                raise InputError(
                    f"{item.id} holds {len(item.text):,} characters, and an article at most "
                    f"{settings.max_characters:,}. Split it, or raise --max-characters.",
                    reason="oversized",
                )
            with limit(settings.seconds):
                read[position] = (item, *analyzer.pairs(item))
    scored = _stances(analyzer, done, read)
    weighed = {}
    for position, (item, parts, found, _) in read.items():
        if position not in done:
            with _caught(done, position, item), limit(settings.seconds):
                weighed[position] = analyzer.weigh(item, parts, found, scored[position])
    told = _told(analyzer, settings, done, weighed)
    for position, known in weighed.items():
        if position not in done:
            with _caught(done, position, known.article), limit(settings.seconds):
                done[position] = analyzer.conclude(known, told[position])
    return sorted(done.items())


def _told(analyzer, settings: Settings, done: dict, weighed: dict) -> dict[int, list]:
    """The cues of each article: together where that goes, else one article at a time.

    With an encoder always the latter: a probability of its cues hangs on what else is in the batch, by .2 at worst, and
    is to be that of `Analyzer.analyze`.
    """
    if not any(known.asked for known in weighed.values()):
        return dict.fromkeys(weighed, ())
    reader = _reader_of_cues(analyzer, settings.cache)
    if reader.encoder is None:
        # a fault in one of the articles is found below
        with contextlib.suppress(Exception):
            return dict(zip(weighed, analyzer.cues(list(weighed.values()), reader)))
    told = {}
    for position, known in weighed.items():
        with _caught(done, position, known.article):
            told[position] = analyzer.cues([known], reader)[0]
    return told


def _stances(analyzer, done: dict, read: dict) -> dict[int, list]:
    """The stances of each article: together where that goes, else one article at a time to find the one at fault."""
    try:
        every = [pair for _, _, _, pairs in read.values() for pair in pairs]
        together = iter(_in_slices(analyzer, every))
        return {p: [next(together) for _ in pairs] for p, (_, _, _, pairs) in read.items()}
    except _OF_THE_RUN:
        raise
    except Exception:
        scored = {}
        for position, (item, _, _, pairs) in read.items():
            with _caught(done, position, item):
                scored[position] = _in_slices(analyzer, pairs)
        return scored


def _in_slices(analyzer, pairs) -> list:
    return [
        s for at in range(0, len(pairs), GROUP_PAIRS) for s in analyzer.stances(pairs[at : at + GROUP_PAIRS])
    ]


@contextlib.contextmanager
def _caught(done: dict, position: int, item: Article):
    """Whatever one article brings about ends in its own quarantine; only a failing disk or model stops the run."""
    try:
        yield
    except _OF_THE_RUN:
        raise
    except TooSlow as alarm:
        done[position] = _of(
            item, InputError(f"{item.id} takes longer than {alarm}. Look at its text.", "slow")
        )
    except Exception as error:
        done[position] = _of(item, error)


def crashed(item: Article | Quarantined) -> Quarantined:
    """The quarantine of an article that ended its worker's process."""
    if isinstance(item, Quarantined):
        return item
    return _of(
        item,
        InputError(
            f"{item.id} ended the process that scored it: out of memory, or a fault in a library.", "crash"
        ),
    )


def _of(item: Article, error: Exception) -> Quarantined:
    source, _, place = item.source.rpartition("#")
    if not source:
        source, place = item.source, ""
    return replace(quarantined(source, error, f"row {place}" if place.isdigit() else place), id=item.id)


@contextlib.contextmanager
def limit(seconds: float):
    """Raise `TooSlow` in what takes longer than `seconds`.

    In the main thread of a process an alarm rings, which also ends a sleep or a regular expression. In another thread,
    as on Dask's workers, and where there are no alarms, a watch does the same between two steps of the interpreter: one
    long step is told late, when it is over.
    """
    if seconds <= 0:
        yield
        return
    slow = type("TooSlow", (TooSlow,), {"__str__": lambda _: f"{seconds:g} seconds"})
    mine = (
        threading.current_thread() is threading.main_thread()
        and hasattr(signal, "setitimer")
        and signal.getsignal(signal.SIGALRM) in (signal.SIG_DFL, signal.SIG_IGN, None)
    )
    with _alarm(slow, seconds) if mine else _watch(slow, seconds):
        yield


@contextlib.contextmanager
def _alarm(slow: type[TooSlow], seconds: float):
    def ring(*_):
        raise slow

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before or signal.SIG_DFL)


@contextlib.contextmanager
def _watch(slow: type[TooSlow], seconds: float):
    lock, thread = threading.Lock(), ctypes.c_ulong(threading.get_ident())
    over = rang = False
    interrupt = getattr(getattr(ctypes, "pythonapi", None), "PyThreadState_SetAsyncExc", None)  # CPython

    def ring():
        nonlocal rang
        with lock:
            if not over and interrupt:
                rang = True
                interrupt(thread, ctypes.py_object(slow))

    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    begun = time.monotonic()
    timer.start()
    try:
        yield
    finally:
        try:
            timer.cancel()
            with lock:
                over = True
        finally:  # what rang and was not heard must not ring later
            if rang and interrupt:
                interrupt(thread, None)
    if time.monotonic() - begun > seconds:
        raise slow
