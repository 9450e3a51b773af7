"""A small published site with a playlist, and quick timings, for the tests of fans."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from vmuseum.hologram import video
from vmuseum.schema.base import Text
from vmuseum.schema.manifest import (
    Card,
    ClipRef,
    FileRef,
    Manifest,
    PlaylistDoc,
    PlaylistItemRef,
    PlaylistRef,
    PowerRef,
    ScheduleRef,
)
from vmuseum_server.fans.circle_session import Timing
from vmuseum_server.fans.supervisor import Pace

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FAST = Timing(poll_s=0.05, ask_s=0.004, connect_s=1.0, reply_s=0.4, settle_s=0.15, breath_s=0.002, block_s=2.0)
QUICK = Pace(look_s=0.01, first_s=0.02, most_s=0.1, confirm_s=1.0)
MORNING = datetime(2026, 11, 24, 9, 0, 1, tzinfo=ZONE)


class Clock:
    """The time of the agent, moved by hand."""

    def __init__(self, at: datetime = MORNING) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def playlist_doc() -> PlaylistDoc:
    """Two clips of 10 and 5 seconds by day, the second alone on the feast, fans on from 7:25 to 17:05."""

    def clip(name: str, seconds: float) -> ClipRef:
        file = FileRef(url=f"files/{name}.mp4", bytes=1)
        return ClipRef(id=name, title=Text(vi=name), file=file, still=f"files/{name}.webp", seconds=seconds, size_px=64)

    def rows(*names: str) -> tuple[PlaylistItemRef, ...]:
        return tuple(PlaylistItemRef(clip=n, repeat=1, max_per_hour=None) for n in names)

    def entry(playlist: str, *, dates: tuple[str, ...] = (), priority: int = 0) -> ScheduleRef:
        return ScheduleRef(
            group="sanh", fan=None, playlist=playlist, days=(), dates=dates, start=None, end=None, priority=priority
        )

    return PlaylistDoc(
        id="quat",
        title=Text(vi="Sảnh", en="Hall"),
        timezone="Asia/Ho_Chi_Minh",
        clips=(clip("binh-gom", 10.0), clip("loi-chao", 5.0)),
        playlists=(
            PlaylistRef(id="ngay-thuong", items=rows("binh-gom", "loi-chao")),
            PlaylistRef(id="gio-to", items=rows("loi-chao")),
        ),
        default=None,
        schedule=(entry("ngay-thuong"), entry("gio-to", dates=("2027-04-16",), priority=10)),
        power=PowerRef(on="07:25", off="17:05", max_hours_per_day=10.0),
    )


def write_site(folder: Path, *, doc: PlaylistDoc | None) -> Path:
    """Write a site that holds only what fans read."""
    (folder / "data").mkdir(parents=True)
    (folder / "files").mkdir()
    cards = []
    if doc is not None:
        (folder / "data" / "playlist-quat.json").write_text(doc.model_dump_json(), encoding="utf-8")
        cards.append(
            Card(
                type="playlist", id=doc.id, title=doc.title, line=None, venue=None, code=None, treasure=False,
                data="data/playlist-quat.json", poster=None, words="sanh",
            )
        )  # fmt: skip
        for n, clip in enumerate(doc.clips):
            frame = np.zeros((64, 64, 3), np.uint8)
            frame[20:44, 20:44] = (200, 120 * n, 40)
            (folder / clip.file.url).write_bytes(video.encode([frame] * 25, size_px=64, fps=25))
            (folder / clip.still).write_bytes(b"RIFF")
    title = Text(vi="Bảo tàng")
    manifest = Manifest(
        title=title, welcome=None, intro=None, notice=None, languages=("vi",), base_url="https://x.example", home="x",
        venues=(), cards=tuple(cards),
    )  # fmt: skip
    (folder / "manifest.json").write_text(manifest.model_dump_json(), encoding="utf-8")
    return folder
