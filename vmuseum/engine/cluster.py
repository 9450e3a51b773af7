"""The door to Dask: a cluster of worker processes, of one machine or many, as an executor.

Workers see the store, not the museum's folder. A worker should have one thread (`dask worker --nthreads 1`): a task
that crashes then takes no other with it.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from vmuseum import __version__
from vmuseum.engine.failures import ClusterError, EngineError, MissingExtraError, WorkerLostError
from vmuseum.engine.store import StorePlace, open_store
from vmuseum.errors import MuseumError

if TYPE_CHECKING:
    from distributed import Client

P = ParamSpec("P")
T = TypeVar("T")
CONNECT_S = 10
"""Seconds to wait for the scheduler, and then for its first worker."""


class Cluster(Executor):
    """Hands tasks to a Dask scheduler. `width`: threads of all workers when it was made."""

    def __init__(self, client: Client, width: int) -> None:
        self.client = client
        self.width = width
        self._open: set[Any] = set()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run `fn(*args)` on a worker. A worker that dies is told as WorkerLostError; the scheduler does not retry."""
        ours: Future[T] = Future()
        ours.set_running_or_notify_cancel()
        # A key of its own: Dask would otherwise take two equal calls for one.
        theirs = self.client.submit(fn, *args, key=f"vmuseum-{secrets.token_hex(8)}", retries=0, **kwargs)
        self._open.add(theirs)

        def over(future: Any) -> None:  # noqa: ANN401 - distributed has no types
            self._open.discard(future)
            _hand_over(future, ours)

        theirs.add_done_callback(over)
        return ours

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - Executor's
        """Leave the cluster; it runs on."""
        del wait
        if cancel_futures:
            self.client.cancel(list(self._open))
        self.client.close()

    def stop(self) -> None:
        """Leave at once. Tasks that wait are taken back; a worker finishes the one it is at, whose result is kept."""
        self.shutdown(wait=False, cancel_futures=True)


def connected(address: str, place: StorePlace) -> Cluster:
    """Return the cluster at `address`, after a look at its workers: they are there, fit us, and see the store.

    Raises ClusterError, MissingExtraError.
    """
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise MissingExtraError("extra-missing", package="distributed", extra="cluster") from error
    logging.getLogger("distributed").setLevel(logging.ERROR)  # lost workers are told by us
    try:
        client = Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        reason = str(error).split("\n", 1)[0][:160] or type(error).__name__
        raise ClusterError("cluster-unreachable", address=address, reason=reason) from error
    try:
        _examine(client, address, place)
        return Cluster(client, sum(client.nthreads().values()))
    except BaseException:
        client.close()
        raise


def _examine(client: Client, address: str, place: StorePlace) -> None:
    try:
        client.wait_for_workers(1, timeout=CONNECT_S)
    except TimeoutError as error:
        raise ClusterError("cluster-empty", address=address, seconds=CONNECT_S) from error
    for worker, theirs in sorted(client.run(version).items()):
        if theirs != __version__:
            raise ClusterError("cluster-version", worker=worker, theirs=theirs, ours=__version__)
    token = secrets.token_bytes(16)
    blob = open_store(place).put(token)
    for worker, reason in sorted(client.run(sees_store, place, blob.digest).items()):
        if reason:
            raise ClusterError("cluster-store", worker=worker, store=place.address, reason=reason)
    open_store(place).drop(blob.digest)


def version() -> str:
    """Return the version of vmuseum on a worker."""
    return __version__


def sees_store(place: StorePlace, digest: str) -> str:
    """Return why a worker cannot read a blob that is in the store; an empty text when it can."""
    try:
        open_store(place).get(digest)
    except EngineError as error:
        return str(dict(error.args_by_name).get("reason", error.code))
    except (OSError, MuseumError) as error:
        return f"{type(error).__name__}: {error}"[:160]
    return ""


def _hand_over(theirs: Any, ours: Future[Any]) -> None:  # noqa: ANN401 - distributed has no types
    """Give the outcome of a Dask future to ours."""
    from distributed import KilledWorker

    if theirs.status == "finished":
        ours.set_result(theirs.result())
        return
    if theirs.status != "error":  # cancelled or lost: the scheduler went away
        ours.set_exception(WorkerLostError())
        return
    error = theirs.exception()
    # The scheduler itself tried it on several workers before it said so.
    ours.set_exception(WorkerLostError(again=False) if isinstance(error, KilledWorker) else error)
