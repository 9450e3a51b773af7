"""Small meshes for drawing."""

import numpy as np

from vmuseum.mesh.arrays import Material, Mesh, Part


def quad(name="quad", *, size=1.0, at=(0.0, 0.0, 0.0), material=None, uvs2=None, facing="z", colours=None) -> Part:
    """A square of `size` metres around `at` that faces +z or +y."""
    h = size / 2
    flat = np.array([[-h, -h], [h, -h], [h, h], [-h, h]], np.float32)
    if facing == "z":
        points, normal = np.c_[flat, np.zeros(4)], (0, 0, 1)
    else:
        points, normal = np.c_[flat[:, 0], np.zeros(4), -flat[:, 1]], (0, 1, 0)
    return Part(
        name,
        (points + np.array(at)).astype(np.float32),
        np.array([[0, 1, 2], [0, 2, 3]], np.uint32),
        np.tile(np.array(normal, np.float32), (4, 1)),
        uvs=np.array([[0, 1], [1, 1], [1, 0], [0, 0]], np.float32),
        uvs2=uvs2,
        colours=colours,
        material=material or Material(roughness=1.0),
    )


def ball(radius=0.5, *, at=(0.0, 0.0, 0.0), rings=24, material=None) -> Mesh:
    """A sphere around `at`."""
    polar, turn = np.meshgrid(np.linspace(0, np.pi, rings + 1), np.linspace(0, 2 * np.pi, 2 * rings + 1), indexing="ij")
    normals = np.stack([np.sin(polar) * np.sin(turn), np.cos(polar), np.sin(polar) * np.cos(turn)], axis=-1)
    columns = 2 * rings + 1
    first = (np.arange(rings)[:, None] * columns + np.arange(columns - 1)).ravel()
    indices = np.concatenate(
        [np.c_[first, first + columns, first + 1], np.c_[first + 1, first + columns, first + columns + 1]]
    )
    points = normals.reshape(-1, 3) * radius + np.array(at)
    part = Part(
        "ball",
        points.astype(np.float32),
        indices.astype(np.uint32),
        normals.reshape(-1, 3).astype(np.float32),
        material=material or Material(roughness=1.0),
    )
    return Mesh((part,))
