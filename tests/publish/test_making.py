"""The steps of a model in words, and its provenance as PROV-JSON, from facts of the recipes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vmuseum.engine.run import Results
from vmuseum.engine.store import Blob, Result
from vmuseum.errors import Span
from vmuseum.plan.provenance import made_refs
from vmuseum.plan.task import MasterInput, Plan, TaskInput, make_task
from vmuseum.publish.documents.assets import Assets
from vmuseum.publish.documents.making import steps, tiny
from vmuseum.publish.documents.model import whole_model_ref
from vmuseum.publish.documents.provenance import provenance
from vmuseum.schema.exhibit import Exhibit

SPAN = Span("exhibits/binh.yaml", 1, 1)
BOX = {"low": [-1.0, 0.0, -1.0], "high": [1.0, 2.0, 1.0]}
QUALITIES = {
    "high": {"triangles": 150_000, "texture_px": 4096, "error_m": 0.00012},
    "medium": {"triangles": 50_000, "texture_px": 2048, "error_m": 0.0005, "baked": True},
    "low": {"triangles": 15_000, "texture_px": 0, "error_m": 0.012},
    "thumb": {"triangles": 3000, "texture_px": 256, "error_m": 0.04},
}


def exhibit(**model):
    return Exhibit.model_validate(
        {
            "kind": "object",
            "title": {"vi": "Bình"},
            "label": {"vi": "Một chiếc bình."},
            "model": {
                "file": "models/binh.glb",
                "paradata": {"status": "survey", "method": "laser", "made": "2024"},
                "rights": {"license": "CC0-1.0", "credit": {"vi": "Bảo tàng"}},
                "alt": {"vi": "Bình"},
                **model,
            },
        },
        strict=False,
    )


def blob(name):
    return Blob(name.encode().hex().ljust(64, "0")[:64], 100 + len(name))


def assets_of(prepared, qualities=QUALITIES):
    """Return what a build gave for one exhibit: prepared mesh, qualities and one file to take home."""
    first = make_task(
        "mesh.prepare", 1, "{}", [("main", MasterInput("models/binh.glb", "a" * 64, 9))], title="", span=SPAN
    )
    mesh = TaskInput(first.key, "mesh.vmesh")
    levels = ",".join(f'{{"quality":"{name}"}}' for name in qualities)
    second = make_task("mesh.qualities", 1, f'{{"qualities":[{levels}]}}', [("mesh.vmesh", mesh)], title="", span=SPAN)
    third = make_task("mesh.download", 1, '{"form":"glb"}', [("mesh.vmesh", mesh)], title="", span=SPAN)
    roles = {"prepare": first.key, "qualities": second.key, "download/glb": third.key}
    plan = Plan((first, second, third), {f"exhibit/binh/{role}": key for role, key in roles.items()})
    tiles = {f"tiles/{n}": blob(n) for n in ("tileset.json", "0.glb")} if "tiles" in prepared else {}
    results = {
        first.key: Result({"mesh.vmesh": blob("prepared"), **tiles}, prepared, ()),
        second.key: Result({f"{q}/model.glb": blob(q) for q in qualities}, qualities, ()),
        third.key: Result({"model.glb": blob("whole")}, {"triangles": prepared["triangles"]}, ()),
    }
    return Assets(plan, Results(results, (), ()))


class Shelf:
    """A store that keeps what it is given in memory."""

    def __init__(self):
        self.kept = []

    def put(self, data):
        self.kept.append(data)
        return blob(f"kept {len(self.kept)}")


PREPARED = {"triangles": 2_400_000, "bounds": BOX}


def said(lang, model=None, prepared=PREPARED, qualities=QUALITIES):
    found = model or exhibit(height_m=0.263)
    return [row.say(lang) for row in steps("binh", found.model, assets_of(prepared, qualities))]


def test_steps_are_told_with_their_numbers_in_both_languages():
    vi, en = said("vi"), said("en")
    assert vi[0] == "Đọc tệp gốc binh.glb: 2.400.000 tam giác."
    assert en[0] == "The master binh.glb was read: 2,400,000 triangles."
    assert "26,3 cm" in vi[1]
    assert "26.3 cm" in en[1]
    assert vi[2] == "Mức cao: 150.000 tam giác, lệch khoảng 0,12 mm, ảnh 4096 px."
    assert en[3] == (
        "Medium quality: 50,000 triangles, off by about 0.5 mm, pictures of 2048 px, "
        "colour and relief of the master drawn into new pictures."
    )
    assert en[4] == "Low quality: 15,000 triangles, off by about 12 mm."
    assert len(vi) == len(en) == 6


def test_a_file_that_was_light_enough_is_told_to_be_whole():
    rows = said(
        "vi", prepared={**PREPARED, "triangles": 3000}, qualities={"high": {"triangles": 3000, "texture_px": 0}}
    )
    assert rows[2] == "Mức cao: giữ nguyên 3.000 tam giác."


@pytest.mark.parametrize(("unit", "words"), [("mm", "mi-li-mét"), (None, "mét")])
def test_without_a_height_the_unit_is_told(unit, words):
    model = exhibit(unit=unit) if unit else exhibit()
    assert words in said("vi", model)[1]


@given(st.floats(1e-9, 10))
def test_a_deviation_is_never_said_to_be_nothing(metres):
    assert tiny(metres, "vi")[0] != "0" or "," in tiny(metres, "vi")


def test_tiles_are_published_as_one_folder_and_told():
    assets = assets_of({**PREPARED, "tiles": 37})
    ref = whole_model_ref("binh", exhibit(), assets, Shelf())
    folder = ref.tiles.url.removesuffix("tileset.json")
    assert ref.tiles.bytes == blob("tileset.json").size
    assert f"{folder}0.glb" in assets.files
    assert "37 blocks" in ref.steps[2].say("en")


def test_files_to_take_home_are_those_the_plan_made():
    ref = whole_model_ref("binh", exhibit(downloads=["glb", "usdz"]), assets_of(PREPARED), Shelf())
    assert [(d.form, d.triangles) for d in ref.downloads] == [("glb", 2_400_000)]
    assert (ref.method, ref.date) == ("laser", "2024")


def test_provenance_names_every_published_file_and_who_made_it():
    assets, shelf = assets_of(PREPARED), Shelf()
    ref = whole_model_ref("binh", exhibit(downloads=["glb"]), assets, shelf)
    assert ref.provenance.url.startswith("data/provenance-binh.")
    document = provenance("binh", exhibit().model, made_refs(assets.plan, "binh"), assets)
    made_by = {row["prov:entity"]: row["prov:activity"] for row in document["wasGeneratedBy"].values()}
    for quality in (*QUALITIES, "whole"):
        name = f"sha256:{blob(quality).digest}"
        assert document["entity"][name]["prov:label"].startswith("assets/binh-")
        assert made_by[name] in document["activity"]
    used = {row["prov:entity"] for row in document["used"].values()}
    assert f"sha256:{'a' * 64}" in used
    assert used <= set(document["entity"])
    assert set(made_by) <= set(document["entity"])
    assert document["entity"]["vm:exhibit-binh"]["dcterms:license"] == "CC0-1.0"
