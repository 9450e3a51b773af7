"""Nothing an author or operator can write, read or set goes undocumented."""

import ast
import importlib.util
import re
from pathlib import Path

import click
import pytest

from vmuseum.cli.main import COMMANDS, cli
from vmuseum.messages import ROOMS, all_messages
from vmuseum.schema.export import KINDS
from vmuseum.schema.walk import fields_by_key, is_model
from vmuseum.settings import FanSettings, Settings

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
SPEAKERS = {
    "problem",
    "Problem",
    "Fault",
    "Refused",
    "RecipeError",
    "Warning_",
    "EngineError",
    "MasterChangedError",
    "StoreUnreachableError",
    "StoreBusyError",
    "MissingExtraError",
    "ClusterError",
    "finding",
    "refuse",
    "_tell",
    "_warning",
}


def generator():
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES = generator().pages()


def page(name):
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_as_the_code_says(name):
    assert page(name) == PAGES[name], "run python docs/generate.py"


def models_below(model, seen):
    if model in seen:
        return
    seen.append(model)
    for field in model.model_fields.values():
        todo = [field.annotation]
        while todo:
            kind = todo.pop()
            if is_model(kind):
                models_below(kind, seen)
            todo += getattr(kind, "__args__", ())


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_document_is_in_its_reference(kind):
    text = page(f"reference/{kind}.md")
    seen = []
    models_below(KINDS[kind], seen)
    for model in seen:
        section = text if model is KINDS[kind] else text.split(f"\n## {model.__name__}\n")[1]
        table = section.split("\n## ")[0]
        for key in fields_by_key(model):
            row = next((r for r in table.splitlines() if r.startswith(f"| `{key}` |")), None)
            assert row is not None, f"{model.__name__}.{key}"
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]]
            assert len(cells) == 5
            assert all((cells[1], cells[3], cells[4])), f"{model.__name__}.{key} lacks a type or a language"


def test_every_problem_code_has_a_heading():
    headings = re.findall(r"^### (.+)$", page("problems.md"), re.MULTILINE)
    assert sorted(headings) == sorted(all_messages())


def test_every_room_of_messages_has_a_title():
    assert set(generator().ROOM_TITLES) == set(ROOMS)


@pytest.mark.parametrize("code", sorted(all_messages()))
def test_both_languages_of_a_message_ask_for_the_same(code):
    message = all_messages()[code]
    vi, en = (
        {re.sub(r"_(vi|en)$", "", name) for name in re.findall(r"(?<!\{)\{(\w+)\}", text)}
        for text in (message.vi, message.en)
    )
    assert vi - {"vi"} == en - {"en"}
    assert message.vi != message.en


def sources():
    for root in (ROOT / "vmuseum", ROOT / "server"):
        for path in sorted(root.rglob("*.py")):
            if "messages" not in path.parts and "node_modules" not in path.parts:
                yield path, ast.parse(path.read_text(encoding="utf-8"))


def spoken_codes():
    """Yield every code that is a literal first argument where problems are made, with its file."""
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                words = [a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                if name in SPEAKERS and words and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", words[0]):
                    yield words[0], path.relative_to(ROOT)


def test_every_code_that_is_spoken_has_a_message():
    known = all_messages()
    assert sorted({f"{path}: {code}" for code, path in spoken_codes() if code not in known}) == []


def test_every_message_is_spoken_somewhere():
    words = {
        n.value
        for _, tree in sources()
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, str)
    }
    assert sorted(set(all_messages()) - words) == []


def commands():
    def below(title, command):
        yield title, command
        if isinstance(command, click.Group):
            for name in sorted(command.commands):
                yield from below(f"{title} {name}", command.commands[name])

    for name in COMMANDS:
        if importlib.util.find_spec(f"vmuseum.cli.{name}") is not None:
            yield from below(f"vmuseum {name}", cli.get_command(click.Context(cli), name))


@pytest.mark.parametrize(("title", "command"), list(commands()))
def test_every_command_and_option_is_in_the_reference(title, command):
    section = page("reference/commands.md").split(f"\n## {title}\n")[1].split("\n## ")[0]
    assert command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert f"| `{option.opts[0]}`" in section, f"{title} {option.name}"
            assert option.help


@pytest.mark.parametrize("model", [Settings, FanSettings])
def test_every_setting_is_in_the_reference(model):
    text = page("reference/settings.md")
    for key, field in model.model_fields.items():
        assert f"| `{key}` |" in text
        assert field.description
