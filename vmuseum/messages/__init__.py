"""The sentence behind every problem code, in Vietnamese and English.

One module a room; each holds MESSAGES: code -> Message. `{name}` is filled from the problem's args.
Every code has a heading of the same name in docs/problems.md (a test holds it).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from vmuseum.messages.message import Message

if TYPE_CHECKING:
    from vmuseum.errors import Lang, Problem

ROOMS = ("reading", "shape", "linking", "mesh", "points", "inspect", "picture", "download", "gallery", "panorama", "hologram", "build", "device")

__all__ = ["Message", "all_messages", "line", "sentence"]


def all_messages() -> dict[str, Message]:
    """Return every message by code. Raises ValueError when two rooms use one code."""
    found: dict[str, Message] = {}
    for room in ROOMS:
        messages: dict[str, Message] = import_module(f"vmuseum.messages.{room}").MESSAGES
        double = found.keys() & messages.keys()
        if double:
            msg = f"codes used twice: {sorted(double)}"
            raise ValueError(msg)
        found.update(messages)
    return found


def sentence(problem: Problem, lang: Lang) -> str:
    """Return what is wrong and what to do, without the place."""
    message = all_messages()[problem.code]
    return message.text(lang).format_map(dict(problem.args))


def line(problem: Problem, lang: Lang) -> str:
    """Return `path:line:column: sentence [code]`, as the terminal shows it."""
    return f"{problem.span}: {sentence(problem, lang)} [{problem.code}]"
