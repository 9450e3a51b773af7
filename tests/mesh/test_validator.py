"""Every kind of GLB we write passes the Khronos validator with no error. Needs Node and the viewer's packages."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mesh_builders import DATA, picture, sphere, textured
from vmuseum.assets import prepare
from vmuseum.assets.qualities import run as qualities
from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Image, Material, Mesh
from vmuseum.mesh.glb import Precision, write_glb
from vmuseum.plan.recipes import MeshPrepare, MeshQualities, QualityParams

COATS = (
    '{"KHR_materials_anisotropy":{"anisotropyRotation":1,"anisotropyStrength":0.5},'
    '"KHR_materials_clearcoat":{"clearcoatFactor":0.5},"KHR_materials_dispersion":{"dispersion":0.1},'
    '"KHR_materials_ior":{"ior":1.4},"KHR_materials_iridescence":{"iridescenceFactor":0.5},'
    '"KHR_materials_sheen":{"sheenColorFactor":[1,0.5,0]},"KHR_materials_specular":{"specularFactor":0.5},'
    '"KHR_materials_transmission":{"transmissionFactor":0.5},"KHR_materials_volume":{"thicknessFactor":0.1}}'
)
MODULES = Path(__file__).resolve().parents[2] / "viewer" / "node_modules"
NODE = shutil.which("node")
pytestmark = [
    pytest.mark.skipif(NODE is None, reason="Node is not installed"),
    pytest.mark.skipif(not (MODULES / "gltf-validator").is_dir(), reason="run npm ci in viewer/ first"),
]


def errors(folder, glbs):
    paths = []
    for name, data in glbs.items():
        paths.append(folder / f"{name}.glb")
        paths[-1].write_bytes(data)
    script = Path(__file__).with_name("validate.mjs")
    done = subprocess.run([NODE, script, MODULES, *paths], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == len(glbs)
    return {Path(row["file"]).stem: row["messages"] for row in rows if row["numErrors"]}


def test_what_we_write_is_valid(tmp_path):
    ball = textured(sphere(16, colours=True, name="bình gốm"))
    webp = raster.webp(raster.decode(ball.images[0].data), quality=70)
    lamp = replace(sphere(8, name="đèn"), material=Material("đèn", emissive=(9.0, 8.0, 5.0), alpha="BLEND"))
    lit = replace(sphere(8, name="tường"), uvs2=sphere(8).uvs)
    bare = replace(sphere(8, name="đá"), uvs=None, normals=None)
    faint = replace(sphere(8, colours=True, name="kính"))
    faint = replace(faint, colours=faint.colours * np.float32([1, 1, 1, 0.5]))
    along = np.cross(lit.normals, np.float32([0, 1, 0])) + np.float32([0, 0, 1e-6])
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    tangents = np.column_stack([along, np.where(np.arange(len(along)) % 3, 1, -1)]).astype(np.float32)
    glaze = Material(
        "men", base_texture=0, normal_texture=1, occlusion_texture=1, second_uv=("occlusion_texture",),
        normal_scale=0.5, occlusion_strength=0.25, alpha="MASK", alpha_cutoff=0.25, emissive=(3.0, 2.0, 1.0),
        extensions=COATS,
    )  # fmt: skip
    glazed = replace(lit, name="men", tangents=tangents, material=glaze)
    wide = replace(glazed, name="rộng", uvs2=lit.uvs2 * np.float32(3), material=replace(glaze, unlit=True))
    mapped = replace(lit, name="chỉ ánh sáng", uvs=None)
    many = Mesh((ball.parts[0], lamp, lit, bare, faint, glazed, wide, mapped), (webp, Image("image/png", picture(8))))
    extras = {"rights": {"license": "CC0-1.0"}}
    glbs = {
        "plain": write_glb(many, compressed=False, copyright="CC0", extras=extras),
        "packed": write_glb(many, compressed=True, copyright="CC0", extras=extras),
        "coarse": write_glb(many, compressed=True, precision=Precision(10, 6, 8, 8)),
        "fine": write_glb(many, compressed=True, precision=Precision(16, 12, 16, 16)),
    }
    assert errors(tmp_path, glbs) == {}


def test_the_validator_would_notice(tmp_path):
    good = write_glb(Mesh((sphere(4),)), compressed=False)
    assert errors(tmp_path, {"bad": good.replace(b'"VEC3"', b'"VEC2"', 1)})


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared scans are not beside the checkout")
@pytest.mark.parametrize("name", ["saxophone-draco.glb", "venus-de-milo-smk.glb", "demosthenes-bust.obj"])
def test_every_quality_of_a_scan_is_valid(tmp_path, name):
    master = DATA / "scans" / name
    found = prepare.run({"main": master.read_bytes()}, MeshPrepare(suffix=master.suffix, height_m=0.6))
    wanted = (("high", 60_000, 1024), ("low", 15_000, 512), ("thumb", 3000, 256))
    params = MeshQualities(
        qualities=tuple(QualityParams(quality=k, triangles=n, error_share=1e-4, texture_px=px) for k, n, px in wanted)
    )
    made = qualities.run(dict(found.files), params).files
    assert errors(tmp_path, {kind: made[f"{kind}/model.glb"] for kind, _, _ in wanted}) == {}
