import pytest

from vmuseum.gallery.colour import LUMINANCE, blackbody

# the table of the reference pictures: lamp, white balance, linear RGB
TABLE = [
    (3000.0, 3300.0, (1.107, 0.989, 0.793)),
    (5200.0, 5600.0, (1.048, 0.994, 0.914)),
    (7500.0, 5600.0, (0.855, 1.010, 1.325)),
    (5600.0, 5000.0, (0.927, 1.007, 1.148)),
]


@pytest.mark.parametrize(("lamp", "balance", "rgb"), TABLE)
def test_lamps_have_the_colours_of_the_reference(lamp, balance, rgb):
    assert blackbody(lamp, balance) == pytest.approx(rgb, abs=0.03)


def test_every_colour_has_luminance_one():
    for kelvin in (1800.0, 3000.0, 4000.0, 6500.0, 12000.0):
        assert sum(a * b for a, b in zip(blackbody(kelvin, 4500.0), LUMINANCE, strict=True)) == pytest.approx(1.0)
