"""`vmuseum build`: from the folder of a museum to its site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vmuseum.cli import show
from vmuseum.cli.failing import failing
from vmuseum.cli.options import FOLDER, chosen_lang, deploy_settings, jobs_option, json_option, lang_option

if TYPE_CHECKING:
    from vmuseum.errors import Lang
    from vmuseum.publish.build import Built


@click.command("build")
@FOLDER
@click.option("--dry-run", is_flag=True, help="Only say what would be done. / Chỉ cho biết sẽ làm gì.")
@click.option(
    "--profile",
    type=click.Choice(["web", "draft", "avif"]),
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
@click.option(
    "--cluster",
    metavar="ADDRESS",
    default=None,
    help="Run the tasks on a Dask cluster, tcp://host:8786. / Chạy trên cụm máy Dask.",
)
@click.option(
    "--report",
    is_flag=True,
    help="Also make a page that compares master and qualities. / Thêm trang so sánh bản gốc và các mức.",
)
@jobs_option
@lang_option
@json_option
def command(
    folder: Path,
    profile: str,
    site: Path | None,
    cluster: str | None,
    jobs: int | None,
    lang: str | None,
    *,
    dry_run: bool,
    report: bool,
    as_json: bool,
) -> None:
    """Build the museum in FOLDER into a site that any web host can serve.

    Dựng bảo tàng thành trang tĩnh chạy được trên mọi máy chủ web.
    """
    from vmuseum.plan.profiles import PROFILES
    from vmuseum.publish.build import build_museum, plan_museum

    words = chosen_lang(lang)
    options = deploy_settings(folder, jobs=jobs, site=site, cluster=cluster)
    with failing(folder, words, as_json=as_json):
        if dry_run:
            planned = plan_museum(folder, PROFILES[profile], options, compare=report)
            _dry(planned.total, planned.todo, words, as_json=as_json)
            return
        told = show.progress(words, quiet=as_json)
        built = build_museum(folder, PROFILES[profile], options, told, compare=report)
    if as_json:
        show.as_json(_values(built, words))
    else:
        _tell(built, words)


def _values(built: Built, lang: Lang) -> dict[str, Any]:
    return {
        "site": str(built.site),
        "tasks": len(built.plan.tasks),
        "ran": len(built.results.ran),
        "files": built.files,
        "bytes": built.bytes,
        "totals": {**built.report["totals"], "seconds": built.report["seconds"], "jobs": built.report["jobs"]},
        "page": str(built.page) if built.page else None,
        "problems": show.problem_rows(built.warnings, lang),
    }


def _tell(built: Built, lang: Lang) -> None:
    show.problems(built.warnings, lang)
    click.echo(show.summary(built.report, lang))
    size = show.size(built.bytes, lang)
    if lang == "vi":
        click.echo(f"Đã dựng {built.files} tệp, {size} tại {built.site}")
    else:
        click.echo(f"Built {built.files} files, {size} in {built.site}")
    if built.page is not None:
        click.echo(f"Báo cáo: {built.page}" if lang == "vi" else f"Report: {built.page}")


def _dry(total: int, todo: tuple[str, ...], lang: Lang, *, as_json: bool) -> None:
    if as_json:
        show.as_json({"tasks": total, "todo": list(todo)})
        return
    click.echo(f"{total} tác vụ, cần làm {len(todo)}" if lang == "vi" else f"{total} tasks, {len(todo)} to do")
    for title in todo:
        click.echo(f"  {title}")
