from pathlib import Path

import numpy as np
import pytest

from panorama.pictures import encoded, smooth
from vmuseum.errors import Problem, RecipeError, Span
from vmuseum.messages import sentence
from vmuseum.messages.panorama import MESSAGES
from vmuseum.panorama.picture import read_panorama
from vmuseum.panorama.sphere import planar_jpeg

BAD = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "bad"


def refused(data) -> RecipeError:
    with pytest.raises(RecipeError) as caught:
        read_panorama(data)
    for lang in ("vi", "en"):
        assert sentence(Problem(caught.value.code, Span("x"), tuple(caught.value.args_by_name.items())), lang)
    return caught.value


@pytest.mark.skipif(not BAD.is_dir(), reason="the folder of bad input is not here")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("pano-4x1-1024x256.png", "panorama-aspect"),
        ("pano-square-512.png", "panorama-stereo"),
        ("pano-not-an-image.jpg", "panorama-unreadable"),
        ("png-bomb-30000x30000.png", "panorama-too-large"),
        ("png-idat-truncated.png", "panorama-unreadable"),
        ("zip-slip.zip", "panorama-unreadable"),
    ],
)
def test_bad_input_is_refused(name, code):
    assert refused((BAD / name).read_bytes()).code == code


@pytest.mark.skipif(not BAD.is_dir(), reason="the folder of bad input is not here")
def test_one_pixel_off_is_accepted_with_a_warning():
    sphere, warnings = read_panorama((BAD / "pano-off-by-one-1024x511.png").read_bytes())
    assert (sphere.width, sphere.height) == (1024, 511)
    assert [w.code for w in warnings] == ["panorama-nearly"]


def test_two_percent_off_is_refused():
    assert refused(encoded(np.zeros((500, 1024, 3), np.uint8))).code == "panorama-aspect"


def test_a_tiny_picture_is_refused():
    assert refused(encoded(np.zeros((128, 256, 3), np.uint8))).code == "panorama-too-small"


@pytest.mark.parametrize("share", [0.3, 0.7, 0.97])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_cut_file_is_refused(kind, share):
    noisy = np.random.default_rng(1).integers(0, 255, (256, 512, 3)).astype(np.uint8)
    data = encoded(noisy, kind)
    assert refused(data[: int(len(data) * share)]).code == "panorama-unreadable"


def test_a_sound_picture_raises_nothing_and_keeps_its_pixels():
    sphere, warnings = read_panorama(encoded(smooth(512)))
    assert warnings == ()
    assert (sphere.part(10, 20, 30, 50) == smooth(512)[10:20, 30:50]).all()


def test_grey_and_transparent_pictures_become_rgb():
    grey = np.full((256, 512), 77, np.uint8)
    sphere, _ = read_panorama(encoded(grey))
    assert (sphere.part(0, 4, 0, 4) == 77).all()


def test_planes_give_the_same_colours_as_a_plain_decoder():
    from panorama.pictures import opened

    data = encoded(smooth(512), "JPEG", quality=92, subsampling=2)
    planar = planar_jpeg(data)
    assert planar is not None
    whole = opened(data).astype(int)
    assert np.abs(planar.part(0, 256, 0, 512).astype(int) - whole).max() <= 4
    assert (planar.part(33, 77, 101, 203) == planar.part(0, 256, 0, 512)[33:77, 101:203]).all()


def test_other_jpegs_are_not_held_as_planes():
    assert planar_jpeg(encoded(smooth(512), "JPEG", subsampling=0)) is None
    assert planar_jpeg(b"\xff\xd8nothing") is None


def test_every_code_of_the_room_speaks_both_languages():
    assert all(m.vi and m.en and m.vi != m.en for m in MESSAGES.values())
