import numpy as np
import pytest

from vmuseum.assets.comparing.heat import Scale, bar, colours
from vmuseum.assets.comparing.ssim import SIGMA, WINDOW, similarity, ssim

ALL = np.ones((40, 50), np.bool_)


def noise(seed=1):
    return np.random.default_rng(seed).integers(0, 256, (40, 50, 3)).astype(np.uint8)


def test_a_picture_is_like_itself():
    assert ssim(noise(), noise(), ALL) == pytest.approx(1.0)
    assert abs(ssim(noise(), noise(2), ALL)) < 0.1


def test_likeness_is_that_of_the_formula_at_a_pixel():
    one, other = noise(), noise(2)
    at = np.arange(-(WINDOW // 2), WINDOW // 2 + 1)
    window = np.exp(-(at[:, None] ** 2 + at**2) / (2 * SIGMA**2))
    window /= window.sum()
    a, b = (p[10:21, 20:31] @ np.array([0.2126, 0.7152, 0.0722]) for p in (one, other))
    ma, mb = (window * a).sum(), (window * b).sum()
    saa, sbb, sab = ((window * x * y).sum() - m * n for x, y, m, n in ((a, a, ma, ma), (b, b, mb, mb), (a, b, ma, mb)))
    c1, c2 = 2.55**2, 7.65**2
    wanted = (2 * ma * mb + c1) * (2 * sab + c2) / ((ma**2 + mb**2 + c1) * (saa + sbb + c2))
    assert similarity(one, other)[15, 25] == pytest.approx(wanted)


def test_only_the_region_counts():
    one, other = noise(), noise()
    other[:, 30:] = 0
    region = np.zeros_like(ALL)
    region[:, :20] = True
    assert ssim(one, other, region) == pytest.approx(1.0)
    assert ssim(one, other, ALL) < 0.8
    assert ssim(one, other, ~ALL) == 1.0


TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)


def lightness(rgb):
    """L of Oklab (Ottosson 2020)."""
    linear = np.where(rgb / 255 <= 0.04045, rgb / 255 / 12.92, ((rgb / 255 + 0.055) / 1.055) ** 2.4)
    return np.cbrt(linear @ TO_CONES.T) @ np.array([0.2104542553, 0.793617785, -0.0040720468])


def test_colours_of_distances_grow_lighter_in_even_steps():
    steps = np.diff(lightness(colours(np.linspace(0, 1, 33)).astype(float)))
    assert steps.min() > 0
    assert steps.max() < 1.6 * steps.mean()


def test_a_scale_runs_over_three_decades():
    scale = Scale.for_size(1.4)
    assert (scale.low_m, scale.high_m) == pytest.approx((1e-5, 1e-2))
    assert scale.shares(np.array([0.0, 1e-5, 1e-4, 1e-3, 1e-2, 1.0])) == pytest.approx([0, 0, 1 / 3, 2 / 3, 1, 1])
    assert bar(600, 4).shape == (4, 600, 3)
