import json

import pytest

from vmuseum.mesh import coats

GLASS = '{"KHR_materials_ior":{"ior":1.5},"KHR_materials_volume":{"attenuationDistance":0.5,"thicknessFactor":0.25}}'


def test_lengths_grow_with_the_surface_and_nothing_else_does():
    found = json.loads(coats.grown(GLASS, 4.0))
    assert found["KHR_materials_volume"] == {"attenuationDistance": 2.0, "thicknessFactor": 1.0}
    assert found["KHR_materials_ior"] == {"ior": 1.5}


@pytest.mark.parametrize(("text", "scale"), [("{}", 3.0), (GLASS, 1.0)])
def test_what_does_not_change_is_the_same_text(text, scale):
    assert coats.grown(text, scale) is text
