"""`vmuseum new`: a museum of one's own, copied from the sample."""

from __future__ import annotations

from pathlib import Path

import click

from vmuseum.cli.options import chosen_lang, lang_option


@click.command("new")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@lang_option
def command(folder: Path, lang: str | None) -> None:
    """Make FOLDER with a copy of the sample museum and the schemas for your editor.

    Tạo thư mục bảo tàng mới từ mẫu, kèm schema cho trình soạn thảo.
    """
    from vmuseum.sources.new import FolderTakenError, new_museum

    words = chosen_lang(lang)
    try:
        count = new_museum(folder, words)
    except FolderTakenError as error:
        raise click.UsageError(
            f"{folder} đã có nội dung; hãy chọn tên khác"
            if words == "vi"
            else f"{folder} is not empty; choose another name"
        ) from error
    if words == "vi":
        click.echo(f"Đã tạo {count} tệp trong {folder}. Bước tiếp theo: cd {folder} && vmuseum serve --watch")
    else:
        click.echo(f"Made {count} files in {folder}. Next: cd {folder} && vmuseum serve --watch")
