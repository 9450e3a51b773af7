import pytest

from vmuseum.sources.drawings import drawing_size, is_harmless

PLAN = b'<svg viewBox="0 0 220 150"><path fill="url(#a)" d="M0 0h9"/><use href="#b"/></svg>'


def test_a_plain_plan_is_harmless_and_has_a_size():
    assert is_harmless(PLAN)
    assert drawing_size(PLAN) == (220.0, 150.0)


def test_width_and_height_serve_where_there_is_no_view_box():
    assert drawing_size(b'<svg width="30mm" height="20mm"></svg>') == (30.0, 20.0)
    assert drawing_size(b"<svg></svg>") is None
    assert drawing_size(b"no drawing") is None


@pytest.mark.parametrize(
    "part",
    [
        b"<script>alert(1)</script>",
        b'<a href="javascript:x">',
        b'<image href="http://a.example/x.png"/>',
        b'<g onclick="x()">',
        b"<style>@import 'a.css'</style>",
        b'<!ENTITY a "b">',
        b"<foreignObject/>",
        b'<rect fill="url(http://a.example)"/>',
    ],
)
def test_what_can_act_or_fetch_is_refused(part):
    assert not is_harmless(PLAN.replace(b"</svg>", part + b"</svg>"))
