import struct

import pytest

from vmuseum.assets.readers.mesh_io import load_mesh

ROWS = [(0, 0, 0, 1, 0, 0, 0, 1, 0), (1, 0, 0, 1, 1, 0, 0, 1, 0)]


def binary(spare, head=b""):
    body = b"".join(struct.pack("<3f9fH", 0, 0, 1, *row, number) for row, number in zip(ROWS, spare, strict=True))
    return head.ljust(80, b" ") + struct.pack("<I", len(ROWS)) + body


def loaded(data):
    found = load_mesh(data, ".stl", {})
    return found.mesh.parts, {w.code: dict(w.args) for w in found.warnings}


def test_viscam_colours_have_blue_in_the_low_bits():
    (part,), told = loaded(binary([0x8000 | 31, 0x8000 | 31 << 10]))
    assert part.colours[part.indices[0]].tolist() == [[0, 0, 1, 1]] * 3
    assert part.colours[part.indices[1]].tolist() == [[1, 0, 0, 1]] * 3
    assert (len(part.positions), told) == (6, {})


def test_magics_colours_have_red_in_the_low_bits_and_a_colour_of_the_whole():
    (part,), told = loaded(binary([31, 0x8000], b"COLOR=\x00\xff\x00\x80 MATERIAL="))
    assert part.colours[part.indices[0]].tolist() == [[1, 0, 0, 1]] * 3
    assert part.colours[part.indices[1, 0]] == pytest.approx([0, 1, 0, 128 / 255])
    assert told == {}


def test_numbers_that_are_no_colours_are_told():
    (part,), told = loaded(binary([7, 0]))
    assert part.colours is None
    assert told == {"stl-attributes-left-out": {"count": 1}}


def test_facets_of_one_colour_share_their_corners():
    (part,), _ = loaded(binary([0x8000 | 7, 0x8000 | 7]))
    assert len(part.positions) == 4


def facet(at):
    return f"facet normal 0 0 1\nouter loop\nvertex {at} 0 0\nvertex {at + 1} 0 0\nvertex {at} 1 0\nendloop\nendfacet\n"


def test_solids_become_parts_with_their_names():
    text = (
        f"solid nắp bình\n{facet(0)}endsolid nắp bình\nsolid rỗng\nendsolid\nsolid thân\n{facet(5)}{facet(6)}endsolid\n"
    )
    parts, _ = loaded(text.encode())
    assert [(part.name, len(part.indices)) for part in parts] == [("nắp bình", 1), ("thân", 2)]
