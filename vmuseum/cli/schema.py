"""`vmuseum schema`: JSON Schemas for editors."""

from __future__ import annotations

from pathlib import Path

import click

from vmuseum.cli.options import chosen_lang, lang_option


@click.command("schema")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path(".vmuseum/schema"))
@lang_option
def command(folder: Path, lang: str | None) -> None:
    """Write a JSON Schema for every kind of document into FOLDER; YAML editors complete and check with them.

    Ghi JSON Schema cho từng loại tài liệu để trình soạn thảo gợi ý và kiểm tra.
    """
    from vmuseum.sources.new import write_schemas

    for path in write_schemas(folder, chosen_lang(lang)):
        click.echo(str(path))
