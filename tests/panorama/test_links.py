import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vmuseum.panorama.links import bearing, kept_heading, link_yaw, missing_links, one_way_links, wrapped
from vmuseum.schema.base import Text
from vmuseum.schema.panorama import Link, PanoramaSet, Viewpoint

WORDS = Text(vi="Sân")


def viewpoint(name, plan=None, *links):
    return Viewpoint(id=name, title=WORDS, description=WORDS, image=f"{name}.jpg", plan_m=plan, links=links)


def scene(*viewpoints):
    return PanoramaSet(kind="panorama", venue="nha", title=WORDS, viewpoints=viewpoints)


@pytest.mark.parametrize(
    ("there", "degrees"), [((0.0, -5.0), 0), ((5.0, 0.0), 90), ((0.0, 5.0), 180), ((-5.0, 0.0), 270), ((3.0, -3.0), 45)]
)
def test_bearings_are_clockwise_from_north(there, degrees):
    assert math.degrees(bearing((0.0, 0.0), there)) == pytest.approx(degrees)


def test_a_link_is_reckoned_from_the_plan_or_taken_as_written():
    a = viewpoint("a", (0.0, 0.0), Link(to="b"), Link(to="c", yaw_deg=-90.0))
    whole = scene(a, viewpoint("b", (2.0, 0.0)), viewpoint("c"))
    assert link_yaw(whole, a, a.links[0]) == pytest.approx(math.pi / 2)
    assert link_yaw(whole, a, a.links[1]) == pytest.approx(math.radians(270))


def test_a_link_without_any_direction_is_an_error():
    a = viewpoint("a", None, Link(to="b"))
    with pytest.raises(ValueError, match="a to b"):
        link_yaw(scene(a, viewpoint("b", (1.0, 0.0))), a, a.links[0])


def test_the_same_place_has_no_bearing():
    with pytest.raises(ValueError, match="same place"):
        bearing((1.0, 2.0), (1.0, 2.0))


@given(st.floats(-50, 50), st.floats(-7, 7))
def test_the_heading_is_kept_through_a_link(heading, north):
    kept = kept_heading(heading, north=north)
    assert -math.pi <= kept <= math.pi + 1e-9
    assert math.cos(kept + north - heading) == pytest.approx(1.0)


@given(st.floats(-1e3, 1e3))
def test_wrapped_is_within_one_turn(yaw):
    assert 0 <= wrapped(yaw) < math.tau


def test_one_way_and_missing_links_are_found():
    whole = scene(
        viewpoint("a", None, Link(to="b"), Link(to="c")),
        viewpoint("b", None, Link(to="a"), Link(to="nowhere")),
        viewpoint("c"),
    )
    assert list(one_way_links(whole)) == [("a", "c"), ("b", "nowhere")]
    assert list(missing_links(whole)) == [("b", "nowhere")]
