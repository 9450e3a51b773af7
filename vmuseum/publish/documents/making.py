"""How a model was made, in plain words: one sentence a step, with the numbers the recipes found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vmuseum.schema.base import Text
from vmuseum.schema.words import grouped, length, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vmuseum.publish.documents.assets import Assets
    from vmuseum.schema.exhibit import ModelFile

QUALITIES = {
    "high": Text(vi="cao", en="High"),
    "medium": Text(vi="vừa", en="Medium"),
    "low": Text(vi="thấp", en="Low"),
    "thumb": Text(vi="thu nhỏ", en="Thumbnail"),
}
_UNITS = {
    "m": Text(vi="mét", en="metres"),
    "cm": Text(vi="xăng-ti-mét", en="centimetres"),
    "mm": Text(vi="mi-li-mét", en="millimetres"),
    "inch": Text(vi="inch", en="inches"),
    "ft": Text(vi="feet", en="feet"),
}


def steps(name: str, model: ModelFile, assets: Assets) -> tuple[Text, ...]:
    """Return the steps of the model of exhibit `name`, first step first."""
    if assets.has(f"exhibit/{name}/points"):
        facts = assets.result(f"exhibit/{name}/points").facts
        return (_read(model, facts["count"], points=True), _placed(model), *_thinned(facts["qualities"]))
    prepared = assets.result(f"exhibit/{name}/prepare").facts
    rows = [_read(model, prepared["triangles"], points=False), _placed(model)]
    if "tiles" in prepared:
        rows.append(_tiled(prepared["tiles"]))
    rows += _reduced(assets.result(f"exhibit/{name}/qualities").facts, prepared["triangles"])
    return tuple(rows)


def tiny(metres: float, lang: str) -> str:
    """Return a deviation in millimetres, or micrometres below a hundredth of one: 0,12 mm; 4 µm; < 0,1 µm."""
    if metres < 1e-7:
        return f"< {number(0.1, lang)} µm"
    if metres < 1e-5:
        return f"{number(metres * 1e6, lang, digits=1)} µm"
    return f"{number(metres * 1e3, lang, digits=2 if metres < 0.01 else 0)} mm"


def _read(model: ModelFile, count: int, *, points: bool) -> Text:
    file = model.file.rpartition("/")[2]
    vi, en = ("điểm", "points") if points else ("tam giác", "triangles")
    return Text(
        vi=f"Đọc tệp gốc {file}: {grouped(count, 'vi')} {vi}.",
        en=f"The master {file} was read: {grouped(count, 'en')} {en}.",
    )


def _placed(model: ModelFile) -> Text:
    if model.height_m is not None:
        vi = f"theo chiều cao {length(model.height_m, 'vi')} đã ghi"
        en = f"scaled to the stated height of {length(model.height_m, 'en')}"
    else:
        unit = _UNITS[model.unit or "m"]
        vi, en = f"theo đơn vị {unit.vi} của tệp", f"kept at the size of the file, in {unit.say('en')}"
    return Text(
        vi=f"Bỏ phần hỏng, dựng thẳng đứng và đặt kích thước {vi}.",
        en=f"Damaged parts were taken out; it was set upright and {en}.",
    )


def _tiled(count: int) -> Text:
    return Text(
        vi=f"Cắt thành {grouped(count, 'vi')} khối để trình duyệt tải dần.",
        en=f"It was cut into {grouped(count, 'en')} blocks that a browser fetches as needed.",
    )


def _reduced(facts: Mapping[str, Any], master: int) -> list[Text]:
    return [_quality(name, facts[name], master) for name in QUALITIES if name in facts]


def _quality(name: str, facts: Mapping[str, Any], master: int) -> Text:
    title, count = QUALITIES[name], facts["triangles"]
    vi = [f"{grouped(count, 'vi')} tam giác"]
    en = [f"{grouped(count, 'en')} triangles"]
    if count >= master:
        vi[0], en[0] = f"giữ nguyên {vi[0]}", f"all {en[0]}"
    elif facts.get("error_m"):
        vi.append(f"lệch khoảng {tiny(facts['error_m'], 'vi')}")
        en.append(f"off by about {tiny(facts['error_m'], 'en')}")
    if facts["texture_px"]:
        vi.append(f"ảnh {facts['texture_px']} px")
        en.append(f"pictures of {facts['texture_px']} px")
    if facts.get("baked"):
        vi.append("màu và chi tiết của bản gốc được vẽ vào ảnh mới")
        en.append("colour and relief of the master drawn into new pictures")
    return Text(vi=f"Mức {title.vi}: {', '.join(vi)}.", en=f"{title.say('en')} quality: {', '.join(en)}.")


def _thinned(facts: Mapping[str, Any]) -> list[Text]:
    return [
        Text(
            vi=f"Mức {QUALITIES[name].vi}: {grouped(facts[name]['points'], 'vi')} điểm.",
            en=f"{QUALITIES[name].say('en')} quality: {grouped(facts[name]['points'], 'en')} points.",
        )
        for name in QUALITIES
        if name in facts
    ]
