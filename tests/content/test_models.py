"""The drawn models keep the published sizes and counts, and annotations touch their surface."""

import math
from functools import cache

import numpy as np
import pytest

from content.root import ROOT, museum
from content.surfaces import distance_to_surface, triangles_of
from models.samples import vase
from models.samples.catalogue import MODELS, PICTURES
from vmuseum.assets.prepare import run
from vmuseum.mesh.arrays import Mesh, decode
from vmuseum.plan.recipes import MeshPrepare

WITH_MODEL = sorted(n for n, e in museum().exhibits.items() if e.model is not None)
TOUCH_M = 0.004


@cache
def _prepared(file: str, height_m: float | None = None) -> Mesh:
    params = MeshPrepare(suffix=".glb", height_m=height_m, centred=file != "den-vua-hung")
    return decode(run({"main": (ROOT / "models" / f"{file}.glb").read_bytes()}, params).files["mesh.vmesh"])


def _named(file: str, stem: str) -> int:
    return sum(1 for p in _prepared(file).parts if p.name == stem or p.name.startswith(f"{stem}-"))


def test_the_vase_has_its_four_measures() -> None:
    curve = vase.profile()
    outside = curve[: int(np.argmax(curve[:, 1])) + 1]
    assert math.isclose(curve[:, 1].max() - curve[:, 1].min(), 0.263, abs_tol=0.001)
    assert math.isclose(2 * math.pi * outside[:, 0].max(), 0.835, abs_tol=0.001)
    assert math.isclose(2 * outside[outside[:, 1] > 0.25][:, 0].max(), 0.12, abs_tol=0.001)
    assert math.isclose(2 * outside[outside[:, 1] < 0.01][:, 0].max(), 0.11, abs_tol=0.001)


def test_the_figure_is_56_cm_on_a_base_of_16_cm() -> None:
    low, high = _prepared("tuong-phat").bounds()
    size = high - low
    assert math.isclose(size[1], 0.56, abs_tol=0.005)
    assert math.isclose(size[0], 0.16, abs_tol=0.004)


def test_the_casting_set_holds_one_mesh_for_each_of_its_eleven_parts() -> None:
    names = {p.name for p in _prepared("bo-khuon-duc").parts}
    assert names == {p.id for p in museum().exhibits["bo-khuon-duc"].record.parts}


def test_the_temple_court_has_its_counts() -> None:
    assert _named("den-vua-hung", "canh-cung") == 18
    assert len({p.name for p in _prepared("den-vua-hung").parts if p.name.startswith("tru-da")}) == 54
    assert _named("den-vua-hung", "cot-co") == 18


def test_the_temple_gate_is_nine_metres_high() -> None:
    gate = [p for p in _prepared("den-vua-hung").parts if p.name.startswith("cong-den")]
    assert math.isclose(max(float(p.positions[:, 1].max()) for p in gate), 9.0, abs_tol=0.05)


def test_the_temple_court_can_be_walked_and_stays_below_sixty_thousand_triangles() -> None:
    mesh = _prepared("den-vua-hung")
    assert {p.name for p in mesh.parts if p.name.startswith("walk-")} == {
        "walk-nen",
        "walk-bac",
        "walk-cau",
        "walk-them",
        "walk-san",
    }
    assert mesh.triangles < 60_000


@pytest.mark.parametrize("name", WITH_MODEL)
def test_annotations_touch_the_surface_of_their_model(name: str) -> None:
    exhibit = museum().exhibits[name]
    assert exhibit.model is not None
    mesh = _prepared(exhibit.model.file.removeprefix("models/").removesuffix(".glb"), exhibit.model.height_m)
    triangles = np.concatenate([triangles_of(p.positions, p.indices) for p in mesh.parts])
    low, high = mesh.bounds()
    touch = max(TOUCH_M, 0.005 * float((high - low).max()))
    for row in exhibit.annotations:
        assert distance_to_surface(np.array(row.at_m), triangles) < touch, row.id


@pytest.mark.parametrize("name", ["thap-canh", "bo-khuon-duc"])
def test_a_model_is_drawn_again_byte_by_byte_alike_in_one_run(name: str) -> None:
    assert MODELS[name]() == MODELS[name]()


@pytest.mark.parametrize("name", ["thap-canh", "bo-khuon-duc"])
def test_the_checked_in_model_is_what_the_program_draws(name: str) -> None:
    drawn = decode(run({"main": MODELS[name]()}, MeshPrepare(suffix=".glb")).files["mesh.vmesh"])
    kept = _prepared(name)
    assert [p.name for p in drawn.parts] == [p.name for p in kept.parts]
    for a, b in zip(drawn.parts, kept.parts, strict=True):
        assert np.allclose(a.positions, b.positions, atol=1e-5)


def test_every_checked_in_master_has_its_program_and_no_other_lies_about() -> None:
    assert {p.stem for p in (ROOT / "models").glob("*.glb")} == set(MODELS)
    assert {p.stem for p in (ROOT / "media").glob("*.webp")} == set(PICTURES)


def test_masters_together_stay_small() -> None:
    total = sum(p.stat().st_size for f in ("models", "media") for p in (ROOT / f).iterdir() if p.is_file())
    assert total < 4_500_000
