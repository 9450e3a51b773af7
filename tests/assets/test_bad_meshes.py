"""Every broken or hostile mesh and picture of the collection gives what its EXPECT.json asks, with bounded memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mesh_builders import DATA
from vmuseum.assets import picture, prepare
from vmuseum.errors import RecipeError
from vmuseum.messages import all_messages
from vmuseum.plan.recipes import MeshPrepare, PictureDerive

BAD = DATA / "bad"
pytestmark = pytest.mark.skipif(not BAD.is_dir(), reason="the shared bad files are not beside the checkout")

# refused with this code
REFUSED = {
    "glb-accessor-out-of-range.glb": "gltf-accessor-range",
    "glb-header-only.glb": "glb-no-chunks",
    "glb-index-out-of-range.glb": "mesh-index-range",
    "glb-json-chunk-lies.glb": "glb-chunk-long",
    "glb-length-lies-4gib.glb": "glb-truncated",
    "glb-nan-positions.glb": "mesh-empty",
    "glb-node-cycle.glb": "gltf-node-cycle",
    "glb-truncated.glb": "glb-truncated",
    "glb-version-1.glb": "gltf-version",
    "gltf-external-file-url.gltf": "mesh-address",
    "gltf-external-http.gltf": "mesh-address",
    "gltf-external-traversal.gltf": "mesh-path-outside",
    "gltf-required-unknown-extension.gltf": "gltf-extension",
    "obj-index-zero-and-far.obj": "mesh-index-range",
    "ply-huge-declared-count.ply": "ply-short",
    "ply-index-out-of-range.ply": "mesh-index-range",
    "ply-negative-count.ply": "ply-count",
    "ply-no-end-header.ply": "ply-header",
    "ply-text-not-ply.ply": "ply-not-ply",
    "ply-zero-faces.ply": "mesh-points-only",
    "ply-zero-vertices.ply": "mesh-empty",
    "stl-ascii-truncated.stl": "stl-truncated",
    "stl-count-lies.stl": "stl-count",
}
# loads with this many triangles and these warnings
LOADED = {
    "obj-bow-tie-vertex.obj": (2, {"mesh-bow-tie": 1, "mesh-open": 6}),
    "obj-degenerate-duplicate.obj": (2, {"mesh-dropped-flat": 1, "mesh-duplicates": 2, "mesh-non-manifold": 3}),
    "obj-map-traversal.obj": (1, {"mesh-path-outside": None, "mesh-open": 3}),
    "obj-missing-mtl.obj": (1, {"obj-no-material": None, "mesh-open": 3}),
    "obj-mtllib-traversal.obj": (1, {"mesh-path-outside": None, "mesh-open": 3}),
    "obj-non-manifold-edge.obj": (3, {"mesh-non-manifold": 1, "mesh-open": 6}),
    "ok-tetra.ply": (4, {}),
    "ok-triangle.glb": (1, {"mesh-open": 3}),
    "ply-nan-inf.ply": (4, {"mesh-dropped-not-finite": 1}),
}
PICTURES = {
    "png-bomb-30000x30000.png": "picture-too-large",
    "png-idat-truncated.png": "picture-truncated",
    "pano-not-an-image.jpg": "picture-is-a-page",
}


def prepared(name):
    companions = {path.name: path.read_bytes() for path in BAD.glob("*.mtl")}
    suffix = Path(name).suffix
    return prepare.run({"main": (BAD / name).read_bytes(), **companions}, MeshPrepare(suffix=suffix))


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_broken_meshes_are_refused(name):
    with pytest.raises(RecipeError) as caught:
        prepared(name)
    assert caught.value.code == REFUSED[name]


@pytest.mark.parametrize("name", sorted(LOADED))
def test_odd_meshes_load_and_tell(name):
    found = prepared(name)
    triangles, warnings = LOADED[name]
    assert found.facts["triangles"] == triangles
    assert {w.code: dict(w.args).get("count") for w in found.warnings} == warnings
    assert all(abs(v) < 1e6 for corner in found.facts["bounds"].values() for v in corner)


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_broken_pictures_are_refused(name):
    with pytest.raises(RecipeError) as caught:
        picture.run({"main": (BAD / name).read_bytes()}, PictureDerive())
    assert caught.value.code == PICTURES[name]


def test_the_required_extension_is_named():
    with pytest.raises(RecipeError) as caught:
        prepared("gltf-required-unknown-extension.gltf")
    assert caught.value.args_by_name["name"] == "ACME_secret_sauce"


def test_every_mesh_of_the_collection_is_tried():
    kinds = {".glb", ".gltf", ".obj", ".ply", ".stl"}
    assert {n for n in json.loads((BAD / "EXPECT.json").read_bytes()) if Path(n).suffix in kinds} == {*REFUSED, *LOADED}


def test_every_message_fills_with_the_values_given():
    texts = all_messages()
    for name in REFUSED:
        with pytest.raises(RecipeError) as caught:
            prepared(name)
        message = texts[caught.value.code]
        assert message.vi.format_map(caught.value.args_by_name)
        assert message.en.format_map(caught.value.args_by_name)
    for name in LOADED:
        for warning in prepared(name).warnings:
            assert texts[warning.code].vi.format_map(dict(warning.args))
            assert texts[warning.code].en.format_map(dict(warning.args))


LIMITED = """
import resource, sys
from pathlib import Path
import numpy
from PIL import Image, ImageCms, ImageOps
from vmuseum.assets import picture, prepare
from vmuseum.errors import RecipeError
from vmuseum.plan.recipes import MeshPrepare, PictureDerive
with open("/proc/self/statm") as status:
    used = int(status.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 64_000_000,) * 2)
for name in sys.argv[1:]:
    path = Path(name)
    data = path.read_bytes()
    try:
        if path.suffix in {".png", ".jpg"}:
            picture.run({"main": data}, PictureDerive())
        else:
            prepare.run({"main": data}, MeshPrepare(suffix=path.suffix))
    except RecipeError as error:
        print(error.code)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the size of a process from /proc")
def test_bombs_are_refused_within_64_megabytes():
    names = ["png-bomb-30000x30000.png", "ply-huge-declared-count.ply", "glb-length-lies-4gib.glb"]
    names += ["glb-accessor-out-of-range.glb", "stl-count-lies.stl", "glb-json-chunk-lies.glb"]
    command = [sys.executable, "-c", LIMITED, *(str(BAD / name) for name in names)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=60, cwd=Path(__file__).resolve().parents[2]
    )
    assert done.stdout.split() == [PICTURES.get(name) or REFUSED[name] for name in names], done.stderr
