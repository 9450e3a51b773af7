"""What a reader cannot keep, counted: one warning for each kind of loss, in the order of first sight."""

from __future__ import annotations

from dataclasses import dataclass, field

from vmuseum.plan.recipes import Warning_


@dataclass(slots=True)
class Losses:
    """Counts losses by code (and by name, where the message has one)."""

    _counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, code: str, count: int = 1, *, name: str = "") -> None:
        """Note `count` more of `code`. Nothing is noted for 0."""
        if count > 0:
            self._counts[code, name] = self._counts.get((code, name), 0) + count

    def warnings(self) -> tuple[Warning_, ...]:
        """Return one warning for each code and name, its `count` and its `name` (when it has one)."""
        return tuple(
            Warning_(code, (("count", count), ("name", name)) if name else (("count", count),))
            for (code, name), count in self._counts.items()
        )
