"""What libyaml says of broken syntax, as problems an author can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vmuseum.errors import Problem, Span, problem

if TYPE_CHECKING:
    from yaml import MarkedYAMLError

# The wording is libyaml's and PyYAML's own (both parsers share it); the first row that is found in it decides.
_CAUSES: tuple[tuple[str, str], ...] = (
    ("mapping values are not allowed", "stray-colon"),
    ("could not find expected ':'", "missing-colon"),
    ("could not found expected ':'", "missing-colon"),
    ("block sequence entries are not allowed", "stray-dash"),
    ("found unexpected end of stream", "open-quote"),
    ("found unexpected document indicator", "open-quote"),
    ("did not find expected ',' or", "open-bracket"),
    ("expected ',' or", "open-bracket"),
    ("cannot start any token", "needs-quotes"),
    ("while scanning an alias", "needs-quotes"),
    ("unknown escape character", "bad-escape"),
    ("hexdecimal number", "bad-escape"),
    ("did not find expected key", "bad-indent"),
    ("did not find expected '-' indicator", "bad-indent"),
    ("expected <block end>", "bad-indent"),
    ("did not find expected <document start>", "bad-indent"),
    ("expected '<document start>'", "bad-indent"),
)
_AT_THE_OPENING = frozenset({"open-quote", "open-bracket", "missing-colon"})


def syntax_problem(path: str, error: MarkedYAMLError) -> Problem:
    """Return the problem behind a scanner or parser error. What was begun and never ended is shown where it begins."""
    said = f"{error.context or ''}; {error.problem or ''}"
    code = next((code for words, code in _CAUSES if words in said), "yaml-syntax")
    mark = error.problem_mark or error.context_mark
    if code in _AT_THE_OPENING and error.context_mark is not None:
        mark = error.context_mark
    span = Span(path, mark.line + 1, mark.column + 1) if mark is not None else Span(path)
    if code == "yaml-syntax":
        return problem(code, span, detail=error.problem or "unreadable")
    return problem(code, span)
