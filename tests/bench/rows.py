"""One figure of a benchmark, and where the figures are written."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "bench.json"
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


@dataclass(frozen=True)
class Row:
    """A figure: `ratio` is value / peer_value where a peer ran in the same run."""

    id: str
    value: float
    unit: str
    aim: str
    conditions: str
    peer: str = ""
    peer_value: float | None = None

    @property
    def ratio(self) -> float | None:
        """Value over the peer's."""
        return None if not self.peer_value else self.value / self.peer_value


def keep(rows: list[Row]) -> None:
    """Write rows to build/bench.json (others there stay) and renew the table of docs/benchmarks.md."""
    OUT.parent.mkdir(exist_ok=True)
    known = {r["id"]: r for r in json.loads(OUT.read_text(encoding="utf-8"))} if OUT.is_file() else {}
    known.update({r.id: {**asdict(r), "ratio": r.ratio} for r in rows})
    ordered = [known[k] for k in sorted(known)]
    OUT.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    PAGE.write_text(f"{before}{BEGIN}\n{_table(ordered)}\n{END}{after}", encoding="utf-8")


def machine() -> str:
    """Return a few words on the machine."""
    import os

    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def _table(rows: list[dict[str, object]]) -> str:
    lines = [
        "| id | value | aim | peer | peer's value | ratio | conditions |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        peer_value = f"{_number(row['peer_value'])} {row['unit']}" if row["peer_value"] else ""
        ratio = f"{row['ratio']:.3g}" if row["ratio"] else ""
        value = f"{_number(row['value'])} {row['unit']}".strip()
        cells = [row["id"], value, row["aim"], row["peer"], peer_value, ratio, row["conditions"]]
        lines.append(f"| {' | '.join(str(cell) for cell in cells)} |")
    return "\n".join(lines)


def _number(value: object) -> str:
    number = float(str(value))
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.4g}"
