"""The GLB of points and splats passes the Khronos validator with no error. Needs Node and the viewer's packages."""

import json

import numpy as np

from cloud_builders import shell
from mesh.test_validator import errors, pytestmark  # noqa: F401 - the same conditions
from vmuseum.mesh.points_glb import Points, Signature, write_points
from vmuseum.mesh.splats_glb import Splats, write_splats

PLACES, COLOURS = shell(500)
PLACES = PLACES.astype(np.float32)
SIGNED = Signature("CC0", {"rights": {"license": "CC0-1.0"}})


def plain_names(glb):
    """Return the GLB with the extension's attributes named as an application's: gltf-validator knows no others."""
    length = int.from_bytes(glb[12:16], "little")
    document = json.loads(glb[20 : 20 + length])
    primitive = document["meshes"][0]["primitives"][0]
    primitive["attributes"] = {
        name.replace("KHR_gaussian_splatting:", "_"): accessor for name, accessor in primitive["attributes"].items()
    }
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    size = len(glb) - length + len(text)
    return (
        glb[:8] + size.to_bytes(4, "little") + len(text).to_bytes(4, "little") + glb[16:20] + text + glb[20 + length :]
    )


def test_points_and_splats_are_valid(tmp_path):
    normals = PLACES - np.array([0, 0.5, 0], np.float32)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    colours = (COLOURS / 255).astype(np.float32)
    turn = np.tile(np.array([0, 0, 0, 1], np.float32), (500, 1))
    splats = Splats(PLACES, np.full((500, 3), 0.01, np.float32), turn, np.full(500, 0.9, np.float32), colours,
                    np.zeros((500, 3, 3), np.float32))  # fmt: skip
    glbs = {
        "points": write_points(Points(PLACES, normals, colours, 0.05), SIGNED),
        "bare": write_points(Points(PLACES, None, None, 0.05), SIGNED),
        "splats": plain_names(write_splats(splats, SIGNED)),
    }
    assert errors(tmp_path, glbs) == {}
