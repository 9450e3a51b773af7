"""`vmuseum demo`: the sample museum from anywhere."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vmuseum.cli.options import chosen_lang, clock_time, deploy_settings, jobs_option, lang_option


@click.command("demo")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("vmuseum-demo"))
@click.option(
    "--check", is_flag=True, help="Ask the running server for its pages, then stop with 0 or 1. / Tự kiểm rồi dừng."
)
@click.option(
    "--fans/--no-fans",
    default=True,
    help="Run the fans of deploy.yaml too. / Chạy cả quạt trong deploy.yaml.",
    show_default=True,
)
@click.option(
    "--fans-at",
    "at",
    metavar="HH:MM",
    default="09:00",
    callback=clock_time,
    help="Start the fans' clock at this hour, to try a schedule. / Đặt giờ cho quạt để thử lịch.",
)
@click.option("--host", default=None, help="Address to listen on. / Địa chỉ lắng nghe.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=None, help="Port; 0 takes a free one. / Cổng; 0 là cổng trống."
)
@jobs_option
@lang_option
def command(
    folder: Path,
    host: str | None,
    port: int | None,
    at: str | None,
    jobs: int | None,
    lang: str | None,
    *,
    check: bool,
    fans: bool,
) -> None:
    """Copy the sample museum into FOLDER (unless it is there), build and serve it.

    Chép bảo tàng mẫu vào FOLDER, dựng và mở.
    """
    from vmuseum.cli.serving import Wish, serve
    from vmuseum.sources.new import new_museum

    words = chosen_lang(lang)
    if not (folder / "museum.yaml").is_file():
        if folder.is_dir() and any(folder.iterdir()):
            raise click.UsageError(
                f"{folder} đã có nội dung khác; hãy chọn tên khác"
                if words == "vi"
                else f"{folder} holds something else; choose another name"
            )
        new_museum(folder, words)
    options = deploy_settings(folder, host=host, port=port, jobs=jobs)
    sys.exit(serve(folder, options, words, Wish(check=check, fans=fans, at=at)))
