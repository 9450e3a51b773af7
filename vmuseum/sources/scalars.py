"""YAML 1.2 core scalars, by the tables of section 10.3 of yaml.org/spec/1.2.2.

PyYAML's own constructor follows YAML 1.1: `no` is false, `12:30` is 750, `0755` is 493, `1930-02-03` a date.
"""

from __future__ import annotations

import math
import re

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_OCTAL = re.compile(r"0o[0-7]+\Z")
_HEX = re.compile(r"0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_NOT_FINITE = re.compile(r"(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")
DIGITS = 40
"""Longest number taken: nothing in a museum needs more, and very long ones are slow to read."""


class NotANumberError(ValueError):
    """A number that is not finite, or longer than DIGITS."""


def plain(text: str) -> bool | int | float | str | None:
    """Return the value of an unquoted scalar. Raises NotANumberError for .inf, .nan, overflow and endless digits."""
    if text in NULLS:
        return None
    if text in BOOLEANS:
        return BOOLEANS[text]
    if text[0] not in "+-.0123456789":
        return text
    return _number(text)


def _number(text: str) -> int | float | str:
    if _NOT_FINITE.match(text):
        raise NotANumberError(text)
    for pattern, base in ((_INTEGER, 10), (_OCTAL, 8), (_HEX, 16)):
        if pattern.match(text):
            return int(_short(text), base)
    if not _FLOAT.match(text):
        return text
    value = float(_short(text))
    if not math.isfinite(value):
        raise NotANumberError(text)
    return value


def _short(text: str) -> str:
    if len(text) > DIGITS:
        raise NotANumberError(text[:DIGITS])
    # int() reads 0o and 0x with their prefix only for base 8 and 16, which is what the caller gives
    return text
