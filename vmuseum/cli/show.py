"""How problems and progress look on a terminal, in a log and in JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
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


def size(count: int, lang: Lang) -> str:
    """Return bytes as a reader says them: "3,4 MB", "812 B"."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= scale:
            return f"{_decimal(count / scale, lang)} {unit}"
    return f"{count} B"


def duration(seconds: float, lang: Lang) -> str:
    """Return seconds as a reader says them: "8,1 s", "3 min 20 s" ("3 phút 20 giây")."""
    if seconds < 59.95:
        number = str(seconds) if isinstance(seconds, int) else _decimal(seconds, lang)
        return f"{number} {'giây' if lang == 'vi' else 's'}"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} phút {rest} giây" if lang == "vi" else f"{minutes} min {rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} giờ {minutes} phút" if lang == "vi" else f"{hours} h {minutes} min"


def summary(report: Mapping[str, Any], lang: Lang) -> str:
    """Return one line on a build: how many tasks ran, how many came from the store, which was slowest."""
    totals = report["totals"]
    took = duration(report["seconds"], lang)
    if lang == "vi":
        line = f"{totals['ran']} tác vụ đã chạy, {totals['cached']} lấy từ kho, {took}"
    else:
        line = f"{totals['ran']} tasks ran, {totals['cached']} from the store, {took}"
    if totals["slowest"] is None:
        return line
    slowest = f"{totals['slowest']} ({duration(totals['slowest_s'], lang)})"
    return f"{line}; lâu nhất: {slowest}" if lang == "vi" else f"{line}; slowest: {slowest}"


def _decimal(value: float, lang: Lang) -> str:
    text = f"{value:.1f}"
    return text.replace(".", ",") if lang == "vi" else text


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

    def again(self, title: str) -> None:
        """Tell of the accident."""
        words = "dừng giữa chừng, sẽ chạy lại" if self.lang == "vi" else "stopped abruptly, will run again"
        click.echo(f"↻ {title}: {words}", err=True)

    def left(self, seconds: float) -> None:
        """Stay silent."""

    def done(self, title: str, *, seconds: float, failed: bool) -> None:
        """Print the finished task."""
        self.count += 1
        mark = "✗" if failed else "✓"
        click.echo(f"{mark} {self.count}/{self.total} {title} ({duration(seconds, self.lang)})", err=True)

    def finish(self) -> None:
        """Stay silent."""


class Bar:
    """A bar that shows the tasks under way and about how long it will take."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.total = 0
        self.count = 0
        self.running: list[str] = []
        self.left_s: float | None = None

    def start(self, total: int, cached: int) -> None:
        """Say how much there is to do and draw the empty bar."""
        self.total, self.count, self.left_s = total - cached, 0, None
        self.running.clear()
        words = f"{total} tác vụ, cần làm {self.total}" if self.lang == "vi" else f"{total} tasks, {self.total} to do"
        click.echo(words, err=True)

    def begin(self, title: str) -> None:
        """Show a task that starts."""
        self.running.append(title)
        self._draw()

    def again(self, title: str) -> None:
        """Take a task that stopped by accident from the bar."""
        if title in self.running:
            self.running.remove(title)
        words = "dừng giữa chừng, sẽ chạy lại" if self.lang == "vi" else "stopped abruptly, will run again"
        click.echo(f"\r\x1b[K↻ {title}: {words}", err=True)
        self._draw()

    def left(self, seconds: float) -> None:
        """Show about how long it will take."""
        self.left_s = seconds
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
        width = 24
        full = round(width * self.count / self.total) if self.total else width
        title = self.running[-1][:40] if self.running else ""
        more = f" +{len(self.running) - 1}" if len(self.running) > 1 else ""
        bar = f"{'█' * full}{'░' * (width - full)} {self.count}/{self.total}"
        click.echo(f"\r\x1b[K{bar}{self._left()} {title}{more}", nl=False, err=True)

    def _left(self) -> str:
        if self.left_s is None or self.left_s < 1 or self.count >= self.total:
            return ""
        time_left = duration(round(self.left_s), self.lang)
        return f" · còn khoảng {time_left}" if self.lang == "vi" else f" · about {time_left} left"
