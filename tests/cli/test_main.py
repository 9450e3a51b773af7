"""The command line from outside: a real process, real exit codes."""

import json
import subprocess
import sys
import textwrap

import pytest

HEAVY = {"numpy", "trimesh", "aiohttp", "panda3d", "pydantic", "yaml", "PIL", "cv2", "av"}


def vmuseum(*words, cwd=None, env=None):
    return subprocess.run(
        [sys.executable, "-m", "vmuseum", *words],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_help_loads_no_heavy_library():
    code = textwrap.dedent("""
        import sys
        from click.testing import CliRunner
        from vmuseum.cli.main import cli
        assert CliRunner().invoke(cli, ["--help"]).exit_code == 0
        print(sorted(m for m in sys.modules if "." not in m))
        """)
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = set(eval(out.splitlines()[-1]))  # noqa: S307 - our own child's list
    assert "click" in loaded
    assert loaded & HEAVY == set()


def test_every_command_has_help_in_both_languages():
    from vmuseum.cli.main import COMMANDS, cli

    for name in COMMANDS:
        command = cli.get_command(None, name)
        assert command is not None
        assert command.help
        for option in command.params:
            if getattr(option, "help", None) and option.name not in ("help",):
                assert " / " in option.help, f"{name} {option.name}"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_folder_without_a_museum_is_told_what_to_do(tmp_path, lang):
    done = vmuseum("check", str(tmp_path), "--lang", lang)
    assert done.returncode == 1
    assert "[not-a-museum]" in done.stderr
    assert "vmuseum new" in done.stderr


def test_wrong_words_exit_with_2(tmp_path):
    assert vmuseum("check", "--no-such-option").returncode == 2
    assert vmuseum("nothing").returncode == 2


def test_check_in_json_gives_path_line_and_code(tmp_path):
    (tmp_path / "museum.yaml").write_text("title: {vi: A}\nhomee: x\n", encoding="utf-8")
    done = vmuseum("check", str(tmp_path), "--json", "--lang", "en")
    assert done.returncode == 1
    rows = json.loads(done.stdout)["problems"]
    unknown = next(r for r in rows if r["code"] == "unknown-field")
    assert (unknown["path"], unknown["line"], unknown["column"]) == ("museum.yaml", 2, 1)
    assert "home" in unknown["text"]
