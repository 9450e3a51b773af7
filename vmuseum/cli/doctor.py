"""`vmuseum doctor`: what this machine lacks, and how to get it."""

from __future__ import annotations

import sys

import click

from vmuseum.cli import show
from vmuseum.cli.options import chosen_lang, json_option, lang_option


@click.command("doctor")
@lang_option
@json_option
def command(lang: str | None, *, as_json: bool) -> None:
    """Tell what this machine lacks for building and showing a museum, and how to get it.

    Cho biết máy này còn thiếu gì và cách cài.
    """
    from vmuseum.engine.health import examine_machine

    words = chosen_lang(lang)
    rows = examine_machine()
    if as_json:
        show.as_json(
            [
                {"what": r.what, "fine": r.fine, "needed": r.needed, "found": r.found, "cure": r.cure.say(words)}
                for r in rows
            ]
        )
    else:
        for row in rows:
            mark = (
                click.style("✓", fg="green")
                if row.fine
                else click.style("✗" if row.needed else "–", fg="red" if row.needed else "yellow")
            )
            click.echo(f"{mark} {row.what}: {row.found}" + ("" if row.fine else f"\n    {row.cure.say(words)}"))
    sys.exit(1 if any(r.needed and not r.fine for r in rows) else 0)
