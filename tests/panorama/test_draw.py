import numpy as np
import pytest

from panorama.pictures import opened
from render.rooms import SIZE, WALLS, gallery_inputs, spot_on_exhibit
from vmuseum.errors import RecipeError
from vmuseum.panorama import draw, tiles
from vmuseum.plan.recipes import PanoramaRender, PanoramaTiles
from vmuseum.render.panda import draws_plainly

pytestmark = pytest.mark.skipif(draws_plainly(), reason="no OpenGL: apt-get install -y libegl1 libgl1-mesa-dri")
MIDDLE = PanoramaRender(room="one", at=(SIZE[0] / 2, SIZE[2] / 2), face_px=128)


@pytest.fixture(scope="module")
def faces():
    made = draw.run(gallery_inputs(with_exhibit=False), MIDDLE)
    return {name: opened(made.files[f"face-{name}.png"]).astype(int) for name in "frblud"}


def hue(pixel):
    return np.asarray(pixel) / max(*pixel, 1)


@pytest.mark.parametrize(
    ("face", "wall"), [("f", "north"), ("r", "east"), ("b", "south"), ("l", "west"), ("u", "ceiling"), ("d", "floor")]
)
def test_each_face_sees_its_wall(faces, face, wall):
    seen = faces[face][64, 64]
    wanted = np.array(WALLS[wall])
    assert np.argmax(seen) == np.argmax(wanted) or np.ptp(wanted) == 0
    assert np.ptp(hue(seen)) == pytest.approx(np.ptp(wanted / wanted.max()) * 0.65, abs=0.35)


def test_faces_meet_without_a_seam(faces):
    """The last column of one face and the first of the next lie half a pixel either side of the edge."""
    pairs = [(faces[a][:, -1], faces[b][:, 0]) for a, b in ("fr", "rb", "bl", "lf")]
    pairs += [(faces["u"][-1], faces["f"][0]), (faces["d"][0], faces["f"][-1])]
    pairs += [(faces["u"][:, -1][::-1], faces["r"][0]), (faces["d"][:, -1], faces["r"][-1])]
    pairs += [(faces["u"][0][::-1], faces["b"][0]), (faces["d"][-1][::-1], faces["b"][-1])]
    for one, other in pairs:
        step = np.abs(one - other).max(axis=1)
        assert np.median(step) <= 3
        assert (step > 40).sum() <= 3  # a corner of the room may fall between two pixels


def test_the_ball_hangs_in_the_north_and_its_lamp_lights_it():
    dark = draw.run(gallery_inputs(), MIDDLE)
    lit = draw.run(gallery_inputs(spots=(spot_on_exhibit(),)), MIDDLE)
    before, after = (opened(made.files["face-f.png"]).astype(int) for made in (dark, lit))
    changed = np.argwhere(np.abs(after - before).max(axis=2) > 20)
    assert len(changed) > 200
    rows, columns = changed.mean(axis=0)
    assert rows > 64  # the ball's middle is 0.4 m below the eye
    assert columns == pytest.approx(64, abs=4)


def test_the_eye_stands_where_asked():
    at = PanoramaRender(room="one", at=(1.0, 2.0), eye_m=1.2, face_px=32)
    assert draw.run(gallery_inputs(), at).facts["eye"] == pytest.approx([1.0, 1.2, 2.0])


def test_an_open_roof_shows_the_sky():
    made = draw.run(gallery_inputs(sky="morning", roof=False), MIDDLE)
    up = opened(made.files["face-u.png"])[64, 64].astype(int)
    assert up[2] > up[0] + 10


def test_an_unknown_room_is_refused():
    with pytest.raises(RecipeError) as caught:
        draw.run(gallery_inputs(), PanoramaRender(room="two", at=(1.0, 1.0)))
    assert caught.value.code == "panorama-room"


def test_the_same_gallery_gives_the_same_faces():
    inputs = gallery_inputs(spots=(spot_on_exhibit(),))
    assert draw.run(inputs, MIDDLE) == draw.run(inputs, MIDDLE)


def test_drawn_faces_become_tiles():
    made = draw.run(gallery_inputs(), MIDDLE)
    cut = tiles.run(made.files, PanoramaTiles(look=0.0))
    view = opened(cut.files["w480.webp"])
    assert hue(view[30, 40])[0] > 1.5 * hue(view[30, 40])[2]  # the north wall is red
