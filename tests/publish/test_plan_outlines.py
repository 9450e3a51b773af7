from vmuseum.publish.documents.scenes import _inside

YARD = ((-5.0, -13.5), (13.0, -13.5), (13.0, -0.5), (-5.0, -0.5))
BACK_YARD = ((-2.6, -6.5), (5.4, -6.5), (5.4, -0.5), (-2.6, -0.5))
CORRIDOR = ((0.0, 0.0), (2.8, 0.0), (2.8, 23.5), (0.0, 23.5))


def test_a_yard_seen_from_a_corridor_lies_inside_the_whole_yard():
    assert _inside(BACK_YARD, YARD)
    assert not _inside(YARD, BACK_YARD)
    assert not _inside(CORRIDOR, YARD)
