"""How problems and progress look on a terminal, in a log and in JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from typing import Any

import click

from vmuseum.errors import Lang, Problem
from vmuseum.messages import line, sentence
from vmuseum.progress import Progress


def problems(rows: Iterable[Problem], lang: Lang) -> None:
    """Print problems to stderr, errors before warnings."""
    ordered = sorted(rows, key=lambda p: (p.severity == "warning", *p.sort_key()))
    for row in ordered:
        colour = "red" if row.severity == "error" else "yellow"
        mark = {"vi": ("lỗi", "nhắc"), "en": ("error", "warning")}[lang][row.severity == "warning"]
        click.echo(f"{click.style(mark, fg=colour, bold=True)} {line(row, lang)}", err=True)


def counts(rows: Iterable[Problem], lang: Lang) -> str:
    """Return "2 lỗi, 1 lời nhắc"."""
    found = list(rows)
    errors = sum(r.severity == "error" for r in found)
    warnings = len(found) - errors
    if lang == "vi":
        return f"{errors} lỗi, {warnings} lời nhắc"
    return f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}"


def problem_rows(rows: Iterable[Problem], lang: Lang) -> list[dict[str, Any]]:
    """Return problems as JSON values."""
    return [
        {
            "path": p.span.path,
            "line": p.span.line,
            "column": p.span.column,
            "code": p.code,
            "severity": p.severity,
            "text": sentence(p, lang),
        }
        for p in sorted(rows, key=Problem.sort_key)
    ]


def as_json(value: object) -> None:
    """Print JSON to stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))


def progress(lang: Lang, *, quiet: bool = False) -> Progress:
    """Return a bar on a terminal, plain lines elsewhere, nothing when `quiet`."""
    if quiet:
        from vmuseum.progress import Silent

        return Silent()
    return Bar(lang) if sys.stderr.isatty() else Lines(lang)


class Lines:
    """One line a finished task."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.total = 0
        self.count = 0

    def start(self, total: int, cached: int) -> None:
        """Say how much there is to do."""
        self.total, self.count = total - cached, 0
        words = f"{total} tác vụ, cần làm {self.total}" if self.lang == "vi" else f"{total} tasks, {self.total} to do"
        click.echo(words, err=True)

    def begin(self, title: str) -> None:
        """Stay silent."""

    def done(self, title: str, *, seconds: float, failed: bool) -> None:
        """Print the finished task."""
        self.count += 1
        mark = "✗" if failed else "✓"
        click.echo(f"{mark} {self.count}/{self.total} {title} ({seconds:.1f} s)", err=True)

    def finish(self) -> None:
        """Stay silent."""


class Bar:
    """A bar that shows the tasks under way."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.total = 0
        self.count = 0
        self.running: list[str] = []
        self.began = 0.0

    def start(self, total: int, cached: int) -> None:
        """Say how much there is to do and draw the empty bar."""
        self.total, self.count, self.began = total - cached, 0, time.monotonic()
        words = f"{total} tác vụ, cần làm {self.total}" if self.lang == "vi" else f"{total} tasks, {self.total} to do"
        click.echo(words, err=True)

    def begin(self, title: str) -> None:
        """Show a task that starts."""
        self.running.append(title)
        self._draw()

    def done(self, title: str, *, seconds: float, failed: bool) -> None:
        """Move the bar."""
        del seconds
        if title in self.running:
            self.running.remove(title)
        self.count += 1
        if failed:
            click.echo(f"\r\x1b[K✗ {title}", err=True)
        self._draw()

    def finish(self) -> None:
        """Clear the bar."""
        if self.total:
            click.echo("\r\x1b[K", nl=False, err=True)

    def _draw(self) -> None:
        width = 28
        full = round(width * self.count / self.total) if self.total else width
        title = self.running[-1][:44] if self.running else ""
        click.echo(f"\r\x1b[K{'█' * full}{'░' * (width - full)} {self.count}/{self.total} {title}", nl=False, err=True)
