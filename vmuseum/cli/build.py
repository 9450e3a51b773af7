"""`vmuseum build`: from the folder of a museum to its site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from vmuseum.cli import show
from vmuseum.cli.options import FOLDER, chosen_lang, deploy_settings, jobs_option, json_option, lang_option

if TYPE_CHECKING:
    from vmuseum.errors import Lang, Problem


@click.command("build")
@FOLDER
@click.option("--dry-run", is_flag=True, help="Only say what would be done. / Chỉ cho biết sẽ làm gì.")
@click.option(
    "--profile",
    type=click.Choice(["web", "draft"]),
    default="web",
    help="Set of choices. / Bộ lựa chọn.",
    show_default=True,
)
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder of the site. / Thư mục trang.",
)
@jobs_option
@lang_option
@json_option
def command(
    folder: Path, profile: str, site: Path | None, jobs: int | None, lang: str | None, *, dry_run: bool, as_json: bool
) -> None:
    """Build the museum in FOLDER into a site that any web host can serve.

    Dựng bảo tàng thành trang tĩnh chạy được trên mọi máy chủ web.
    """
    from vmuseum.engine.run import BuildError
    from vmuseum.errors import PublishError, SourceError, Span, problem_of
    from vmuseum.plan.profiles import PROFILES
    from vmuseum.publish.build import build_museum, plan_museum

    words = chosen_lang(lang)
    options = deploy_settings(folder, jobs=jobs, site=site)
    try:
        if dry_run:
            planned = plan_museum(folder, PROFILES[profile], options)
            _dry(planned.total, planned.todo, words, as_json=as_json)
            return
        built = build_museum(folder, PROFILES[profile], options, show.progress(words, quiet=as_json))
    except SourceError as error:
        _fail(error.problems, words, 1, as_json=as_json)
    except BuildError as error:
        _fail(error.problems, words, 3, as_json=as_json)
    except PublishError as error:
        _fail((problem_of(error.code, Span(str(folder)), error.args_by_name),), words, 3, as_json=as_json)
    if as_json:
        show.as_json(
            {
                "site": str(built.site),
                "tasks": len(built.plan.tasks),
                "ran": len(built.results.ran),
                "files": built.files,
                "bytes": built.bytes,
                "problems": show.problem_rows(built.warnings, words),
            }
        )
        return
    show.problems(built.warnings, words)
    size = f"{built.bytes / 1e6:.1f}".replace(".", "," if words == "vi" else ".")
    if words == "vi":
        click.echo(f"Đã dựng {built.files} tệp, {size} MB tại {built.site}")
    else:
        click.echo(f"Built {built.files} files, {size} MB in {built.site}")


def _dry(total: int, todo: tuple[str, ...], lang: Lang, *, as_json: bool) -> None:
    if as_json:
        show.as_json({"tasks": total, "todo": list(todo)})
        return
    click.echo(f"{total} tác vụ, cần làm {len(todo)}" if lang == "vi" else f"{total} tasks, {len(todo)} to do")
    for title in todo:
        click.echo(f"  {title}")


def _fail(rows: tuple[Problem, ...], lang: Lang, code: int, *, as_json: bool) -> NoReturn:
    if as_json:
        show.as_json({"problems": show.problem_rows(rows, lang)})
    else:
        show.problems(rows, lang)
        click.echo(show.counts(rows, lang), err=True)
    sys.exit(code)
