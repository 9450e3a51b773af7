"""YAML text to plain values with the place of each. The only user of PyYAML.

Events of the C parser become nodes, nodes become values: so nesting, aliases and sizes are limited before anything
grows, and no Python object is ever made from a tag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from vmuseum.errors import Arg, Problem, Span, problem
from vmuseum.schema.document import Document, Loc, Mark, Place, Value
from vmuseum.sources.scalars import NotANumberError, plain
from vmuseum.sources.syntax import syntax_problem
from vmuseum.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 1 << 20
"""Largest file, bytes. The longest of the sample museum is about 30 kB."""
MAX_DEPTH = 40
"""Deepest nesting. A stand in a room is at depth 6."""
MAX_VALUES = 100_000
"""Most values after aliases are filled in."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class _Node:
    """A scalar (`content` is its value), a list of nodes, a list of (key, its mark, node), or an alias of a node."""

    mark: Mark
    content: Value | list[_Node] | list[tuple[str, Mark, _Node]] | _Node
    kind: str = "scalar"  # scalar, list, map, alias


@dataclass(slots=True)
class _Reading:
    """What one file has given so far."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, _Node | None] = field(default_factory=dict)  # None while the anchored node is still open
    values: int = 0
    first_alias: Mark | None = None

    def refuse(self, code: str, mark: Mark, **args: Arg) -> None:
        self.problems.append(Problem(code, Span(self.path, mark.line, mark.column), tuple(sorted(args.items()))))


class _Stop(Exception):  # noqa: N818 - a signal, not an error: the problem is already noted
    """The rest of the file cannot be read."""


def parse(path: str, content: bytes) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return the document in `content`, or None, and every problem. `path` is only told.

    A document comes back beside problems when only keys were given twice (the first one counts), so that checking can
    go on. 500 kB take about 0.3 s.
    """
    reading = _Reading(path)
    text = _decoded(reading, content)
    if text is None:
        return None, tuple(reading.problems)
    try:
        root = _composed(reading, text)
        positions: dict[Loc, Place] = {}
        data = _filled(reading, root, (), positions, depth=0)
        positions[()] = Place(root.mark, root.mark)
    except _Stop:
        return None, tuple(reading.problems)
    except yaml.MarkedYAMLError as error:
        return None, (*reading.problems, syntax_problem(path, error))
    except yaml.YAMLError:
        return None, (*reading.problems, problem("yaml-syntax", Span(path), detail="unreadable"))
    if any(p.code != "duplicate-key" for p in reading.problems):
        return None, tuple(reading.problems)
    return Document(path, data, positions), tuple(reading.problems)


def _decoded(reading: _Reading, content: bytes) -> str | None:
    if len(content) > MAX_BYTES:
        reading.refuse("file-too-large", Mark(0, 0), size_kb=len(content) // 1024, limit_kb=MAX_BYTES // 1024)
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode("utf-8", "replace")) + 1
        reading.refuse("not-utf-8", Mark(before.count(b"\n") + 1, column))
        return None
    for code, found in (("yaml-tab", text.find("\t")), ("unprintable-character", _first(_UNPRINTABLE, text))):
        if found >= 0:
            line_start = text.rfind("\n", 0, found) + 1
            mark = Mark(text.count("\n", 0, found) + 1, found - line_start + 1)
            reading.refuse(code, mark, **({"character": f"U+{ord(text[found]):04X}"} if code != "yaml-tab" else {}))
            return None
    return text


def _first(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return match.start() if match else -1


def _composed(reading: _Reading, text: str) -> _Node:
    """Return the one node of the one document in `text`."""
    loader = _LOADER(text)
    try:
        events = _events(loader)
        next(events)  # the start of the stream
        if isinstance(next(events), yaml.StreamEndEvent):
            return _empty(reading)
        root = _node(reading, next(events), events, depth=0)
        next(events)  # the end of the document
        more = next(events)
        if not isinstance(more, yaml.StreamEndEvent):
            reading.refuse("many-documents", _mark(more))
            raise _Stop
        if root.kind == "scalar" and root.content is None:
            return _empty(reading)
        return root
    finally:
        loader.dispose()


def _events(loader: Any) -> Iterator[Any]:  # noqa: ANN401 - the attributes of PyYAML's events have no usable types
    while True:
        yield loader.get_event()


def _empty(reading: _Reading) -> _Node:
    reading.refuse("empty-file", Mark(0, 0))
    raise _Stop


def _mark(event: Any) -> Mark:  # noqa: ANN401
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)


def _node(reading: _Reading, event: Any, events: Iterator[Any], *, depth: int) -> _Node:  # noqa: ANN401
    mark = _mark(event)
    if depth > MAX_DEPTH:
        reading.refuse("nested-too-deep", mark, limit=MAX_DEPTH)
        raise _Stop
    if isinstance(event, yaml.AliasEvent):
        return _alias(reading, str(event.anchor), mark)
    if event.tag is not None:
        reading.refuse("yaml-tag", mark, tag=_short_tag(event.tag))
    anchor = event.anchor
    if anchor is not None:
        reading.anchors[anchor] = None
    if isinstance(event, yaml.ScalarEvent):
        node = _Node(mark, _scalar(reading, event, mark))
    elif isinstance(event, yaml.SequenceStartEvent):
        node = _Node(mark, _sequence(reading, events, depth=depth), "list")
    else:
        node = _Node(mark, _mapping(reading, events, depth=depth), "map")
    if anchor is not None:
        reading.anchors[anchor] = node
    return node


def _short_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")[:60]


def _alias(reading: _Reading, anchor: str, mark: Mark) -> _Node:
    reading.first_alias = reading.first_alias or mark
    target = reading.anchors.get(anchor)
    if target is None:
        if anchor in reading.anchors:
            reading.refuse("alias-bomb", mark, limit=MAX_VALUES)
        else:
            reading.refuse("unknown-alias", mark, name=anchor)
        raise _Stop
    return _Node(mark, target, "alias")


def _scalar(reading: _Reading, event: Any, mark: Mark) -> Value:  # noqa: ANN401
    text = nfc(event.value)
    if not event.implicit[0]:  # quoted, or a block of text
        return text
    try:
        return plain(text)
    except NotANumberError:
        reading.refuse("not-a-number", mark, value=text[:40])
        return None


def _sequence(reading: _Reading, events: Iterator[Any], *, depth: int) -> list[_Node]:
    items: list[_Node] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        items.append(_node(reading, event, events, depth=depth + 1))
    return items


def _mapping(reading: _Reading, events: Iterator[Any], *, depth: int) -> list[tuple[str, Mark, _Node]]:
    pairs: dict[str, tuple[str, Mark, _Node]] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        mark = _mark(event)
        if not isinstance(event, yaml.ScalarEvent):
            reading.refuse("key-not-text", mark)
            raise _Stop
        if event.tag is not None:
            reading.refuse("yaml-tag", mark, tag=_short_tag(event.tag))
        key = nfc(event.value)
        node = _node(reading, next(events), events, depth=depth + 1)
        if key in pairs:
            reading.refuse("duplicate-key", mark, key=key, first=pairs[key][1].line)
        else:
            pairs[key] = (key, mark, node)
    return list(pairs.values())


def _filled(reading: _Reading, node: _Node, loc: Loc, positions: dict[Loc, Place], *, depth: int) -> Value:
    """Return the value of `node` with its aliases filled in, and note the place of everything below it."""
    reading.values += 1
    if reading.values > MAX_VALUES or depth > MAX_DEPTH:
        code = "alias-bomb" if reading.first_alias else "too-many-values"
        reading.refuse(code, reading.first_alias or node.mark, limit=MAX_VALUES)
        raise _Stop
    content: Any = node.content
    if node.kind == "alias":
        return _filled(reading, content, loc, positions, depth=depth)
    if node.kind == "list":
        values: list[Value] = []
        for n, item in enumerate(content):
            positions[*loc, n] = Place(item.mark, item.mark)
            values.append(_filled(reading, item, (*loc, n), positions, depth=depth + 1))
        return values
    if node.kind == "map":
        table: dict[str, Value] = {}
        for key, mark, item in content:
            positions[*loc, key] = Place(mark, item.mark)
            table[key] = _filled(reading, item, (*loc, key), positions, depth=depth + 1)
        return table
    scalar: Value = content
    return scalar
