"""Options that several commands share, and what they mean."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from vmuseum.errors import Lang
from vmuseum.settings import DEPLOY_FILE, Settings, default_lang, settings

F = TypeVar("F", bound=Callable[..., Any])

FOLDER = click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path())


def lang_option(command: F) -> F:
    """Add --lang."""
    return click.option(
        "--lang", type=click.Choice(["vi", "en"]), default=None, help="Language of messages. / Ngôn ngữ thông báo."
    )(command)


def json_option(command: F) -> F:
    """Add --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for machines. / In JSON cho máy đọc.")(
        command
    )


def jobs_option(command: F) -> F:
    """Add --jobs."""
    return click.option(
        "--jobs", type=click.IntRange(1, 256), default=None, help="Tasks at once. / Số tác vụ cùng lúc."
    )(command)


def clock_time(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Let only times of day through, "09:30"."""
    del context, option
    if value is not None and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise click.BadParameter("HH:MM")
    return value


def chosen_lang(lang: str | None) -> Lang:
    """Return the language asked for, or that of the environment."""
    if lang in ("vi", "en"):
        return "en" if lang == "en" else "vi"
    return default_lang(os.environ)


def deploy_settings(folder: Path, **flags: object) -> Settings:
    """Return the settings for a museum's folder. Raises click.UsageError when deploy.yaml or a value is wrong."""
    from pydantic import ValidationError

    from vmuseum.sources.yaml import parse

    data: dict[str, object] = {}
    path = folder / DEPLOY_FILE
    if path.is_file():
        document, problems = parse(DEPLOY_FILE, path.read_bytes())
        if document is None or problems or not isinstance(document.data, dict):
            raise click.UsageError(f"{DEPLOY_FILE}: {problems[0].span if problems else ''}")
        data = dict(document.data)
    try:
        return settings(data, flags)
    except ValidationError as error:
        rows = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise click.UsageError(f"{DEPLOY_FILE}: {rows}") from error
