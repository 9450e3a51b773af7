"""The pages of a build's report, from a store that holds the results of a small museum's tasks."""

import io
import re
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest
from PIL import Image as Pil

from small_museum import FILES
from vmuseum.engine.report import Build, Journal, report_of
from vmuseum.engine.store import Result, StorePlace, open_store
from vmuseum.plan.planner import make_plan
from vmuseum.plan.profiles import WEB
from vmuseum.plan.recipes import Warning_
from vmuseum.publish.check import sound_museum
from vmuseum.publish.report_page import write_report
from vmuseum.publish.report_words import RECIPES, WORDS, Said

QUALITIES = ("high", "medium", "low", "thumb")


def webp(shade):
    out = io.BytesIO()
    Pil.fromarray(np.full((40, 30, 3), shade, np.uint8)).save(out, "WEBP")
    return out.getvalue()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A museum, its plan, and a store as a finished build leaves it for the exhibit."""
    folder = tmp_path_factory.mktemp("report")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(dedent(text), encoding="utf-8")
    sound = sound_museum(folder)
    plan = make_plan(sound.museum, WEB, sound.masters, compare=True)
    store = open_store(StorePlace(str(folder / "store")))
    quality = {"triangles": 9000, "texture_px": 0, "bytes": 4321, "error_m": 0.001}
    figures = {"mean_m": 0.00042, "rms_m": 0.0005, "p99_m": 0.0016, "max_m": 0.0029, "normal_deg": 3.5, "ssim": 0.9361}
    names = ["master.webp", *(f"{quality}{end}.webp" for quality in QUALITIES for end in ("", "-error"))]
    pictures = {name: webp(n * 9) for n, name in enumerate(names)}
    facts = {
        "prepare": (
            {"triangles": 16_719, "texture_px": 0},
            {"mesh.vmesh": b"m"},
            (Warning_("mesh-open", (("count", 67),)),),
        ),
        "qualities": (dict.fromkeys(QUALITIES, quality), {f"{q}/mesh.vmesh": b"q" for q in QUALITIES}, ()),
        "compare": (dict.fromkeys(QUALITIES, figures) | {"legend_m": [1e-5, 1e-2]}, pictures, ()),
    }
    for role, (values, files, warnings) in facts.items():
        blobs = {name: store.put(data) for name, data in files.items()}
        store.put_result(plan.roles[f"exhibit/khoi/{role}"], Result(blobs, values, warnings))
    return folder, sound, plan, store


def written(made):
    folder, sound, plan, store = made
    results = {t.key: found for t in plan.tasks if (found := store.result(t.key)) is not None}
    report = report_of(Build("web", 2, "2026-01-02T03:04:05+00:00", 83.0, done=False), Journal().rows(plan, results))
    page = write_report(folder, sound=sound, plan=plan, store=store, report=report)
    return page.parent


def test_both_pages_show_the_master_beside_each_quality(made):
    out = written(made)
    for name, lang, mean in (("index.html", "vi", "0,42 mm"), ("en.html", "en", "0.42 mm")):
        text = (out / name).read_text(encoding="utf-8")
        assert f'<html lang="{lang}">' in text
        assert text.count(mean) == 4
        assert len(re.findall(r'src="pictures/[0-9a-f]{64}\.webp"', text)) == 9
        assert 'href="report.json"' in text
    assert "Tác vụ" in (out / "index.html").read_text(encoding="utf-8")


def test_every_file_a_page_names_is_beside_it_and_no_other_picture(made):
    out = written(made)
    stale = out / "pictures" / ("0" * 64 + ".webp")
    stale.write_bytes(b"old")
    out = written(made)
    assert not stale.exists()
    for name in ("index.html", "en.html", "report.css"):
        text = (out / name).read_text(encoding="utf-8")
        for path in re.findall(r'(?:src|href)="([^"#]+)"|url\(\'([^\']+)\'\)', text):
            place = next(filter(None, path))
            assert place == "report.json" or (out / place).is_file(), place


def test_a_page_needs_no_script_and_no_inline_style(made):
    text = (written(made) / "index.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert " style=" not in text
    assert not re.search(r"\son\w+=", text)
    assert "http" not in text


def test_tasks_that_did_not_run_are_told_and_notes_of_a_model_are_sentences(made):
    text = (written(made) / "en.html").read_text(encoding="utf-8")
    assert "the surface is open: 67 border edges" in text
    assert "Skipped" in text
    assert text.count("<tr") > 6


def test_the_engines_own_figures_stay(made):
    out = written(made)
    (out / "report.json").write_text("{}", encoding="utf-8")
    assert (written(made) / "report.json").read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_values_are_said_as_people_read_them(lang):
    said = Said(lang)
    vi = lang == "vi"
    assert said.mm(0.000423) == ("0,423 mm" if vi else "0.423 mm")
    assert said.mm(0.0) == "0 mm"
    assert said.mm(0.0290) == "29 mm"
    assert said.seconds(125.4) == ("2 phút 5 s" if vi else "2 min 5 s")
    assert said.seconds(None) == "–"
    assert said.bytes(1_234_567) == ("1,23 MB" if vi else "1.23 MB")
    assert said.moment("2026-01-02T03:04:05+00:00") == ("02-01-2026 03:04 UTC" if vi else "2026-01-02 03:04 UTC")


def test_every_recipe_has_words():
    from vmuseum.plan.recipes import RECIPES as ALL

    assert {recipe.name for recipe in ALL} == set(RECIPES)
    assert all(text.vi != text.en for key, text in WORDS.items() if not key.endswith("_of"))


def colours(css):
    return dict(re.findall(r"--(paper|sand|line|ink|ink-2|gold|danger): (#\w+)", css.split("@media")[0]))


def test_the_stylesheet_keeps_the_colours_of_the_site(made):
    tokens = Path(__file__).resolve().parents[2] / "viewer" / "src" / "style" / "tokens.css"
    known = colours(tokens.read_text(encoding="utf-8"))
    ours = (written(made) / "report.css").read_text(encoding="utf-8")
    assert known == colours(ours)
    assert len(known) == 7
