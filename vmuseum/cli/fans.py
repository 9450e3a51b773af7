"""`vmuseum fans`: hologram fans on site."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from vmuseum.cli import show
from vmuseum.cli.options import chosen_lang, clock_time, deploy_settings, json_option, lang_option

if TYPE_CHECKING:
    from vmuseum.errors import DeviceError, Lang

PAGE = "http://127.0.0.1:8090"


@click.group("fans")
def command() -> None:
    """Hologram fans: identify, status, run. / Quạt hologram: nhận dạng, trạng thái, chạy."""


@command.command("identify")
@click.argument("addresses", nargs=-1)
@lang_option
@json_option
def identify_command(addresses: tuple[str, ...], lang: str | None, *, as_json: bool) -> None:
    """Ask which kind of fan answers at ADDRESSES (or the usual ones); only reads, never commands.

    Hỏi xem quạt thuộc loại nào; chỉ đọc, không ra lệnh.
    """
    from vmuseum_server.fans.identify import Found, identify

    words = chosen_lang(lang)

    def tell(found: Found) -> None:
        place = f"{found.probe.host}:{found.probe.port}"
        if not found.reached:
            said = "không trả lời" if words == "vi" else "no answer"
        else:
            said = " ".join(filter(None, [found.type, *found.names])) or found.answer.hex(" ")
        click.echo(f"{'✓' if found.reached else '–'} {place} {found.probe.family}: {said}", err=as_json)

    rows = asyncio.run(identify(addresses, tell=tell))
    if as_json:
        show.as_json([row.row() for row in rows])
    sys.exit(0 if any(row.reached for row in rows) else 4)


@command.command("status")
@click.option("--address", default=PAGE, show_default=True, help="Server of the fans. / Máy chủ của quạt.")
@lang_option
@json_option
def status_command(address: str, lang: str | None, *, as_json: bool) -> None:
    """Tell what every fan does now, as the running server knows it.

    Cho biết mỗi quạt đang làm gì.
    """
    from vmuseum.errors import DeviceError
    from vmuseum_server.fans.run import status

    words = chosen_lang(lang)
    try:
        rows = asyncio.run(status(address))
    except DeviceError as error:
        _device(error, words)
    if as_json:
        show.as_json(rows)
        return
    for row in rows:
        click.echo(f"{row['id']}  {row['doing']}  {row['playlist'] or '–'}  {row['clip'] or '–'}")


@command.command("run")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.option("--host", default="127.0.0.1", show_default=True, help="Address of the fan page. / Địa chỉ trang quạt.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8090,
    show_default=True,
    help="Port of the fan page. / Cổng trang quạt.",
)
@click.option(
    "--simulate",
    type=click.IntRange(1, 16),
    default=4,
    show_default=True,
    help="Simulated fans where deploy.yaml names none. / Số quạt mô phỏng.",
)
@click.option(
    "--at",
    "at",
    metavar="HH:MM",
    default=None,
    callback=clock_time,
    help="Start the fans' clock at this hour, to try a schedule. / Đặt giờ cho quạt để thử lịch.",
)
@lang_option
def run_command(folder: Path, host: str, port: int, simulate: int, at: str | None, lang: str | None) -> None:
    """Drive the fans of deploy.yaml through the playlist of the museum built in FOLDER, and show them on a page.

    Điều khiển các quạt theo danh sách phát của bảo tàng đã dựng.
    """
    from vmuseum.errors import DeviceError
    from vmuseum_server.fans.run import Setup, run

    words = chosen_lang(lang)
    options = deploy_settings(folder)
    setup = Setup(site=folder / options.site, host=host, port=port, simulate=simulate, fans=options.fans, at=at)
    said = "Trang quạt" if words == "vi" else "Fan page"
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(run(setup, ready=lambda url: click.echo(f"{said}: {url}")))
    except DeviceError as error:
        _device(error, words)


def _device(error: DeviceError, lang: Lang) -> NoReturn:
    from vmuseum.errors import Span, problem_of

    show.problems([problem_of(error.code, Span(error.device or "deploy.yaml"), error.args_by_name)], lang)
    sys.exit(4)
