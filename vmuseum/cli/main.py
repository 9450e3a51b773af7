"""The `vmuseum` command. A command parses, calls one function, prints.

Commands are imported when they are called: `vmuseum --help` loads no numpy, trimesh, aiohttp or panda3d.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from vmuseum import __version__

COMMANDS = {
    "new": "Start a museum of your own: a copy of the sample. / Tạo bảo tàng mới từ mẫu.",
    "check": "Read everything and tell every mistake with its line. / Kiểm tra, báo mọi lỗi kèm dòng.",
    "inspect": "Look a 3D scan over: size, holes, pictures, advice. / Kiểm tra một bản quét 3D.",
    "build": "Build the site. / Dựng trang.",
    "serve": "Build, serve and (with --watch) rebuild while you write. / Dựng, phục vụ và dựng lại khi sửa.",
    "demo": "Show the sample museum from anywhere. / Mở bảo tàng mẫu ở bất cứ đâu.",
    "fans": "Hologram fans: identify, status, run. / Quạt hologram.",
    "store": "Look after finished work: status, verify, collect. / Trông coi kho việc đã làm.",
    "schema": "Write JSON Schemas for editors. / Ghi JSON Schema cho trình soạn thảo.",
    "doctor": "Tell what this machine lacks and how to get it. / Xem máy còn thiếu gì.",
}


class Commands(click.Group):
    """Finds a command in the module of its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of a day's work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; its module is loaded here."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"vmuseum.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="vmuseum")
def cli() -> None:
    """Virtual museum engine: YAML, scans and panoramas in; a walkable site and hologram clips out.

    Bảo tàng số: từ YAML, bản quét và ảnh toàn cảnh thành trang tham quan và clip cho quạt hologram.
    """


def main() -> NoReturn:
    """Run the command line.

    Exit codes: 0 fine, 1 problems in sources, 2 usage, 3 build failed, 4 device, 130 stopped with Ctrl-C.
    """
    # before numpy is loaded: work goes to processes, and beside them the threads of BLAS would only spin
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    cli(prog_name="vmuseum")
    raise AssertionError  # click always exits


if __name__ == "__main__":
    main()
