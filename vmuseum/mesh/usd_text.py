"""Words and numbers of a USD layer in text form (`usda`).

Numbers are rounded and written as short as they go, so the same values give the same text on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray


def quoted(text: str) -> str:
    """Return a string in quotation marks, safe whatever it holds."""
    safe = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "")
    return f'"{"".join(c for c in safe if c >= " ")}"'


def number(value: float) -> str:
    """Return one number: at most six digits, whole ones without a point."""
    return f"{value + 0.0:.6g}"


def vector(values: Iterable[float]) -> str:
    """Return `(1, 0.5, 0)`."""
    return f"({', '.join(number(v) for v in values)})"


def vectors(rows: NDArray[Any], decimals: int) -> str:
    """Return `[(0.1,2,3),...]`, every component rounded to `decimals` places."""
    rounded = np.round(rows.astype(np.float64), decimals) + 0.0  # no minus zero
    shortened = [f"({','.join(_short(v) for v in row)})" for row in rounded.tolist()]
    return f"[{','.join(shortened)}]"


def whole(values: NDArray[Any]) -> str:
    """Return `[3,3,3]`."""
    return f"[{','.join(map(str, values.reshape(-1).tolist()))}]"


def dictionary(values: Mapping[str, str], indent: str) -> str:
    """Return a dictionary of strings, in order of its keys."""
    rows = "".join(f"{indent}    string {quoted(key)} = {quoted(values[key])}\n" for key in sorted(values))
    return f"{{\n{rows}{indent}}}"


def _short(value: float) -> str:
    text = repr(value)
    if "e" in text:
        text = f"{value:.12f}".rstrip("0")
    return text[:-2] if text.endswith(".0") else text.rstrip(".")
