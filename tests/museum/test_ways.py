"""Links between viewpoints."""

import pytest

from vmuseum.museum.ways import way_faults
from vmuseum.schema.panorama import PanoramaSet


def scene(**links):
    views = [
        {
            "id": name,
            "title": {"vi": name},
            "description": {"vi": name},
            "image": "a.jpg",
            "links": [{"to": to, "yaw_deg": 1} for to in targets],
        }
        for name, targets in links.items()
    ]
    return PanoramaSet.model_validate(
        {"kind": "panorama", "venue": "a", "title": {"vi": "a"}, "viewpoints": views}, strict=False
    )


@pytest.mark.parametrize(
    ("links", "found"),
    [
        ({"a": []}, []),
        ({"a": ["b"], "b": ["a"]}, []),
        ({"a": ["b"], "b": ["c"], "c": ["a"]}, ["link-one-way"] * 3),
        ({"a": ["b"], "b": []}, ["viewpoint-without-links"]),
        ({"a": ["b"], "b": ["a"], "c": ["a"]}, ["viewpoint-unreachable", "link-one-way"]),
        ({"a": ["b", "c"], "b": ["a"], "c": ["b"]}, ["link-one-way", "link-one-way"]),
        ({"a": ["gone"], "b": ["a"]}, ["viewpoint-unreachable", "link-one-way"]),
    ],
)
def test_ways_missing_one_way_or_unreachable_are_warnings(links, found):
    faults = list(way_faults(scene(**links)))
    assert [f.code for f in faults] == found
    assert all(f.severity == "warning" for f in faults)
