"""Galleries, exhibits and shells made in memory for the tests of this room."""

import io
import json

import numpy as np
from PIL import Image

from vmuseum.gallery.complete import look_up
from vmuseum.mesh.arrays import Material, Mesh, Part, encode
from vmuseum.plan.recipes import ExhibitSize, GalleryBuild
from vmuseum.schema.gallery import Gallery


def words(vi, en=None):
    return {"vi": vi, "en": en or vi}


def gallery(*rooms, lighting="gallery", view=None, **more):
    first = rooms[0]["id"]
    data = {
        "kind": "gallery",
        "venue": "nha",
        "title": words("Phòng thử", "Test room"),
        "rooms": list(rooms),
        "viewpoints": [view or {"id": "cua", "room": first, "at_m": [1.0, 3.3]}],
        "lighting": lighting,
        **more,
    }
    return Gallery.model_validate_json(json.dumps(data))


def room(name="mot", size=(6.0, 4.0), **more):
    return {"id": name, "size_m": list(size), **more}


def plinth(x, z, exhibit="binh", **more):
    return {"kind": "plinth", "exhibit": exhibit, "at_m": [x, z], **more}


def case(x, z, exhibit="binh", **more):
    return {**plinth(x, z, exhibit), "kind": "case", **more}


def frame(wall, **more):
    return {"kind": "frame", "wall": wall, "picture": "media/tranh.png", **more}


def panel(wall, **more):
    title, text = words("Văn hóa Óc Eo", "Óc Eo culture"), words("Bốn bảo vật quốc gia.", "Four national treasures.")
    return {"kind": "panel", "wall": wall, "title": title, "text": text, **more}


def block(low=(-0.1, 0.0, -0.1), high=(0.1, 0.4, 0.1), name="khoi", material=None):
    """Return a box with flat normals that point out."""
    x0, y0, z0 = low
    x1, y1, z1 = high
    quads = [
        ((x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)),
        ((x1, y0, z0), (x0, y0, z0), (x0, y1, z0), (x1, y1, z0)),
        ((x1, y0, z1), (x1, y0, z0), (x1, y1, z0), (x1, y1, z1)),
        ((x0, y0, z0), (x0, y0, z1), (x0, y1, z1), (x0, y1, z0)),
        ((x0, y1, z1), (x1, y1, z1), (x1, y1, z0), (x0, y1, z0)),
        ((x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1)),
    ]
    positions = np.array(quads, np.float32).reshape(-1, 3)
    start = np.arange(6)[:, None] * 4
    indices = np.concatenate([start + np.array(t) for t in ((0, 1, 2), (0, 2, 3))]).astype(np.uint32)
    corners = positions[indices]
    flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    flat /= np.linalg.norm(flat, axis=1, keepdims=True)
    normals = np.zeros_like(positions)
    for k in range(3):
        normals[indices[:, k]] = flat
    return Part(name, positions, indices, normals, material=material or Material("da", (0.5, 0.45, 0.4, 1.0)))


def ground(name, low, high, y=0.0, material=None):
    """Return a rectangle that faces up; `low`, `high` are (x, z)."""
    (x0, z0), (x1, z1) = low, high
    positions = np.array([(x0, y, z1), (x1, y, z1), (x1, y, z0), (x0, y, z0)], np.float32)
    normals = np.tile(np.array([0, 1, 0], np.float32), (4, 1))
    paving = material or Material("lat", (0.36, 0.33, 0.3, 1.0))
    return Part(name, positions, np.array([[0, 1, 2], [0, 2, 3]], np.uint32), normals, material=paving)


def exhibit(*parts):
    return encode(Mesh(parts or (block(),)))


def picture(size=(90, 60), tint=(200, 120, 60)):
    out = io.BytesIO()
    Image.new("RGB", size, tint).save(out, "PNG")
    return out.getvalue()


def build_params(scene, samples=8, **more):
    names = (ExhibitSize(id="binh", title_vi="Bình gốm", title_en="Vase", line_vi="Thế kỷ V", line_en="5th century"),)
    return GalleryBuild(gallery=scene, exhibits=names, samples=samples, texels_m=4.0, **more)


def sampled(part, light):
    """Return points spread over a part (n, 3) and the light map's lux there (n, 3)."""
    points, lux = [], []
    for weights in np.random.default_rng(3).dirichlet((1, 1, 1), 1500):
        points.append(np.einsum("k,mkd->md", weights, part.positions[part.indices]))
        lux.append(look_up(light, np.einsum("k,mkd->md", weights, part.uvs2[part.indices])))
    return np.concatenate(points), np.concatenate(lux)
