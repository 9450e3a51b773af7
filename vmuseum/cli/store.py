"""`vmuseum store`: what the store of a museum holds, whether it is sound, and room made in it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vmuseum.cli import show
from vmuseum.cli.failing import failing
from vmuseum.cli.options import FOLDER, chosen_lang, deploy_settings, json_option, lang_option

if TYPE_CHECKING:
    from vmuseum.engine.upkeep import Collected, Verified
    from vmuseum.errors import Lang


@click.group("store")
def command() -> None:
    """Look after the store, where finished work is kept between builds.

    Trông coi kho, nơi giữ việc đã làm giữa các lần dựng.
    """


@command.command("status")
@FOLDER
@lang_option
@json_option
def status(folder: Path, lang: str | None, *, as_json: bool) -> None:
    """Say how much the store holds.

    Cho biết kho đang giữ bao nhiêu.
    """
    from vmuseum.engine.upkeep import holding
    from vmuseum.publish.build import store_of

    words = chosen_lang(lang)
    options = deploy_settings(folder)
    with failing(folder, words, as_json=as_json):
        held = holding(store_of(folder, options))
    if as_json:
        show.as_json({"store": options.store, "blobs": held.blobs, "results": held.results, "bytes": held.bytes})
    elif words == "vi":
        click.echo(f"{options.store}: {held.results} kết quả, {held.blobs} tệp, {show.size(held.bytes, words)}")
    else:
        click.echo(f"{options.store}: {held.results} results, {held.blobs} files, {show.size(held.bytes, words)}")


@command.command("verify")
@FOLDER
@lang_option
@json_option
def verify(folder: Path, lang: str | None, *, as_json: bool) -> None:
    """Read every file of the store and remove damaged ones; the next build makes them anew.

    Đọc mọi tệp trong kho và bỏ tệp hỏng; lần dựng sau sẽ làm lại.
    """
    from vmuseum.engine import upkeep
    from vmuseum.publish.build import store_of

    words = chosen_lang(lang)
    options = deploy_settings(folder)
    with failing(folder, words, as_json=as_json):
        found = upkeep.verify(store_of(folder, options), _meter(words, quiet=as_json))
    if as_json:
        show.as_json({"blobs": found.blobs, "bytes": found.bytes, "damaged": list(found.damaged)})
    else:
        _tell_verified(found, words)
    sys.exit(3 if found.damaged else 0)


@command.command("collect")
@FOLDER
@click.option(
    "--keep-days",
    type=click.FloatRange(0, 3650),
    default=7.0,
    show_default=True,
    help="Also keep what was used in these days. / Giữ cả những gì mới dùng trong số ngày này.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be removed. / Chỉ cho biết sẽ xóa gì.")
@lang_option
@json_option
def collect(folder: Path, keep_days: float, lang: str | None, *, dry_run: bool, as_json: bool) -> None:
    """Remove from the store what this museum no longer uses.

    Xóa khỏi kho những gì bảo tàng không còn dùng.
    """
    from vmuseum.publish.upkeep import collect_museum

    words = chosen_lang(lang)
    with failing(folder, words, as_json=as_json):
        gone = collect_museum(folder, deploy_settings(folder), keep_days=keep_days, dry_run=dry_run)
    if as_json:
        values = {"results": gone.results, "blobs": gone.blobs, "bytes": gone.bytes, "dry_run": dry_run}
        show.as_json({**values, "kept_blobs": gone.kept_blobs, "kept_bytes": gone.kept_bytes})
    else:
        click.echo(_collected(gone, words, dry_run=dry_run))


def _tell_verified(found: Verified, lang: Lang) -> None:
    for digest in found.damaged:
        click.echo(f"{'hỏng, đã bỏ' if lang == 'vi' else 'damaged, removed'}: {digest}", err=True)
    size, bad = show.size(found.bytes, lang), len(found.damaged)
    if lang == "vi":
        end = f"{bad} tệp hỏng đã bỏ; chạy vmuseum build để làm lại" if bad else "không có gì hỏng"
        click.echo(f"Đã đọc {found.blobs} tệp, {size}: {end}")
    else:
        end = f"{bad} damaged and removed; run vmuseum build to make them anew" if bad else "nothing is damaged"
        click.echo(f"Read {found.blobs} files, {size}: {end}")


def _collected(gone: Collected, lang: Lang, *, dry_run: bool) -> str:
    freed, kept = show.size(gone.bytes, lang), show.size(gone.kept_bytes, lang)
    if lang == "vi":
        verb, room = ("Sẽ xóa", "sẽ trống thêm") if dry_run else ("Đã xóa", "trống thêm")
        return f"{verb} {gone.results} kết quả và {gone.blobs} tệp, {room} {freed}; giữ {gone.kept_blobs} tệp, {kept}"
    verb, room = ("Would remove", "would free") if dry_run else ("Removed", "freed")
    return f"{verb} {gone.results} results and {gone.blobs} files, {room} {freed}; {gone.kept_blobs} files kept, {kept}"


def _meter(lang: Lang, *, quiet: bool) -> Callable[[int, int], None]:
    """Return what shows how far a verification is: on a terminal only, a percent at a time."""
    shown = -1

    def tell(seen: int, total: int) -> None:
        nonlocal shown
        percent = 100 * seen // total if total else 100
        if quiet or percent == shown or not sys.stderr.isatty():
            return
        shown = percent
        end = "\r\x1b[K" if percent == 100 else ""
        click.echo(f"\r\x1b[K{percent} % · {show.size(seen, lang)}{end}", nl=False, err=True)

    return tell
