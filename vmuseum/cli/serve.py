"""`vmuseum serve`: build, serve, and rebuild while the author writes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vmuseum.cli.options import FOLDER, chosen_lang, clock_time, deploy_settings, jobs_option, lang_option


@click.command("serve")
@FOLDER
@click.option("--watch", is_flag=True, help="Rebuild on every change and reload browsers. / Tự dựng lại khi sửa.")
@click.option("--build/--no-build", default=True, help="Build first. / Dựng trước khi phục vụ.", show_default=True)
@click.option(
    "--check", is_flag=True, help="Ask the running server for its pages, then stop with 0 or 1. / Tự kiểm rồi dừng."
)
@click.option(
    "--fans/--no-fans",
    default=False,
    help="Run the fans of deploy.yaml too. / Chạy cả quạt trong deploy.yaml.",
    show_default=True,
)
@click.option(
    "--fans-at",
    "at",
    metavar="HH:MM",
    default=None,
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
    watch: bool,
    build: bool,
    check: bool,
    fans: bool,
) -> None:
    """Build the museum in FOLDER, serve it and print the address.

    Dựng bảo tàng, phục vụ trên máy này và in địa chỉ.
    """
    from vmuseum.cli.serving import Wish, serve

    words = chosen_lang(lang)
    options = deploy_settings(folder, host=host, port=port, jobs=jobs)
    sys.exit(serve(folder, options, words, Wish(watch=watch, build=build, check=check, fans=fans, at=at)))
