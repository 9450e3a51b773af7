"""Why a task did not end well, other than by its recipe refusing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from vmuseum.errors import Arg, MuseumError

Limit = Literal["memory", "time"]


class WorkerLostError(MuseumError):
    """The process that ran a task is gone: it crashed, was killed, or its machine is away.

    `killed`: the system ended it by force, most often for want of memory. `again`: worth another try.
    """

    def __init__(self, *, killed: bool = False, again: bool = True) -> None:
        self.killed, self.again = killed, again
        super().__init__("worker lost")

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes."""
        return (_lost, (self.killed, self.again))


class OverLimitError(MuseumError):
    """A task was ended because it used more than its limit of memory (MB of 10^6 bytes) or time (seconds)."""

    def __init__(self, limit: Limit, value: int) -> None:
        self.limit: Limit = limit
        self.value = value
        super().__init__(limit, value)


class EngineError(MuseumError):
    """Building cannot begin or go on here: store, cluster or an optional package.

    `code` and `args_by_name` name a message.
    """

    def __init__(self, code: str, **args: Arg) -> None:
        self.code = code
        self.args_by_name: Mapping[str, Arg] = args
        super().__init__(code, args)

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes."""
        return (_again, (type(self), self.code, dict(self.args_by_name)))


class MasterChangedError(EngineError):
    """A master is not what it was when the build was planned."""


class StoreUnreachableError(EngineError):
    """The store cannot be reached or refuses us."""


class StoreBusyError(EngineError):
    """A build is running, so nothing may be collected."""


class MissingExtraError(EngineError):
    """A package of an optional extra is not installed."""


class ClusterError(EngineError):
    """The cluster cannot be reached, or its workers do not fit this machine."""


def _again(kind: type[EngineError], code: str, args: Mapping[str, Arg]) -> EngineError:
    return kind(code, **args)


def _lost(killed: bool, again: bool) -> WorkerLostError:  # noqa: FBT001 - the shape pickle calls
    return WorkerLostError(killed=killed, again=again)
