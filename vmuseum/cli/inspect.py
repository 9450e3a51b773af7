"""`vmuseum inspect`: look a scan over before it goes into the museum."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vmuseum.cli import show
from vmuseum.cli.options import chosen_lang, json_option, lang_option

if TYPE_CHECKING:
    from vmuseum.errors import Lang
    from vmuseum.publish.inspection import Inspection

_WIDTH = 100
_LABEL = 28


@click.command("inspect")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--sheet",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Also draw a picture sheet, .png or .webp. / Vẽ thêm tờ ảnh, .png hoặc .webp.",
)
@click.option(
    "--museum",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="Folder of the museum whose record to compare with; else the one around FILE. / Thư mục bảo tàng để so hồ sơ.",
)
@lang_option
@json_option
def command(file: Path, sheet: Path | None, museum: Path | None, lang: str | None, *, as_json: bool) -> None:
    """Look over the scan in FILE: size against the record, holes, normals, pictures, and what to do.

    Kiểm tra bản quét: kích thước so với hồ sơ, lỗ, pháp tuyến, ảnh, và việc nên làm.
    """
    from vmuseum.errors import SourceError
    from vmuseum.publish.inspection import inspect_file, values

    words = chosen_lang(lang)
    if sheet is not None and sheet.suffix.lower() not in {".png", ".webp"}:
        raise click.BadParameter(".png, .webp", param_hint="--sheet")
    try:
        found = inspect_file(file, museum)
        if sheet is not None:
            _draw(found, sheet, words)
    except SourceError as error:
        if as_json:
            show.as_json({"problems": show.problem_rows(error.problems, words)})
        else:
            show.problems(error.problems, words)
        sys.exit(1)
    show.problems(found.problems, words)
    if as_json:
        show.as_json(values(found, words))
    else:
        _print(found, words)


def _draw(found: Inspection, path: Path, lang: Lang) -> None:
    from vmuseum.assets.inspection.sheet import encoded, sheet
    from vmuseum.errors import RecipeError, SourceError, Span, problem, problem_of

    if found.mesh is None or found.survey is None:
        raise SourceError([problem("inspect-no-sheet", Span(found.path.name))])
    try:
        page = sheet(found.mesh, found.survey, found.advice, title=found.path.name, lang=lang)
    except RecipeError as error:
        raise SourceError([problem_of(error.code, Span(found.path.name), error.args_by_name)]) from error
    path.write_bytes(encoded(page, path.suffix.lower()))


def _print(found: Inspection, lang: Lang) -> None:
    from vmuseum.assets.inspection.rows import HEADINGS, points_rows, sections

    size = show.size(found.bytes, lang)
    click.echo(click.style(found.path.name, bold=True) + f"  {size}")
    parts = list(sections(found.survey, lang)) if found.survey else []
    if found.points is not None:
        parts = [(HEADINGS["points"], list(points_rows(found.points, lang)))]
    for heading, rows in parts:
        click.echo("\n" + click.style(heading.say(lang), bold=True))
        for label, value in rows:
            _row(label.say(lang), value)
    _advice(found, lang)


def _row(label: str, value: str) -> None:
    lines = textwrap.wrap(value, _WIDTH - _LABEL) or [""]
    click.echo(f"  {label:<{_LABEL - 2}}{lines[0]}")
    for line in lines[1:]:
        click.echo(" " * _LABEL + line)


def _advice(found: Inspection, lang: Lang) -> None:
    from vmuseum.assets.inspection.document import said
    from vmuseum.assets.inspection.rows import HEADINGS, LEVELS

    click.echo("\n" + click.style(HEADINGS["advice"].say(lang), bold=True))
    if not found.advice:
        click.echo("  " + {"vi": "Không có gì phải làm.", "en": "Nothing needs doing."}[lang])
    for number, row in enumerate(found.advice, start=1):
        level = LEVELS[row.level].say(lang)
        told = said(row, lang)
        lines = textwrap.wrap(f"{told[:1].upper()}{told[1:]}. [{row.code}]", _WIDTH - 5, break_on_hyphens=False)
        colour = {"first": "red", "better": "yellow", "know": None}[row.level]
        click.echo(f"{number:>3}. " + click.style(level, fg=colour, bold=row.level == "first"))
        for line in lines:
            click.echo("     " + line)
        if row.yaml:
            click.echo("     model: {" + row.yaml + "}")
