"""One YAML file as plain values, with the place of every key and value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from vmuseum.errors import Span

Loc = tuple[str | int, ...]
"""The way from the top of a document to a value: keys and list positions."""

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
"""What YAML 1.2 core gives: no dates, no times, no `yes` and `no`."""


class Mark(NamedTuple):
    """A place in a text. Both count from 1."""

    line: int
    column: int


class Place(NamedTuple):
    """Where a value is written, and the key before it (the value itself in a list or at the top)."""

    key: Mark
    value: Mark


@dataclass(frozen=True, slots=True)
class Document:
    """One file: `path` relative to the museum, its values, and the place of each."""

    path: str
    data: Value
    positions: Mapping[Loc, Place]

    def span(self, loc: Loc, *, key: bool = False) -> Span:
        """Return where the value at `loc` is written, or its `key`; the nearest place above when it is not there."""
        for end in range(len(loc), -1, -1):
            place = self.positions.get(loc[:end])
            if place is not None:
                mark = place.key if key and end == len(loc) else place.value
                return Span(self.path, mark.line, mark.column)
        return Span(self.path)

    def value(self, loc: Loc) -> Value:
        """Return the value at `loc`. Raises KeyError when there is none."""
        found = self.data
        for part in loc:
            found = inside(found, part)
        return found


def inside(value: Value, part: str | int) -> Value:
    """Return what `value` holds at a key or list position. Raises KeyError when there is nothing."""
    if isinstance(value, dict) and isinstance(part, str):
        return value[part]
    if isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value):
        return value[part]
    raise KeyError(part)
