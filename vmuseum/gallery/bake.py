"""Bake the light of a gallery: lamps, sun, windows and sky, then bounces, into one map of lux.

After the direct pass each further pass is one cosine-weighted look around from every texel, reading what the last pass
left at the texel it meets (progressive radiosity). Samples are fixed sequences: the same scene gives the same map.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.gallery.direct import lamp_light, sun_light, texels_by_room, window_light
from vmuseum.gallery.gather import Gathered, gather
from vmuseum.gallery.smooth import calm, fill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from vmuseum.gallery.adapt import Adaptation
    from vmuseum.gallery.lamps import LampLight
    from vmuseum.gallery.sky import Sky
    from vmuseum.gallery.stage import Stage
    from vmuseum.gallery.texels import Texels

    F32 = NDArray[np.float32]
    I64 = NDArray[np.int64]

_FIRST_SAMPLES = 4  # bounces before the last use a quarter of the samples: the last look averages them
_BURIED = 0.45  # share of back sides above which a texel lies inside something
_EXHIBIT_ALBEDO = 0.3
_GLOW = 1.0e6
_MOST_RETURN = 0.65  # no room of real surfaces returns more of its light


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try: rays a texel for bounced light, rays a texel and lamp, bounces."""

    samples: int
    shadow_samples: int
    bounces: int


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What is baked: the stage, its texels, lamps and sky; which rooms see which (by openings); the exhibits' cells."""

    stage: Stage
    texels: Texels
    lamps: Sequence[LampLight]
    sky: Sky | None
    neighbours: Mapping[int, tuple[int, ...]]
    exhibit_cells: Mapping[int, int]
    adaptation: Adaptation | None = None  # by day


@dataclass(frozen=True, slots=True, eq=False)
class Baked:
    """`lux` (h, w, 3) is the map, `lit` the same of lit cells only; `radiance` (cells, 3) what every cell sends."""

    lux: F32
    lit: F32
    radiance: F32
    gains: Mapping[int, float]  # what eyes adapt by in each room; already in `lux` and `lit`, not in `radiance`
    rays: int


def bake(setting: Setting, size: tuple[int, int], effort: Effort) -> Baked:
    """Return the light map of `size` (width, height) texels. Costs about 0.4 microseconds a ray."""
    texels = setting.texels
    rooms = sorted(setting.neighbours)
    by_room = texels_by_room(texels, rooms)
    everything = np.flatnonzero(texels.active)
    looking = np.flatnonzero(texels.active & (texels.leader == np.arange(texels.count)))
    direct = _direct(setting, by_room, everything, effort)
    bounced = np.zeros_like(direct)
    rays = len(everything) * effort.shadow_samples
    radiance = _radiance(setting, by_room, direct)
    found = None
    for bounce in range(max(1, effort.bounces)):
        last = bounce == max(1, effort.bounces) - 1
        samples = effort.samples if last else max(4, effort.samples // _FIRST_SAMPLES)
        found = gather(setting.stage, texels, looking, radiance, setting.sky, samples)
        rays += len(looking) * samples
        bounced[looking] = found.lux
        bounced[everything] = bounced[texels.leader[everything]]
        if not last:
            one_left = bounce == effort.bounces - 2
            further = _further(texels, by_room, direct, bounced) if one_left else np.float32(1.0)
            radiance = _radiance(setting, by_room, direct + bounced * further)
    assert found is not None  # noqa: S101 - at least one bounce
    light = _calmed(setting, size, direct, bounced, found, looking)
    radiance = _radiance(setting, by_room, light)
    gains = setting.adaptation.gains(light, by_room) if setting.adaptation is not None else {}
    gain = np.ones((texels.count, 1), np.float32)
    for room, value in gains.items():
        gain[by_room[room]] = value
    light = light * gain
    lux = _with_margins(texels, size, light)
    return Baked(lux, light[everything], radiance, gains, rays)


def _direct(setting: Setting, by_room: Mapping[int, I64], everything: I64, effort: Effort) -> F32:
    """Return lux straight from lamps, sun and windows for every cell."""
    stage, texels, sky = setting.stage, setting.texels, setting.sky
    direct = np.zeros((texels.count, 3), np.float32)
    for lamp in setting.lamps:
        near = [by_room[r] for r in (lamp.room, *setting.neighbours.get(lamp.room, ())) if r in by_room]
        some, lux = lamp_light(stage, texels, lamp, np.concatenate(near), effort.shadow_samples)
        direct[some] += lux
    if sky is None:
        return direct
    some, lux = sun_light(stage, texels, sky, everything, effort.shadow_samples)
    direct[some] += lux
    for window in stage.windows:
        some, lux = window_light(stage, texels, sky, window, by_room[window.room], effort.shadow_samples)
        direct[some] += lux
    return direct


def _radiance(setting: Setting, by_room: Mapping[int, I64], lux: F32) -> F32:
    """Return candela per square metre that every cell sends; exhibits send what their room's surfaces do on average."""
    texels = setting.texels
    sent = texels.albedo * lux / np.float32(np.pi)
    sent[texels.glow] = 0.0  # lamps' faces are lamps, counted as such
    for room, cell in setting.exhibit_cells.items():
        chosen = by_room.get(room)
        if chosen is not None and len(chosen):
            sent[cell] = lux[chosen].mean(axis=0) * np.float32(_EXHIBIT_ALBEDO / np.pi)
    return np.asarray(sent, dtype=np.float32)


def _further(texels: Texels, by_room: Mapping[int, I64], direct: F32, bounced: F32) -> F32:
    """Return for every cell by how much all later bounces raise this one: a geometric series with each room's ratio."""
    gain = np.ones((texels.count, 1), np.float32)
    for chosen in by_room.values():
        first = float((texels.albedo[chosen] * direct[chosen]).sum())
        second = float((texels.albedo[chosen] * bounced[chosen]).sum())
        if first > 0:
            gain[chosen] = 1.0 / (1.0 - min(_MOST_RETURN, second / first))
    return gain


def _calmed(setting: Setting, size: tuple[int, int], direct: F32, bounced: F32, found: Gathered, looking: I64) -> F32:
    """Return the lux of every cell: direct light and calmed bounces; buried texels take their neighbours' light."""
    texels = setting.texels
    width, height = size
    chart = np.full((height, width), -2, np.int32)
    good = np.zeros((height, width), np.bool_)
    straight = np.zeros((height, width, 3), np.float32)
    soft = np.zeros((height, width, 3), np.float32)
    reach = np.full((height, width), 1.4, np.float32)
    lit = np.flatnonzero(texels.active)
    y, x = texels.y, texels.x
    chart[y[lit], x[lit]] = texels.chart[lit]
    good[y[lit], x[lit]] = True
    straight[y[lit], x[lit]] = direct[lit]
    soft[y[lit], x[lit]] = bounced[lit]
    good[y[looking], x[looking]] = found.buried < _BURIED
    step = np.maximum(np.linalg.norm(texels.along[looking], axis=1), 1e-3)
    reach[y[looking], x[looking]] = np.clip(0.35 * found.nearness / step, 0.6, 2.2)
    lux, _ = fill(straight + calm(soft, chart, good, reach), chart, good, 24, across=False)
    cells = np.zeros((texels.count, 3), np.float32)
    cells[lit] = lux[y[lit], x[lit]]
    return cells


def _with_margins(texels: Texels, size: tuple[int, int], light: F32) -> F32:
    """Lay the cells out as a map, with lamps' faces glowing and margins filled."""
    width, height = size
    lux = np.zeros((height, width, 3), np.float32)
    known = np.zeros((height, width), np.bool_)
    for cells, value in ((np.flatnonzero(texels.active), light), (np.flatnonzero(texels.glow), None)):
        y, x = texels.y[cells], texels.x[cells]
        lux[y, x] = _GLOW if value is None else value[cells]
        known[y, x] = True
    lux, _ = fill(lux, np.zeros((height, width), np.int32), known, 3, across=True)
    return lux
