"""Write docs/reference/*.md and docs/problems.md from the code: `python docs/generate.py`; `--check` only compares.

Keys come from the JSON Schemas, problems from vmuseum.messages, commands from click, settings from vmuseum.settings.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from vmuseum.cli.main import COMMANDS, cli
from vmuseum.messages import ROOMS
from vmuseum.schema.export import KINDS, json_schema
from vmuseum.settings import PREFIX, FanSettings, Settings

HERE = Path(__file__).parent
MADE = "<!-- Made by docs/generate.py. Do not edit. / Sinh tự động, không sửa tay. -->\n"
INTROS = {
    "museum": ("`museum.yaml`: what the museum is.", "`museum.yaml`: bảo tàng là gì."),
    "exhibit": (
        "`exhibits/<id>.yaml`: one heritage object, monument, intangible element, document or publication. "
        "The file's name is its id.",
        "`exhibits/<mã>.yaml`: một hiện vật, di tích, di sản phi vật thể, tư liệu hoặc ấn phẩm. Tên tệp là mã.",
    ),
    "gallery": (
        "`scenes/<id>.yaml` with `kind: gallery`: rooms one walks through. `at_m: [x, z]` counts from the room's "
        "north-west corner, x to the east, z to the south; on a wall from its left end as seen from inside. "
        "Turning is clockwise seen from above; turn 0 faces south.",
        "`scenes/<mã>.yaml` với `kind: gallery`: các phòng 3D đi lại được. `at_m: [x, z]` tính từ góc tây bắc của "
        "phòng, x về đông, z về nam; trên tường tính từ đầu trái nhìn từ trong phòng. "
        "Góc xoay theo chiều kim đồng hồ nhìn từ trên; 0 là quay mặt về nam.",
    ),
    "panorama": (
        "`scenes/<id>.yaml` with `kind: panorama`: 360° pictures joined by links. Headings: 0 north, 90 east.",
        "`scenes/<mã>.yaml` với `kind: panorama`: các ảnh 360° nối với nhau. Hướng: 0 là bắc, 90 là đông.",
    ),
    "tour": (
        "`scenes/<id>.yaml` with `kind: tour`: an authored walk with questions and a worksheet.",
        "`scenes/<mã>.yaml` với `kind: tour`: lộ trình có lời thuyết minh, câu hỏi và phiếu bài tập.",
    ),
    "playlist": (
        "`scenes/<id>.yaml` with `kind: playlist`: clips for hologram fans, their order and when they play.",
        "`scenes/<mã>.yaml` với `kind: playlist`: clip cho quạt hologram, thứ tự và lịch phát.",
    ),
}
ROOM_TITLES = {
    "reading": ("Reading files", "Đọc tệp"),
    "shape": ("Keys and values", "Khóa và giá trị"),
    "linking": ("References and museum practice", "Liên kết và thực hành bảo tàng"),
    "mesh": ("3D files", "Tệp 3D"),
    "points": ("Point clouds and splats", "Đám mây điểm và splat"),
    "inspect": ("Looking a scan over", "Kiểm tra bản quét"),
    "download": ("Downloads", "Bản tải về"),
    "picture": ("Pictures", "Ảnh"),
    "gallery": ("Rooms", "Phòng trưng bày"),
    "panorama": ("Panoramas", "Ảnh toàn cảnh"),
    "hologram": ("Hologram clips", "Clip hologram"),
    "build": ("Building and publishing", "Dựng và công bố"),
    "device": ("Fans", "Quạt"),
}
PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "id",
    r"^([01]\d|2[0-3]):[0-5]\d$": 'time "07:30"',
    r"^[A-Z0-9]+(-[A-Z0-9]+)*$": "code A-Z 0-9 -",
    r"^https?://[^\s/]+(/[^\s]*)?$": "web address",
    r"^\d{4}(-\d\d(-\d\d)?)?$": "date",
    r"^\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?$": "date or range of dates",
}


def pages() -> dict[str, str]:
    """Return every generated page by its path below docs/."""
    found = {f"reference/{kind}.md": reference_page(kind) for kind in KINDS}
    found["reference/commands.md"] = commands_page()
    found["reference/settings.md"] = settings_page()
    found["problems.md"] = problems_page()
    return found


def reference_page(kind: str) -> str:
    """Return the page of one kind of document: a table of keys for it and for everything inside it."""
    schemas = json_schema(kind, "en"), json_schema(kind, "vi")
    en, vi = INTROS[kind]
    parts = [f"# {kind}\n", MADE, f"{en}\n", f"{vi}\n", _table(schemas[0], schemas[1])]
    for name in _reached(schemas[0]):
        inner = schemas[0]["$defs"][name], schemas[1]["$defs"][name]
        parts += [f"## {name}\n", f"{inner[0].get('description', '')}\n", _table(*inner)]
    return "\n".join(parts)


def problems_page() -> str:
    """Return the page of all problem codes. `…` stands for what differs from case to case."""
    parts = [
        "# Problems · Các thông báo\n",
        MADE,
        "Each message says what is wrong and what to do. The code in brackets at its end is the heading here.\n",
        "Mỗi thông báo cho biết sai ở đâu và cách sửa. Mã trong ngoặc vuông ở cuối là đề mục trong trang này.\n",
    ]
    for room in ROOMS:
        messages = import_module(f"vmuseum.messages.{room}").MESSAGES
        if messages:
            parts.append(f"## {ROOM_TITLES[room][0]} · {ROOM_TITLES[room][1]}\n")
        parts += [f"### {code}\n\n- vi: {_shown(m.vi)}\n- en: {_shown(m.en)}\n" for code, m in sorted(messages.items())]
    return "\n".join(parts)


def commands_page() -> str:
    """Return the page of the command line, from click itself."""
    exits = "Exit codes: 0 fine, 1 problems in sources, 2 usage, 3 build failed, 4 device, 130 stopped with Ctrl-C.\n"
    parts = ["# Commands · Lệnh\n", MADE, exits]
    for name in COMMANDS:
        command = _command(name)
        if command is not None:
            parts += _command_parts(f"vmuseum {name}", command)
    return "\n".join(parts)


def settings_page() -> str:
    """Return the page of deploy.yaml and its environment variables."""
    parts = [
        "# Settings · Thiết lập\n",
        MADE,
        "Flags win over the environment, the environment over `deploy.yaml`, that over the defaults.\n",
        "Tham số dòng lệnh thắng biến môi trường, biến môi trường thắng `deploy.yaml`, rồi mới đến mặc định.\n",
    ]
    for title, model, prefix in (("deploy.yaml", Settings, PREFIX), ("fans", FanSettings, "")):
        parts += [f"## {title}\n", "| key | environment | default | meaning |", "| --- | --- | --- | --- |"]
        for key, field in model.model_fields.items():
            variable = f"`{prefix}{key.upper()}`" if prefix and key != "fans" else ""
            default = "**required**" if field.is_required() else _code(field.default)
            parts.append(f"| `{key}` | {variable} | {default} | {_cell(field.description or '')} |")
        parts.append("")
    return "\n".join(parts)


def _table(en: dict[str, Any], vi: dict[str, Any]) -> str:
    rows = ["| key | type | default | English | Tiếng Việt |", "| --- | --- | --- | --- | --- |"]
    for key, field in en["properties"].items():
        words = field.get("description", ""), vi["properties"][key].get("description", "")
        default = "**required**" if key in en.get("required", ()) else _default(field)
        rows.append(f"| `{key}` | {_cell(_type(field))} | {default} | {_cell(words[0])} | {_cell(words[1])} |")
    return "\n".join([*rows, ""])


def _default(field: dict[str, Any]) -> str:
    return _code(field.get("default"))


def _code(value: object) -> str:
    """Return a default as an author would write it in YAML; nothing for none."""
    if value is None or value in ([], {}, ()):
        return ""
    if isinstance(value, list | tuple):
        return f"`[{', '.join(str(item) for item in value)}]`"
    if isinstance(value, Path):
        return f"`{value.as_posix()}`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    for key in ("oneOf", "anyOf"):
        if key in schema:
            return " or ".join(_type(choice) for choice in schema[key])
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return " ".join(f"`{value}`" for value in schema["enum"])
    return _plain_type(schema)


def _plain_type(schema: dict[str, Any]) -> str:
    kind = schema.get("type")
    if kind == "array":
        if "prefixItems" in schema:
            return f"[{', '.join(_type(item) for item in schema['prefixItems'])}]"
        return f"list of {_type(schema['items'])}"
    if kind == "object":
        values = [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")]
        return f"id: {_type(values[0])}"
    if kind in ("number", "integer"):
        return " ".join(["whole number" if kind == "integer" else "number", *_limits(schema)])
    if kind == "boolean":
        return "true or false"
    return PATTERNS.get(schema.get("pattern", ""), "path" if schema.get("maxLength") == 400 else "text")


def _limits(schema: dict[str, Any]) -> Iterator[str]:
    for key, sign in (("exclusiveMinimum", ">"), ("minimum", "≥"), ("exclusiveMaximum", "<"), ("maximum", "≤")):
        if key in schema:
            yield f"{sign} {schema[key]:g}"


def _reached(schema: dict[str, Any]) -> list[str]:
    """Return the names of the models inside, in the order a reader meets them."""
    found: list[str] = []

    def visit(value: object) -> None:
        if isinstance(value, list):
            for item in value:
                visit(item)
        elif isinstance(value, dict):
            name = str(value.get("$ref", "")).rsplit("/", 1)[-1]
            if name and name not in found:
                found.append(name)
                visit(schema["$defs"][name])
            for key, item in value.items():
                if key not in ("$defs", "mapping"):
                    visit(item)

    visit(schema)
    return found


def _shown(template: str) -> str:
    words = re.sub(r"\{hint_\w+\}", "", template)
    words = re.sub(r"\{\w+(![rs])?(:[^}]*)?\}", "…", words)
    return words.replace("{{", "{").replace("}}", "}").replace("<", "\\<")


def _command(name: str) -> click.Command | None:
    """Return a command; None while its module is not there yet."""
    try:
        return cli.get_command(click.Context(cli), name)
    except ModuleNotFoundError as error:
        if error.name != f"vmuseum.cli.{name}":
            raise
        return None


def _command_parts(title: str, command: click.Command) -> list[str]:
    parts = [f"## {title}\n"]
    parts += [f"{' '.join(words.split())}\n" for words in (command.help or "").split("\n\n")]
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    if arguments:
        parts.append(f"`{title} {' '.join(_argument(a) for a in arguments)}`\n")
    options = [p for p in command.params if isinstance(p, click.Option)]
    if options:
        parts += ["| option | value | default | meaning |", "| --- | --- | --- | --- |"]
        parts += [_option(option) for option in options] + [""]
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            parts += _command_parts(f"{title} {name}", command.commands[name])
    return parts


def _argument(argument: click.Argument) -> str:
    name = (argument.metavar or argument.name or "").upper()
    return name if argument.required else f"[{name}]"


def _option(option: click.Option) -> str:
    names = " ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    kind = option.type
    if option.is_flag:
        value = ""
    elif isinstance(kind, click.Choice):
        value = " ".join(f"`{choice}`" for choice in kind.choices)
    elif isinstance(kind, click.IntRange | click.FloatRange):
        value = f"{kind.min}–{kind.max}" if kind.max is not None else f"≥ {kind.min}"
    else:
        value = kind.name
    plain = isinstance(option.default, str | int | float) and not isinstance(option.default, bool)
    return f"| {names} | {value} | {f'`{option.default}`' if plain else ''} | {_cell(option.help or '')} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main() -> int:
    """Write the pages, or with --check tell which are stale. Return the exit code."""
    stale = []
    for name, text in pages().items():
        path = HERE / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"docs/{name}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
