from hypothesis import given
from hypothesis import strategies as st

from vmuseum.gallery.footprints import Footprint, collide
from vmuseum.gallery.walkable import best_view, inside

ROOM = ((0.0, 0.0), (6.0, 0.0), (6.0, 4.0), (0.0, 4.0))
NICHE = ((0.0, 0.0), (6.0, 0.0), (6.0, 4.0), (4.0, 4.0), (4.0, 1.0), (2.0, 1.0), (2.0, 4.0), (0.0, 4.0))
SOUTH = 3.141592653589793


def test_inside_knows_corners_and_margins():
    assert inside((3.0, 0.5), NICHE, 0.2)
    assert not inside((3.0, 2.0), NICHE, 0.0)
    assert not inside((3.0, 0.9), NICHE, 0.2)


def test_the_best_view_is_straight_in_front():
    assert best_view((3.0, 1.0, 1.0), SOUTH, 2.0, ROOM, [], 0.0) == (3.0, 0.0, 3.0)


def test_a_view_goes_nearer_or_aside_when_something_is_in_the_way():
    blocked = [Footprint((3.0, 3.0), (0.3, 0.3), 0.0)]
    x, _, z = best_view((3.0, 1.0, 1.0), SOUTH, 2.0, ROOM, blocked, 0.0)
    assert blocked[0].distance((x, z)) >= 0.4
    assert inside((x, z), ROOM, 0.4)


TURN = st.floats(-3.0, 3.0)
PLACE = st.floats(-2.0, 2.0)


@given(PLACE, PLACE, TURN, TURN)
def test_footprints_that_share_a_point_collide(x, z, first, second):
    a, b = Footprint((0.0, 0.0), (0.8, 0.4), first), Footprint((x, z), (0.5, 0.5), second)
    samples = [(i / 12 - 0.5, k / 12 - 0.5) for i in range(13) for k in range(13)]
    deep = Footprint(a.centre, (a.half[0] - 0.01, a.half[1] - 0.01), a.turn)
    if any(deep.distance(_at(b, s)) == 0.0 for s in samples):
        assert collide(a, b)
    if min(a.distance(_at(b, s)) for s in samples) > 0.2:  # further than the grid of samples is wide
        assert not collide(a, b)


def _at(shape, share):
    corners = shape.corners()
    (ax, az), (bx, bz), (dx, dz) = corners[0], corners[1], corners[3]
    u, v = 0.02 + 0.96 * (share[0] + 0.5), 0.02 + 0.96 * (share[1] + 0.5)
    return (ax + (bx - ax) * u + (dx - ax) * v, az + (bz - az) * u + (dz - az) * v)
