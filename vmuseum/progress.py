"""How long work tells that it goes on."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Receives what a build does. Implementations: a bar on a terminal, plain lines elsewhere."""

    def start(self, total: int, cached: int) -> None:
        """Begin `total` tasks, of which `cached` need no work."""

    def begin(self, title: str) -> None:
        """Say that a task starts."""

    def again(self, title: str) -> None:
        """Say that a task stopped by accident and waits for another try."""

    def left(self, seconds: float) -> None:
        """Say about how many seconds are left."""

    def done(self, title: str, *, seconds: float, failed: bool) -> None:
        """Say that a task ended."""

    def finish(self) -> None:
        """End the display."""


class Silent:
    """Shows nothing."""

    def start(self, total: int, cached: int) -> None:
        """Ignore."""

    def begin(self, title: str) -> None:
        """Ignore."""

    def again(self, title: str) -> None:
        """Ignore."""

    def left(self, seconds: float) -> None:
        """Ignore."""

    def done(self, title: str, *, seconds: float, failed: bool) -> None:
        """Ignore."""

    def finish(self) -> None:
        """Ignore."""
