"""`kind: tour`: an authored, ordered walk with questions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from vmuseum.schema.base import Angle, Id, Model, Text, doc


class Stop(Model):
    """One stop: an exhibit, or a place in a scene, with what the guide says."""

    title: Text | None = doc("Heading; the exhibit's name if left out.", "Tiêu đề; tên hiện vật nếu bỏ trống.", default=None)
    exhibit: Id | None = doc("Exhibit to look at.", "Hiện vật xem.", default=None)
    annotation: Id | None = doc("Annotation of the exhibit to turn to.", "Chú giải cần nhìn.", default=None)
    scene: Id | None = doc("Gallery or panorama to stand in.", "Cảnh đứng.", default=None)
    viewpoint: Id | None = doc("Viewpoint in that scene.", "Điểm nhìn trong cảnh.", default=None)
    yaw_deg: Angle | None = doc("Heading there.", "Hướng nhìn.", default=None)
    text: Text = doc("What is told, also the transcript.", "Lời thuyết minh.")


class Question(Model):
    """A question with up to four options."""

    ask: Text = doc("The question.", "Câu hỏi.")
    options: tuple[Text | str, ...] = doc("Options, at most four.", "Các lựa chọn, tối đa bốn.", min_length=2, max_length=4)
    answer: Annotated[int, Field(ge=0, le=3)] = doc("The right option, counted from 0.", "Lựa chọn đúng, đếm từ 0.")
    after: Annotated[int, Field(ge=1)] | None = doc("Asked after this stop (from 1); at the end if left out.", "Hỏi sau chặng này; ở cuối nếu bỏ trống.", default=None)


class Tour(Model):
    """An ordered walk."""

    kind: Literal["tour"] = doc("Always `tour`.", "Luôn là `tour`.")
    title: Text = doc("Name.", "Tên.")
    audience: Text | None = doc("Whom it is for.", "Dành cho ai.", default=None)
    minutes: Annotated[int, Field(gt=0, le=600)] | None = doc("Length in minutes.", "Thời lượng, phút.", default=None)
    intro: Text | None = doc("What it is about.", "Giới thiệu.", default=None)
    stops: tuple[Stop, ...] = doc("The stops in order.", "Các chặng theo thứ tự.", min_length=1)
    questions: tuple[Question, ...] = doc("Questions.", "Câu hỏi.", default=())
    worksheet: tuple[Text, ...] = doc("Tasks on paper.", "Bài làm trên giấy.", default=())
