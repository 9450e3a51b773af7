"""Record values as words a visitor reads: lengths, weights, dates, and the one line below a title."""

from __future__ import annotations

from vmuseum.schema.base import Text
from vmuseum.schema.exhibit import Exhibit, Record

DIMENSIONS: tuple[tuple[str, Text], ...] = (
    ("height_m", Text(vi="cao", en="height")),
    ("width_m", Text(vi="rộng", en="width")),
    ("depth_m", Text(vi="sâu", en="depth")),
    ("diameter_m", Text(vi="đường kính", en="diameter")),
    ("body_circumference_m", Text(vi="chu vi thân", en="body circumference")),
    ("mouth_diameter_m", Text(vi="đường kính miệng", en="mouth diameter")),
    ("base_diameter_m", Text(vi="đường kính đế", en="base diameter")),
    ("shoulder_width_m", Text(vi="rộng vai", en="shoulder width")),
    ("head_width_m", Text(vi="rộng đầu", en="head width")),
)
"""Names of the published sizes, in the order they are told."""


def number(value: float, lang: str, *, digits: int = 2) -> str:
    """Return `value` without needless zeros, with a decimal comma in Vietnamese: 26,3."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
    return text.replace(".", ",") if lang == "vi" else text


def grouped(count: int, lang: str) -> str:
    """Return a whole number with its thousands apart: 150.000 in Vietnamese, 150,000 elsewhere."""
    text = f"{count:,}"
    return text.replace(",", ".") if lang == "vi" else text


def length(metres: float, lang: str) -> str:
    """Return a length in centimetres below two metres, else in metres: 26,3 cm; 9 m."""
    if metres < 2:
        return f"{number(metres * 100, lang, digits=1)} cm"
    return f"{number(metres, lang)} m"


def weight(kilograms: float, lang: str) -> str:
    """Return a weight in kilograms: 2,5 kg."""
    return f"{number(kilograms, lang)} kg"


def day(iso: str, lang: str) -> str:
    """Return a date as 24-12-2018 in Vietnamese and 2018-12-24 elsewhere; a year or month alone stays."""
    parts = iso.split("-")
    return "-".join(reversed(parts)) if lang == "vi" else iso


def size_text(record: Record) -> Text | None:
    """Return all published sizes in one line, or None: "cao 26,3 cm; chu vi thân 83,5 cm"."""
    sizes = record.dimensions
    if sizes is None:
        return None
    rows = [(name, getattr(sizes, key)) for key, name in DIMENSIONS if getattr(sizes, key) is not None]
    if not rows:
        return None
    return Text(
        vi="; ".join(f"{name.vi} {length(value, 'vi')}" for name, value in rows),
        en="; ".join(f"{name.say('en')} {length(value, 'en')}" for name, value in rows),
    )


def line(exhibit: Exhibit) -> Text | None:
    """Return date, material and height in one line, or None: "Thế kỷ V · Gốm · cao 26,3 cm"."""
    record = exhibit.record
    parts = [t for t in (record.date.text if record.date else None, record.material, record.culture) if t is not None]
    height = record.dimensions.height_m if record.dimensions else None
    if height is not None:
        parts.append(Text(vi=f"cao {length(height, 'vi')}", en=f"{length(height, 'en')} high"))
    if not parts:
        return None
    return Text(vi=" · ".join(p.vi for p in parts), en=" · ".join(p.say("en") for p in parts))
