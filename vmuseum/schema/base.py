"""What every document is made of: the strict base model, bilingual text, ids, rights.

Field descriptions are the reference: `description` is English, `vi` beside it Vietnamese. Both go to docs and JSON Schema.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
"""Letters a-z, digits and single hyphens."""
RelPath = Annotated[str, StringConstraints(min_length=1, max_length=400)]
"""A path relative to the museum, with forward slashes."""
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A time of day, "07:30"."""
Metres = Annotated[float, Field(gt=0, le=1000)]
Angle = Annotated[float, Field(ge=-360, le=360)]
Point2 = tuple[float, float]
Point3 = tuple[float, float, float]
Wall = Literal["north", "east", "south", "west"]


class Model(BaseModel):
    """Strict, frozen, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


def doc(en: str, vi: str, **more: Any) -> Any:  # noqa: ANN401 - pydantic's Field returns Any
    """Return a pydantic Field described in both languages; `more` goes to Field."""
    return Field(description=en, json_schema_extra={"vi": vi}, **more)


class Text(Model):
    """Words in several languages. `vi` is required; the others fall back to it."""

    vi: str = doc("Vietnamese, required.", "Tiếng Việt, bắt buộc.", min_length=1)
    en: str | None = doc("English.", "Tiếng Anh.", default=None, min_length=1)
    km: str | None = doc("Khmer.", "Tiếng Khmer.", default=None, min_length=1)
    zh: str | None = doc("Chinese.", "Tiếng Trung.", default=None, min_length=1)

    def say(self, lang: str) -> str:
        """Return the words in `lang`, or in Vietnamese where that is missing."""
        found: str | None = getattr(self, lang, None) if lang in Text.model_fields else None
        return found or self.vi


class Rights(Model):
    """Who may do what with a picture or model, and whom to name."""

    license: str = doc("SPDX id or licence name, such as CC0-1.0 or CC-BY-4.0.", "Mã giấy phép, ví dụ CC0-1.0.", min_length=1)
    credit: Text | None = doc("The credit line to show.", "Dòng ghi công hiển thị.", default=None)
    source: str | None = doc("Where it came from, a web address or name.", "Nguồn, địa chỉ web hoặc tên.", default=None)


class Fact(Model):
    """One line of a record: a name and a value, both shown to visitors."""

    name: Text = doc("What the line is about.", "Tên dòng thông tin.")
    value: Text = doc("What it says.", "Nội dung.")
