import numpy as np
import pytest
import trimesh

from mesh_builders import sphere
from vmuseum.assets.clean import clean
from vmuseum.assets.creases import creased
from vmuseum.mesh.arrays import Mesh, Part


def bare(mesh: trimesh.Trimesh) -> Part:
    return Part("", np.asarray(mesh.vertices, np.float32), np.asarray(mesh.faces, np.uint32))


def face_normals(part: Part) -> np.ndarray:
    corners = part.positions[part.indices].astype(float)
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    return across / np.linalg.norm(across, axis=1, keepdims=True)


def test_a_box_without_normals_keeps_its_edges_sharp():
    part = clean(Mesh((bare(trimesh.creation.box()),))).mesh.parts[0]
    assert len(part.positions) == 24
    assert part.normals[part.indices] == pytest.approx(np.repeat(face_normals(part)[:, None], 3, axis=1), abs=1e-6)


def test_a_cylinder_is_round_at_its_side_and_sharp_at_its_rim():
    part = clean(Mesh((bare(trimesh.creation.cylinder(1, 2, sections=24)),))).mesh.parts[0]
    side = np.abs(part.normals[:, 2]) < 1e-3
    assert (np.abs(part.normals[~side][:, 2]) > 0.999).all()
    outwards = part.positions[side][:, :2]
    assert (part.normals[side][:, :2] * outwards / np.linalg.norm(outwards, axis=1, keepdims=True)).sum(
        axis=1
    ).min() > 0.99


def test_a_rough_scan_is_smooth_all_over():
    ball = sphere(40)
    shake = np.random.default_rng(2).normal(1.0, 0.01, (len(ball.positions), 1)).astype(np.float32)
    rough = Part("", ball.positions * shake, ball.indices)
    assert creased(rough) is None
    part = clean(Mesh((rough,))).mesh.parts[0]
    assert len(part.positions) == len(np.unique(ball.indices))


def test_coordinates_and_colours_go_with_their_corners():
    box = bare(trimesh.creation.box())
    uvs = box.positions[:, :2] + np.float32(0.5)
    part = creased(Part("", box.positions, box.indices, uvs=uvs))
    assert part.uvs == pytest.approx(part.positions[:, :2] + 0.5)
