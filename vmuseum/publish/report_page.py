"""The report of a build as a page with pictures, beside the museum and never inside the published site.

`.vmuseum/report/`: index.html (Vietnamese), en.html, report.css, fonts/, pictures/, and the engine's report.json.
Nothing of it needs script, inline style or a server; it opens from the disk.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from vmuseum.errors import Problem, Span
from vmuseum.messages import sentence
from vmuseum.publish.page import draw_bare
from vmuseum.publish.report_model import Model, models
from vmuseum.publish.report_words import Said

if TYPE_CHECKING:
    from vmuseum.engine.store import Store
    from vmuseum.errors import Lang
    from vmuseum.plan.task import Plan
    from vmuseum.publish.check import Sound

REPORT = Path(".vmuseum") / "report"
PAGES: Mapping[str, str] = {"vi": "index.html", "en": "en.html"}
_LEGEND = "legend.png"
_FACES = ("be-vietnam-pro-400.ttf", "be-vietnam-pro-600.ttf", "source-serif-4-400.ttf", "source-serif-4-600.ttf")


def write_report(folder: Path, *, sound: Sound, plan: Plan, store: Store, report: Mapping[str, Any]) -> Path:
    """Write the pages of a build's report into `folder / .vmuseum / report` and return the path of the first.

    `folder` is the museum. `plan` was made with compare=True, so that each mesh exhibit has the role
    "exhibit/<id>/compare". `report` is that of `engine.report.report_of`; report.json beside the pages is the
    engine's and stays as it is. Tasks without a stored result (failed, skipped) are told as such. Raises OSError.
    """
    out = folder / REPORT
    shown = tuple(models(sound, plan, store))
    sizes = _pictures(out / "pictures", shown, store)
    _furniture(out)
    for lang, name in PAGES.items():
        title = sound.museum.file.title.say(lang)
        values = page_values(report, shown, cast("Lang", lang), museum=title, sizes=sizes)
        _replaced(out / name, draw_bare("report.html", values))
    return out / PAGES["vi"]


def page_values(
    report: Mapping[str, Any],
    shown: tuple[Model, ...],
    lang: Lang,
    *,
    museum: str,
    sizes: Mapping[str, tuple[int, int]],
) -> dict[str, object]:
    """Return what the template asks for. `sizes`: width and height of each picture by its digest."""
    ran = [row for row in report["tasks"] if row["state"] != "done" or not row["cached"]]
    kept = [row for row in report["tasks"] if row["state"] == "done" and row["cached"]]
    return {
        "lang": lang,
        "s": Said(lang),
        "museum": museum,
        "pages": PAGES,
        "report": report,
        "totals": report["totals"],
        "models": shown,
        "sizes": sizes,
        "legend": _LEGEND,
        "ran": sorted(ran, key=_slowest),
        "kept": sorted(kept, key=_slowest),
        "failed": [(row, _told(row["problem"], lang)) for row in ran if row["problem"]],
        "note": lambda problem: sentence(problem, lang),
        "bare": _bare_title,
    }


def _slowest(row: Mapping[str, Any]) -> tuple[bool, float, str]:
    """Put what failed first, then the slowest."""
    return (row["state"] == "done", -(row["seconds"] or 0.0), row["title"])


def _bare_title(row: Mapping[str, Any]) -> str:
    """Return the title of a task without the recipe's name before it."""
    return str(row["title"]).removeprefix(f"{row['recipe']} ")


def _told(problem: Mapping[str, Any], lang: Lang) -> str:
    found = Problem(problem["code"], Span(""), tuple(sorted(problem["args"].items())))
    return sentence(found, lang)


def _pictures(folder: Path, shown: tuple[Model, ...], store: Store) -> dict[str, tuple[int, int]]:
    """Put every picture of the report into `folder`, take others out, and return their sizes by digest."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    wanted = {d for model in shown for one in model.shown for d in (one.picture, one.error) if d is not None}
    for old in folder.iterdir():
        if old.stem not in wanted:
            old.unlink()
    sizes: dict[str, tuple[int, int]] = {}
    for digest in sorted(wanted):
        data = store.get(digest)
        with Image.open(io.BytesIO(data)) as picture:
            sizes[digest] = picture.size
        _replaced(folder / f"{digest}.webp", data)
    return sizes


def _furniture(out: Path) -> None:
    """Put style, faces and the legend of the error pictures beside the pages."""
    from PIL import Image

    from vmuseum.assets.comparing.heat import bar

    (out / "fonts").mkdir(parents=True, exist_ok=True)
    for name in _FACES:
        _replaced(out / "fonts" / name, (files("vmuseum.fonts") / name).read_bytes())
    _replaced(out / "report.css", (files("vmuseum.publish") / "templates" / "report.css").read_bytes())
    legend = io.BytesIO()
    Image.fromarray(bar(600, 16)).save(legend, "PNG")
    _replaced(out / _LEGEND, legend.getvalue())


def _replaced(path: Path, data: bytes) -> None:
    part = path.with_name(f".{path.name}.new")
    part.write_bytes(data)
    shutil.move(part, path)
