"""A record as lines a visitor reads, and the folded words search looks through."""

from __future__ import annotations

from vmuseum.schema.base import Text
from vmuseum.schema.exhibit import Exhibit
from vmuseum.schema.manifest import FactRef
from vmuseum.schema.words import day, size_text, weight
from vmuseum.text import folded

NAMES = {
    "date": Text(vi="Niên đại", en="Date"),
    "material": Text(vi="Chất liệu", en="Material"),
    "culture": Text(vi="Văn hóa", en="Culture"),
    "size": Text(vi="Kích thước", en="Dimensions"),
    "weight": Text(vi="Khối lượng", en="Weight"),
    "condition": Text(vi="Tình trạng", en="Condition"),
    "find": Text(vi="Phát hiện", en="Found"),
    "recognition": Text(vi="Công nhận", en="Recognition"),
    "decision": Text(vi="Quyết định", en="Decision"),
    "inventory": Text(vi="Số kiểm kê", en="Inventory number"),
}


def facts(exhibit: Exhibit) -> tuple[FactRef, ...]:
    """Return the record line by line, in the order of a tombstone label."""
    record = exhibit.record
    rows: list[tuple[str, Text | None]] = [
        ("date", record.date.text if record.date else None),
        ("material", record.material),
        ("culture", record.culture),
        ("size", size_text(record)),
        (
            "weight",
            Text(vi=weight(record.weight_kg, "vi"), en=weight(record.weight_kg, "en")) if record.weight_kg else None,
        ),
        ("condition", record.condition),
        ("find", record.find),
        ("recognition", record.recognition.text if record.recognition else None),
        ("decision", _decision(exhibit)),
        ("inventory", Text(vi=record.inventory) if record.inventory else None),
    ]
    known = tuple(FactRef(name=NAMES[key], value=value) for key, value in rows if value is not None)
    return known + tuple(FactRef(name=f.name, value=f.value) for f in record.facts)


def words(exhibit: Exhibit) -> str:
    """Return the folded words by which search finds the exhibit: names, label, record, code, in all languages."""
    texts: list[Text] = [
        exhibit.title,
        exhibit.label,
        *(f.value for f in facts(exhibit)),
        *(p.title for p in exhibit.record.parts),
    ]
    said = [exhibit.code or "", *(v for t in texts for v in (t.vi, t.en) if v)]
    return " ".join(dict.fromkeys(folded(" ".join(said)).split()))


def _decision(exhibit: Exhibit) -> Text | None:
    found = exhibit.record.recognition
    if found is None or found.decision is None:
        return None
    if found.date is None:
        return Text(vi=found.decision)
    return Text(vi=f"{found.decision}, {day(found.date, 'vi')}", en=f"{found.decision}, {day(found.date, 'en')}")
