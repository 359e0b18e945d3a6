"""Where chunks are scored: in this process, in joblib's worker processes, or on a Dask cluster.

All three give `concurrent.futures.Future`s, so that one loop (`equipoise.batch.run`) drives them.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
import time
from concurrent.futures import BrokenExecutor, Future

from equipoise.errors import InputError, require

__all__ = [
    "ENGINES",
    "DaskPool",
    "Inline",
    "JoblibPool",
    "Pool",
    "cores",
    "end_with",
    "is_death",
    "one_thread",
]

ENGINES = ("joblib", "dask")
#: How long a scheduler may take to answer.
DASK_TIMEOUT = "20s"
#: Seconds between two looks of a worker for its parent.
LOOK = 1.0
#: One process a core, one thread a process: threads on top of workers only fight for the same cores.
ONE_THREAD = {
    "EQUIPOISE_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


def cores() -> int:
    """Cores that this process may use (affinity and container limits counted)."""
    import joblib

    return joblib.cpu_count()


class Pool:
    """Executor of chunks that can be made anew; a context manager.

    Parameters
    ----------
    workers : int
    """

    #: True where the death of one worker ends the whole executor, and every future on it.
    breaks = False

    def __init__(self, workers: int = 1):
        self.workers = workers

    def submit(self, fn, /, *args) -> Future:
        """A future of ``fn(*args)``."""
        raise NotImplementedError

    def renew(self) -> None:
        """Replace what a death has broken."""

    def close(self) -> None:
        """Stop the workers."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Inline(Pool):
    """Scores in this process, at once, its encoder on `workers` threads."""

    def __init__(self, workers: int = 1):
        super().__init__(workers)
        self._before = os.environ.get("EQUIPOISE_THREADS")
        os.environ["EQUIPOISE_THREADS"] = str(workers)

    def submit(self, fn, /, *args) -> Future:
        """Run it and return the finished future."""
        future: Future = Future()
        try:
            future.set_result(fn(*args))
        except Exception as error:
            future.set_exception(error)
        return future

    def close(self) -> None:
        """Put the environment back."""
        if self._before is None:
            os.environ.pop("EQUIPOISE_THREADS", None)
        else:
            os.environ["EQUIPOISE_THREADS"] = self._before


class JoblibPool(Pool):
    """joblib's process pool (loky): workers load the model once and stay."""

    breaks = True

    def __init__(self, workers: int = 1):
        super().__init__(workers)
        self._executor = None

    def submit(self, fn, /, *args) -> Future:
        """A future of ``fn(*args)`` in one of the workers."""
        if self._executor is None:
            from joblib.externals.loky import ProcessPoolExecutor

            self._executor = ProcessPoolExecutor(
                max_workers=self.workers,
                timeout=None,
                env=ONE_THREAD,
                initializer=end_with,
                initargs=(os.getpid(),),
            )
        try:
            return self._executor.submit(fn, *args)
        except BrokenExecutor as error:
            future: Future = Future()
            future.set_exception(error)
            return future

    def renew(self) -> None:
        """New workers in place of those that died."""
        self.close()

    def close(self) -> None:
        """Kill the workers; what they were at is not committed."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, kill_workers=True)
            self._executor = None


class DaskPool(Pool):
    """A Dask cluster: the one at `scheduler` (an address, or a Client), else a local one of `workers` processes.

    Workers of a cluster need this package, and OUT and the model's folder under the same path. Dask itself runs the
    chunks of a dead worker elsewhere, up to three times.
    """

    def __init__(self, workers: int = 1, scheduler=None):
        distributed = require("distributed", "cluster")
        super().__init__(workers)
        self._stack = contextlib.ExitStack()
        if isinstance(scheduler, distributed.Client):
            self.client = scheduler
        elif scheduler:
            try:
                self.client = distributed.Client(scheduler, timeout=DASK_TIMEOUT, set_as_default=False)
            except (OSError, ValueError) as error:
                raise InputError(
                    f"no Dask scheduler answers at {scheduler}: {error}.", reason="usage"
                ) from error
            self._stack.enter_context(self.client)
        else:
            cluster = distributed.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                dashboard_address=None,
                env=ONE_THREAD,
            )
            self._stack.enter_context(cluster)
            self.client = self._stack.enter_context(distributed.Client(cluster, set_as_default=False))
        self.workers = max(workers, len(self.client.scheduler_info(n_workers=-1)["workers"]))
        self._executor = self.client.get_executor(pure=False)

    def submit(self, fn, /, *args) -> Future:
        """A future of ``fn(*args)`` on one of the cluster's workers."""
        return self._executor.submit(fn, *args)

    def close(self) -> None:
        """Forget what is still running, and stop the cluster if it is ours."""
        self._executor.shutdown(wait=False)
        self._stack.close()


def end_with(parent: int) -> None:
    """Let this worker end when its parent is gone, also by kill -9: it would go on for nobody.

    Looks every second; what the worker was writing is a temporary file that the next run clears away. The kernel's own
    signal (PR_SET_PDEATHSIG) is not used: it is sent when the thread that made the worker ends.
    """
    threading.Thread(target=_wait_for_the_end_of, args=(parent,), daemon=True, name="end-with").start()


def _wait_for_the_end_of(parent: int) -> None:
    if os.name == "nt":  # the number stays there when the parent is gone; loky leaves a handle
        made_by = multiprocessing.parent_process()
        if made_by is None:
            return
        made_by.join()
    else:
        while os.getppid() == parent:
            time.sleep(LOOK)
    os._exit(1)


def one_thread() -> None:
    """Keep a worker to one thread, also where it was not started by us."""
    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)


def is_death(error: BaseException) -> bool:
    """True where a worker process died (killed, out of memory, a crash in native code), not where it raised."""
    return isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"
