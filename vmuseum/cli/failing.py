"""How a command that builds ends when it cannot go on: what is wrong, and the exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from vmuseum.cli import show

if TYPE_CHECKING:
    from vmuseum.errors import Lang, Problem

STOPPED = 130
"""Exit code after Ctrl-C, as shells have it: 128 + SIGINT."""


@contextmanager
def failing(folder: Path, lang: Lang, *, as_json: bool) -> Iterator[None]:
    """Turn the errors of building into messages and exit codes: 1 sources, 3 build, 130 stopped by the user."""
    from vmuseum.engine.failures import EngineError
    from vmuseum.engine.run import BuildError
    from vmuseum.errors import PublishError, SourceError, Span, problem_of

    try:
        yield
    except SourceError as error:
        fail(error.problems, lang, 1, as_json=as_json)
    except BuildError as error:
        fail(error.problems, lang, 3, as_json=as_json)
    except (PublishError, EngineError) as error:
        fail((problem_of(error.code, Span(str(folder)), error.args_by_name),), lang, 3, as_json=as_json)
    except KeyboardInterrupt:
        if lang == "vi":
            words = "Đã dừng. Việc đã xong được giữ lại; chạy lại lệnh này để làm tiếp."
        else:
            words = "Stopped. What was finished is kept; run the same command again to go on."
        click.echo(f"\n{words}", err=True)
        sys.exit(STOPPED)


def fail(rows: tuple[Problem, ...], lang: Lang, code: int, *, as_json: bool) -> NoReturn:
    """Print problems and end with `code`."""
    if as_json:
        show.as_json({"problems": show.problem_rows(rows, lang)})
    else:
        show.problems(rows, lang)
        click.echo(show.counts(rows, lang), err=True)
    sys.exit(code)
