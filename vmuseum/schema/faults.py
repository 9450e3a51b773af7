"""What pydantic says, as codes and words an author can act on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args, get_origin

from vmuseum.errors import Arg, Severity
from vmuseum.schema.base import Model, Text
from vmuseum.schema.document import Document, Loc, Value
from vmuseum.schema.suggest import closest, hint, slug
from vmuseum.schema.walk import fields_by_key, models_at, options_at


@dataclass(frozen=True)
class Fault:
    """A problem before its place is known: `at_key` points at the key instead of the value."""

    code: str
    loc: Loc
    args: Mapping[str, Arg] = field(default_factory=dict)
    at_key: bool = False
    severity: Severity = "error"


TYPE_FAULTS: Mapping[str, tuple[str, str]] = {
    "string_type": ("chữ", "text"),
    "float_type": ("một số", "a number"),
    "int_type": ("một số nguyên", "a whole number"),
    "int_from_float": ("một số nguyên", "a whole number"),
    "bool_type": ("true hoặc false", "true or false"),
    "tuple_type": ("một danh sách", "a list"),
    "model_type": ("một nhóm khóa: giá trị", "keys with values"),
    "model_attributes_type": ("một nhóm khóa: giá trị", "keys with values"),
    "dict_type": ("một nhóm khóa: giá trị", "keys with values"),
}
"""Wrong types, and what is wanted, in words."""

_LIMITS: Mapping[str, tuple[str, str, str]] = {
    "greater_than": ("gt", "lớn hơn {}", "more than {}"),
    "greater_than_equal": ("ge", "từ {} trở lên", "at least {}"),
    "less_than": ("lt", "nhỏ hơn {}", "less than {}"),
    "less_than_equal": ("le", "không quá {}", "at most {}"),
}
_PATTERN_CODES: Mapping[str, str] = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "bad-id",
    r"^([01]\d|2[0-3]):[0-5]\d$": "bad-time",
    r"^https?://[^\s/]+(/[^\s]*)?$": "bad-address",
    r"^\d{4}(-\d\d(-\d\d)?)?$": "bad-date",
    r"^\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?$": "bad-date",
    r"^[A-Z0-9]+(-[A-Z0-9]+)*$": "bad-code",
}


@dataclass(frozen=True)
class _Found:
    """One pydantic error with what is around it."""

    document: Document
    model: type[Model]
    loc: Loc
    said_type: str
    value: Value
    ctx: Mapping[str, Any]
    said: str

    @property
    def key(self) -> str:
        """The nearest key above, as the author wrote it."""
        return next((part for part in reversed(self.loc) if isinstance(part, str)), "")

    def models(self, loc: Loc) -> tuple[type[Model], ...]:
        return models_at(self.model, self.document.data, loc)

    def pair_length(self, loc: Loc) -> int:
        """How many values belong at `loc` where the count is fixed, as in at_m: [x, z]; else 0."""
        for option in options_at(self.model, self.document.data, loc):
            inner = get_args(option)
            if get_origin(option) is tuple and Ellipsis not in inner:
                return len(inner)
        return 0


def fault_of(document: Document, model: type[Model], loc: Loc, error: Mapping[str, Any]) -> Fault | None:
    """Return the fault behind one error of `model` at `loc`; None for an echo of other errors."""
    found = _Found(document, model, loc, error["type"], error["input"], error.get("ctx", {}), error["msg"])
    if found.said_type in TYPE_FAULTS:
        return _wrong_type(found)
    if found.said_type in _LIMITS:
        return _out_of_range(found)
    make = _MAKERS.get(found.said_type)
    if make is not None:
        return make(found)
    return Fault("bad-value", loc, {"key": found.key, "detail": found.said})


def _missing(found: _Found) -> Fault:
    *above, key = found.loc
    parent = tuple(above)
    if isinstance(key, int):
        return Fault("wrong-count", parent, {"key": _name(parent), "count": found.pair_length(parent)})
    if Text in found.models(parent):
        return Fault("text-without-vi", parent, {"key": _name(parent)}, at_key=True)
    return Fault("missing-field", parent, {"key": key, "hint_vi": "", "hint_en": ""}, at_key=True)


def _name(loc: Loc) -> str:
    return next((part for part in reversed(loc) if isinstance(part, str)), "")


def _unknown(found: _Found) -> Fault:
    known = {key for model in found.models(found.loc[:-1]) for key in fields_by_key(model)}
    missing = known - _siblings(found)
    words = hint(found.key, missing)
    if not words["hint_en"]:
        words = {"hint_vi": ". Sửa tên khóa hoặc xóa dòng", "hint_en": ". Correct the name or delete the line"}
    near = closest(found.key, missing) or ""
    return Fault("unknown-field", found.loc, {"key": found.key, "near": near, **words}, at_key=True)


def _siblings(found: _Found) -> set[str]:
    try:
        around = found.document.value(found.loc[:-1])
    except KeyError:
        return set()
    return set(around) if isinstance(around, dict) else set()


def _wrong_type(found: _Found) -> Fault:
    args: dict[str, Arg] = {"key": found.key}
    if found.value is None:
        return Fault("no-value", found.loc, args, at_key=True)
    takes_text = Text in found.models(found.loc)
    if takes_text and isinstance(found.value, str):
        return Fault("text-without-language", found.loc, args)
    wanted = TYPE_FAULTS["string_type" if takes_text and not isinstance(found.value, list) else found.said_type]
    args |= {"wanted_vi": wanted[0], "wanted_en": wanted[1], "hint_vi": "", "hint_en": ""}
    if wanted == TYPE_FAULTS["string_type"] and isinstance(found.value, bool | int | float):
        args |= {"hint_vi": ". Đặt giá trị trong ngoặc kép", "hint_en": ". Put the value in quotes"}
    elif isinstance(found.value, str) and _reads_as_number(found.value):
        args |= {
            "hint_vi": ". Bỏ ngoặc kép và đơn vị, dùng dấu chấm thập phân",
            "hint_en": ". Leave out quotes and units, use a decimal point",
        }
    return Fault("wrong-type", found.loc, args)


def _reads_as_number(text: str) -> bool:
    return re.match(r"\s*[-+]?\d+([.,]\d+)?\s*(m|cm|mm|kg|g|°)?\s*\Z", text) is not None


def _out_of_range(found: _Found) -> Fault:
    bound, vi, en = _LIMITS[found.said_type]
    limit = f"{float(found.ctx[bound]):g}"
    return Fault(
        "out-of-range", found.loc, {"key": found.key, "wanted_vi": vi.format(limit), "wanted_en": en.format(limit)}
    )


def _too_few(found: _Found) -> Fault | None:
    low = int(found.ctx["min_length"])
    if isinstance(found.value, list | dict) and len(found.value) >= low:
        return None  # there are enough, but some of them are wrong and told on their own
    return Fault("too-few", found.loc, {"key": found.key, "count": low})


def _too_many(found: _Found) -> Fault:
    code = "wrong-count" if found.pair_length(found.loc) else "too-many"
    return Fault(code, found.loc, {"key": found.key, "count": int(found.ctx["max_length"])})


def _not_one_of(found: _Found) -> Fault:
    choices = re.findall(r"'([^']*)'", str(found.ctx.get("expected", "")))
    if found.value is None:
        return Fault("no-value", found.loc, {"key": found.key}, at_key=True)
    value = str(found.value)[:60]
    return Fault("not-one-of", found.loc, {"key": found.key, "value": value, **hint(value, choices)})


def _wrong_kind(found: _Found) -> Fault:
    choices = re.findall(r"'([^']*)'", str(found.ctx["expected_tags"]))
    value = str(found.ctx["tag"])[:60]
    return Fault("not-one-of", (*found.loc, "kind"), {"key": "kind", "value": value, **hint(value, choices)})


def _no_kind(found: _Found) -> Fault:
    return Fault("missing-field", found.loc, {"key": "kind", "hint_vi": "", "hint_en": ""}, at_key=True)


def _pattern(found: _Found) -> Fault:
    code = _PATTERN_CODES.get(str(found.ctx["pattern"]), "bad-pattern")
    value = str(found.value)[:60]
    args: dict[str, Arg] = {"key": found.key, "value": value}
    if code == "bad-id":
        args["example"] = slug(value) or "binh-gom"
    if code == "bad-pattern":
        args["pattern"] = str(found.ctx["pattern"])
    return Fault(code, found.loc, args, at_key=value == found.key)


def _empty_text(found: _Found) -> Fault:
    return Fault("empty-text", found.loc, {"key": found.key}, at_key=True)


def _long_text(found: _Found) -> Fault:
    return Fault("too-long", found.loc, {"key": found.key, "limit": int(found.ctx["max_length"])})


_MAKERS: Mapping[str, Callable[[_Found], Fault | None]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "literal_error": _not_one_of,
    "union_tag_invalid": _wrong_kind,
    "union_tag_not_found": _no_kind,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _empty_text,
    "string_too_long": _long_text,
    "too_short": _too_few,
    "too_long": _too_many,
}
