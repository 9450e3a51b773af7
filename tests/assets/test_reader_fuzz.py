"""Readers under damage: every file gives a told error or a sound mesh, in bounded memory, and comes to an end.

Small files of every kind are cut at every byte; hypothesis changes bytes; larger ones are cut and changed at places
drawn from a fixed seed. A reader that hangs is ended by the limit of its process.
"""

import copy
import io
import json
import struct
import subprocess
import sys
import tracemalloc
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pil

from gltf_builder import SQUARE_UV, Gltf
from mesh_builders import DATA, glb, sphere
from vmuseum.assets.clean import clean
from vmuseum.assets.readers.mesh_io import load_mesh
from vmuseum.errors import RecipeError
from vmuseum.mesh.arrays import Image, Material, Mesh
from vmuseum.mesh.glb import write_glb

ROOM = 6_000_000  # bytes a reader may take beside four times the file: bands and tables of fixed size


def dot():
    out = io.BytesIO()
    Pil.new("RGB", (2, 2), (200, 100, 50)).save(out, "PNG")
    return out.getvalue()


def rich_gltf():
    """Return a GLB with transforms, instances, a skin, morphs, sparse values, and materials of several kinds."""
    file = Gltf()
    texture = file.texture(dot())
    gloss = {"diffuseTexture": {"index": texture}, "specularGlossinessTexture": {"index": texture, "texCoord": 1}}
    coat = {"clearcoatFactor": 0.5, "clearcoatTexture": {"index": texture}}
    first = file.material(
        pbrMetallicRoughness={"baseColorTexture": {"index": texture}}, extensions={"KHR_materials_clearcoat": coat}
    )
    second = file.material(extensions={"KHR_materials_pbrSpecularGlossiness": gloss})
    for material in (first, second):
        primitive = file.square(
            material=material, TEXCOORD_0=SQUARE_UV, NORMAL=np.tile(np.float32([0, 0, 1]), (4, 1)),
            TANGENT=np.tile(np.float32([1, 0, 0, 1]), (4, 1)), JOINTS_0=np.zeros((4, 4), "u1"),
            WEIGHTS_0=np.tile(np.float32([1, 0, 0, 0]), (4, 1)),
        )  # fmt: skip
        primitive["targets"] = [{"POSITION": file.accessor(np.ones((4, 3), "<f4"))}]
    rows = {"TRANSLATION": file.accessor(np.float32([[1, 0, 0], [2, 0, 0]]))}
    file.document["skins"] = [{"joints": [1]}]
    file.document["nodes"] = [
        {"mesh": 0, "extensions": {"EXT_mesh_gpu_instancing": {"attributes": rows}}, "weights": [0.5]},
        {"mesh": 0, "skin": 0, "rotation": [0, 0, 0, 1]},
    ]  # fmt: skip
    file.document["scenes"] = [{"nodes": [0, 1]}]
    return file.glb()


def packed_glb(rings=4):
    ball = replace(sphere(rings, colours=True), material=Material(base_texture=0))
    return write_glb(Mesh((ball,), (Image("image/png", dot()),)), compressed=True)


def draco_glb():
    import DracoPy

    ball = sphere(4)
    data = DracoPy.encode(ball.positions, ball.indices)
    file = Gltf()
    view = file.view(data)
    file.document["accessors"] = [
        {"componentType": 5126, "count": len(DracoPy.decode(data).points), "type": "VEC3"},
        {"componentType": 5125, "count": len(DracoPy.decode(data).faces) * 3, "type": "SCALAR"},
    ]
    packed = {"KHR_draco_mesh_compression": {"bufferView": view, "attributes": {"POSITION": 0}}}
    file.document["meshes"] = [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1, "extensions": packed}]}]
    return file.glb()


def ply(order):
    sign = {"ascii": "", "binary_little_endian": "<", "binary_big_endian": ">"}[order]
    top = f"ply\nformat {order} 1.0\ncomment TextureFile a.png\nelement vertex 4\n"
    top += (
        "".join(f"property float {n}\n" for n in "xyz")
        + "property uchar red\nproperty uchar green\nproperty uchar blue\n"
    )
    top += "element face 2\nproperty list uchar int vertex_indices\nproperty list uchar float texcoord\n"
    top += "property int texnumber\nelement tristrips 1\nproperty list int int vertex_indices\nend_header\n"
    rows = [((0, 0, 0), (9, 8, 7)), ((1, 0, 0), (0, 0, 0)), ((0, 1, 0), (255, 0, 1)), ((1, 1, 0), (1, 2, 3))]
    faces = [((0, 1, 2), [0, 0, 1, 0, 0, 1]), ((0, 1, 3, 2), [0, 0, 1, 0, 1, 1, 0, 1])]
    strip = [0, 1, 2, 3, -1, 3, 2, 1]
    if not sign:
        body = "".join(" ".join(map(str, (*place, *colour))) + "\n" for place, colour in rows)
        body += "".join(" ".join(map(str, (len(f), *f, len(uv), *uv, 0))) + "\n" for f, uv in faces) + " ".join(
            map(str, (len(strip), *strip))
        )
        return (top + body).encode()
    blob = b"".join(struct.pack(f"{sign}3f3B", *place, *colour) for place, colour in rows)
    for f, uv in faces:
        blob += struct.pack(f"{sign}B{len(f)}iB{len(uv)}fi", len(f), *f, len(uv), *uv, 0)
    return top.encode() + blob + struct.pack(f"{sign}{1 + len(strip)}i", len(strip), *strip)


OBJ = b"""mtllib a.mtl
v 0 0 0 1 0 0
v 4 4 0 0 1 0
v 0 1 0 0 0 1
v -4 4 0 1 1 1
vt 0 0
vt 1 0
vt 1 1
vn 0 0 1
usemtl m
f 1/1/1 2/2/1 3/3/1
f 1/1 2/2 3/3 4/1
f -4//-1 -3//-1 \\
 -2//-1
g a b
l 1 2
"""
MTL = b"newmtl m\nKd .5 .5 .5\nd 0.5\nmap_Kd -s 2 2 a.png\nmap_Pr a.png\nbump -bm 2 a.png\nNs 20\nPc 1\n"
FACET = "facet normal 0 0 1\nouter loop\nvertex {0} 0 0\nvertex {1} 0 0\nvertex 0 1e0 0\nendloop\nendfacet\n"
STL = ("solid a\n" + FACET.format(0, 1) + "endsolid a\nsolid b\n" + FACET.format(2, 3) + "endsolid b\n").encode()
COLOURED = (
    b"COLOR=\1\2\3\4".ljust(80)
    + struct.pack("<I", 2)
    + b"".join(struct.pack("<12fH", 0, 0, 1, n, 0, 0, 1, n, 0, 0, 1, n, 77 * n) for n in (1, 2))
)
FILES = {
    "rich.glb": rich_gltf(),
    "packed.glb": packed_glb(),
    "draco.glb": draco_glb(),
    "ascii.ply": ply("ascii"),
    "little.ply": ply("binary_little_endian"),
    "big.ply": ply("binary_big_endian"),
    "a.obj": OBJ,
    "ascii.stl": STL,
    "coloured.stl": COLOURED,
}
BESIDE = {"a.png": dot(), "a.mtl": MTL}


def read(data, suffix, beside=BESIDE):
    """Return the mesh, or None for a told error. Whatever else is raised goes through."""
    try:
        mesh = load_mesh(data, suffix, beside).mesh
        for part in mesh.parts:
            assert int(part.indices.max(initial=0)) < len(part.positions)
            arrays = (part.normals, part.tangents, part.uvs, part.uvs2, part.colours)
            assert all(rows is None or len(rows) == len(part.positions) for rows in arrays)
            used = [getattr(part.material, role) for role in ("base_texture", "normal_texture", "metal_rough_texture")]
            assert all(number is None or number < len(mesh.images) for number in used)
        with np.errstate(all="ignore"):  # damage makes numbers beyond float32: they are told, not warned of
            mesh = clean(mesh).mesh
    except RecipeError:
        return None
    for part in mesh.parts:
        arrays = (part.positions, part.normals, part.tangents, part.uvs, part.uvs2, part.colours)
        assert all(rows is None or np.isfinite(rows).all() for rows in arrays)
    return mesh


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_at_any_byte_is_told_or_sound(name):
    whole, suffix = FILES[name], Path(name).suffix
    assert read(whole, suffix) is not None
    told = sum(read(whole[:size], suffix) is None for size in range(len(whole)))
    # text may end early and still be whole; nothing else may
    assert told > len(whole) * (0.3 if suffix == ".obj" else 0.7)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_changed_bytes_are_told_or_sound(data):
    name = data.draw(st.sampled_from(sorted(FILES)))
    damaged = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        kind = data.draw(st.sampled_from(["byte", "word", "cut out", "put in", "twice"]))
        size = data.draw(st.integers(1, 32))
        if kind == "byte":
            damaged[at] = data.draw(st.integers(0, 255))
        elif kind == "word":
            damaged[at : at + 4] = data.draw(
                st.sampled_from([b"\xff\xff\xff\xff", b"\0\0\0\x80", b"\0\0\xc0\x7f", b"9999"])
            )
        elif kind == "cut out" and len(damaged) > size:
            del damaged[at : at + size]
        elif kind == "put in":
            damaged[at:at] = data.draw(st.binary(min_size=size, max_size=size))
        else:
            damaged[at:at] = damaged[at : at + size]
    read(bytes(damaged), Path(name).suffix)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_a_changed_material_file_costs_its_look_only(noise):
    for mtl in (noise, MTL[: len(noise)] + noise + MTL[len(noise) :]):
        assert read(OBJ, ".obj", {"a.png": dot(), "a.mtl": mtl}) is not None


def large_files():
    """Return plain files of about a megabyte, in every form whose numbers are not packed."""
    ball = sphere(60, colours=True)
    places, count, faces = ball.positions.tolist(), len(ball.positions), ball.indices.tolist()
    top = f"element vertex {count}\nproperty float x\nproperty float y\nproperty float z\nelement face {len(faces)}\n"
    top += "property list uchar int vertex_indices\nend_header\n"
    text = "".join(f"{x:.6f} {y:.6f} {z:.6f}\n" for x, y, z in places)
    quads = "".join(f"4 {a} {b} {c} {a}\n" if a % 3 else f"3 {a} {b} {c}\n" for a, b, c in faces)
    obj = "".join(f"v {line}\n" for line in text.splitlines())
    obj += "".join(f"vt {u:.5f} {v:.5f}\n" for u, v in ball.uvs) + "".join(f"vn {line}\n" for line in text.splitlines())
    rows = np.zeros(len(faces), [("n", "u1"), ("i", "<i4", 3)])
    rows["n"], rows["i"] = 3, ball.indices
    facets = np.zeros(len(faces), [("n", "<f4", 3), ("c", "<f4", 9), ("s", "<u2")])
    facets["c"] = ball.positions[ball.indices].reshape(-1, 9)
    return {
        "plain.glb": write_glb(Mesh((ball,)), compressed=False),
        "ascii.ply": f"ply\nformat ascii 1.0\n{top}{text}".encode()
        + "".join(f"3 {a} {b} {c}\n" for a, b, c in faces).encode(),
        "quads.ply": f"ply\nformat ascii 1.0\n{top}{text}{quads}".encode(),
        "binary.ply": f"ply\nformat binary_little_endian 1.0\n{top}".encode()
        + ball.positions.tobytes()
        + rows.tobytes(),
        "a.obj": (
            obj
            + "".join(
                f"f {a + 1}/{a + 1}/{a + 1} {b + 1}/{b + 1}/{c + 1} {c + 1}/{c + 1}/{c + 1}\n" for a, b, c in faces
            )
        ).encode(),
        "binary.stl": bytes(80) + struct.pack("<I", len(faces)) + facets.tobytes(),
        "ascii.stl": b"solid\n" + b"".join(FACET.format(a, b).encode() for a, b, _ in faces[:6000]) + b"endsolid\n",
    }


def damaged_forms(whole, seed):
    """Return the file, its cuts and changes: the same each time."""
    draw = np.random.default_rng(seed)
    yield whole
    for share in draw.random(4):
        yield whole[: int(len(whole) * share)]
    for _ in range(5):
        changed = bytearray(whole)
        for at in draw.integers(0, len(whole), 12):
            changed[at] = int(draw.integers(0, 256))
        for at in draw.integers(0, min(len(whole), 600), 2):  # headers are where damage costs most
            changed[at] = int(draw.integers(48, 58))
        yield bytes(changed)


def peak_of(data, suffix):
    """Return the most memory that reading took, Python's and numpy's."""
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    with suppress(RecipeError):
        load_mesh(data, suffix, {})
    return tracemalloc.get_traced_memory()[1] - before


def largest_ratio():
    worst = {}
    tracemalloc.start()
    for number, (name, whole) in enumerate(sorted(large_files().items())):
        for data in damaged_forms(whole, number):
            over = peak_of(data, Path(name).suffix) - 4 * len(data) - ROOM
            worst[name] = max(worst.get(name, over), over)
    return worst


def test_memory_stays_within_four_times_the_file():
    script = "import test_reader_fuzz as t; print(t.largest_ratio())"
    folders = [str(Path(__file__).parent), str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
    code = f"import sys, warnings; sys.path[:0] = {folders!r}; warnings.simplefilter('ignore'); {script}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    worst = dict(eval(done.stdout))  # noqa: S307 - printed by this file
    assert set(worst) == set(large_files())
    assert {name: over for name, over in worst.items() if over > 0} == {}


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared scans are not beside the checkout")
@pytest.mark.parametrize(
    "name",
    [
        "saxophone-draco.glb",
        "whale-mandible.glb",
        "stanford-bunny.ply",
        "demosthenes-bust.obj",
        "stanford-armadillo.stl",
    ],
)
def test_damaged_scans_are_told_or_sound(name):
    path = DATA / "scans" / name
    for data in list(damaged_forms(path.read_bytes(), 7))[1:8]:
        read(data, path.suffix, {})


def document_of(data):
    (size,) = struct.unpack_from("<I", data, 12)
    return json.loads(data[20 : 20 + size]), data[28 + size :]


def places_in(value, path=()):
    """Return the path of every value inside a document."""
    found = [path] if path else []
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in rows:
        found += places_in(inner, (*path, key))
    return found


def changed(document, path, value):
    """Return the document with another value at `path`; `...` takes it out."""
    whole = copy.deepcopy(document)
    owner = whole
    for key in path[:-1]:
        owner = owner[key]
    if value is ...:
        del owner[path[-1]]
    else:
        owner[path[-1]] = value
    return whole


NONSENSE = st.sampled_from(
    [
        ...,
        None,
        True,
        -1,
        0,
        1,
        2,
        7,
        255,
        10**9,
        2**53,
        1e308,
        -0.5,
        "",
        "x",
        "MAT4",
        "VEC2",
        [],
        [0],
        [1e39, 0, 0],
        {},
        [[]],
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_any_value_of_a_gltf_may_be_nonsense(data):
    document, binary = document_of(FILES[data.draw(st.sampled_from(["rich.glb", "packed.glb", "draco.glb"]))])
    for _ in range(data.draw(st.integers(1, 3))):
        places = places_in(document)
        document = changed(document, data.draw(st.sampled_from(places)), data.draw(NONSENSE))
    read(glb(document, binary), ".glb")
