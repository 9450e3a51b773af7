"""Where something is, what is wrong with it, and the tree of errors.

MuseumError
├── SourceError(problems)      mistakes of an author, gathered and shown together
├── RecipeError(code, args)    a recipe refuses its input; the engine turns it into a Problem
├── BuildError(problems)       tasks of a build failed (engine.run); what worked is kept
├── PublishError               the site could not be written
└── DeviceError(device)        a hologram fan did not do as asked
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Severity = Literal["error", "warning"]
Lang = Literal["vi", "en"]
Arg = str | int | float


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source file. `line` and `column` count from 1; 0 means the whole file."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: a stable `code`, its place and the values its message needs.

    The sentence itself comes from `vmuseum.messages` in Vietnamese or English.
    """

    code: str
    span: Span
    args: tuple[tuple[str, Arg], ...] = ()
    severity: Severity = "error"

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order by file, line, column, then code."""
        return (self.span.path, self.span.line, self.span.column, self.code, str(self.args))


def problem(code: str, span: Span, *, severity: Severity = "error", **args: Arg) -> Problem:
    """Make a Problem with its arguments in a fixed order."""
    return problem_of(code, span, args, severity)


def problem_of(code: str, span: Span, args: Mapping[str, Arg], severity: Severity = "error") -> Problem:
    """Make a Problem from arguments by name, such as those of a RecipeError."""
    return Problem(code, span, tuple(sorted(args.items())), severity)


class MuseumError(Exception):
    """Everything this program raises on purpose."""


class SourceError(MuseumError):
    """The sources hold mistakes; all of them are in `problems`."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=Problem.sort_key))
        super().__init__(f"{len(self.problems)} problems")


class RecipeError(MuseumError):
    """A recipe refuses its input. `code` and `args` name a message; the engine adds the place."""

    def __init__(self, code: str, **args: Arg) -> None:
        self.code = code
        self.args_by_name: Mapping[str, Arg] = args
        super().__init__(code, args)

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes with code and arguments."""
        return (_recipe_error, (self.code, dict(self.args_by_name)))


class PublishError(MuseumError):
    """The site could not be written; the last good one is untouched. `code` and `args_by_name` name a message."""

    def __init__(self, code: str, **args: Arg) -> None:
        self.code = code
        self.args_by_name: Mapping[str, Arg] = args
        super().__init__(code)


class DeviceError(MuseumError):
    """A hologram fan did not do as asked."""

    def __init__(self, device: str, code: str, **args: Arg) -> None:
        self.device = device
        self.code = code
        self.args_by_name: Mapping[str, Arg] = args
        super().__init__(f"{device}: {code}")


def _recipe_error(code: str, args: Mapping[str, Arg]) -> RecipeError:
    return RecipeError(code, **args)
