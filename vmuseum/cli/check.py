"""`vmuseum check`: read everything, tell every mistake."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vmuseum.cli import show
from vmuseum.cli.options import FOLDER, chosen_lang, json_option, lang_option


@click.command("check")
@FOLDER
@lang_option
@json_option
def command(folder: Path, lang: str | None, *, as_json: bool) -> None:
    """Read everything in FOLDER and tell every mistake with its file, line and cure.

    Kiểm tra thư mục bảo tàng, báo mọi lỗi kèm tệp, dòng và cách sửa.
    """
    from vmuseum.publish.check import check_museum

    words = chosen_lang(lang)
    found = check_museum(folder)
    if as_json:
        show.as_json({"problems": show.problem_rows(found, words)})
    else:
        show.problems(found, words)
        click.echo(show.counts(found, words))
    sys.exit(1 if any(p.severity == "error" for p in found) else 0)
