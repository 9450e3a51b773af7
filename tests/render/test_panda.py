import math
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from render.shapes import ball, quad
from vmuseum.mesh.arrays import Image, Material, Mesh
from vmuseum.render import stills, tone
from vmuseum.render.panda import draws_plainly, open_renderer
from vmuseum.render.scene import (
    Ambient,
    AreaLight,
    Camera,
    LightMap,
    Look,
    Placed,
    Sky,
    SpotLight,
    Sun,
    Surroundings,
    turn_matrix,
)

pytestmark = pytest.mark.skipif(draws_plainly(), reason="no OpenGL: apt-get install -y libegl1 libgl1-mesa-dri")
FRONT = Camera((0.0, 0.0, 3.0), (0.0, 0.0, 0.0), math.radians(30))
EVEN = Ambient(*[(math.pi,) * 3] * 6)  # a white matt surface shows 1 nit
WHITE = Ambient.hemisphere((math.pi,) * 3, (math.pi,) * 3)
NO_SHINE = Material(base_colour=(0.5, 0.5, 0.5, 1.0), metallic=0.0, roughness=1.0)


def draw(placed, look, camera=FRONT, *, size=(96, 96), samples=0, matrices=None, **more):
    with open_renderer(*size, samples=samples, **more) as renderer:
        return renderer.draw(renderer.load(placed), camera, look, matrices)


def linear(pixel):
    """Exposed light of grey pixels: the curve takes 0.04 from what is brighter than 0.08."""
    shown = tone.decoded(np.asarray(pixel, dtype=np.float64) / 255)
    return np.where(shown >= 0.04, shown + 0.04, np.sqrt(shown / 6.25))


def middle(picture):
    return picture[picture.shape[0] // 2, picture.shape[1] // 2]


def test_nothing_but_black_is_drawn_around_an_exhibit():
    picture = draw([Placed(ball())], Look(ambient=EVEN))
    assert middle(picture).min() > 50
    assert (picture[:4] == 0).all()
    assert (picture[:, :4] == 0).all()


def test_a_matt_surface_of_albedo_a_under_e_lux_shows_a_e_over_pi_nits():
    lit = Look(exposure=0.3, ambient=EVEN, dither=False)
    seen = linear(middle(draw([Placed(Mesh((quad(material=NO_SHINE),)))], lit)))
    # the white clay of albedo 0.5 plus four percent mirrored from an even surrounding, at most
    wanted = 0.3 * 0.5
    assert wanted * 0.9 < seen[1] < wanted + 0.3 * 0.06


def test_a_spot_falls_off_with_the_square_of_the_distance_and_ends_at_its_cut():
    def seen(distance, cut=0.5):
        lamp = SpotLight((0.0, 0.0, distance), (0.0, 0.0, 0.0), (100.0, 100.0, 100.0), cut, cut / 2)
        return draw(
            [Placed(Mesh((quad(size=4.0, material=NO_SHINE),)))], Look(exposure=0.02, lights=(lamp,), dither=False)
        )

    near, far = linear(middle(seen(2.0)))[1], linear(middle(seen(4.0)))[1]
    assert near / far == pytest.approx(4.0, rel=0.15)
    assert seen(2.0, cut=0.2)[48, 2].max() == 0


def test_a_large_softbox_lights_like_the_half_space_it_fills():
    panel = AreaLight((0.0, 0.0, 0.5), (0.0, 0.0, 0.0), 200.0, 200.0, (1.0, 1.0, 1.0))
    camera = Camera((0.0, 0.0, 0.4), (0.0, 0.0, 0.0), math.radians(40))
    picture = draw(
        [Placed(Mesh((quad(material=NO_SHINE),)))], Look(exposure=0.5, lights=(panel,), dither=False), camera
    )
    assert linear(middle(picture))[1] == pytest.approx(0.5 * 0.5, rel=0.12)


def test_a_softbox_does_not_shine_backwards():
    behind = AreaLight((0.0, 0.0, 1.0), (0.0, 0.0, 5.0), 1.0, 1.0, (100.0, 100.0, 100.0))
    assert draw([Placed(Mesh((quad(),)))], Look(lights=(behind,), dither=False)).max() == 0


@pytest.mark.parametrize(
    "lamp",
    [
        Sun((0.0, 1.0, 0.0), (3.0, 3.0, 3.0), shadows=True),
        SpotLight((0.0, 3.0, 0.0), (0.0, 0.0, 0.0), (30.0, 30.0, 30.0), shadows=True),
        AreaLight((0.0, 3.0, 0.0), (0.0, 0.0, 0.0), 0.3, 0.3, (300.0, 300.0, 300.0), shadows=True),
    ],
)
def test_what_stands_over_a_floor_throws_a_shadow_on_it(lamp):
    floor = Placed(Mesh((quad(size=6.0, facing="y", material=NO_SHINE),)), casts=False)
    thing = Placed(ball(0.3, at=(0.0, 0.9, 0.0)))
    camera = Camera((0.0, 2.0, 6.0), (0.0, 0.0, 0.0), math.radians(30))
    look = Look(exposure=0.3, lights=(lamp,), dither=False)
    with_thing = draw([floor, thing], look, camera, size=(160, 160))
    clear = draw([floor], look, camera, size=(160, 160)) if not isinstance(lamp, Sun) else None
    under, beside = with_thing[80, 80].astype(int), with_thing[80, 20].astype(int)
    assert under.max() < beside.min() * 0.6
    if clear is not None:
        assert np.abs(clear[80, 20].astype(int) - beside).max() <= 2


def test_a_backdrop_that_casts_nothing_needs_nothing_else_in_the_picture():
    floor = Placed(Mesh((quad(),)), casts=False)
    lamp = Sun((0.0, 0.0, 1.0), (1.0, 1.0, 1.0), shadows=True)
    assert middle(draw([floor], Look(lights=(lamp,)))).max() > 0


def test_textures_lie_the_right_way_up():
    texels = np.zeros((8, 8, 3), np.uint8)
    texels[:4] = (255, 0, 0)
    texels[4:] = (0, 0, 255)
    material = Material(base_texture=0, roughness=1.0)
    mesh = Mesh((quad(material=material),), (Image("image/webp", stills.webp(texels, 100)),))
    picture = draw([Placed(mesh)], Look(exposure=0.5, ambient=EVEN))
    top, bottom = picture[36, 48].astype(int), picture[60, 48].astype(int)
    assert top[0] > top[2] + 60
    assert bottom[2] > bottom[0] + 60


def test_vertex_colours_are_linear():
    colours = np.tile(np.array([0.25, 0.25, 0.25, 1.0], np.float32), (4, 1))
    part = quad(material=Material(roughness=1.0), colours=colours)
    seen = linear(middle(draw([Placed(Mesh((part,)))], Look(exposure=0.8, ambient=EVEN, dither=False))))
    assert seen[1] == pytest.approx(0.8 * 0.25, abs=0.05)


def test_the_light_map_alone_lights_what_it_was_baked_for():
    grey = np.full((4, 4, 3), 128, np.uint8)
    uvs2 = np.array([[0, 1], [1, 1], [1, 0], [0, 0]], np.float32)
    part = quad(material=NO_SHINE, uvs2=uvs2)
    look = Look(
        exposure=0.01, ambient=EVEN, lights=(Sun((0, 0, 1), (9.0, 9.0, 9.0)),),
        light_map=LightMap(stills.webp(grey, 100), 400.0), dither=False,
    )  # fmt: skip
    seen = linear(middle(draw([Placed(Mesh((part,)))], look)))
    lux = float(tone.decoded(np.array(128 / 255))) * 400.0
    assert seen[1] == pytest.approx(0.01 * 0.5 * lux / math.pi, rel=0.1)


def test_glass_is_drawn_over_what_stands_behind_it():
    wall = quad("wall", size=3.0, at=(0, 0, -1), material=Material(base_colour=(0.8, 0.1, 0.1, 1.0), roughness=1.0))
    glass = quad("glass", material=Material(base_colour=(1, 1, 1, 0.1), roughness=0.1, alpha="BLEND"))
    look = Look(exposure=0.6, ambient=EVEN)
    through = middle(draw([Placed(Mesh((glass, wall)))], look)).astype(int)
    bare = middle(draw([Placed(Mesh((wall,)))], look)).astype(int)
    assert through[0] > 100
    assert 2 < np.abs(through - bare).max() < 70


def test_what_is_masked_out_is_not_there():
    texels = np.zeros((4, 4, 4), np.uint8)
    texels[:, 2:] = 255
    material = Material(base_texture=0, alpha="MASK", roughness=1.0)
    picture = draw([Placed(Mesh((quad(material=material),), (Image("image/png", _png(texels)),)))], Look(ambient=EVEN))
    assert picture[48, 30].max() == 0
    assert picture[48, 66].min() > 100


def _png(texels):
    import io

    out = io.BytesIO()
    Pillow.fromarray(texels).save(out, "PNG")
    return out.getvalue()


def test_metal_mirrors_the_softbox_and_clay_does_not():
    box = AreaLight((0.0, 1.5, 1.5), (0.0, 0.0, 0.0), 0.4, 0.4, (60.0, 60.0, 60.0))
    look = Look(exposure=0.05, lights=(box,), dither=False)

    def spread(**material):
        picture = draw([Placed(ball(material=Material(base_colour=(0.6, 0.4, 0.15, 1.0), **material)))], look)
        seen = linear(picture).max(axis=2)
        return seen.max() / max(float(np.median(seen[seen > 0])), 1e-9)

    assert spread(metallic=1.0, roughness=0.2) > 3 * spread(metallic=0.0, roughness=0.9)


def test_a_normal_map_tilts_the_surface():
    flat = np.full((4, 4, 3), (128, 128, 255), np.uint8)
    right = np.full((4, 4, 3), (218, 128, 218), np.uint8)
    sun = Look(exposure=0.5, lights=(Sun((1.0, 0.0, 0.3), (3.0, 3.0, 3.0)),), dither=False)

    def seen(texels):
        material = Material(base_colour=(0.5, 0.5, 0.5, 1.0), roughness=1.0, normal_texture=0)
        mesh = Mesh((quad(material=material),), (Image("image/png", _png(texels)),))
        return linear(middle(draw([Placed(mesh)], sun)))[1]

    assert seen(right) > 2 * seen(flat)


def test_up_in_a_normal_map_is_up_in_its_picture():
    upwards = np.full((4, 4, 3), (128, 218, 218), np.uint8)
    material = Material(base_colour=(0.5, 0.5, 0.5, 1.0), roughness=1.0, normal_texture=0)
    mesh = Mesh((quad(material=material),), (Image("image/png", _png(upwards)),))
    above = linear(middle(draw([Placed(mesh)], Look(lights=(Sun((0, 1.0, 0.3), (1.0,) * 3),), dither=False))))[1]
    below = linear(middle(draw([Placed(mesh)], Look(lights=(Sun((0, -1.0, 0.3), (1.0,) * 3),), dither=False))))[1]
    assert above > 3 * below


def test_surroundings_are_seen_in_a_polished_floor():
    faces = np.zeros((6, 8, 8, 3), np.float32)
    faces[5] = 10.0  # the north wall glows
    look = Look(exposure=0.1, surroundings=Surroundings(faces, (0, 1, 0), (-4, 0, -4), (4, 3, 4)), dither=False)
    floor = quad(size=8.0, facing="y", material=Material(base_colour=(0.5, 0.5, 0.5, 1.0), roughness=0.1))
    camera = Camera((0.0, 1.0, 3.5), (0.0, 0.4, -2.0), math.radians(60))
    picture = draw([Placed(Mesh((floor,)))], look, camera)
    towards_wall = picture[60, 48]
    assert towards_wall.min() > 10


def test_the_sky_stands_behind_everything_and_is_bluer_above():
    sky = Sky((0.1, 0.2, 0.5), (0.5, 0.5, 0.5), (0.1, 0.1, 0.1), (0.0, 1.0, 0.0), (0.0, 0.0, 0.0))
    camera = Camera((0.0, 0.0, 3.0), (0.0, 0.5, 0.0), math.radians(60))
    picture = draw([Placed(ball(0.4))], Look(sky=sky, ambient=EVEN), camera)
    assert int(picture[2, 48][2]) - int(picture[2, 48][0]) > 30
    assert picture[90, 48].max() < picture[50, 5].max()  # ground darker than the horizon


def test_the_same_call_gives_the_same_bytes_in_every_renderer():
    scene = [Placed(ball()), Placed(Mesh((quad(at=(0.0, 0.0, -0.2)), quad("other", at=(0.0, 0.0, -0.2)))))]
    look = Look(exposure=0.5, ambient=EVEN, lights=(SpotLight((1, 2, 3), (0, 0, 0), (5.0, 4.0, 3.0), shadows=True),))
    first = draw(scene, look, samples=4)
    with open_renderer(64, 48) as other:
        other.draw(other.load(scene), FRONT, look)
    assert (draw(scene, look, samples=4) == first).all()


def test_a_turned_exhibit_comes_back_to_where_it_was():
    mesh = Mesh((quad(size=0.6, at=(0.5, 0.0, 0.0)),))
    look = Look(exposure=0.5, ambient=EVEN)
    with open_renderer(64, 64) as renderer:
        loaded = renderer.load([Placed(mesh)])
        start = renderer.draw(loaded, FRONT, look, [turn_matrix(0.0)])
        turned = renderer.draw(loaded, FRONT, look, [turn_matrix(0.8)])
        again = renderer.draw(loaded, FRONT, look, [turn_matrix(0.0)])
    assert (start != turned).any()
    assert (start == again).all()


def test_turning_is_clockwise_seen_from_above():
    mesh = Mesh((quad(size=0.4, at=(0.0, 0.0, 0.6)),))  # in front
    picture = draw([Placed(mesh)], Look(exposure=0.5, ambient=EVEN), matrices=[turn_matrix(math.radians(60))])
    seen = np.nonzero(picture.max(axis=(0, 2)))[0]
    assert seen.mean() < 40  # what faced south now faces west: left in the picture


def test_samples_smooth_the_outline():
    look = Look(exposure=0.5, ambient=EVEN, dither=False)
    hard = draw([Placed(ball())], look, samples=0)
    soft = draw([Placed(ball())], look, samples=4)
    outline = lambda p: int(((p.max(axis=2) > 8) & (p.max(axis=2) < 90)).sum())  # noqa: E731
    assert outline(soft) > 3 * max(outline(hard), 1)


def test_a_broken_texture_is_refused():
    mesh = Mesh((quad(material=Material(base_texture=0)),), (Image("image/png", b"no picture"),))
    with open_renderer(32, 32) as renderer, pytest.raises(ValueError, match="no picture"):
        renderer.load([Placed(mesh)])


PLAIN = """
    import math
    import numpy as np
    import vmuseum.render.context as context
    context.DISPLAYS = ()
    from render.shapes import ball, quad
    from vmuseum.mesh.arrays import Material, Mesh
    from vmuseum.render.panda import draws_plainly, open_renderer
    from vmuseum.render.scene import Ambient, Camera, Look, Placed, SpotLight
    assert draws_plainly()
    look = Look(exposure=0.5, lights=(SpotLight((-2.0, 1.0, 2.0), (0, 0, 0), (12.0, 12.0, 12.0)),))
    with open_renderer(48, 40) as renderer:
        red = Material(base_colour=(0.8, 0.1, 0.1, 1.0))
        loaded = renderer.load([Placed(ball(material=red))])
        picture = renderer.draw(loaded, Camera((0, 0, 3.0), (0, 0, 0), math.radians(30)), look)
    assert picture.shape == (40, 48, 3)
    assert (picture[:3] == 0).all()
    assert picture[20, 18, 0] > 60 > picture[20, 18, 2], picture[20, 18]
    assert picture[20, 14, 0] > 1.5 * picture[20, 33, 0], (picture[20, 14], picture[20, 33])
    print("drawn")
"""


def test_a_machine_without_opengl_still_draws():
    tests = Path(__file__).resolve().parents[1]
    code = f"import sys; sys.path[:0] = [{str(tests)!r}, {str(tests.parent)!r}]\n" + textwrap.dedent(PLAIN)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "drawn\n", done.stderr
