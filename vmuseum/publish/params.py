"""Params of a recipe as lines a visitor can read: no quotation marks, nothing that is not set."""

from __future__ import annotations

import json


def param_lines(params: str) -> tuple[str, ...]:
    """Return canonical JSON as lines: plain values in one, then every row of a list of rows in its own.

    `{"bake":"auto","qualities":[{"quality":"high","triangles":9}]}` gives "bake: auto", "quality: high, triangles: 9".
    """
    found: dict[str, object] = json.loads(params)
    plain = {key: value for key, value in found.items() if not _rows(value)}
    lines = [_line(plain)]
    for value in found.values():
        lines += [_line(row) for row in _rows(value)]
    return tuple(line for line in lines if line)


def _rows(value: object) -> list[dict[str, object]]:
    """Return the rows of a list of rows, or nothing for any other value."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _line(row: dict[str, object]) -> str:
    return ", ".join(f"{key}: {_said(value)}" for key, value in row.items() if value is not None)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " ".join(_said(item) for item in value)
    return str(value)
