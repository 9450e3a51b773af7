"""Read values out of an unchecked glTF document: every wrong type or size is `gltf-broken` with its place."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 1 << 40  # larger numbers are lies


def parse(data: bytes) -> Row:
    """Return the document. Raises RecipeError `gltf-not-json`."""
    try:
        value = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise RecipeError("gltf-not-json") from error
    if not isinstance(value, dict):
        raise RecipeError("gltf-not-json")
    return Row(value, "")


@dataclass(frozen=True, slots=True)
class Row:
    """One JSON object and where it stands, such as `accessors[3]`."""

    values: dict[str, Any]
    at: str

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def broken(self, key: str) -> RecipeError:
        """Return the error for the value of `key`."""
        return RecipeError("gltf-broken", at=f"{self.at}.{key}".lstrip("."))

    def integer(self, key: str, default: int | None = None, *, low: int = 0, high: int = _MOST) -> int:
        """Return a whole number from `low` to `high`."""
        value = self.values.get(key, default)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.broken(key)
        return value

    def index(self, key: str, rows: list[Row]) -> Row | None:
        """Return the row of `rows` that `key` points at, or None without the key."""
        if key not in self.values:
            return None
        return rows[self.integer(key, high=len(rows) - 1)] if rows else self._lost(key)

    def number(self, key: str, default: float) -> float:
        """Return a finite number."""
        value = self.values.get(key, default)
        if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
            raise self.broken(key)
        return float(value)

    def numbers(self, key: str, default: tuple[float, ...]) -> tuple[float, ...]:
        """Return as many finite numbers as `default` has."""
        value = self.values.get(key)
        if value is None:
            return default
        if not isinstance(value, list) or len(value) != len(default):
            raise self.broken(key)
        if not all(isinstance(v, int | float) and not isinstance(v, bool) and math.isfinite(v) for v in value):
            raise self.broken(key)
        return tuple(float(v) for v in value)

    def text(self, key: str, default: str = "") -> str:
        """Return a string."""
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.broken(key)
        return value

    def flag(self, key: str) -> bool:
        """Return a boolean, False by default."""
        return self.values.get(key) is True

    def row(self, key: str) -> Row | None:
        """Return the object under `key`, or None."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.broken(key)
        return Row(value, f"{self.at}.{key}".lstrip("."))

    def rows(self, key: str) -> list[Row]:
        """Return the list of objects under `key`, empty without it."""
        return [Row(value, at) for value, at in self._list(key, dict)]

    def integers(self, key: str) -> list[int]:
        """Return the list of whole numbers under `key`, empty without it."""
        return [int(value) for value, _ in self._list(key, int)]

    def texts(self, key: str) -> list[str]:
        """Return the list of strings under `key`, empty without it."""
        return [str(value) for value, _ in self._list(key, str)]

    def extension(self, name: str) -> Row | None:
        """Return an extension of this object, or None."""
        found = self.row("extensions")
        return found.row(name) if found else None

    def _list(self, key: str, kind: type) -> Iterator[tuple[Any, str]]:
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.broken(key)
        for place, item in enumerate(value):
            if not isinstance(item, kind) or isinstance(item, bool):
                raise self.broken(f"{key}[{place}]")
            yield item, f"{self.at}.{key}[{place}]".lstrip(".")

    def _lost(self, key: str) -> Row:
        raise self.broken(key)


def _refuse(constant: str) -> float:
    msg = f"{constant} is no JSON"
    raise ValueError(msg)
