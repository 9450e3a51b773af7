"""What went wrong with a task, as a problem with its file and line."""

from __future__ import annotations

import logging
from concurrent.futures import BrokenExecutor
from typing import TYPE_CHECKING

from vmuseum.engine.failures import EngineError, OverLimitError, WorkerLostError
from vmuseum.engine.store import StoreDamagedError
from vmuseum.errors import Problem, RecipeError, problem, problem_of

if TYPE_CHECKING:
    from vmuseum.plan.task import Task

_LOG = logging.getLogger(__name__)


def trouble(task: Task, error: BaseException) -> Problem:
    """Return the problem of a failed task. What is neither refusal, limit nor accident is ours and is logged in full.

    Raises `error` again when it is none of a task: KeyboardInterrupt, SystemExit.
    """
    span, title = task.span, task.title
    match error:
        case RecipeError():
            return problem_of(error.code, span, error.args_by_name)
        case OverLimitError(limit="memory"):
            return problem("task-over-memory", span, task=title, limit_mb=error.value)
        case OverLimitError():
            return problem("task-over-time", span, task=title, limit_s=error.value)
        case MemoryError() | WorkerLostError(killed=True):
            return problem("task-out-of-memory", span, task=title)
        case WorkerLostError() | BrokenExecutor():
            return problem("task-crashed", span, task=title)
        case _:
            return _other(task, error)


def _other(task: Task, error: BaseException) -> Problem:
    span, title = task.span, task.title
    match error:
        case StoreDamagedError():
            return problem("store-damaged", span, task=title)
        case EngineError():
            return problem_of(error.code, span, error.args_by_name)
        case OSError():
            return problem("task-io", span, task=title, reason=error.strerror or type(error).__name__)
        case Exception():
            _LOG.error("%s", title, exc_info=error)
            words = f"{type(error).__name__}: {error}"[:300]
            return problem("task-bug", span, task=title, error=words)
        case _:
            raise error
