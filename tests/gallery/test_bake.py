import math

import numpy as np
import pytest

from vmuseum.gallery.atlas import columns_and_rows, pack
from vmuseum.gallery.bake import Effort, Setting, bake
from vmuseum.gallery.lamps import LampLight
from vmuseum.gallery.sketch import Chart, Finish, Place, Sketch, box
from vmuseum.gallery.sky import Sky
from vmuseum.gallery.stage import make_stage
from vmuseum.gallery.staging import _built_solid
from vmuseum.gallery.texels import chart_texels

EFFORT = Effort(samples=64, shadow_samples=8, bounces=2)


class _Drawn:
    def __init__(self, sketch):
        self.sketch = sketch


def floor_sketch(albedo=0.5, size=4.0):
    sketch = Sketch()
    corner = (-size / 2, 0.0, size / 2)
    chart = sketch.chart(Chart(corner, (1.0, 0.0, 0.0), (0.0, 0.0, -1.0), (size, size), 0, (albedo,) * 3))
    sketch.lay("floor:a", chart, [(0.0, 0.0, size, size)])
    return sketch


def inside_out_box(albedo):
    """Return the six inner faces of a cube of 2 m."""
    sketch = Sketch()
    low, high = (-1.0, 0.0, -1.0), (1.0, 2.0, 1.0)
    box(sketch, Place(), low, high, Finish("a", 0, (albedo,) * 3, density=1.0))
    turned = Sketch()
    for chart in sketch.charts:
        mirrored = Chart(
            tuple(c + a * chart.size[0] for c, a in zip(chart.corner, chart.along, strict=True)),
            tuple(-a for a in chart.along),
            chart.up,
            chart.size,
            0,
            chart.albedo,
        )
        turned.lay("a", turned.chart(mirrored), [(0.0, 0.0, *chart.size)])
    return turned


def baked(sketch, lamps=(), sky=None, effort=EFFORT, texels_m=6.0):
    columns, rows = columns_and_rows(sketch.charts, texels_m)
    atlas = pack(columns, rows)
    texels = chart_texels(sketch.charts, atlas)
    stage = make_stage([_built_solid(_Drawn(sketch), atlas, texels, 0)], [])
    made = bake(Setting(stage, texels, lamps, sky, {0: ()}, {}), (atlas.width, atlas.height), effort)
    return texels, made


def lamp(at, candela=400.0, cut=None, aim=(0.0, 0.0, 0.0)):
    return LampLight(at, aim, (candela,) * 3, cut, (cut or 0.0) * 0.5, None, 0)


def test_a_bare_lamp_gives_the_inverse_square_and_cosine_law():
    texels, made = baked(floor_sketch(), [lamp((0.0, 2.0, 0.0))])
    away = np.linalg.norm(texels.place - np.array([0.0, 2.0, 0.0]), axis=1)
    expected = 400.0 * 2.0 / away**3  # cosine = 2 / away
    assert np.abs(made.lit[:, 1] / expected - 1.0).max() < 0.03


def test_a_spot_is_dark_outside_its_cut():
    texels, made = baked(floor_sketch(), [lamp((0.0, 2.0, 0.0), cut=math.radians(20))])
    from_axis = np.hypot(texels.place[:, 0], texels.place[:, 2])
    assert made.lit[from_axis > 2.0 * math.tan(math.radians(21)) + 0.2].max() == 0.0
    assert made.lit[from_axis < 0.2].min() > 90.0


def test_a_box_throws_a_shadow_with_a_soft_edge():
    sketch = floor_sketch()
    box(sketch, Place(), (-0.3, 0.5, -0.3), (0.3, 0.6, 0.3), Finish("b", 0, (0.0, 0.0, 0.0)))
    texels, made = baked(sketch, [lamp((0.0, 2.0, 0.0))], texels_m=24.0)
    floor = texels.chart == 0
    from_middle = np.abs(texels.place[floor][:, [0, 2]]).max(axis=1)
    lux = made.lit[floor[texels.active]][:, 1]
    assert lux[from_middle < 0.3].max() < 1.0
    assert lux[(from_middle > 0.5) & (from_middle < 0.7)].min() > 60.0
    edge = lux[(from_middle > 0.36) & (from_middle < 0.46)]
    assert ((edge > 10.0) & (edge < 70.0)).any()


def test_light_in_a_closed_white_box_is_many_times_its_direct_light():
    """In a closed box of albedo a all bounces together add a / (1 - a) of the direct light."""
    lamps = [lamp((0.0, 1.0, 0.0), candela=100.0)]
    texels, bounced = baked(inside_out_box(0.5), lamps)
    direct_flux = 4 * math.pi * 100.0
    area = 6 * 4.0
    expected = direct_flux / area / (1.0 - 0.5)
    counts = np.bincount(texels.chart)
    mean = np.average(bounced.lit[:, 1], weights=1.0 / counts[texels.chart])  # every side counts alike
    assert mean == pytest.approx(expected, rel=0.06)


def test_open_sky_gives_its_level_lux_to_the_ground():
    sky = Sky((0.0, 1.0, 0.0), (0.0, 0.0, 0.0), (1000.0, 1000.0, 1000.0), even=True)
    _, made = baked(floor_sketch(), sky=sky)
    assert made.lit.mean() == pytest.approx(1000.0, rel=0.01)


def test_the_sun_adds_its_lux_across_the_cosine():
    towards = (math.cos(math.radians(30)), math.sin(math.radians(30)), 0.0)
    sky = Sky(towards, (1000.0, 900.0, 800.0), (0.0, 0.0, 0.0), even=True)
    _, made = baked(floor_sketch(albedo=0.0), sky=sky)
    assert made.lit.mean(axis=0) == pytest.approx([500.0, 450.0, 400.0], rel=0.01)


def test_the_same_scene_gives_the_same_map():
    first, second = (baked(inside_out_box(0.5), [lamp((0.2, 1.3, 0.1))])[1].lux for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_corners_are_darker_than_the_middle_of_a_floor_under_the_sky():
    sketch = floor_sketch(albedo=0.2)
    box(sketch, Place(), (-0.5, 0.0, -0.5), (0.5, 1.0, 0.5), Finish("b", 0, (0.2,) * 3), "snewt")
    sky = Sky((0.0, 1.0, 0.0), (0.0, 0.0, 0.0), (1000.0, 1000.0, 1000.0), even=True)
    texels, made = baked(sketch, sky=sky, texels_m=12.0)
    floor = (texels.chart == 0)[texels.active]
    from_middle = np.abs(texels.place[texels.active][:, [0, 2]]).max(axis=1)
    contact = made.lit[floor & (from_middle > 0.52) & (from_middle < 0.65)][:, 1].mean()
    far = made.lit[floor & (from_middle > 1.7)][:, 1].mean()
    assert contact < 0.75 * far
